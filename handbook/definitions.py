"""Python-Markdown extension: a term of docs/glossary.yml is defined where a page first uses it.

The word stays plain text with a dotted line under it; a button that covers it opens the definition,
by HTML alone (`popover`). Nothing moves when it opens, and a browser that does not know popovers,
a reading mode or a printer shows the word and nothing else.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from handbook.glossary_data import Term, load
from handbook.pages import current
from handbook.paths import root as project_root

GLOSSARY = "glossary.md"
_WITHOUT = (GLOSSARY, "errata.md", "references.md")  # pages that are lists themselves
_NOT_RUNNING_TEXT = re.compile(
    "a|blockquote|button|cite|code|data|dfn|dt|em|figure|form|h[1-6]|label|pre|q|script|style|"
    "summary|svg|table"
)
_NOT_PROSE = frozenset(
    ["admonition-title", "arithmatex", "citation", "decision-form", "sources", "bibliography"]
)
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|\"[^\"]*\"")
_LABEL = {"zh": "释义：{}", "en": "Definition: {}"}
_GLOSSARY = {"zh": "术语表", "en": "Glossary"}


class _Finder:
    """Finds a language's terms in a text, the longest first."""

    def __init__(self, terms: tuple[Term, ...], language: str) -> None:
        owners: dict[str, Term | None] = {}
        for term in terms:
            words = term.words[language]
            owners.update(dict.fromkeys(words.unless))
            owners.update(dict.fromkeys(words.names, term))
        names = sorted(owners, key=len, reverse=True)
        self._names = [(name.lower(), re.compile(_pattern(name)), owners[name]) for name in names]

    def find(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Where terms stand: no part of a longer word, and not in someone else's words."""
        lower = text.lower()
        # Few names stand in a text: looking for all of them at each of its letters is slow.
        there = [(pattern, owner) for name, pattern, owner in self._names if name in lower]
        quoted = [span.span() for span in _QUOTED.finditer(text)] if there else []
        end = 0
        while found := [
            (match.start(), rank, match.end(), owner)
            for rank, (pattern, owner) in enumerate(there)
            if (match := pattern.search(text, end))
        ]:
            start, _, end, owner = min(found, key=lambda each: each[:2])
            if owner and not any(first <= start < last for first, last in quoted):
                yield start, end, owner


def _pattern(name: str) -> str:
    """The name as a whole word; an English one also in the plural and at a sentence's start."""
    literal = re.escape(name)
    if not name.isascii():
        return literal
    if not any(letter.isupper() for letter in name[1:]):
        literal = f"(?i:{literal})"
    return rf"(?<![\w-]){literal}(?:s|es)?(?![\w-])"


_finder = lru_cache(maxsize=4)(_Finder)


class _Definitions(Treeprocessor):
    def run(self, root: Element) -> None:
        page = current()
        address = page.file.resolve()
        folder = project_root().resolve() / "docs" / page.language
        terms = load()
        if not terms or not address.is_relative_to(folder):
            return
        path = address.relative_to(folder)
        if path.as_posix() in _WITHOUT:
            return
        self._finder = _finder(terms, page.language)
        self._language = page.language
        self._glossary = "../" * (len(path.parts) - 1) + GLOSSARY
        explained_here = {t.id for t in terms if t.page.partition("#")[0] == path.as_posix()}
        self._done = explained_here | {term.id for term in terms if term.quiet}
        self._walk(root)

    def _walk(self, element: Element) -> None:
        """Go through the running text in its order."""
        children = list(element)
        element.text, found = self._defined(element.text)
        for place, new in enumerate(found):
            element.insert(place, new)
        for child in children:
            if not _NOT_RUNNING_TEXT.fullmatch(child.tag) and not _classes(child) & _NOT_PROSE:
                self._walk(child)
            child.tail, found = self._defined(child.tail)
            place = list(element).index(child) + 1
            for offset, new in enumerate(found):
                element.insert(place + offset, new)

    def _defined(self, text: str | None) -> tuple[str | None, list[Element]]:
        """Split a text at the terms that are new: what stands before them, and they."""
        if not text or not text.strip():
            return text, []
        found: list[Element] = []
        before, rest = text, 0
        for start, end, term in self._finder.find(text):
            if term.id in self._done:
                continue
            self._done.add(term.id)
            if found:
                found[-1].tail = text[rest:start]
            else:
                before = text[:start]
            found.append(self._definition(text[start:end], term))
            rest = end
        if found:
            found[-1].tail = text[rest:]
        return before, found

    def _definition(self, word: str, term: Term) -> Element:
        words = term.words[self._language]
        name = f"means-{term.id}"
        element = Element("span", {"class": "term"})
        element.text = word
        label = _LABEL[self._language].format(words.term)
        button = {"type": "button", "popovertarget": name, "aria-label": label}
        SubElement(element, "button", button)
        # `hidden` too: readers that know no popovers then leave it out, and the style sheet wins.
        means = SubElement(
            element, "span", {"class": "means", "id": name, "popover": "", "hidden": ""}
        )
        strong = SubElement(means, "strong")
        strong.text = words.term
        strong.tail = ("：" if self._language == "zh" else ": ") + words.means + " "
        link = SubElement(means, "a", {"href": f"{self._glossary}#{term.id}"})
        link.text = _GLOSSARY[self._language]
        return element


def _classes(element: Element) -> set[str]:
    return set(element.get("class", "").split())


class DefinitionsExtension(Extension):
    """Registers the step after attribute lists (8), which read texts that this step cuts up."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step."""
        md.treeprocessors.register(_Definitions(md), "handbook-definitions", 6)


def makeExtension(**kwargs: object) -> DefinitionsExtension:
    """Python-Markdown's entry point."""
    return DefinitionsExtension(**kwargs)
