"""Every include stands in a fence and leads to a file and a section: else the page has a hole."""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project

_INCLUDE = re.compile(r"^\s*-+8<-+")


def check(project: Project) -> Iterator[Fault]:
    """Find includes that lead nowhere or bring in text that no fence accounts for."""
    yield from project.conversion_faults("includes")
    for file in [file for file, _ in project.halves()] + project.guides:
        inside: set[int] = set()
        for fence in project.fences(file):
            inside.update(range(fence.line + 1, fence.line + 1 + len(fence.lines)))
        for number, line in enumerate(project.lines(file), 1):
            if _INCLUDE.match(line) and number not in inside:
                mend = "put it between ```python and ``` (or ```text for output)"
                yield Fault(file, number, "this include stands outside a fence", mend)
