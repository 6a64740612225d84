// What a reader does: follow a page number, open a note by keyboard, search, choose dark, read without scripts.
// From a server and from a folder (request.folder); no message on the console, no request to another host, all the while.
import { comes, listen, run } from "./browser.mjs";

const NARROW = { width: 320, height: 700 };
// How long the search may look through the book on a busy machine, in milliseconds.
const ANSWER = 30_000;

await run(async ({ open, request, find }) => {
  for (const base of [request.base, request.folder]) {
    const report = (page, kind, message, remedy) => find(page, kind, base === request.folder ? `Opened from a folder: ${message}` : message, remedy);
    const context = await open({ viewport: { width: 1100, height: 800 } });
    await listen(context, base, report);
    const page = await context.newPage();
    for (const name of request.pages) await page.goto(base + name, { waitUntil: "load" });
    await pageNumber(page, base, request, report);
    await note(page, base, request, report);
    await search(page, base, request, report);
    await colours(page, base, request, report);
    await context.close();
  }
  await withoutScript(open, request, find);
});

// The address of a printed page, as an index or another book gives it, shows that place.
async function pageNumber(page, base, { pageMarks }, find) {
  if (!pageMarks.length) return;
  const [name, id] = pageMarks[Math.floor(pageMarks.length / 2)];
  await page.goto("about:blank");
  await page.goto(`${base}${name}#${id}`);
  const seen = await comes(page, (id) => {
    const mark = document.getElementById(id);
    const top = mark?.getBoundingClientRect().top;
    return Boolean(mark?.checkVisibility()) && top >= 0 && top < innerHeight;
  }, id);
  if (!seen) find(name, "page-link", `The address #${id} does not bring that page before the reader's eyes.`);
}

// Enter on a call opens its note and puts the reader into it; Escape closes it and puts the reader back. From 1200 pixels on notes
// stand beside the text and nothing opens, so this is looked at in a narrower window.
async function note(page, base, { noted }, find) {
  if (!noted) return;
  await page.goto("about:blank");
  await page.goto(base + noted);
  const call = page.locator('a[role="doc-noteref"]').first();
  await call.focus();
  await page.keyboard.press("Enter");
  await comes(page, () => document.querySelector(".note-box:popover-open"));
  const opened = await page.evaluate(() => {
    const box = document.querySelector(".note-box:popover-open");
    return { open: Boolean(box), words: box?.textContent.trim() || "", inside: Boolean(box?.contains(document.activeElement)) };
  });
  if (!opened.open || !opened.words) {
    find(noted, "note", "Enter on the first call opens no note.");
    return;
  }
  if (!opened.inside) find(noted, "note", "The note opens by keyboard, but the keyboard stays outside of it.");
  await page.keyboard.press("Escape");
  await comes(page, () => document.activeElement === document.querySelector('a[role="doc-noteref"]'));
  const closed = await page.evaluate(() => ({
    open: Boolean(document.querySelector(".note-box:popover-open")),
    back: document.activeElement === document.querySelector('a[role="doc-noteref"]'),
  }));
  if (closed.open) find(noted, "note", "Escape does not close the note.");
  else if (!closed.back) find(noted, "note", "Once the note is closed, the keyboard is not back at its call.");
  const stays = await page.evaluate(async () => {
    const call = [...document.querySelectorAll('a[role="doc-noteref"]')].pop();
    scrollTo(0, 0);
    await new Promise((done) => setTimeout(done, 200));
    call.focus();
    call.click();
    await new Promise((done) => setTimeout(done, 200));
    return Boolean(document.querySelector(".note-box:popover-open"));
  });
  if (!stays) find(noted, "note", "A note that is opened while the page still moves to its call is closed at once.");
}

// A word of the third chapter is found, and its result leads to that chapter.
async function search(page, base, { word }, find) {
  if (!word) return;
  await page.goto(`${base}search.html`);
  await page.locator("#words").fill(word.typed);
  await page.locator("#found:not(:empty)").waitFor({ state: "attached", timeout: ANSWER }).catch(() => {});
  const result = page.locator(`#results a[href^="${word.page}#"]`).first();
  if (!(await result.count())) {
    find("search.html", "search", `The search does not find "${word.typed}", which stands in ${word.page}.`);
    return;
  }
  await result.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/${word.page}#*`, { timeout: ANSWER }).catch(() => find("search.html", "search", `A result for "${word.typed}" does not lead to ${word.page}.`));
}

// Dark, once chosen, stays chosen on the next page.
async function colours(page, base, { pages }, find) {
  const [first, second = first] = pages;
  await page.goto(base + first);
  const choice = page.locator("#colours");
  if (!(await choice.isVisible())) {
    find(first, "colours", "There is no choice of light or dark.");
    return;
  }
  await choice.selectOption("dark");
  await page.goto(base + second);
  const kept = await page.evaluate(() => document.documentElement.dataset.colours === "dark" && getComputedStyle(document.documentElement).colorScheme === "dark");
  if (!kept) find(second, "colours", "The choice of dark is lost on the next page.");
  await page.locator("#colours").selectOption("");
}

// With scripts off the text is there, a call leads to its note and back, and the contents open in a narrow window.
async function withoutScript(open, { base, pages, noted, text }, find) {
  const context = await open({ viewport: NARROW, javaScriptEnabled: false });
  const page = await context.newPage();
  for (const name of pages) {
    await page.goto(base + name);
    if (!(await page.locator("main h1").first().count())) find(name, "no-script", "Without scripts it shows no text.");
  }
  if (text) {
    await page.goto(base + text);
    await page.locator(".contents-button").click();
    if (!(await page.locator(".site-contents a").nth(1).isVisible())) find(text, "no-script", "Without scripts the contents do not open.");
  }
  if (noted) {
    await page.goto(base + noted);
    const call = page.locator('a[role="doc-noteref"]').first();
    const id = (await call.getAttribute("href")).slice(1);
    await call.click();
    if (!page.url().endsWith(`#${id}`)) find(noted, "no-script", "Without scripts a call does not lead to its note.");
    await page.locator(`[id="${id}"] [role="doc-backlink"]`).first().click();
    if (page.url().endsWith(`#${id}`)) find(noted, "no-script", "Without scripts a note does not lead back to its call.");
  }
  await context.close();
}
