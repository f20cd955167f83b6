"""Both halves of a section hold the same formulas; words inside them are translated.

A single symbol in a sentence does not count, nor how often a formula is repeated: that is wording
("the weight $w$", "it").
"""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.checks.same_structure import Item, differences
from handbook.page_source import INLINE_FORMULA, Section, without_code

_INLINE = re.compile(INLINE_FORMULA)
_SYMBOL = re.compile(r"\\?[A-Za-z]+(?:[_^](?:\w|\\[a-z]+|\{[^{}]*\}))*")
_WORDS = re.compile(r"\\(text|mathrm|operatorname)\{[^{}]*[^\x00-\x7f][^{}]*\}|\\text\{[^{}]*\}")


def _same(formula: str) -> str:
    return " ".join(_WORDS.sub(r"\\text{…}", formula).split())


def _displayed(section: Section) -> list[Item]:
    return [Item(line, _same(formula)) for line, formula in section.displayed_formulas]


def _inline(section: Section) -> list[Item]:
    found: dict[str, Item] = {}
    for line in section.prose:
        for formula in (_same(text[1:-1]) for text in _INLINE.findall(without_code(line.text))):
            if not _SYMBOL.fullmatch(formula):
                found.setdefault(formula, Item(line.number, f"${formula}$"))
    return list(found.values())


def check(project: Project) -> Iterator[Fault]:
    """Find formulas of one half only; displayed ones also in another order."""
    yield from differences(project, "a displayed formula", _displayed, ordered=True)
    yield from differences(project, "a formula", _inline, ordered=False)
