"""Both halves of a section draw the same diagrams: nodes and arrows; only labels are translated."""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.checks.same_structure import Item, differences
from handbook.page_source import Section

# "text", |text|, [text], {text}, and the text on an arrow: -- text -->, -. text .->, == text ==>
_LABEL = re.compile(
    r'"[^"]*"|\|[^|]*\||\[[^\]]*\]|\{[^}]*\}'
    r"|(?<=--)[^-=.>\n]+(?=--)|(?<=-\.)[^-=.>\n]+(?=\.-)|(?<===)[^-=.>\n]+(?===)"
)
_WORDS = re.compile(r"^\s*(accTitle|accDescr|title|x-axis|y-axis|quadrant-\d|section)\b")


def _shape(line: str) -> str:
    """A line of a diagram without the words that readers see."""
    words = _WORDS.match(line)
    return words[1] if words else "".join(_LABEL.sub('""', line).split())


def _diagrams(section: Section) -> list[Item]:
    return [
        Item(line.number, shape)
        for fence in section.fences
        if fence[0].text.strip(" >`~").startswith("mermaid")
        for line in fence
        if (shape := _shape(line.text))
    ]


def check(project: Project) -> Iterator[Fault]:
    """Find diagrams of one half only, or of another shape."""
    yield from differences(project, "a line of a diagram", _diagrams, ordered=True)
