"""Both halves of a section show the same figures and pictures."""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.checks.same_structure import Item, differences
from handbook.page_source import Section, without_code

_IMAGE = re.compile(r"!\[[^\]]*\]\(\s*(?P<target>[^\s)]+)|<img[^>]*\bsrc=\"(?P<source>[^\"]+)\"")


def _images(section: Section) -> list[Item]:
    return [
        Item(line.number, match["target"] or match["source"])
        for line in section.prose
        for match in _IMAGE.finditer(without_code(line.text))
    ]


def check(project: Project) -> Iterator[Fault]:
    """Find pictures of one half only, or in another order."""
    yield from differences(project, "a figure", _images, ordered=True)
