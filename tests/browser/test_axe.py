"""axe finds nothing wrong: on every page, in both languages, in both palettes."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from handbook.paths import DOCS, NODE_MODULES
from tests.browser.conftest import new_context

PAGES = sorted(
    file.relative_to(DOCS)
    .as_posix()
    .removeprefix("zh/")
    .removesuffix(".md")
    .removesuffix("index")
    .strip("/")
    for language in ("zh", "en")
    for file in (DOCS / language).glob("**/*.md")
)
COLOUR_RULES = ["color-contrast", "link-in-text-block"]

# One element for each look of text on the page: axe takes 10 ms and more for one contrast.
LOOKS = """() => {
  const looks = new Map();
  const hasWords = (text) => (text.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, hasWords);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const { color, fill, fontSize, fontWeight } = getComputedStyle(element);
    const grounds = new Set();
    for (let box = element; box; box = box.parentElement) {
      const { backgroundColor, opacity, textDecorationLine } = getComputedStyle(box);
      grounds.add(`${backgroundColor} ${opacity} ${textDecorationLine}`);
    }
    const isLink = element.closest("a") !== null;
    const look = [color, fill, fontSize, fontWeight, isLink, ...grounds].join("|");
    if (!looks.has(look)) looks.set(look, element);
  }
  return [...looks.values()];
}"""


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all pages, with axe in each document and no search index, which no rule reads."""
    context = new_context(browser)
    context.add_init_script((NODE_MODULES / "axe-core" / "axe.min.js").read_text("utf-8"))
    yield context.new_page()
    context.close()


def run_axe(tab: Page, elements: str = "document", **options: Any) -> list[str]:
    """What axe finds in the elements (a JavaScript expression), by all of its rules if not told."""
    found = tab.evaluate(
        f"async (options) => (await axe.run({elements}, options)).violations",
        {"resultTypes": ["violations"], "preload": False, **options},
    )
    return [
        f"{violation['id']}: {node['html'][:200]}\n    {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]


def choose_palette(tab: Page, scheme: str) -> None:
    """Put the page into a palette, at once (that the switch works is tested elsewhere)."""
    tab.evaluate("(scheme) => { document.body.dataset.mdColorScheme = scheme; }", scheme)


@pytest.mark.parametrize("path", [*PAGES, "404.html"], ids=lambda path: path or "home")
def test_no_violation_in_either_palette(tab: Page, address: str, path: str) -> None:
    tab.goto(address + path + ("/" if path and not path.endswith(".html") else ""))
    choose_palette(tab, "default")
    found = [f"light palette: {text}" for text in run_axe(tab)]
    choose_palette(tab, "slate")
    others = {rule: {"enabled": False} for rule in COLOUR_RULES}
    dark = run_axe(tab, rules=others) + run_axe(tab, f"({LOOKS})()", runOnly=COLOUR_RULES)
    found += [f"dark palette: {text}" for text in dark]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", ["", "en/decisions/capacity/", "opportunities/map/"])
def test_no_violation_on_a_phone_with_the_menu_open(tab: Page, address: str, path: str) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    try:
        tab.goto(address + path)
        assert not (found := run_axe(tab)), "\n".join(found)
        tab.click("[data-opens=__drawer]")
        assert not (found := run_axe(tab)), "\n".join(found)
    finally:
        tab.set_viewport_size({"width": 1440, "height": 900})
