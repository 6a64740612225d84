// A note is shown beside its call, and an entry of the bibliography beside its citation: at a touch, at a click, at
// Enter, and while the pointer rests on it. On a wide screen the notes stand beside their paragraphs (sidenotes.js), and a
// call shows which one is its own.
// Without this script a call leads to its note at the foot of the page, and the note's number leads back.
(() => {
  const entries = () => self.bookEntries || {};
  const target = (call) => decodeURIComponent(call.hash.slice(1));
  const calls = document.querySelectorAll('a[role="doc-noteref"], a[role="doc-biblioref"]');
  if (!calls.length || !HTMLElement.prototype.showPopover) return;

  const box = document.createElement("div");
  box.className = "note-box";
  box.popover = "auto";
  box.tabIndex = -1;
  box.setAttribute("role", "dialog");
  document.body.append(box);

  let shown = null;
  let timer = 0;
  let byPointer = false;

  const fill = (call) => {
    const entry = entries()[target(call)];
    if (call.getAttribute("role") === "doc-biblioref" && entry) {
      box.lang = document.documentElement.lang;
      box.setAttribute("aria-label", call.textContent);
      box.replaceChildren(...new DOMParser().parseFromString(entry, "text/html").body.childNodes);
      return true;
    }
    const note = document.getElementById(target(call));
    if (!note) return false;
    const copy = note.cloneNode(true);
    for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
    const back = copy.querySelector('[role="doc-backlink"]');
    if (back) {
      const number = document.createElement("b");
      number.className = "note-number";
      number.textContent = call.textContent;
      back.replaceWith(number);
    }
    box.lang = note.closest("[lang]")?.lang || document.documentElement.lang;
    box.setAttribute("aria-label", `${document.body.dataset.note} ${call.textContent}`);
    box.replaceChildren(...copy.childNodes);
    return true;
  };

  const place = (call) => {
    const mark = call.getBoundingClientRect();
    const margin = 12;
    const left = Math.min(Math.max(mark.left - 24, margin), innerWidth - box.offsetWidth - margin);
    const above = mark.top - 8 - margin;
    const below = innerHeight - mark.bottom - 8 - margin;
    // on whichever side there is room, and never over the call
    box.style.maxHeight = `${Math.min(innerHeight * 0.45, Math.max(above, below))}px`;
    const under = box.offsetHeight <= below || below >= above;
    box.style.left = `${Math.max(left, margin)}px`;
    box.style.top = `${under ? mark.bottom + 8 : mark.top - box.offsetHeight - 8}px`;
  };

  const show = (call, pointer) => {
    if (shown === call) {
      byPointer = byPointer && pointer;
      return;
    }
    if (shown) box.hidePopover();
    if (call.getAttribute("role") === "doc-noteref" && self.sidenote?.(call)) return;
    if (!fill(call)) return;
    box.showPopover();
    place(call);
    box.scrollTop = 0;
    shown = call;
    byPointer = pointer;
  };

  const soon = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };

  for (const call of calls) {
    call.setAttribute("aria-haspopup", "dialog");
    call.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      clearTimeout(timer);
      const beside = call.getAttribute("role") === "doc-noteref" && self.sidenote?.(call);
      if (beside) {
        event.preventDefault();
        return;
      }
      show(call, false);
      if (shown !== call) return;
      event.preventDefault();
      box.focus({ preventScroll: true });
    });
    call.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") soon(() => show(call, true), 150);
    });
    call.addEventListener("pointerleave", () => soon(leave, 250));
  }
  const leave = () => {
    if (shown && byPointer) box.hidePopover();
  };
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", () => soon(leave, 250));
  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    if (!byPointer && (document.activeElement === document.body || box.contains(document.activeElement))) {
      shown?.focus({ preventScroll: true });
    }
    shown = null;
  });
  // A note goes with its call, and out of sight with it. Bringing a call into view to open its note scrolls the page too.
  addEventListener("scroll", () => {
    if (!shown) return;
    const { top, bottom } = shown.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) box.hidePopover();
    else place(shown);
  }, { passive: true });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) box.hidePopover();
  });
})();
