// For readers: size, face and width of the text as they chose them, kept in the browser alone; a marked passage as a
// citation; figures enlarged; and the keys that do all this, listed by "?".
(() => {
  const root = document.documentElement;
  const words = (name) => document.body.dataset[name] || "";
  const store = {
    get(key) {
      try {
        return localStorage.getItem(key) || "";
      } catch {
        return "";
      }
    },
    set(key, value) {
      try {
        if (value) localStorage.setItem(key, value);
        else localStorage.removeItem(key);
      } catch {
        // A browser that keeps nothing shows the choice until the page is left.
      }
    },
  };

  // ---- The text as the reader set it
  for (const name of ["size", "face", "width"]) {
    const choice = document.getElementById(`reading-${name}`);
    if (!choice) continue;
    choice.value = root.dataset[name] || "";
    choice.addEventListener("change", () => {
      store.set(`book-${name}`, choice.value);
      if (choice.value) root.dataset[name] = choice.value;
      else delete root.dataset[name];
      dispatchEvent(new Event("resize"));
    });
  }

  // ---- Dialogs
  const dialog = (label, ...content) => {
    const box = document.createElement("dialog");
    box.className = "reader-dialog";
    box.setAttribute("aria-label", label);
    const close = document.createElement("button");
    close.textContent = words("close");
    close.addEventListener("click", () => box.close());
    box.append(close, ...content);
    box.addEventListener("click", (event) => event.target === box && box.close());
    box.addEventListener("close", () => box.remove());
    document.body.append(box);
    box.showModal();
  };

  // ---- Figures enlarged
  for (const figure of document.querySelectorAll("main figure")) {
    const picture = figure.querySelector("img, svg.drawing");
    const caption = figure.querySelector("figcaption");
    if (!picture || !caption || !words("enlarge")) continue;
    const button = document.createElement("button");
    button.className = "enlarge";
    button.setAttribute("aria-label", `${words("enlarge")}: ${caption.querySelector(".label")?.textContent || ""}`);
    button.dataset.word = words("enlarge");
    button.addEventListener("click", () => {
      const copy = picture.cloneNode(true);
      copy.removeAttribute("id");
      copy.removeAttribute("loading");
      const holder = document.createElement("div");
      holder.className = "enlarged";
      holder.append(copy);
      dialog(caption.textContent, holder);
    });
    caption.append(button);
  }

  // ---- A marked passage as a citation
  const main = document.querySelector("main");
  const citation = document.querySelector("details.cite .csl-entry")?.textContent.trim();
  if (main && citation && words("citePassage")) {
    const button = document.createElement("button");
    button.className = "cite-passage";
    button.textContent = words("citePassage");
    button.hidden = true;
    document.body.append(button);
    const pageOf = (range) => {
      let page = "";
      for (const mark of main.querySelectorAll(".page-mark")) {
        if (range.comparePoint(mark, 0) > 0) break;
        if (range.comparePoint(mark, 0) < 0) page = mark.dataset.page;
      }
      return page;
    };
    const cited = (selection) => {
      const range = selection.getRangeAt(0);
      const start = range.startContainer.parentElement?.closest("[id]");
      const paragraph = range.startContainer.parentElement?.closest("p")?.querySelector(".paragraph")?.dataset.number;
      const page = pageOf(range);
      const place = [page && `${words("page")} ${page}`, paragraph && `¶ ${paragraph}`].filter(Boolean).join(", ");
      const link = document.querySelector("link[rel=canonical]")?.href || location.href.split("#")[0];
      const text = selection.toString().replace(/\s+/g, " ").trim();
      return `“${text}” ${citation.replace(/\.$/, "")}${place ? `, ${place}` : ""}. ${link}${start ? `#${start.id}` : ""}`;
    };
    let kept = "";
    document.addEventListener("selectionchange", () => {
      const selection = getSelection();
      const within = selection.rangeCount && !selection.isCollapsed && main.contains(selection.anchorNode);
      if (within && selection.toString().trim().length > 2) {
        kept = cited(selection);
        const box = selection.getRangeAt(0).getBoundingClientRect();
        button.style.left = `${Math.min(Math.max(box.left, 8), innerWidth - 180)}px`;
        button.style.top = `${Math.min(box.bottom + 8, innerHeight - 48)}px`;
        button.textContent = words("citePassage");
        button.hidden = false;
      } else if (document.activeElement !== button) button.hidden = true;
    });
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(kept);
        button.textContent = words("copied");
        setTimeout(() => (button.hidden = true), 1500);
      } catch {
        const field = document.createElement("textarea");
        field.value = kept;
        field.rows = 6;
        field.readOnly = true;
        field.setAttribute("aria-label", words("citePassage"));
        dialog(words("citePassage"), field);
        field.select();
      }
    });
  }

  // ---- Keys
  const go = (selector) => document.querySelector(selector)?.click();
  const keys = {
    "/": ["search", () => go('.site-tools a[href^="search"]')],
    n: ["next", () => go("a.next")],
    p: ["previous", () => go("a.previous")],
    c: ["contents", () => (location.href = "index.html#contents")],
    "?": ["shortcuts", () => help()],
  };
  const help = () => {
    if (document.querySelector("dialog[open]")) return;
    const list = document.createElement("dl");
    for (const [key, [name]] of Object.entries(keys)) {
      const term = document.createElement("dt");
      const pressed = document.createElement("kbd");
      pressed.textContent = key;
      term.append(pressed);
      const meaning = document.createElement("dd");
      meaning.textContent = words(name);
      list.append(term, meaning);
    }
    const title = document.createElement("h2");
    title.textContent = words("shortcuts");
    dialog(words("shortcuts"), title, list);
  };
  document.getElementById("shortcuts")?.addEventListener("click", help);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    if (event.target.closest?.("input, select, textarea, dialog, [contenteditable]")) return;
    event.preventDefault();
    keys[event.key][1]();
  });
})();
