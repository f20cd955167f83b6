"""Both halves of a section show the same recorded values and generated blocks."""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.checks.same_structure import Item, differences
from handbook.generated import PATTERN as BLOCK
from handbook.page_source import Section, without_code

# Recorded values, `[[part/module.name:.1f]]`, and values of a lab's run, `[[lab.name]]`.
_NAME = re.compile(r"\[\[\s*((?:[a-z0-9_]+/[a-z0-9_]+|lab)\.[A-Za-z0-9_]+)[^\[\]]*\]\]")


def _values(section: Section) -> list[Item]:
    """The names alone: one language may count in 亿, the other in billions."""
    return [
        Item(line.number, f"[[{name}]]")
        for line in section.prose
        for name in _NAME.findall(without_code(line.text))
    ]


def _blocks(section: Section) -> list[Item]:
    return [
        Item(line.number, f"::: {match['name']} {match['argument']}".strip())
        for line in section.prose
        if (match := BLOCK.match(line.text))
    ]


def check(project: Project) -> Iterator[Fault]:
    """Find values and blocks of one half only; blocks also in another order."""
    yield from differences(project, "a recorded value", _values, ordered=False)
    yield from differences(project, "a generated block", _blocks, ordered=True)
