// The language switch keeps the heading that the reader is at, and what a form holds (behind "?" in the fragment).
const languageSwitch = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-switch]"));
languageSwitch?.addEventListener("click", () => {
  const headings = [...document.querySelectorAll("article :is(h2, h3)[id]")];
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 120);
  const current = passed.at(-1)?.id;
  const [place, held] = location.hash.slice(1).split("?");
  languageSwitch.hash = (current && window.scrollY > 0 ? current : place) + (held === undefined ? "" : `?${held}`);
});

// The theme's search listens for keys only; words also come by pasting, by voice and by hand.
const query = document.querySelector(".md-search__input");
query?.addEventListener("input", () => query.dispatchEvent(new Event("keyup")));
