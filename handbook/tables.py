"""Python-Markdown extension: tables that scroll by themselves and that a screen reader can follow.

A wide table gets its own scroll bar on a narrow screen, which the keyboard reaches. Headers say
that they head columns; an empty corner is a plain cell, because it heads nothing.
"""

from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from handbook.pages import current

_NAME = {"zh": "表格", "en": "Table"}


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
    name = _NAME[current().language]
    frame = Element(
        "div", {"class": "table-scroll", "role": "group", "aria-label": name, "tabindex": "0"}
    )
    frame.text, frame.tail, table.tail = "\n", table.tail, "\n"
    frame.append(table)
    return frame


class TablesExtension(Extension):
    """Registers the step after inline patterns have filled the cells."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step."""
        md.treeprocessors.register(_Tables(md), "handbook-tables", 11)


def makeExtension(**kwargs: object) -> TablesExtension:
    """Python-Markdown's entry point."""
    return TablesExtension(**kwargs)
