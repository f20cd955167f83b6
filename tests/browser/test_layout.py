"""Nothing sticks out of a page, on a phone or a desktop: what is wider scrolls inside itself."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from handbook.paths import DOCS
from tests.browser.conftest import lay_out, new_context

PAGES = sorted(
    file.relative_to(DOCS)
    .as_posix()
    .removeprefix("zh/")
    .removesuffix("index.md")
    .replace(".md", "/")
    for file in DOCS.glob("*/**/*.md")
)
PHONE, DESKTOP = 360, 1440

# Elements that reach beyond the window and are not inside a box that scrolls or clips.
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  const clips = (box) => getComputedStyle(box).overflowX !== "visible";
  const found = [];
  for (const element of document.querySelectorAll(".md-main *, .md-footer *")) {
    const { left, right, width: own } = element.getBoundingClientRect();
    if (own === 0 || (right <= width + 1 && left >= -1)) continue;
    let box = element.parentElement;
    while (box && box !== document.body && !clips(box)) box = box.parentElement;
    if (box && box !== document.body) continue;
    if (element.closest(".md-sidebar")) continue;
    const span = `${Math.round(left)} to ${Math.round(right)} px`;
    found.push(`${span}: ${element.outerHTML.slice(0, 120)}`);
  }
  const scroll = document.documentElement.scrollWidth;
  return scroll > width ? [`the page is ${scroll} px wide`, ...found] : found;
}"""
# Boxes that scroll sideways and that the keyboard cannot reach.
UNREACHABLE = """() => [...document.querySelectorAll(".md-content *")]
  .filter((box) => ["auto", "scroll"].includes(getComputedStyle(box).overflowX))
  .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0)
  .filter((box) => box.tabIndex < 0 && !box.querySelector("a[href], button, input, [tabindex='0']"))
  .map((box) => box.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all pages."""
    context = new_context(browser)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [*PAGES, "404.html"], ids=lambda path: path or "home")
def test_nothing_sticks_out(tab: Page, address: str, path: str) -> None:
    for width in (PHONE, DESKTOP):
        tab.set_viewport_size({"width": width, "height": 800})
        if width == PHONE:
            tab.goto(address + path)
        lay_out(tab)
        assert not (found := tab.evaluate(STICKING_OUT)), f"at {width} px: " + "\n".join(found)
        assert not (found := tab.evaluate(UNREACHABLE)), f"at {width} px: " + "\n".join(found)


def test_figures_fit_a_phone(tab: Page, address: str) -> None:
    tab.set_viewport_size({"width": PHONE, "height": 800})
    tab.goto(address + "en/article/mathematics/")
    cut = tab.evaluate(
        """() => [...document.querySelectorAll("figure.recorded > svg")]
        .map((svg) => svg.getBoundingClientRect())
        .filter(({ left, right }) => left < 0 || right > innerWidth).length"""
    )
    assert tab.locator("figure.recorded > svg").count() > 0
    assert cut == 0


def test_a_box_is_as_wide_as_its_title(tab: Page, address: str) -> None:
    for width in (PHONE, DESKTOP):
        tab.set_viewport_size({"width": width, "height": 800})
        tab.goto(address + "en/article/mathematics/")
        widths = tab.evaluate(
            """() => [...document.querySelectorAll(".admonition")].map((box) =>
            [box.clientWidth, box.querySelector(".admonition-title").offsetWidth])"""
        )
        assert widths
        assert all(abs(box - title) <= 2 for box, title in widths), widths
