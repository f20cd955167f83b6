"""Every formula is written so that it is found, and KaTeX draws it: else TeX stands on the page."""

import re
from collections.abc import Iterator
from pathlib import Path

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.page_source import INLINE_FORMULA, sections, without_code

_PROBLEMS = [
    (
        re.compile(r"(?<!\\)\$\$"),
        "`$$` does not stand alone on its line",
        "put `$$` on lines of their own, above and below the formula",
    ),
    (
        re.compile(r"\\\(.+?\\\)|\\\[.+?\\\]|\\begin\{"),
        "TeX stands outside dollars",
        "write `$…$`, or `$$` on lines of their own above and below it",
    ),
    (
        re.compile(rf"{INLINE_FORMULA}(?=\d)"),
        "what stands between two prices is read as a formula",
        "write `\\$` where dollars are meant",
    ),
]


def check(project: Project) -> Iterator[Fault]:
    """Find formulas that are not found or never end, and those that KaTeX rejects."""
    yield from project.conversion_faults("formulas")
    for file, _ in project.halves():
        yield from _written(project, file)


def _written(project: Project, file: Path) -> Iterator[Fault]:
    begun = 0
    for section in sections(project.text(file)):
        for line in section.lines:
            if line.kind == "formula" and line.text.strip() == "$$":
                begun = 0 if begun else line.number
        for line in section.prose:
            text = without_code(line.text)
            for pattern, what, mend in _PROBLEMS:
                if pattern.search(text):
                    yield Fault(file, line.number, what, mend)
                    break
    if begun:
        what = "this formula never ends"
        yield Fault(file, begun, what, "write `$$` on a line of its own below it")
