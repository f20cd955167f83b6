"""On paper a page is dark on white and without its bars, whichever palette the screen had."""

import pytest
from playwright.sync_api import Browser

# The contrast with white paper of each kind of text: WCAG's formula on the computed colours.
CONTRASTS = """(selectors) => selectors.map((selector) => {
  const element = document.querySelector(selector);
  const { color, fill } = getComputedStyle(element);
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.fillStyle = "#fff";
  canvas.fillRect(0, 0, 1, 1);
  canvas.fillStyle = element instanceof SVGElement ? fill : color;
  canvas.fillRect(0, 0, 1, 1);
  const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const pixel = [...canvas.getImageData(0, 0, 1, 1).data];
  const [red, green, blue] = pixel.map((value) => linear(value / 255));
  return [selector, 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)];
})"""
TEXTS = [
    "article p",
    "article p a",
    "article td",
    "article .katex-html",
    "figure.diagram .node text",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["article/concepts/", "en/article/concepts/"])
def test_text_is_dark_on_white_paper_and_the_bars_are_gone(
    browser: Browser, address: str, path: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + path)
    page.add_style_tag(content="* { transition: none !important; }")  # a link's colour fades
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    contrasts = dict(page.evaluate(CONTRASTS, TEXTS))
    hidden = [page.locator(bar).is_visible() for bar in (".md-header", ".md-tabs", ".md-footer")]
    context.close()
    faint = {text: round(ratio, 1) for text, ratio in contrasts.items() if ratio < 4.5}
    assert not faint, f"too faint on white paper: {faint}"
    assert hidden == [False, False, False]
