// An old address leads on to the new one, with the place in the page that the link named.
(() => {
  const to = document.currentScript.dataset.to;
  if (to) location.replace(to.includes("#") ? to : to + location.hash);
})();
