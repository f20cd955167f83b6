"""Every fence is found, told apart and vouched for."""

import re

import pytest

from handbook.fences import Fence, fences, pages
from handbook.paths import relative
from tests.handbook.fenced import (
    CONT,
    INCLUDE,
    INDENTED,
    ONE,
    OUTPUT,
    SKIP,
    TWO,
    fenced,
    with_snippet,
)
from tests.handbook.project import Project


@pytest.fixture
def part(project: Project) -> Project:
    return with_snippet(project)


def only(project: Project, text: str) -> Fence:
    (fence,) = fences(project.page(text))
    return fence


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ONE, "executed"),
        (fenced("bash", "true"), "executed"),
        (fenced("sh", "true"), "executed"),
        (fenced('python title="x" hl_lines="1"', "x = 1"), "executed"),
        (OUTPUT, "output"),
        (fenced("", '--8<-- "snippets/part/run.out"'), "output"),
        (fenced("text", '--8<-- "snippets/part/orphan.out"'), "unaccounted"),
        (fenced("text", '--8<-- "snippets/part/run.out"\nand more'), "unaccounted"),
        (fenced("mermaid", "flowchart TD"), "diagram"),
        (f"{SKIP}\n{ONE}", "excused"),
        (f"{SKIP}\n{fenced('yaml', 'a: 1')}", "excused"),
        (fenced("yaml", "a: 1"), "unaccounted"),
        (fenced("", "plain"), "unaccounted"),
        (fenced("Python", "x = 1"), "unaccounted"),
        (fenced("{.python}", "x = 1"), "unaccounted"),
        (fenced("python", "x = 1", "~~~"), "unaccounted"),
        (f"> ```python\n> {INCLUDE.format('one')}\n> ```\n", "unaccounted"),
        (f"```python\n{INCLUDE.format('one')}\n", "unaccounted"),
    ],
)
def test_kind(part: Project, text: str, kind: str) -> None:
    assert only(part, text).kind == kind


@pytest.mark.parametrize(
    "comment",
    [
        '<!--pytest.mark.skip(reason="short")-->',
        "<!--pytest.mark.skip-->",
        "<!-- pytest-codeblocks:skip -->",
        '<!--pytest.mark.skipif(True, reason="it never runs anywhere")-->',
        "<!--pytest.mark.xfail-->",
        "<!--pytest-codeblocks:expected-output-->",
    ],
)
def test_a_mark_without_a_reason_excuses_nothing(part: Project, comment: str) -> None:
    assert only(part, f"{comment}\n{ONE}").excuse is None
    (fault,) = part.faults("fences")
    assert fault.startswith(f"docs/en/page.md:2: {comment} is not a mark that is used here")


def test_an_excuse_stands_directly_above(part: Project) -> None:
    assert only(part, f"{SKIP}\n<!-- a remark -->\n{ONE}").kind == "excused"
    assert only(part, f"{SKIP}\n\n{ONE}").kind == "executed"


def test_place_and_lines(part: Project) -> None:
    first, second = fences(part.page(f"# T\n\n{OUTPUT}\ntext\n\n{CONT}\n{ONE}"))
    assert (first.place, second.place) == ("docs/en/page.md:3", "docs/en/page.md:10")
    assert first.lines == ('--8<-- "snippets/part/run.out"',)
    assert second.above == (CONT,)


def test_longer_fence_holds_shorter_ones(part: Project) -> None:
    fence = only(part, fenced("markdown", f"text\n\n{ONE}\nmore", "````"))
    assert fence.language == "markdown"
    assert "```python" in fence.lines
    assert fence.closed


def test_tilde_fence_holds_backticks(part: Project) -> None:
    assert only(part, fenced("text", "```\n\n```python", "~~~")).lines[-1] == "```python"


def test_indented_fence_is_found(part: Project) -> None:
    (fence,) = fences(part.page(INDENTED))
    assert (fence.kind, fence.line) == ("executed", 3)


def test_code_spans_are_no_fences(part: Project) -> None:
    assert list(fences(part.page("```one``` and ``` two ```\n"))) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (fenced("yaml", "a: 1"), ["nothing vouches", "(yaml)", "pytest.mark.skip(reason="]),
        (fenced("", "a"), ["nothing vouches", "(no language)"]),
        (fenced("python", "x = 1"), ["code is typed into the page", "snippets/"]),
        (fenced("python", INCLUDE.format("one") + "\ny = 2"), ["code is typed into the page"]),
        (fenced("python", INCLUDE.format("one"), "~~~"), ["pytest cannot read", "not ~~~"]),
        (f"> {ONE.replace(chr(10), chr(10) + '> ')}", ["pytest cannot read", "quotation"]),
        (f"```python\n{INCLUDE.format('one')}\n", ["never closed"]),
        (f"{CONT}\n{ONE}", ["no python before this fence"]),
    ],
)
def test_problem_names_place_and_advice(part: Project, text: str, words: list[str]) -> None:
    part.page(text)
    (fault,) = part.faults("fences")
    assert re.match(r"docs/en/page\.md:\d+: ", fault)
    assert ". To mend it: " in fault
    for word in words:
        assert word in fault


@pytest.mark.parametrize(
    "text",
    [
        ONE,
        OUTPUT,
        f"{SKIP}\n{ONE}",
        fenced("mermaid", "flowchart TD"),
        f"<!--pytest.mark.keras-->\n{ONE}",
    ],
)
def test_nothing_is_wrong_with_a_good_fence(part: Project, text: str) -> None:
    part.page(text)
    assert part.faults("fences") == []


def test_marks_mean_nothing_in_a_lab(part: Project) -> None:
    part.write("docs/en/labs/lab.md", f"---\nkernelspec:\n---\n\n{CONT}\n{ONE}")
    (fault,) = part.faults("fences")
    assert fault.startswith(f"docs/en/labs/lab.md:6: {CONT} means nothing in a lab")
    assert fault.endswith("To mend it: remove it")


def test_guides_may_type_commands(part: Project) -> None:
    (fence,) = fences(part.write("README.md", f"{SKIP}\n{fenced('bash', 'make serve')}"))
    assert fence.kind == "excused"
    part.write("CONTRIBUTING.md", fenced("bash", "true"))
    assert part.faults("fences") == []
    part.write("CONTRIBUTING.md", fenced("yaml", "a: 1"))
    (fault,) = part.faults("fences")
    assert fault.startswith("CONTRIBUTING.md:1: nothing vouches for this fence (yaml)")


@pytest.mark.parametrize(
    ("before", "above", "words"),
    [
        (f"{SKIP}\n{ONE}", CONT, "continues code that is not run (line 2)"),
        (fenced("bash", '--8<-- "snippets/part/run.sh"'), CONT, "no python before this fence"),
        (ONE, f"<!--pytest.mark.keras-->\n{CONT}", "takes the marks of the first"),
    ],
)
def test_a_chain_that_would_not_run_is_named(
    part: Project, before: str, above: str, words: str
) -> None:
    part.page(f"{before}\n{above}\n{TWO}")
    (fault,) = part.faults("fences")
    assert words in fault


def test_guides_and_pages_are_listed() -> None:
    names = {relative(page) for page in pages()}
    assert {"README.md", "docs/zh/index.md", "docs/en/index.md"} <= names


def test_nothing_is_included_outside_fences(part: Project) -> None:
    part.page(f"{ONE}\n{INCLUDE.format('one')}\n")
    (fault,) = part.faults("includes")
    assert fault.startswith("docs/en/page.md:5: this include stands outside a fence")
