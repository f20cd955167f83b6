"""Formulas on a page: inline and set off, inside tables, wrong ones with their place."""

import pytest

from handbook import katex
from handbook.pages import PageError
from tests.handbook.project import Project


def test_inline_and_display(project: Project) -> None:
    html = project.convert("So $a^2$ and\n\n$$\nb\n$$\n")
    assert '<span class="arithmatex"><span class="katex">' in html
    assert 'class="arithmatex formula"' in html
    assert html.count("katex-display") == 1


def test_a_formula_that_may_scroll_can_be_reached_by_keyboard(project: Project) -> None:
    assert 'tabindex="0"' in project.convert("$$\nb\n$$\n")
    assert 'tabindex="0"' not in project.convert("$b$")


@pytest.mark.parametrize(
    "text",
    ["So $a<b$ and $b>c$.", "| t |\n|---|\n| $a<b$, $b>c$ |\n", "- $a<b$\n- $b>c$\n"],
    ids=["paragraph", "table", "list"],
)
def test_comparisons_reach_katex_unescaped(project: Project, text: str) -> None:
    html = project.convert(text)
    assert "<mo>&lt;</mo>" in html
    assert "<mo>&gt;</mo>" in html
    assert "amp;" not in html


def test_alignment_reaches_katex_unescaped(project: Project) -> None:
    html = project.convert("$$\n\\begin{aligned} a &= b \\\\ &= c \\end{aligned}\n$$\n")
    assert '<mtable rowspacing="0.25em" columnalign="right left"' in html


def test_code_and_prices_are_no_formulas(project: Project) -> None:
    assert "katex" not in project.convert("`$x$` costs \\$5, then $6 and $7.")


def test_wrong_formula_stops_with_line_position_and_advice(project: Project) -> None:
    with pytest.raises(PageError) as caught:
        project.convert("a b\n\nnot $b$ but $\\wrong$\n")
    message = str(caught.value)
    assert message.startswith("docs/en/page.md:3: KaTeX rejects this formula: ")
    assert "at character 1" in message
    assert message.endswith("To mend it: correct the TeX \\wrong")


def test_wrong_display_formula_is_found_among_others_like_it(project: Project) -> None:
    good = "$$\n\\begin{aligned}\na &= b\n\\end{aligned}\n$$\n"
    with pytest.raises(PageError, match=r"^docs/en/page\.md:8: "):
        project.convert(f"{good}\n{good.replace('a &= b', 'a &= } b')}")


def test_missing_katex_is_not_called_a_wrong_formula(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    katex.version.cache_clear()
    monkeypatch.setattr(katex, "NODE_MODULES", project.root / "node_modules")
    with pytest.raises(PageError, match=r"page\.md: KaTeX is not installed\. .* `make setup`"):
        project.convert("$a$")
