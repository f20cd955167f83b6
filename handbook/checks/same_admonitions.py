"""Both halves of a section have the same boxes: notes, tips, warnings, examples."""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.checks.same_structure import Item, differences
from handbook.page_source import Section

_BOX = re.compile(r"^\s*(?P<kind>!!!|\?\?\?\+?)\s+(?P<type>[\w-]+(?: [\w-]+)*)")


def _boxes(section: Section) -> list[Item]:
    return [
        Item(line.number, f"{match['kind']} {match['type']}")
        for line in section.prose
        if (match := _BOX.match(line.text))
    ]


def check(project: Project) -> Iterator[Fault]:
    """Find boxes of one half only, or in another order."""
    yield from differences(project, "a box", _boxes, ordered=True)
