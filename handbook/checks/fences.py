"""Something vouches for every fence: code is included and run, output is recorded, or it says why.

The kinds of fences are told apart in handbook/fences.py.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.fences import CONTINUED, EXECUTED, REASON, Fence
from handbook.notebooks import is_lab
from handbook.page_source import sections

_MARK = re.compile(r"^\s*<!--[-\s]*pytest\b")
_INDENTED = "<pre><span></span><code>"
_PRE = re.compile(r"<pre\b", re.IGNORECASE)
_KNOWN_MARK = re.compile(r"^\s*<!--\s*pytest\.mark\.(?:keras|gpu)\s*-->\s*$")


def check(project: Project) -> Iterator[Fault]:
    """Find fences that are typed, unaccounted for, not closed, or wrongly marked."""
    files = [file for file, _ in project.halves()] + project.guides
    for file in files:
        for fence in project.fences(file):
            if problem := _problem(fence):
                yield Fault(file, fence.line, *problem)
    for file, _ in project.halves():
        yield from _outside_fences(project, file)


def _outside_fences(project: Project, file: Path) -> Iterator[Fault]:
    """Code that the page shows without a fence: indented lines, or HTML."""
    shown = unescape(project.converted(file).html)
    for section in sections(project.text(file)):
        for line in section.prose:
            text = line.text.strip()
            is_indented = line.text.startswith(("    ", "\t")) and text
            if (is_indented and f"{_INDENTED}{text}\n" in shown) or _PRE.match(text):
                what = "code is typed into the page, outside a fence"
                mend = "include it from snippets/ in a fence, or take away the indentation"
                yield Fault(file, line.number, what, mend)
                break


def _problem(fence: Fence) -> tuple[str, str] | None:
    """What is wrong with a fence and how to mend it."""
    if not fence.closed:
        return "this fence is never closed", "end it with the same marks as it begins with"
    if fence.kind == "unaccounted" and fence.language in EXECUTED:
        return (
            "pytest cannot read this fence",
            "begin it with ``` (not ~~~), and move it out of the quotation",
        )
    typed = fence.kind != "diagram" and not fence.is_only_includes
    if fence.language in EXECUTED and typed and fence.is_on_a_page:
        return (
            "code is typed into the page",
            "move it to a module under snippets/ and include it: "
            '--8<-- "snippets/part/module.py:section"',
        )
    if fence.kind == "unaccounted":
        return (
            f"nothing vouches for this fence ({fence.language or 'no language'})",
            "include code or a recorded .out file from snippets/, or say on the line above why it "
            'is not run: <!--pytest.mark.skip(reason="why, in plain words")-->',
        )
    if typed and fence.is_on_a_page:
        return (
            "text is typed into a fence of the page",
            'move it to a file under snippets/ and include it: --8<-- "snippets/part/file.txt"',
        )
    return _problem_of_marks(fence)


def _problem_of_marks(fence: Fence) -> tuple[str, str] | None:
    """What is wrong with the comments above a fence that say how pytest runs it."""
    marks = [line.strip() for line in fence.above if _MARK.match(line)]
    if marks and is_lab(fence.file):
        return f"{marks[0]} means nothing in a lab, whose cells run in one notebook", "remove it"
    for mark in marks:
        if not any(pattern.match(mark) for pattern in (REASON, CONTINUED, _KNOWN_MARK)):
            return (
                f"{mark} is not a mark that is used here",
                'write <!--pytest.mark.skip(reason="why, in plain words")-->, '
                "<!--pytest.mark.keras-->, <!--pytest.mark.gpu--> or "
                "<!--pytest-codeblocks:cont-->",
            )
    if not fence.continues:
        return None
    if len(marks) > 1:
        return "a continued fence takes the marks of the first", "remove its own marks"
    if fence.before is None or fence.before.language != fence.language:
        return (
            f"there is no {fence.language} before this fence that it could continue",
            "remove <!--pytest-codeblocks:cont-->",
        )
    if fence.before.excuse:
        return (
            f"it continues code that is not run (line {fence.before.line}), so it would not run",
            "run that, or excuse both",
        )
    return None
