"""Python-Markdown extension: `[@key]`, `[@key, Table 3]`, `[@one; @two]` cite docs/references.bib.

The reader gets numbers that link to the entries at the page's end. Works with any engine that runs
Python-Markdown, and without JavaScript.
"""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from handbook.bibliography import Source, bibliography, entry_html, read
from handbook.pages import current
from handbook.paths import relative

PATTERN = r"\[(?P<body>@[A-Za-z][\w:-]*(?:[^\]\[]*))\](?!\()"
_ONE = re.compile(r"^@(?P<key>[A-Za-z][\w:-]*)(?:\s*[,，]\s*(?P<locator>.+))?$", re.S)
LIST_ID = "sources"
"""The id of the list at the page's end."""
_HEADING = {"zh": "本页文献", "en": "Sources of this page"}
_BACK = {"zh": "回到正文引用处", "en": "Back to the text"}


class _Citation(InlineProcessor):
    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], _data: str
    ) -> tuple[Element, int, int]:
        group = Element("span", {"class": "citation"})
        group.text = "["
        for index, part in enumerate(m["body"].split(";")):
            one = _ONE.match(part.strip())
            if one is None:
                what, mend = f"cannot read the citation {m[0]}", "write [@key] or [@key, Table 3]"
                raise current().error(what, m[0], mend=mend, check="citations")
            if index:
                group[-1].tail = (group[-1].tail or "") + "; "
            self._link(group, m[0], one["key"], one["locator"])
        group[-1].tail = (group[-1].tail or "") + "]"
        return group, m.start(0), m.end(0)

    def _link(self, group: Element, citation: str, key: str, locator: str | None) -> None:
        if key not in read():
            what = f"no source has the key {key!r}"
            mend = f"add it to {relative(bibliography())}, or correct the key"
            raise current().error(what, citation, f"@{key}", mend=mend, check="citations")
        link = SubElement(group, "a", {"href": f"#ref-{key}", "class": "citation-link"})
        link.text = f"@{key}"  # numbered by _List, once the whole page is known
        if locator:
            link.tail = f", {locator.strip()}"


class _List(Treeprocessor):
    def run(self, root: Element) -> None:
        """Number the citations as a reader meets them: not the order of their conversion."""
        numbers: dict[str, int] = {}
        for link in root.iter("a"):
            if link.get("class") != "citation-link":
                continue
            key = link.get("href", "").removeprefix("#ref-")
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                link.set("id", f"cite-{key}")
            link.text = str(numbers[key])
        if numbers:
            self._append_list(root, numbers)

    def _append_list(self, root: Element, numbers: dict[str, int]) -> None:
        language = current().language
        heading = SubElement(root, "h2", {"id": LIST_ID})
        heading.text = _HEADING[language]
        entries = SubElement(root, "ol", {"class": "sources"})
        sources: dict[str, Source] = read()
        for key, number in numbers.items():
            item = SubElement(entries, "li", {"id": f"ref-{key}"})
            body = SubElement(item, "span")
            body.text = self.md.htmlStash.store(entry_html(sources[key], language))
            back = SubElement(item, "a", {"href": f"#cite-{key}", "class": "back"})
            back.set("aria-label", f"{_BACK[language]} {number}")
            back.text = "↩"


class CitationsExtension(Extension):
    """Registers the pattern before links and the list before the table of contents."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the pattern and the list."""
        md.inlinePatterns.register(_Citation(PATTERN, md), "handbook-citations", 174)
        md.treeprocessors.register(_List(md), "handbook-sources", 13)


def makeExtension(**kwargs: object) -> CitationsExtension:
    """Python-Markdown's entry point."""
    return CitationsExtension(**kwargs)
