"""The keyboard alone reaches everything, and one always sees where one is."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import lay_out

# What a reader wants to reach: every link, button, field and scrolling box that is shown.
WANTED = """() => [...document.querySelectorAll("a[href], button, input, [tabindex]")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((element) => element.tabIndex >= 0 && !element.disabled)
  .filter((element) => element.getBoundingClientRect().width > 0)
  .filter((element) => element.type !== "radio" || element.checked)
  .map((element, number) => {
    element.dataset.wanted = number;
    return element.outerHTML.slice(0, 150);
  })"""
FOCUSED = """() => {
  const element = document.activeElement;
  const seen = (box) => {
    const { top, bottom, left, right, width, height } = box.getBoundingClientRect();
    const inside = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    const drawn = box.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    return inside && drawn && width > 1 && height > 1;
  };
  let label = element;
  if (element.matches(".md-option")) label = element.nextElementSibling;
  if (element.matches(".term > button")) label = element.parentElement; // the word that it covers
  const { outlineStyle } = getComputedStyle(label);
  return {
    wanted: Number(element.dataset.wanted ?? -1),
    html: element.outerHTML.slice(0, 150),
    seen: seen(label),
    ring: outlineStyle !== "none" || element.matches(".md-search__input"),
    body: element === document.body,
  };
}"""


def tab_through(page: Page, limit: int = 600) -> list[dict[str, Any]]:
    """What has the focus after each press of Tab, until it leaves the page."""
    stops: list[dict[str, Any]] = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["body"]:
            return stops
        stops.append(stop)
    raise AssertionError(f"the focus never leaves the page: {stops[-1]}")


def tab_to(page: Page, selector: str, limit: int = 60) -> None:
    """Press Tab until the element has the focus."""
    wanted = page.locator(selector)
    for _ in range(limit):
        page.keyboard.press("Tab")
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"{limit} presses of Tab do not lead to {selector}")


@pytest.mark.parametrize(
    "path",
    ["", "en/", "en/decisions/capacity/", "article/algorithms/", "404.html"],
    ids=lambda path: path or "home",
)
@pytest.mark.parametrize("width", [1440, 360])
def test_tab_reaches_everything_and_shows_where_it_is(
    page: Page, address: str, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + path)
    lay_out(page)
    wanted = page.evaluate(WANTED)
    stops = tab_through(page)
    reached = {stop["wanted"] for stop in stops}
    missed = [html for number, html in enumerate(wanted) if number not in reached]
    assert not missed, "\n".join(missed)
    assert len(wanted) > 5
    assert not (hidden := [stop["html"] for stop in stops if not stop["seen"]]), "\n".join(hidden)
    assert not (bare := [stop["html"] for stop in stops if not stop["ring"]]), "\n".join(bare)


def test_first_stop_skips_to_the_content(page: Page, address: str) -> None:
    page.goto(address + "en/decisions/capacity/")
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_palette_is_switched_and_remembered(page: Page, address: str) -> None:
    page.goto(address + "en/")
    page.locator("[data-palette] input:checked").focus()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.keyboard.press("Tab")
    page.goto(address + "en/about/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.locator("[data-palette] input:checked").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_language_switch_leads_to_the_same_page(page: Page, address: str) -> None:
    page.goto(address + "en/decisions/capacity/")
    page.locator("a.handbook-switch").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(address + "decisions/capacity/")


@pytest.mark.parametrize("width", [1440, 360])
def test_search_by_keyboard(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + "en/")
    if width == 360:
        page.locator("[data-opens=__search]").focus()
        page.keyboard.press("Enter")
    else:
        tab_to(page, ".md-search__input")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.type("queue waiting time", delay=20)
    page.locator(".md-search-result__link").first.wait_for()
    result = page.locator(".md-search-result__link:focus")
    for _ in range(20):  # the list is made anew while letters arrive
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(200)
        if result.count():
            break
    expect(result).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/decisions/**")


def test_a_letter_alone_does_nothing(page: Page, address: str) -> None:
    """Who speaks to the machine types letters without meaning to (WCAG 2.1.4)."""
    page.goto(address + "en/decisions/capacity/")
    for key in "/sfpn,.":
        page.keyboard.press(key)
        page.wait_for_timeout(50)
        assert page.url == address + "en/decisions/capacity/", key
        assert not page.is_checked("#__search"), key
        assert page.evaluate("document.activeElement === document.body"), key


def test_search_is_left_by_escape(page: Page, address: str) -> None:
    page.goto(address)
    tab_to(page, ".md-search__input")
    page.keyboard.type("token")
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()


def test_menu_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + "en/decisions/capacity/")
    page.locator("[data-opens=__drawer]").focus()
    page.keyboard.press("Space")
    expect(page.locator("#__drawer")).to_be_checked()
    tab_to(page, ".md-sidebar--primary a[href$='sample_size/']")
    page.keyboard.press("Enter")
    page.wait_for_url(address + "en/decisions/sample_size/")


def test_errata_of_one_kind(page: Page, address: str) -> None:
    page.goto(address + "en/errata/")
    entries = page.locator(".erratum-entry:visible")
    whole = entries.count()
    page.locator("#errata-kind-all").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#errata-kind-code")).to_be_checked()
    expect(page.locator(".erratum-entry:visible").first).to_have_attribute("data-kind", "code")
    assert 0 < entries.count() < whole


def test_wide_tables_and_formulas_scroll_by_arrow_keys(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + "en/article/mathematics/")
    box = page.locator(".formula[tabindex='0']").first
    box.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(box) => box.scrollLeft > 0", arg=box.element_handle())
