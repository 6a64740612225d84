// Finds words in the book's text: all of them in one passage, in whatever form they stand. What the book's pages are and
// which words belong together, search/text.js says; the text itself comes when a reader has begun to type.
(() => {
  const { pages, passages, forms } = self.bookText;
  const input = document.getElementById("words");
  const status = document.getElementById("found");
  const list = document.getElementById("results");
  const most = 100;

  // Small letters, Latin ones without marks, е for ё: letter for letter, so that places stay the same.
  const fold = (text) => {
    let folded = "";
    for (const letter of text) {
      const small = letter.toLowerCase();
      const plain = small.normalize("NFD");
      const simple = plain.length > 1 && plain.charCodeAt(0) < 128 ? plain[0] : small;
      folded += simple === "ё" ? "е" : simple.length === letter.length ? simple : letter;
    }
    return folded;
  };

  let folded = [];
  let text = null;
  const load = () =>
    (text ||= Promise.all(
      pages.map(
        ([, , address]) =>
          new Promise((done) => {
            const script = document.createElement("script");
            script.src = address;
            script.onload = script.onerror = done;
            document.head.append(script);
          }),
      ),
    ).then(() => {
      passages.sort((a, b) => a[0] - b[0]);
      folded = passages.map(([, , words]) => fold(words));
    }));
  const families = new Map();
  for (const family of forms) for (const word of family) families.set(word, [...(families.get(word) || []), ...family]);
  let known = null;
  const vocabulary = () => (known ||= [...new Set(folded.join(" ").match(/\p{L}+/gu) || [])]);

  const safe = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const sought = (word) => {
    let words = [word, ...(families.get(word) || [])];
    if (word.length > 4 && words.length === 1 && !folded.some((text) => text.includes(word))) {
      // A form that the book does not have: what has the same beginning stands for it.
      const beginning = word.slice(0, Math.max(4, word.length - 4));
      const near = vocabulary().filter((other) => other.startsWith(beginning) && other.length < word.length + 4);
      words = near.length ? near : words;
    }
    const ending = word.length > 2 ? "[\\p{L}\\p{M}\\d]*" : "";
    return new RegExp(`(?<![\\p{L}\\p{M}\\d])(?:${words.map(safe).join("|")})${ending}(?![\\p{L}\\p{M}\\d])`, "gu");
  };

  const find = (query) => {
    const quoted = [...query.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]/g)].map((match) => fold(match[1].trim()));
    const rest = fold(query.replace(/["“”„«»][^"“”„«»]+["“”„«»]/g, " "));
    const words = rest.match(/[\p{L}\p{M}\d]+(?:[-’'][\p{L}\p{M}\d]+)*/gu) || [];
    const patterns = [...quoted.map((phrase) => new RegExp(safe(phrase), "gu")), ...words.map(sought)];
    if (!patterns.length) return [];
    const found = [];
    folded.forEach((text, number) => {
      const places = patterns.map((pattern) => [...text.matchAll(pattern)].map((match) => [match.index, match[0].length]));
      if (places.every((each) => each.length)) found.push({ number, places: places.flat().sort((a, b) => a[0] - b[0]) });
    });
    return found;
  };

  const snippet = (text, places) => {
    const from = Math.max(0, places[0][0] - 80);
    const space = text.lastIndexOf(" ", from + 260);
    const to = text.length <= from + 260 || space < places[0][0] + places[0][1] ? text.length : space;
    const piece = document.createElement("span");
    piece.className = "snippet";
    let at = from > 0 ? text.indexOf(" ", from) + 1 : 0;
    if (from > 0) piece.append("… ");
    for (const [start, length] of places) {
      if (start < at || start + length > to) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, start + length);
      piece.append(text.slice(at, start), mark);
      at = start + length;
    }
    piece.append(text.slice(at, to), to < text.length ? " …" : "");
    return piece;
  };

  const show = async (query) => {
    if (query.trim()) await load();
    if (query !== input.value) return;
    const found = find(query);
    // Chapter by chapter, each with the number of its places; a place is given by its printed page.
    const chapters = new Map();
    for (const one of found.slice(0, most)) {
      const page = passages[one.number][0];
      if (!chapters.has(page)) chapters.set(page, []);
      chapters.get(page).push(one);
    }
    list.replaceChildren(
      ...[...chapters].map(([page, ones]) => {
        const chapter = document.createElement("li");
        const title = document.createElement("h2");
        title.textContent = `${pages[page][1]} (${found.filter(({ number }) => passages[number][0] === page).length})`;
        const places = document.createElement("ol");
        for (const { number, places: at } of ones) {
          const [, id, text, printed] = passages[number];
          const item = document.createElement("li");
          const link = document.createElement("a");
          link.href = `${pages[page][0]}#${encodeURIComponent(id)}`;
          link.textContent = printed ? `${document.body.dataset.page || ""} ${printed}`.trim() : pages[page][1];
          item.append(link, " ", snippet(text, at));
          places.append(item);
        }
        chapter.append(title, places);
        return chapter;
      }),
    );
    if (!query.trim()) status.textContent = "";
    else status.textContent = found.length ? status.dataset.found.replace("{count}", found.length) : status.dataset.none;
  };

  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => show(input.value), 120);
  });
  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(input.value)}`);
    show(input.value);
  });
  input.value = new URLSearchParams(location.search).get("q") || "";
  if (input.value) show(input.value);
  input.focus();
})();
