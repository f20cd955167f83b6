"""Both halves of a section cite the same sources at the same places in them."""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.checks.same_structure import Item, differences
from handbook.page_source import Section, without_code

_CITATION = re.compile(r"\[(@[A-Za-z][\w:-]*[^\]\[]*)\](?!\()")
_ONE = re.compile(r"@(?P<key>[A-Za-z][\w:-]*)(?:\s*[,，]\s*(?P<locator>.+))?", re.DOTALL)
_NUMBER = re.compile(r"\d+|\b[A-Z]\b|[零一二三四五六七八九十百千]+")
_DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}


def _arabic(number: str) -> str:
    """`24` for `二十四` and for `24`: Chinese laws number their articles in words."""
    if number[0] not in _DIGITS and number[0] not in _UNITS:
        return number
    total = digit = 0
    for sign in number:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _DIGITS.index(sign)
    return str(total + digit)


def _citations(section: Section) -> list[Item]:
    """Each cited key with the numbers of its locator: `Table 3` and `表 3` are the same place."""
    found = []
    for line in section.prose:
        for body in _CITATION.findall(without_code(line.text)):
            for part in body.split(";"):
                if one := _ONE.match(part.strip()):
                    place = " ".join(map(_arabic, _NUMBER.findall(one["locator"] or "")))
                    name = f"[@{one['key']}, … {place} …]" if place else f"[@{one['key']}]"
                    found.append(Item(line.number, name))
    return found


def check(project: Project) -> Iterator[Fault]:
    """Find citations of one half only."""
    yield from differences(project, "a citation", _citations, ordered=False)
