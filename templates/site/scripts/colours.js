// Light or dark: as the device has it, or as the reader chose; kept in the browser for all pages of the book.
(() => {
  const root = document.documentElement;
  const key = "book-colours";
  const kept = () => {
    try {
      return localStorage.getItem(key) || "";
    } catch {
      return "";
    }
  };
  const keep = (value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // A browser that keeps nothing shows the choice until the page is left.
    }
  };
  const show = (value) => {
    if (value) root.dataset.colours = value;
    else delete root.dataset.colours;
  };
  root.classList.add("scripted");
  show(kept());
  for (const name of ["size", "face", "width"]) {
    try {
      const value = localStorage.getItem(`book-${name}`);
      if (value) root.dataset[name] = value;
    } catch {
      // as the publisher set it
    }
  }
  addEventListener("DOMContentLoaded", () => {
    root.classList.add("arrived");
    const choice = document.getElementById("colours");
    if (!choice) return;
    choice.value = kept();
    choice.addEventListener("change", () => {
      keep(choice.value);
      show(choice.value);
    });
  });
})();
