// A note is shown beside its call, and an entry of the bibliography beside its citation: at a touch, at a click, at
// Enter, and while the pointer rests on it.
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
    copy.querySelector('[role="doc-backlink"]')?.remove();
    box.lang = note.closest("[lang]")?.lang || document.documentElement.lang;
    box.setAttribute("aria-label", `${document.body.dataset.note} ${call.textContent}`);
    box.replaceChildren(...copy.childNodes);
    return true;
  };

  const place = (call) => {
    const mark = call.getBoundingClientRect();
    const margin = 12;
    const left = Math.min(Math.max(mark.left - 24, margin), innerWidth - box.offsetWidth - margin);
    const below = mark.bottom + 8;
    const fits = below + box.offsetHeight + margin < innerHeight;
    box.style.left = `${Math.max(left, margin)}px`;
    box.style.top = `${fits ? below : Math.max(margin, mark.top - box.offsetHeight - 8)}px`;
  };

  const show = (call, pointer) => {
    if (shown === call) {
      byPointer = byPointer && pointer;
      return;
    }
    if (shown) box.hidePopover();
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
  addEventListener("scroll", () => {
    if (shown && byPointer) box.hidePopover();
  }, { passive: true });
})();
