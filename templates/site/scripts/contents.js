// The contents beside the text follow the reader: the section being read is marked, and kept in sight.
(() => {
  const contents = document.querySelector(".site-contents");
  if (!contents) return;
  const here = contents.querySelector('[aria-current="page"]');
  if (here) contents.scrollTop = here.offsetTop - contents.clientHeight / 2;

  const links = new Map();
  for (const link of contents.querySelectorAll("a[href*='#']")) {
    const id = decodeURIComponent(new URL(link.href).hash.slice(1));
    if (link.pathname === location.pathname && id && document.getElementById(id)) links.set(id, link);
  }
  const headings = [...links.keys()].map((id) => document.getElementById(id));
  let marked = null;
  const follow = () => {
    const read = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).pop();
    const link = read ? links.get(read.id) : null;
    if (link === marked) return;
    marked?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    marked = link;
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  }, { passive: true });
  follow();

  // On a narrow screen the contents lie over the text: Escape and a choice close them.
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && location.hash === "#contents") location.hash = "#text";
  });
})();
