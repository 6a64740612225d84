// Arrows, page keys, Home and End go from slide to slide; two buttons show what the speaker says, here or in a window of its own.
(() => {
  const slides = [...document.querySelectorAll(".slide")];
  const tools = document.querySelector(".tools");
  const isSpeaker = window.name === "speaker";
  const wide = matchMedia("(min-width: 60em)");
  let view = isSpeaker ? window.opener : null;

  const current = () => Math.max(0, slides.findIndex((it) => it.getBoundingClientRect().bottom > innerHeight / 2));
  const show = (number, tell = true) => {
    const at = Math.min(Math.max(number, 0), slides.length - 1);
    slides[at].scrollIntoView({ block: "start" });
    slides[at].focus({ preventScroll: true });
    history.replaceState(null, "", `#${slides[at].id}`);
    if (tell) view?.postMessage({ slide: at }, "*");
  };
  const showNotes = (shown) => {
    document.body.classList.toggle("with-notes", shown);
    tools.querySelector("[data-notes]").setAttribute("aria-pressed", shown);
  };

  const keys = {
    ArrowRight: () => current() + 1, ArrowDown: () => current() + 1, PageDown: () => current() + 1,
    ArrowLeft: () => current() - 1, ArrowUp: () => current() - 1, PageUp: () => current() - 1,
    Home: () => 0, End: () => slides.length - 1,
  };
  addEventListener("keydown", (event) => {
    if (!wide.matches || event.altKey || event.ctrlKey || event.metaKey || !(event.key in keys)) return;
    event.preventDefault();
    show(keys[event.key]());
  });
  addEventListener("message", (event) => {
    if (event.source && event.source === view && Number.isInteger(event.data?.slide)) show(event.data.slide, false);
  });
  tools.addEventListener("click", ({ target }) => {
    if (target.dataset.step) show(current() + Number(target.dataset.step));
    if (target.dataset.notes) showNotes(!document.body.classList.contains("with-notes"));
    if (target.dataset.window) view = open(location.href.split("#")[0] + `#${slides[current()].id}`, "speaker", "popup,width=900,height=700");
  });
  tools.hidden = false;
  if (isSpeaker) showNotes(true);
})();
