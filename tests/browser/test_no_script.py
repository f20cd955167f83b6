"""All of a page is there without JavaScript: words, formulas, diagrams, figures, tables."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

PAGES = [
    "",
    "en/",
    "article/mathematics/",
    "en/article/mathematics/",
    "article/concepts/",
    "en/article/practice/",
    "decisions/capacity/",
    "en/opportunities/map/",
    "labs/one_neuron/",
    "en/labs/digits/",
    "errata/",
    "en/errata/",
    "references/",
]
SEEN = """() => {
  const shown = (element) =>
    element.checkVisibility() && element.getBoundingClientRect().height > 4;
  const visible = (selector) => [...document.querySelectorAll(selector)].filter(shown).length;
  return {
    formulas: [visible("article .katex-html"), document.querySelectorAll("article .katex").length],
    drawings: [visible("article figure > svg"), document.querySelectorAll("article figure").length],
    tables: [visible("article table"), document.querySelectorAll("article table").length],
    code: [visible("article pre > code"), document.querySelectorAll("article pre").length],
    errata: [visible("article .erratum-entry"), document.querySelectorAll(".erratum-entry").length],
  };
}"""


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A tab whose pages run no script."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1440, "height": 900}
    )
    yield context.new_page()
    context.close()


def words(tab: Page) -> str:
    """The text of the page's main part, as it is shown, but for forms: test_form.py reads those."""
    forms = [form.inner_text() for form in tab.locator("article .decision-form").all()]
    text = tab.inner_text("article")
    for form in forms:
        assert form in text
        text = text.replace(form, "")
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "home")
def test_page_reads_whole_without_scripts(page: Page, plain: Page, address: str, path: str) -> None:
    page.goto(address + path)
    plain.goto(address + path)
    assert len(words(plain)) > 500
    assert words(plain) == words(page)
    folded = plain.locator("article details:not([open]) > summary")
    while folded.count():
        folded.first.click()
    for kind, (shown, there) in plain.evaluate(SEEN).items():
        assert shown == there, f"{kind}: {shown} of {there} are shown"


def test_formulas_have_their_fonts_without_scripts(plain: Page, address: str) -> None:
    plain.goto(address + "article/mathematics/", wait_until="networkidle")
    fonts = plain.evaluate(
        "[...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family)"
    )
    assert {"KaTeX_Main", "KaTeX_Math"} <= set(fonts), fonts
    assert "KaTeX_Math" in plain.evaluate(
        "getComputedStyle(document.querySelector('.katex .mathnormal')).fontFamily"
    )


def test_diagrams_have_their_words_and_colours_without_scripts(plain: Page, address: str) -> None:
    plain.goto(address + "article/concepts/")
    diagram = plain.locator("figure.diagram > svg").first
    assert re.search(r"[\u4e00-\u9fff]{2}", diagram.text_content() or "")
    fills = diagram.evaluate(
        """(svg) => [...svg.querySelectorAll("rect, path")]
        .map((shape) => getComputedStyle(shape).fill)"""
    )
    assert "rgb(234, 242, 248)" in fills, "the diagram does not take the palette's colours"


def test_pages_are_reached_without_scripts_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    tab = context.new_page()
    tab.goto(address + "en/decisions/capacity/")
    assert not tab.is_visible(".md-search")
    assert not tab.is_visible("[data-palette] input")
    tab.click("label.md-header__button[for=__drawer]")
    tab.click(".md-sidebar--primary a[href$='sample_size/']")
    assert tab.url == address + "en/decisions/sample_size/"
    tab.click("a.handbook-switch")
    assert tab.url == address + "decisions/sample_size/"
    context.close()
