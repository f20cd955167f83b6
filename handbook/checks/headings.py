"""Both halves of a page have the same headings: ids, levels, order. Links rely on it.

Headings are lines of the source, `## Title { #id }`; what else becomes a heading (a line underlined
with hyphens, `##Title`, one inside a box) would be missed by whatever reads sections.
"""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import unescape
from pathlib import Path

from handbook.checks.fault import Fault
from handbook.checks.project import PagePair, Project
from handbook.citations import LIST_ID
from handbook.page_source import Section, sections
from handbook.paths import LANGUAGES

_HEADING = re.compile(r"<h[1-6]\b([^>]*)>(.*?)</h[1-6]>", re.DOTALL)
_PERMALINK = re.compile(r"<a class=\"headerlink\".*?</a>|<[^>]+>")
_ID = re.compile(r"\sid=\"([^\"]+)\"")


def check(project: Project) -> Iterator[Fault]:
    """Find headings without an id, ids used twice, and headings of one half only."""
    for page in project.pages:
        there = [language for language in LANGUAGES if project.exists(page.half(language))]
        for language in there:
            yield from _ids(project, page, language)
            yield from _shown(project, page.half(language))
        differing = list(_differences(project, page)) if len(there) == len(LANGUAGES) else []
        yield from differing
        for language in there if not differing else ():
            yield from _levels(project, page, language)


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


def _levels(project: Project, page: PagePair, language: str) -> Iterator[Fault]:
    file, before = page.half(language), 0
    headings = _headings(project, page, language)
    if not headings:
        yield Fault(file, 1, "the page has no heading", "begin it with `# Title { #title }`")
    for heading in headings:
        if before and heading.level == 1:
            what = "a page has one heading of level 1, its first"
            yield Fault(file, heading.line, what, "write `##`")
        elif heading.level > before + 1:
            what = f"this heading of level {heading.level} leaves out level {before + 1}"
            yield Fault(file, heading.line, what, f"write `{'#' * (before + 1)}`")
        before = heading.level


def _shown(project: Project, file: Path) -> Iterator[Fault]:
    """Headings and ids that only the converted page shows."""
    html = project.converted(file).html
    written = {section.id for section in sections(project.text(file))} | {LIST_ID}
    for heading in _HEADING.finditer(html):
        identity = _ID.search(heading[1])
        if identity is None or identity[1] not in written:
            words = unescape(_PERMALINK.sub("", heading[2])).strip()
            what = f"'{words}' is shown as a heading, and sections are not told apart by it"
            mend = "write it at the line's start as `## Title { #same-id-in-both-languages }`"
            yield Fault(file, project.line_of(file, words), what, mend)
    counted = Counter(_ID.findall(html))
    for identity in (name for name, times in counted.items() if times > 1):
        lines = [n for n, line in enumerate(project.lines(file), 1) if _gives(identity, line)]
        what = f"the id #{identity} is given twice on the page"
        yield Fault(file, lines[-1] if lines else 0, what, "give one of them another id")


def _gives(identity: str, line: str) -> bool:
    return bool(
        re.search(rf"\{{[^}}]*#{re.escape(identity)}[\s}}]|\bid=\"{re.escape(identity)}\"", line)
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
