"""Who was read against whom: docs/translations/<page>.yml.

A record keeps, for each section, what the Chinese and the English said and what both showed when
someone last read them against each other. It keeps the text itself, so that what has changed since
can be shown anywhere: without git, in a shallow clone, from a page that was never committed.
"""

from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

import yaml

from handbook.cache import write_whole
from handbook.page_source import sections
from handbook.pages import PageError, uses
from handbook.paths import LANGUAGES, root
from handbook.translation_text import shown, words

RECORDS = Path("docs", "translations")
HEADER = """\
# What the two languages of this page said, and what both showed, when someone last read them
# against each other. Written by `make translated PAGE={page}`: confirm there, do not edit here.
"""
_SHAPE = "it must hold zh, en and shows by section"


@dataclass(frozen=True)
class Reading:
    """What one section says and shows."""

    zh: str = ""
    en: str = ""
    shows: dict[str, str] = field(default_factory=dict)

    def said(self, language: str) -> str:
        """The words of one language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Change:
    """A section that is not as it was when its languages were read against each other."""

    id: str
    before: Reading | None
    """None: they never were."""
    now: Reading | None
    """None: the section is no longer there."""

    @property
    def changed(self) -> tuple[str, ...]:
        """The languages whose words have changed."""
        before, now = self.before or Reading(), self.now or Reading()
        return tuple(each for each in LANGUAGES if before.said(each) != now.said(each))

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of code, outputs, values, figures, sources and data that have changed."""
        before = self.before.shows if self.before else {}
        now = self.now.shows if self.now else {}
        names = dict.fromkeys([*before, *now])
        return tuple(name for name in names if before.get(name) != now.get(name))

    def difference(self) -> list[str]:
        """What has changed since, as lines that begin with `-` (then) and `+` (now)."""
        before, now = self.before or Reading(), self.now or Reading()
        lines = []
        for language in self.changed:
            lines.append(f"{language}:")
            lines += _difference(before.said(language), now.said(language))
        for name in self.shown:
            lines.append(f"{name}:")
            lines += _difference(before.shows.get(name, ""), now.shows.get(name, ""))
        return lines


def _difference(before: str, now: str) -> list[str]:
    diff = unified_diff(before.splitlines(), now.splitlines(), n=0, lineterm="")
    return [f"  {line[0]} {line[1:]}" for line in diff if not line.startswith(("---", "+++", "@@"))]


def record_file(page: str) -> Path:
    """Where the record of a page is kept, from the project's root.

    Args:
        page: its path inside docs/zh/ and docs/en/: `article/concepts.md`.
    """
    return (RECORDS / page).with_suffix(".yml")


def current(page: str) -> dict[str, Reading]:
    """What each section of a page says and shows now, by its id."""
    halves = {}
    for language in LANGUAGES:
        file = root() / "docs" / language / page
        uses(file)
        text = file.read_text("utf-8-sig", errors="replace") if file.is_file() else ""
        halves[language] = {section.id: section for section in sections(text) if section.id}
    found = {}
    for identity in dict.fromkeys([*halves["zh"], *halves["en"]]):
        zh, en = (halves[language].get(identity) for language in LANGUAGES)
        shows = {**(shown(zh) if zh else {}), **(shown(en) if en else {})}
        found[identity] = Reading(words(zh) if zh else "", words(en) if en else "", shows)
    return found


def recorded(page: str) -> dict[str, Reading]:
    """What each section said and showed when it was last confirmed, by its id.

    Raises:
        PageError: the record cannot be read.
    """
    file = root() / record_file(page)
    uses(file)
    if not file.is_file():
        return {}
    try:
        entries = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader) or {}
        readings = {name: Reading(**entry) for name, entry in entries.items()}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _unreadable(page, line, str(error.problem)) from None
    except (TypeError, AttributeError, UnicodeDecodeError):
        raise _unreadable(page, 1, _SHAPE) from None
    if not all(map(_is_whole, readings.values())):
        raise _unreadable(page, 1, _SHAPE)
    return readings


def _is_whole(reading: Reading) -> bool:
    """Whether all that was read from a file is text."""
    shows = reading.shows.values() if isinstance(reading.shows, dict) else [None]
    return all(isinstance(text, str) for text in (reading.zh, reading.en, *shows))


def _unreadable(page: str, line: int, why: str) -> PageError:
    return PageError(
        f"the record cannot be read: {why}",
        "take the file of main, or delete it and read the page; then type "
        f"`make translated PAGE={page.removesuffix('.md')}`",
        file=root() / record_file(page),
        line=line,
        check="translations",
    )


def changes(page: str) -> list[Change]:
    """The sections of a page that are not as they were when they were confirmed."""
    before, now = recorded(page), current(page)
    return [
        Change(name, before.get(name), now.get(name))
        for name in dict.fromkeys([*now, *before])
        if before.get(name) != now.get(name)
    ]


def confirm(page: str, section: str = "") -> list[Change]:
    """Record that a page (or one section) was read as it is now; return what that changes."""
    before, now = recorded(page), current(page)
    confirmed = [change for change in changes(page) if section in ("", change.id)]
    if confirmed:
        readings = {**before, **{change.id: change.now for change in confirmed}}
        order = dict.fromkeys([*now, *before])
        _write(page, {name: reading for name in order if (reading := readings.get(name))})
    return confirmed


class _Dumper(yaml.CSafeDumper):
    """Writes texts of several lines as they are, for readers and for merges."""


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _write(page: str, readings: dict[str, Reading]) -> None:
    entries = {
        name: {"zh": each.zh, "en": each.en, **({"shows": each.shows} if each.shows else {})}
        for name, each in readings.items()
    }
    text = yaml.dump(entries, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    write_whole(root() / record_file(page), HEADER.format(page=page.removesuffix(".md")) + text)
