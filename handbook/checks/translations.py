"""Each section was read against its other half since either last changed: the two cannot drift.

The record (docs/translations/) keeps what was read, so that the fault can show what has changed.
"""

from collections.abc import Iterator
from pathlib import Path

from handbook.checks.fault import Fault
from handbook.checks.project import PagePair, Project
from handbook.page_source import sections
from handbook.pages import PageError
from handbook.paths import LANGUAGES
from handbook.translation_record import RECORDS, Change, changes, record_file

NAMES = {"zh": "Chinese", "en": "English"}
_MOST_LINES = 30


def check(project: Project) -> Iterator[Fault]:
    """Find sections that changed since they were confirmed, and records of pages that are gone."""
    for page in _pages(project):
        try:
            found = changes(page.path)
        except PageError as error:
            yield Fault(record_file(page.path), error.line, error.what, error.mend)
            continue
        if found and not project.exists(record_file(page.path)):
            yield _new_page(project, page, found)
            continue
        for change in found:
            yield _fault(project, page, change)
    if project.changed is None:
        yield from _orphans(project)


def _pages(project: Project) -> list[PagePair]:
    changed = project.changed or frozenset()
    return [
        page
        for page in project.all_pages
        if page in project.pages or record_file(page.path) in changed
    ]


def _command(page: PagePair, section: str = "") -> str:
    name = page.path.removesuffix(".md") + (f"#{section}" if section else "")
    return f"make translated PAGE={name}"


def _new_page(project: Project, page: PagePair, found: list[Change]) -> Fault:
    """One fault for all sections of a page that has no record yet."""
    zh, en = (page.half(language).as_posix() for language in LANGUAGES)
    return Fault(
        page.half(LANGUAGES[0]),
        _line(project, page.half(LANGUAGES[0]), found[0].id),
        "the two halves of the page have never been read against each other",
        f"read {zh} and {en}, then type `{_command(page)}`",
    )


def _fault(project: Project, page: PagePair, change: Change) -> Fault:
    what, mend, language = _words(page, change)
    file = page.half(language)
    return Fault(
        file,
        _line(project, file, change.id),
        f"section #{change.id} {what}",
        f"{mend} type `{_command(page, '' if change.now is None else change.id)}`",
        _shortened(change.difference()) if change.before else (),
    )


def _shortened(lines: list[str]) -> tuple[str, ...]:
    rest = len(lines) - _MOST_LINES
    return (*lines[:_MOST_LINES], *([f"… and {rest} more lines"] if rest > 0 else []))


def _words(page: PagePair, change: Change) -> tuple[str, str, str]:
    """What has happened, what to do, and in which half to do it."""
    if change.now is None:
        return "has a record and is no longer there", "if that is meant,", LANGUAGES[0]
    if change.before is None:
        return (
            "has never been read against its other half",
            f"read it in {page.half('zh').as_posix()} and {page.half('en').as_posix()}, then",
            LANGUAGES[0],
        )
    if len(change.changed) == 1:
        (moved,) = change.changed
        behind = next(language for language in LANGUAGES if language != moved)
        return (
            f"has changed in {NAMES[moved]} since both were read against each other, and not in "
            f"{NAMES[behind]}",
            f"bring {page.half(behind).as_posix()} to say the same, then",
            behind,
        )
    if change.changed:
        return (
            "has changed in both languages since they were read against each other",
            "read them against each other, then",
            LANGUAGES[0],
        )
    return (
        f"shows something else since it was confirmed: {', '.join(change.shown)}",
        "read in both languages what is said about it, then",
        LANGUAGES[0],
    )


def _line(project: Project, file: Path, identity: str) -> int:
    if not project.exists(file):
        return 0
    found = (each.line for each in sections(project.text(file)) if each.id == identity)
    return next(found, 0)


def _orphans(project: Project) -> Iterator[Fault]:
    pages = {record_file(page.path) for page in project.all_pages}
    for file in sorted((project.root / RECORDS).rglob("*.yml")):
        record = file.relative_to(project.root)
        if record not in pages:
            yield Fault(
                record,
                0,
                "this is the record of a page that does not exist",
                f"type `git rm {record.as_posix()}`, or move it with its page",
            )
