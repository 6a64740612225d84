// A site in a folder and words to search for, as JSON on stdin; how many places each word finds, on stdout.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

let text = "";
for await (const piece of process.stdin) text += piece;
const { packages, browser: program, site, queries } = JSON.parse(text);
const { chromium } = createRequire(pathToFileURL(join(packages, "package.json")))("playwright-core");
const browser = await chromium.launch({ executablePath: program, args: ["--headless", "--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
const found = {};
for (const query of queries) {
  await page.goto(`${site}search.html?q=${encodeURIComponent(query)}`);
  await page.waitForFunction(() => document.getElementById("found").textContent);
  found[query] = await page.locator("#results a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
}
await browser.close();
process.stdout.write(JSON.stringify(found));
