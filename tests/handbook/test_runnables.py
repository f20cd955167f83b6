"""What runs is what is shown."""

from pathlib import Path
from textwrap import dedent

import pytest

from handbook import notebooks
from handbook.fences import fences, pages
from handbook.includes import expand
from handbook.paths import relative
from handbook.runnables import runnables
from tests.handbook.fenced import CONT, INDENTED, ONE, OUTPUT, SKIP, TWO, fenced, with_snippet
from tests.handbook.project import Project


@pytest.fixture
def part(project: Project) -> Project:
    return with_snippet(project)


def test_indented_fence_runs(part: Project) -> None:
    (code,) = runnables(part.page(INDENTED))
    assert code.block.code == "x = 1\n"


def test_continued_fences_are_one_program(part: Project) -> None:
    (code,) = runnables(part.page(f"{ONE}\ntext\n\n{CONT}\n{TWO}"))
    assert code.block.code == "x = 1\nprint(x + 1)\n"
    assert code.folders == ("snippets/part",)
    assert code.place == "docs/en/page.md:1"


def test_a_program_goes_on_after_an_output_and_a_diagram(part: Project) -> None:
    between = f"{OUTPUT}\n{fenced('mermaid', 'flowchart TD')}\n{SKIP}\n{fenced('text', 'a')}"
    (code,) = runnables(part.page(f"{ONE}\n{between}\n{CONT}\n{TWO}"))
    assert code.block.code == "x = 1\nprint(x + 1)\n"
    assert code.block.marks == []


def test_separate_fences_are_separate_programs_with_their_marks(part: Project) -> None:
    first, second = runnables(part.page(f"{ONE}\n<!--pytest.mark.keras-->\n{TWO}"))
    assert (first.block.marks, second.block.marks) == ([], ["pytest.mark.keras"])
    assert second.line == 6


def test_a_mark_that_is_not_directly_above_marks_nothing(part: Project) -> None:
    (code,) = runnables(part.page(f"{SKIP}\n\ntext\n\n{ONE}"))
    assert code.block.marks == []


@pytest.mark.parametrize("text", [f"{CONT}\n{ONE}", "```python\nx = 1\n", fenced("yaml", "a: 1")])
def test_wrong_pages_can_be_collected(part: Project, text: str) -> None:
    assert len(runnables(part.page(text))) <= 1


@pytest.mark.parametrize("page", pages(), ids=relative)
def test_every_executed_fence_is_in_a_program(page: Path) -> None:
    expanded = expand(page)
    lines = list(zip(expanded.text.split("\n"), expanded.source_lines, strict=False))
    programs = "\n".join(code.block.code for code in runnables(page))
    if notebooks.is_lab(page):
        programs = "\n".join(cell.source for cell in notebooks.read(page).code)
    for fence in fences(page):
        if fence.kind == "executed":
            inside = range(fence.line + 1, fence.line + len(fence.lines) + 1)
            shown = dedent("\n".join(line for line, number in lines if number in inside))
            assert shown in programs, f"{fence.place}: this fence is not run"
