"""A browser on the built site; no other origin can be reached, and to ask one fails the test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response

from handbook.browser import READY, launched
from handbook.loopback import serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with launched() as started:
        yield started


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the built site is served; ends with a slash."""
    with serving(site) as served:
        yield served.address


class Visits:
    """The requests of a context that went to another origin."""

    def __init__(self, context: BrowserContext) -> None:
        self.foreign: list[str] = []
        context.on("request", self._note)

    def _note(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            self.foreign.append(f"{request.frame.url} asked for {request.url}")


def new_context(browser: Browser, **options: object) -> BrowserContext:
    """A context without animations, on a desktop's screen unless the options say otherwise.

    Where scripts run, a visit waits for the theme's, which comes after the first paint.
    """
    settings = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", **options}
    fresh = browser.new_context(**settings)  # type: ignore[arg-type]
    if options.get("java_script_enabled", True):
        fresh.on("page", _wait_for_the_theme)
    return fresh


def _wait_for_the_theme(tab: Page) -> None:
    visit = tab.goto

    def goto(url: str, **options: Any) -> Response | None:
        answer = visit(url, **options)
        tab.wait_for_function(READY)
        return answer

    tab.goto = goto  # type: ignore[method-assign]


_SCROLL = """async () => {
  // A busy machine may draw no frame for long: then one goes on without it.
  const frame = () => new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 500);
  });
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
    scrollTo({ top: y, behavior: "instant" });
    await frame();
  }
  scrollTo({ top: 0, behavior: "instant" });
  await frame();
}"""


def lay_out(tab: Page) -> None:
    """Scroll through the page: what is far off the screen is laid out when one comes near."""
    tab.evaluate(_SCROLL)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor; the test fails if a page asked another origin for anything."""
    fresh = new_context(browser)
    visits = Visits(fresh)
    yield fresh
    fresh.close()
    assert not visits.foreign, visits.foreign


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty tab of the fresh visitor."""
    return context.new_page()
