"""Confirms that the two languages of a page were read against each other and say the same.

`python -m handbook.translated article/concepts` (or `article/concepts#tokens`) records what both
say now; the check `translations` asks for it again when either changes. Without a page it lists
what nobody has read since it changed.
"""

import argparse
import sys

from handbook.check import counted
from handbook.checks.project import PagePair, Project
from handbook.checks.registry import checks
from handbook.paths import LANGUAGES, root
from handbook.translation_record import Change, changes, confirm, current, record_file

EVERY = "all"
_FIRST = ("same-pages", "headings", "unfinished")


class NotConfirmed(ValueError):
    """What was asked for cannot be confirmed; the message says why and what to type."""


def page_and_section(name: str) -> tuple[str, str]:
    """`article/concepts.md` and `tokens` of `article/concepts#tokens`.

    Raises:
        NotConfirmed: there is no such page.
    """
    path, _, section = name.partition("#")
    for prefix in ("docs/", *(f"{language}/" for language in LANGUAGES)):
        path = path.removeprefix(prefix)
    page = path.removesuffix(".md") + ".md"
    if PagePair(page) not in Project(root()).all_pages:
        raise NotConfirmed(
            f"there is no page docs/zh/{page} or docs/en/{page}. To mend it: type "
            "`make translated PAGE=article/concepts` for docs/zh/article/concepts.md"
        )
    return page, section


def confirmed(page: str, section: str = "") -> list[Change]:
    """Confirm a page or one section of it and return what changed.

    Raises:
        NotConfirmed: the halves have different sections, or there is none of that name, or
            something on the page is still to be written.
    """
    changed = frozenset(PagePair(page).half(language) for language in LANGUAGES)
    project = Project(root(), changed)
    faults = [fault.report(name) for name in _FIRST for fault in checks()[name].faults(project)]
    if faults:
        raise NotConfirmed("\n".join(faults))
    found = confirm(page, section)
    if section and not found and section not in (known := current(page)):
        names = ", ".join(f"#{name}" for name in known)
        raise NotConfirmed(f"{page} has no section #{section}. To mend it: name one of {names}")
    return found


def _described(change: Change) -> str:
    if change.now is None:
        return "is gone, and so is its record"
    if change.before is None:
        return "is recorded for the first time"
    names = [{"zh": "the Chinese", "en": "the English"}[each] for each in change.changed]
    return f"has changed: {', '.join([*names, *change.shown])}"


def _print(page: str, found: list[Change], *, differences: bool = False) -> None:
    for change in found:
        print(f"{page.removesuffix('.md')}#{change.id} {_described(change)}")
        if differences and change.before:
            print("\n".join(f"    {line}" for line in change.difference()))


def _list() -> int:
    pages = [page.path for page in Project(root()).all_pages]
    found = {page: changes(page) for page in pages}
    for page, its in found.items():
        _print(page, its, differences=True)
    count = sum(map(len, found.values()))
    if not count:
        print("Every section has been read in both languages since it last changed.")
        return 0
    first = next(page.removesuffix(".md") for page, its in found.items() if its)
    print(
        f"{counted(count, 'section')} to be read in both languages. "
        f"Then type `make translated PAGE={first}` (or PAGE={first}#{found[first + '.md'][0].id}) "
        "for what you have read."
    )
    return 1


def _confirm_every(*, is_read: bool) -> int:
    pages = [page.path for page in Project(root()).all_pages]
    found = {page: its for page in pages if (its := changes(page))}
    for page, its in found.items():
        print(f"{page.removesuffix('.md')}: {', '.join(f'#{change.id}' for change in its)}")
    count = sum(map(len, found.values()))
    if count and not is_read:
        print(
            f"Nothing is confirmed yet. To confirm {counted(count, 'section')} is to say that you "
            "have read each of them in both languages and that they say the same. If so, type "
            "`make translated PAGE=all READ=yes`"
        )
        return 1
    for page in found:
        confirmed(page)
    done = f"{counted(count, 'section')} of {counted(len(found), 'page')}"
    print(f"Confirmed as read in both languages: {done}.")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Confirm what the command line names, or list what is to be read."""
    parser = argparse.ArgumentParser(prog="python -m handbook.translated", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("page", nargs="?", help="part/page, part/page#section or `all`")
    parser.add_argument("--read", action="store_true", help="with `all`: you have read them")
    options = parser.parse_args(arguments)
    if unreadable := Project(root()).unreadable:
        print("\n".join(fault.report("readable") for fault in unreadable), file=sys.stderr)
        return 1
    try:
        if not options.page:
            return _list()
        if options.page == EVERY:
            return _confirm_every(is_read=options.read)
        page, section = page_and_section(options.page)
        found = confirmed(page, section)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    _print(page, found)
    if found:
        print(f"Confirmed in {record_file(page).as_posix()}: commit it with the page.")
    else:
        print(f"{options.page} was confirmed before, and has not changed since.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
