"""No page asks another origin, whatever a reader does; tests/site scans the files."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

PAGES = {
    "home": "",
    "home in English": "en/",
    "formulas, code and figures": "en/article/mathematics/",
    "diagrams": "article/concepts/",
    "digits": "article/practice/",
    "a decision model": "en/decisions/capacity/",
    "tables": "opportunities/map/",
    "errata": "errata/",
    "sources": "en/references/",
    "not found": "en/nowhere/",
}


@pytest.mark.parametrize("kind", PAGES)
def test_visit_asks_no_other_origin(page: Page, address: str, kind: str) -> None:
    """The `context` of this page fails the test at its end if anything else was asked."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + PAGES[kind], wait_until="networkidle")
    page.mouse.wheel(0, 30_000)
    page.wait_for_timeout(200)
    assert asked
    assert not [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    assert not [url for url in asked if "lunr/" in url or "mermaid" in url]


def test_search_copy_and_switches_ask_no_other_origin(page: Page, address: str) -> None:
    page.goto(address + "en/article/mathematics/")
    page.click(".md-code__button >> nth=0")
    page.click("[data-palette] label:visible")
    page.click(".md-search__input")
    page.keyboard.type("gradient")
    page.locator(".md-search-result__link").first.wait_for()
    page.keyboard.press("Escape")
    page.click("a.handbook-switch")
    page.wait_for_url(address + "article/mathematics/**")


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor without the assertion at the end."""
    fresh = browser.new_context()
    yield fresh
    fresh.close()


def test_a_request_to_another_origin_would_be_seen(visitor: BrowserContext, address: str) -> None:
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url))
    tab = visitor.new_page()
    tab.goto(address)
    assert tab.evaluate("fetch('https://example.com/').then(() => 'came', () => 'blocked')") == (
        "blocked"
    )
    assert "https://example.com/" in asked
