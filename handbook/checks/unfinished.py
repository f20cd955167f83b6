"""Nothing on a page is still to be written: no gap of the template, no mark, no half of a merge."""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project

GAP = "✎"
"""Marks, in the template of `make page`, what its author has to write."""
_MARK = re.compile(rf"{GAP}[^{GAP}\n]*|\b(?:TODO|FIXME|TBD|XXX)\b|^(?:<{{7}}|>{{7}})\s.*")


def check(project: Project) -> Iterator[Fault]:
    """Find gaps of the template and marks of work to do."""
    for file, _ in project.halves():
        for number, line in enumerate(project.lines(file), 1):
            if mark := _MARK.search(line):
                gap = mark[0].strip().rstrip('.。"')
                what = f"this is still to be written: {gap}"
                yield Fault(file, number, what, "write it, or take it out")
