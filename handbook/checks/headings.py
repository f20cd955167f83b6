"""Both halves of a page have the same headings: ids, levels, order. Links rely on it."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from handbook.checks.fault import Fault
from handbook.checks.project import PagePair, Project
from handbook.page_source import Section, sections
from handbook.paths import LANGUAGES


def check(project: Project) -> Iterator[Fault]:
    """Find headings without an id, ids used twice, and headings of one half only."""
    for page in project.pages:
        for language in LANGUAGES:
            if project.exists(page.half(language)):
                yield from _ids(project, page, language)
        if all(project.exists(page.half(language)) for language in LANGUAGES):
            yield from _differences(project, page)


def _headings(project: Project, page: PagePair, language: str) -> list[Section]:
    found = sections(project.text(page.half(language)))
    return [section for section in found if section.level]


def _ids(project: Project, page: PagePair, language: str) -> Iterator[Fault]:
    headings = _headings(project, page, language)
    seen: Counter[str] = Counter()
    for section in headings:
        seen[section.id] += 1
        if not section.id:
            yield Fault(
                page.half(language),
                section.line,
                "the heading has no id",
                "write it as `## Title { #same-id-in-both-languages }`",
            )
        elif not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", section.id):
            yield Fault(
                page.half(language),
                section.line,
                f"the id #{section.id} is not in lower case with hyphens",
                "write letters a to z, digits and single hyphens",
            )
        elif seen[section.id] == 2:
            yield Fault(
                page.half(language),
                section.line,
                f"the id #{section.id} stands twice on the page",
                "give the second heading an id of its own, in both languages",
            )


def _differences(project: Project, page: PagePair) -> Iterator[Fault]:
    zh, en = (_headings(project, page, language) for language in LANGUAGES)
    shapes = [[(section.level, section.id) for section in half] for half in (zh, en)]
    matcher = SequenceMatcher(None, shapes[0], shapes[1], autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        mine, others = zh[first:last], en[start:end]
        place = mine[0].line if mine else (zh[first - 1].line if first else 1)
        line = others[0].line if others else (en[start - 1].line if start else 1)
        yield Fault(
            page.half("zh"),
            place,
            f"the headings differ: {_named(mine)} here, {_named(others)} in "
            f"{page.half('en').as_posix()}:{line}",
            "give both halves the same ids and levels in the same order",
        )


def _named(headings: list[Section]) -> str:
    return ", ".join(f"{'#' * each.level} #{each.id}" for each in headings) or "nothing"
