"""The notice on a section that nobody compared is readable and leads to the other language."""

import pytest
from playwright.sync_api import Page

from handbook.translation_notice import notice
from handbook.translation_record import Change, Reading
from tests.browser.test_axe import choose_palette, run_axe, tab  # noqa: F401

CHANGE = Change("tokens", Reading("旧", "old"), Reading("新", "old"))
PAGES = [
    ("zh", "article/concepts/", "en/article/concepts/#tokens"),
    ("en", "en/article/concepts/", "article/concepts/#tokens"),
]
INSERT = """html => {
  const heading = document.getElementById("tokens");
  heading.insertAdjacentHTML("afterend", html);
  heading.scrollIntoView();
}"""


@pytest.mark.parametrize(("language", "path", "other"), PAGES)
def test_notice(tab: Page, address: str, language: str, path: str, other: str) -> None:  # noqa: F811
    """The built site has no notice, so one is put where a build would put it."""
    tab.goto(address + path)
    assert tab.locator(".translation-notice").count() == 0
    tab.evaluate(INSERT, notice(CHANGE, language, "article/concepts.md"))
    found: list[str] = []
    for palette in ("default", "slate"):
        choose_palette(tab, palette)
        found += run_axe(tab, "'.translation-notice'")
    assert not found, "\n".join(found)
    tab.locator(".translation-notice a").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url(address + other)
    assert tab.locator("h2#tokens").bounding_box() is not None
