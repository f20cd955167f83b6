"""Both halves of a section have the same lists: bullets, numbers, tick boxes, and their levels."""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.checks.same_structure import Item, differences
from handbook.page_source import Section

_ITEM = re.compile(
    r"^(?P<indent>\s*)(?:(?P<bullet>[-*+])|(?P<number>\d+)[.)])\s+(?P<box>\[[ xX]\])?"
)


def _items(section: Section) -> list[Item]:
    found = []
    for line in section.prose:
        if match := _ITEM.match(line.text):
            kind = "tick box" if match["box"] else "bullet" if match["bullet"] else "number"
            level = len(match["indent"].expandtabs(4)) // 4 + 1
            found.append(Item(line.number, f"{kind} of level {level}"))
    return found


def check(project: Project) -> Iterator[Fault]:
    """Find list items of one half only, or in another order."""
    yield from differences(project, "a list item", _items, ordered=True)
