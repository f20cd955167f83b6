"""A lab's page shows code, outputs and figures in the site's own way, none unexplained."""

import re

import pytest

from handbook import execution, notebooks
from handbook.lab_pages import page_markdown
from handbook.pages import PageError
from tests.handbook.labs import FIGURE, cell, write_lab
from tests.handbook.project import Project


def shown(project: Project, *parts: str, language: str = "en") -> str:
    lab = notebooks.read(write_lab(project, *parts, language=language))
    return page_markdown(lab, execution.results(lab), language)


def test_code_outputs_values_and_figures(project: Project) -> None:
    folded = cell("draw", '["hide-input"]')
    values = "It is [[lab.half:.2f]], or [[lab.half * 100]]%."
    markdown = shown(project, cell("halve"), cell("use"), values, folded, FIGURE)
    assert "```python\nhalf = halve(2)" in markdown
    assert '``` { .text .lab-output title="Output" }\nhalf is 0.5\n```' in markdown
    assert 'It is <data class="value" value="lab.half">0.50</data>, or <data' in markdown
    assert "figure:cell " not in markdown
    html = project.convert(markdown)
    assert '<div class="lab-output highlight"><span class="filename">Output</span>' in html
    assert 'role="img" aria-label="It rises, from 0 to 1."' in html
    assert "<figcaption>A line</figcaption>" in html
    assert re.search(
        r'<details class="lab-code">\s*<summary>The code of the figure</summary>', html
    )
    for foreign in ("jp-", "http://cdn", "https://", "<style", "<script"):
        assert foreign not in html


def test_words_are_the_pages(project: Project) -> None:
    markdown = shown(project, cell("halve"), cell("use"), language="zh")
    assert 'title="输出"' in markdown


def test_figure_needs_a_text_alternative(project: Project) -> None:
    with pytest.raises(PageError, match=r"lab\.md:11: this cell draws a figure that has no text"):
        shown(project, cell("draw"), "Words.")


def test_text_alternative_says_something(project: Project) -> None:
    empty = FIGURE.replace("It rises, from 0 to 1.", "")
    with pytest.raises(PageError, match=r"lab\.md:14: this figure has no text alternative"):
        shown(project, cell("draw"), empty)


def test_text_alternative_needs_a_figure(project: Project) -> None:
    with pytest.raises(PageError, match=r"lab\.md:18: there is no figure left"):
        shown(project, cell("halve"), cell("use"), FIGURE)


def test_value_needs_a_name(project: Project) -> None:
    with pytest.raises(PageError, match=r"lab\.md:14: lab has no value 'third'.*half"):
        shown(project, cell("halve"), "[[lab.third]]", cell("use"))


def test_lab_that_has_not_run_says_so(project: Project) -> None:
    parts = (cell("halve"), cell("use"), "It is [[lab.half]].", cell("draw"), FIGURE)
    lab = notebooks.read(write_lab(project, *parts))
    markdown = page_markdown(lab, None, "en")
    assert "This lab has not run on this machine yet" in markdown
    assert "It is …." in markdown
    assert "figure:" not in markdown
