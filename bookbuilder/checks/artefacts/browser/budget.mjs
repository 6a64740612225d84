// Every page at two widths: what it weighs on its way, compressed as servers do and without pictures, and whether anything moves while it loads and is read.
import { each, run } from "./browser.mjs";

// A long table whose rows arrive while it is drawn moves by a hair; as Lighthouse counts it, that is 0.000.
const NOISE = 0.0005;
// What a page does by itself it does each time; a busy machine that hands over a font late does it once.
const LOADS = 3;

await run(async ({ open, request, find }) => {
  await each(request.pages, 2, async (name) => {
    const still = new Set();
    for (const [width, load] of [320, 1200].flatMap((width) => Array.from({ length: LOADS }, (_, load) => [width, load]))) {
      if (load > 0 && still.has(width)) continue;
      const context = await open({ viewport: { width, height: 800 } });
      await context.addInitScript(() => {
        self.shifts = [];
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const moved = entry.sources?.map(({ node }) => node?.id || node?.className || node?.nodeName || "?") || [];
            self.shifts.push([entry.value, moved.join(", ")]);
          }
        }).observe({ type: "layout-shift", buffered: true });
      });
      const page = await context.newPage();
      const weights = [];
      page.on("requestfinished", (asked) => {
        if (!["image", "media"].includes(asked.resourceType())) {
          weights.push(asked.sizes().then((sizes) => [sizes.responseBodySize, asked.url().slice(request.base.length)]));
        }
      });
      await page.goto(request.base + name, { waitUntil: "networkidle" });
      if (width === 320 && load === 0) {
        const all = await Promise.all(weights);
        const weight = all.reduce((sum, [bytes]) => sum + bytes, 0);
        const heaviest = all.sort((a, b) => b[0] - a[0]).slice(0, 3).map(([bytes, url]) => `${url} ${Math.round(bytes / 1000)} kB`);
        if (weight > request.limit) {
          find(name, "weight", `It weighs ${Math.round(weight / 1000)} kB without pictures; ${request.limit / 1000} kB are allowed (${heaviest.join(", ")}).`, "Divide the page, or leave out what it loads and does not show.");
        }
      }
      const height = await page.evaluate(() => document.scrollingElement.scrollHeight);
      for (let top = 0; top < Math.min(height, 24000); top += 2400) {
        await page.evaluate((y) => scrollTo(0, y), top);
        await page.waitForTimeout(20);
      }
      const shifts = await page.evaluate(() => self.shifts);
      const moved = shifts.reduce((sum, [value]) => sum + value, 0);
      if (moved <= NOISE) still.add(width);
      else if (load === LOADS - 1) find(name, "shift", `At ${width} px ${shifts[0][1] || "something"} moves while the page loads (layout shift ${moved.toFixed(4)}).`, "Give pictures their width and height, and fonts no swap.");
      await context.close();
    }
  });
});
