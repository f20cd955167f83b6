"""Holds the two halves of each page against each other, section by section.

Serves the checks whose names begin with `same_`: each says what it reads from a section.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handbook.checks.fault import Fault
from handbook.checks.project import PagePair, Project
from handbook.page_source import Section, sections
from handbook.paths import LANGUAGES


@dataclass(frozen=True)
class Item:
    """Something that both halves of a section have to hold."""

    line: int
    name: str
    """What is compared, and shown: the same in both languages."""


@dataclass(frozen=True)
class _Half:
    """One language of a section."""

    file: Path
    section: Section
    items: list[Item]


Reader = Callable[[Section], list[Item]]


def shared_sections(project: Project, page: PagePair) -> Iterator[tuple[Section, Section]]:
    """The sections whose id stands in both halves (the check `headings` reports the others)."""
    zh, en = (_by_id(project, page.half(language)) for language in LANGUAGES)
    for identity, section in zh.items():
        if identity in en:
            yield section, en[identity]


def _by_id(project: Project, file: Path) -> dict[str, Section]:
    if not project.exists(file):
        return {}
    return {section.id: section for section in sections(project.text(file)) if section.id}


def differences(project: Project, noun: str, read: Reader, *, ordered: bool) -> Iterator[Fault]:
    """Find what only one half of a section holds.

    Args:
        project: its `pages` are looked at.
        noun: what an item is called, with its article: `a citation`.
        read: returns a section's items.
        ordered: whether the order counts; where the order of words decides, it does not.
    """
    for page in project.pages:
        for pair in shared_sections(project, page):
            halves = [
                _Half(page.half(language), section, read(section))
                for language, section in zip(LANGUAGES, pair, strict=True)
            ]
            yield from _one_sided(noun, *halves)
            yield from _one_sided(noun, *reversed(halves))
            if ordered:
                yield from _moved(noun, *halves)


def _one_sided(noun: str, here: _Half, there: _Half) -> Iterator[Fault]:
    """What `here` lacks of `there`."""
    lacking = Counter(item.name for item in there.items)
    lacking.subtract(item.name for item in here.items)
    for item in reversed(there.items):
        if lacking[item.name] > 0:
            lacking[item.name] -= 1
            other = f"{there.file.as_posix()}:{item.line}"
            yield Fault(
                here.file,
                here.section.line,
                f"section #{here.section.id} lacks {noun} that {other} has: {item.name}",
                f"write it in this section too, or take it out of {other}",
            )


def _moved(noun: str, here: _Half, there: _Half) -> Iterator[Fault]:
    """The first place where both hold the same in another order."""
    names = [[item.name for item in half.items] for half in (here, there)]
    if names[0] == names[1] or sorted(names[0]) != sorted(names[1]):
        return
    mine, other = next(
        (mine, other)
        for mine, other in zip(here.items, there.items, strict=True)
        if mine.name != other.name
    )
    place = f"{there.file.as_posix()}:{other.line}"
    yield Fault(
        here.file,
        mine.line,
        f"section #{here.section.id} has {noun} ({mine.name}) where {place} has {other.name}",
        "bring both halves into the same order",
    )
