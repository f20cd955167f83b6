"""Python-Markdown extension: tables that scroll by themselves and that a screen reader can follow.

A wide table gets its own scroll bar on a narrow screen, which the keyboard reaches. Where it has
to scroll anyway, a column of sentences is marked, so that it is not squeezed to a word a line.
Headers say that they head columns; an empty corner is a plain cell, because it heads nothing.
"""

import unicodedata
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from handbook.pages import current

_NAME = {"zh": "表格", "en": "Table"}
_MANY_COLUMNS = 4  # that a phone does not show side by side
_SENTENCE = 55  # widths of a Latin letter; a Han character takes two


class _Tables(Treeprocessor):
    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for place, child in enumerate(parent):
                if child.tag == "table":
                    parent[place] = _framed(child)


def _framed(table: Element) -> Element:
    """The table in the box that it scrolls in."""
    for header in table.iter("th"):
        if len(header) == 0 and not (header.text or "").strip():
            header.tag = "td"
        else:
            header.set("scope", "col")
    rows = [list(row) for row in table.iter("tr")]
    if len(rows[0]) >= _MANY_COLUMNS:
        for column in zip(*rows, strict=False):
            if max(map(_width, column)) > _SENTENCE:
                column[0].set("class", "long")
    name = _NAME[current().language]
    frame = Element(
        "div", {"class": "table-scroll", "role": "group", "aria-label": name, "tabindex": "0"}
    )
    frame.text, frame.tail, table.tail = "\n", table.tail, "\n"
    frame.append(table)
    return frame


def _width(cell: Element) -> int:
    """How long the text of a cell is, in Latin letters."""
    text = "".join(cell.itertext())
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


class TablesExtension(Extension):
    """Registers the step after inline patterns have filled the cells."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step."""
        md.treeprocessors.register(_Tables(md), "handbook-tables", 11)


def makeExtension(**kwargs: object) -> TablesExtension:
    """Python-Markdown's entry point."""
    return TablesExtension(**kwargs)
