"""Definitions of terms: opened by keyboard and by touch, without scripts; nothing moves."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import new_context
from tests.browser.test_axe import choose_palette, run_axe, tab  # noqa: F401

PRICING = ["opportunities/pricing/", "en/opportunities/pricing/"]
OPEN = ".means:popover-open"


@pytest.fixture(params=[(360, 740), (1280, 800)], ids=["phone", "desktop"])
def plain(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = request.param
    viewport = {"width": width, "height": height}
    context = new_context(browser, viewport=viewport, java_script_enabled=False, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PRICING)
def test_keyboard_opens_reads_on_and_closes(plain: Page, address: str, path: str) -> None:
    plain.goto(address + path)
    before = plain.locator("article").bounding_box()
    plain.locator(".term > button").first.focus()
    plain.keyboard.press("Enter")
    expect(plain.locator(OPEN)).to_have_count(1)
    assert plain.locator("article").bounding_box() == before
    plain.keyboard.press("Tab")
    focused = plain.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "../../glossary/#token"
    plain.keyboard.press("Escape")
    expect(plain.locator(OPEN)).to_have_count(0)


@pytest.mark.parametrize("path", PRICING)
def test_touch_opens_inside_the_screen_and_leads_on(plain: Page, address: str, path: str) -> None:
    plain.goto(address + path)
    for term in plain.locator(".term").all():
        plain.keyboard.press("Escape")
        term.tap(position={"x": 4, "y": 4})
        opened = plain.locator(OPEN)
        expect(opened).to_have_count(1)
        box, screen = opened.bounding_box(), plain.viewport_size
        assert box and screen
        assert box["x"] >= 0 and box["x"] + box["width"] <= screen["width"]
        assert box["y"] >= 0 and box["y"] + box["height"] <= screen["height"]
        assert plain.evaluate("document.documentElement.scrollWidth") <= screen["width"]
    plain.locator(OPEN).get_by_role("link").tap()
    plain.wait_for_url("**/glossary/#*")
    assert plain.locator("dt:target").count() == 1


def test_word_stays_text(plain: Page, address: str) -> None:
    plain.goto(address + PRICING[0])
    sentence = "不按你的词元定价；但先要知道"
    assert sentence in plain.inner_text("article")
    plain.locator("article p:has(.term)").first.select_text()
    assert sentence in plain.evaluate("getSelection().toString()")


def test_paper_shows_the_word_alone(plain: Page, address: str) -> None:
    plain.goto(address + PRICING[0])
    plain.emulate_media(media="print")
    style = "getComputedStyle(document.querySelector('.term')).textDecorationLine"
    assert plain.evaluate(style) == "none"


def test_open_definition_passes_axe(tab: Page, address: str) -> None:  # noqa: F811
    tab.goto(address + PRICING[1])
    for scheme in ("default", "slate"):
        choose_palette(tab, scheme)
        tab.locator(".term > button").first.focus()
        tab.keyboard.press("Enter")
        expect(tab.locator(OPEN)).to_have_count(1)
        assert not (found := run_axe(tab, f"document.querySelector('{OPEN}')")), found
        tab.keyboard.press("Escape")
