"""Both halves of a section link to the same places."""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.checks.same_structure import Item, differences
from handbook.page_source import Section, without_code

_LINK = re.compile(
    r"(?<!!)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?(?P<target>[^\s)>]+)"
    r"|<(?P<address>https?://[^\s>]+)>"
    r"|<a\b[^>]*\bhref=\"(?P<href>[^\"]+)\""
    r"|^ {0,3}\[[^\]^][^\]]*\]:\s*<?(?P<definition>[^\s>]+)"
)


def _links(section: Section) -> list[Item]:
    return [
        Item(line.number, match[match.lastgroup or "target"])
        for line in section.prose
        for match in _LINK.finditer(without_code(line.text))
    ]


def check(project: Project) -> Iterator[Fault]:
    """Find links of one half only."""
    yield from differences(project, "a link", _links, ordered=False)
