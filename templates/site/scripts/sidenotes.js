// On a wide screen each note stands in the margin beside its call: none over another, a long one folded until it is opened.
// Without this script, and on a narrower screen, the notes stand at the chapter's end.
(() => {
  const wide = matchMedia("screen and (min-width: 75rem)");
  const main = document.querySelector("main");
  const holder = main?.querySelector(".notes");
  const calls = main ? [...main.querySelectorAll('a[role="doc-noteref"]')] : [];
  if (!holder || !calls.length) return;
  const gap = 10;

  const noteOf = (call) => document.getElementById(decodeURIComponent(call.hash.slice(1)));
  const pairs = calls.map((call) => [call, noteOf(call)]).filter(([, note]) => note && holder.contains(note));

  const place = () => {
    const root = document.documentElement;
    root.classList.toggle("sidenotes", wide.matches);
    if (!wide.matches) {
      for (const [, note] of pairs) note.style.removeProperty("top");
      main.style.removeProperty("min-height");
      return;
    }
    const top = main.getBoundingClientRect().top;
    const calledAt = pairs.map(([call]) => call.getBoundingClientRect().top - top - 4);
    const heights = pairs.map(([, note]) => note.offsetHeight);
    let free = 0;
    pairs.forEach(([, note], number) => {
      const at = Math.max(free, calledAt[number]);
      note.style.top = `${at}px`;
      free = at + heights[number] + gap;
    });
    main.style.minHeight = `${free + 32}px`;
  };

  for (const [, note] of pairs) {
    note.addEventListener("click", (event) => {
      if (!wide.matches || event.target.closest("a")) return;
      note.classList.toggle("unfolded");
      place();
    });
    note.addEventListener("focusin", () => {
      if (wide.matches && !note.classList.contains("unfolded")) {
        note.classList.add("unfolded");
        place();
      }
    });
  }

  // Whether the note of this call is in sight; it is marked for a moment.
  self.sidenote = (call) => {
    const note = noteOf(call);
    if (!wide.matches || !note || !holder.contains(note)) return false;
    const { top, bottom } = note.getBoundingClientRect();
    if (top > innerHeight || bottom < 0) return false;
    holder.querySelector(".called")?.classList.remove("called");
    note.classList.add("called", "unfolded");
    place();
    setTimeout(() => note.classList.remove("called"), 1500);
    return true;
  };

  place();
  wide.addEventListener("change", place);
  let waiting = 0;
  new ResizeObserver(() => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(place);
  }).observe(main.querySelector("section") || main);
  document.fonts?.ready.then(place);
})();
