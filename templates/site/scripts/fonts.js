// The book's own letters from the first page on. A page never moves for a font that comes late (font-display: optional),
// so what the page begins with is asked for before it is drawn. Read from a folder, where a font cannot be asked for in
// advance, the page is shown when its fonts are there, which takes a moment, or after a second.
(() => {
  const root = document.documentElement;
  if (location.protocol === "file:") {
    const faces = [...document.fonts];
    for (const face of faces) face.display = "block";
    root.style.visibility = "hidden";
    const come = Promise.allSettled(faces.map((face) => face.load()));
    const late = new Promise((done) => setTimeout(done, 1000));
    Promise.race([come, late]).then(() => root.style.removeProperty("visibility"));
    return;
  }
  for (const href of document.currentScript.dataset.faces.split(" ").filter(Boolean)) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "anonymous", href });
    document.head.append(link);
  }
})();
