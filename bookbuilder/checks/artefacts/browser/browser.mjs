// What every check in a browser begins with: a request as JSON on stdin, a browser without a window, findings as JSON on stdout.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions", "--mute-audio",
];

// A busy machine is slow, and to be slow is no fault: what comes at all may take this long, in milliseconds.
const PATIENCE = 120_000;
// What a reader sees at once; where it does not come, every check waits so long for nothing.
const AT_ONCE = 3000;

const read = async () => {
  let text = "";
  for await (const piece of process.stdin) text += piece;
  return JSON.parse(text);
};

// request: packages (the folder of node_modules), browser (a program), base (the site's address), pages (file names).
export const run = async (check) => {
  const request = await read();
  const packages = createRequire(pathToFileURL(join(request.packages, "package.json")));
  const { chromium } = packages("playwright-core");
  const browser = await chromium.launch({ executablePath: request.browser, args: FLAGS, timeout: PATIENCE });
  const open = async (options) => {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(PATIENCE);
    return context;
  };
  const findings = [];
  const find = (page, kind, message, remedy = "") => findings.push({ page, kind, message, remedy });
  try {
    await check({ open, request, find, resolve: packages.resolve });
  } finally {
    await browser.close();
  }
  process.stdout.write(JSON.stringify({ version: browser.version(), findings }));
};

// Whether something is seen on a page, given a moment to come.
export const comes = (page, seen, given) => page.waitForFunction(seen, given, { timeout: AT_ONCE }).then(() => true, () => false);

// Several pages side by side, each from the same queue.
export const each = async (items, workers, work) => {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
    }),
  );
};

// Whatever a page should never do is a finding: speak on the console, fail, ask another host, break its own policy.
export const listen = async (context, base, find) => {
  const here = () => context.pages().map((page) => page.url().slice(base.length) || "index.html")[0] || "";
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      console.error(`Content-Security-Policy: ${event.effectiveDirective} keeps out ${event.blockedURI}`);
    });
  });
  context.on("console", (message) => {
    const page = message.page()?.url().slice(base.length) || here();
    find(page, "console", `The browser's console says: ${message.text()}`);
  });
  context.on("weberror", (error) => find(error.page()?.url().slice(base.length) || here(), "console", `A script failed: ${error.error().message}`));
  context.on("request", (asked) => {
    if (!asked.url().startsWith(base) && !asked.url().startsWith("data:")) find(here(), "request", `It asks for ${asked.url()}, outside of the site.`);
  });
  context.on("response", (answer) => {
    if (answer.status() >= 400) find(here(), "request", `${answer.url().slice(base.length)} is not there (${answer.status()}).`);
  });
};
