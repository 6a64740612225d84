// Every page, light and dark, at two widths: what axe finds, and what a narrow window would have to scroll sideways for.
import { each, run } from "./browser.mjs";

const LOOKS = [[1200, "light"], [1200, "dark"], [320, "dark"], [320, "light"]];

await run(async ({ open, request, find, resolve }) => {
  const context = await open({ reducedMotion: "reduce" });
  await context.addInitScript({ path: resolve("axe-core/axe.min.js") });
  await each(request.pages, 2, async (name) => {
    const page = await context.newPage();
    await page.goto(request.base + name, { waitUntil: "load" });
    const seen = new Map();
    for (const [width, colorScheme] of LOOKS) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      for (const violation of violations) {
        const [node] = violation.nodes;
        const key = `${violation.id} ${node.target.join(" ")}`;
        if (!seen.has(key)) seen.set(key, { violation, node, looks: [] });
        seen.get(key).looks.push(`${width} px ${colorScheme}`);
      }
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) find(name, "reflow", `At ${width} px it is ${wide} px wider than the window.`, "Let what is wide wrap, or scroll in a box of its own.");
    }
    for (const { violation, node, looks } of seen.values()) {
      const others = violation.nodes.length > 1 ? ` and ${violation.nodes.length - 1} more` : "";
      find(name, violation.id, `${violation.help} (${looks.join(", ")}): ${node.target.join(" ")}${others}.`, node.failureSummary.replace(/\s+/g, " "));
    }
    await page.close();
  });
});
