// In the text: code is copied by a button, boxes that scroll are reached by keyboard, folded parts are unfolded on paper.
"use strict";
{
  const NOTICE_TIME = 2000;
  const words = JSON.parse(document.getElementById("__config")?.textContent ?? "{}").translations;

  // Copying. The button looks, and says what it did, as the theme's does; that one would have all code laid out at once.
  const dialog = /** @type {HTMLElement} */ (document.querySelector(".md-dialog"));
  const notice = /** @type {HTMLElement} */ (dialog.firstElementChild);
  notice.role = "status";
  /** @type {number | undefined} */
  let hiding;

  const copy = async (/** @type {Element} */ code) => {
    try {
      await navigator.clipboard.writeText(code.textContent ?? "");
    } catch {
      getSelection()?.selectAllChildren(code); // not allowed here: the reader's own keys copy it
      return;
    }
    notice.textContent = words["clipboard.copied"];
    dialog.classList.add("md-dialog--active");
    clearTimeout(hiding);
    hiding = setTimeout(() => {
      dialog.classList.remove("md-dialog--active");
      notice.textContent = "";
    }, NOTICE_TIME);
  };

  for (const code of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("pre > code"))) {
    code.tabIndex = 0;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "md-code__button";
    button.dataset.mdType = "copy";
    button.title = words["clipboard.copy"];
    button.ariaLabel = button.title;
    button.addEventListener("click", () => copy(code));
    const bar = document.createElement("div");
    bar.className = "md-code__nav";
    bar.append(button);
    code.before(bar);
  }

  // A box that fits needs no tab stop; far off the screen, where nothing is laid out (handbook.css), all have one.
  const BOXES = ".formula, .table-scroll, figure.diagram, pre > code";
  const fit = (/** @type {Element} */ box) => {
    if (!(box instanceof HTMLElement) || box === document.activeElement) return;
    const inside = box.firstElementChild ?? box;
    if (inside.checkVisibility?.({ contentVisibilityAuto: true }) === false) return;
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  };
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => fit(target)));
  for (const box of document.querySelectorAll(BOXES)) sizes.observe(box);
  document.addEventListener("contentvisibilityautostatechange", (event) => {
    const { target, skipped } = /** @type {ContentVisibilityAutoStateChangeEvent} */ (event);
    if (skipped || !(target instanceof Element)) return;
    const shown = [target, ...target.querySelectorAll(BOXES)].filter((box) => box.matches(BOXES));
    requestAnimationFrame(() => shown.forEach(fit));
  });

  // Paper.
  const folded = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("article details:not([open])"));
  /** @type {HTMLDetailsElement[]} */
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...folded()];
    for (const part of unfolded) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of unfolded) part.open = false;
  });
}
