"""Read ``docs/errata.yml`` and refuse an entry that is not complete in both languages."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from handbook.data_file import LINE, DataError, read_entries
from handbook.pages import uses
from handbook.paths import LANGUAGES, root

KINDS = ("code", "mathematics", "facts", "references", "structure")
PROVED_KINDS = ("code", "mathematics")
SECTION_NAMES = ("title", "abstract", "keywords", "appendix", "references", "signature")

_REQUIRED = ("id", "kind", "article_section", "quote", "why", "now", "place")
_OPTIONAL = ("gloss_en", "tests", "sources")

_SECTION = re.compile(r"\d+(\.\d+)?")
_PLACE = re.compile(r"[\w/-]+\.md(#[a-z0-9-]+)?")
_TEST = re.compile(r"tests/[\w/]+\.py(::\w+)+(\[[^\]]+\])?")
_HAN = re.compile(r"[\u4e00-\u9fff]")


class ErrataError(DataError):
    """Entries are wrong."""

    CHECK = "errata"


@dataclass(frozen=True)
class Erratum:
    """One correction of the source article.

    ``why``, ``now``: what is wrong and what stands now, by language. ``place``: page and heading
    id from ``docs/<language>/``. ``tests``: pytest node ids. ``sources``: bibliography keys, each
    with an optional locator after a comma. ``line``: where the entry starts in the YAML file.
    """

    id: str
    kind: str
    article_section: str
    quote: str
    gloss_en: str | None
    why: dict[str, str]
    now: dict[str, str]
    place: str
    tests: tuple[str, ...]
    sources: tuple[str, ...]
    line: int

    @property
    def anchor(self) -> str:
        """The entry's id on the errata page: ``e05``."""
        return self.id.lower()


def has_han(text: str) -> bool:
    """Return whether ``text`` contains a Chinese character."""
    return _HAN.search(text) is not None


def errata_file() -> Path:
    """The file of errata."""
    return root() / "docs" / "errata.yml"


def load(path: Path | None = None) -> tuple[Erratum, ...]:
    """Return the entries of ``path`` in order. Raises ErrataError with all that is wrong."""
    path = path or errata_file()
    uses(path)
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(path: Path, _modified: int) -> tuple[Erratum, ...]:
    raw = read_entries(path, ErrataError, "id: E01")
    faults = []
    for number, entry in enumerate(raw, start=1):
        expected = f"E{number:02d}"
        given = entry.get("id", "entry without id")
        problems = _entry_problems(entry)
        if given != expected:
            problems.insert(0, (f"entry {number} is not {expected}", "number the ids in order"))
        faults += [(entry[LINE], f"{given}: {what}", mend) for what, mend in problems]
    if faults:
        raise ErrataError(path, faults)
    return tuple(_erratum(entry) for entry in raw)


Problem = tuple[str, str]
"""What is wrong, and how to mend it."""


def _entry_problems(entry: dict[str, Any]) -> list[Problem]:
    """What is wrong with one entry by itself, in the words of the person who wrote it."""
    missing = [key for key in _REQUIRED if not entry.get(key)]
    unknown = [key for key in entry if key not in (*_REQUIRED, *_OPTIONAL, LINE)]
    if missing or unknown:
        known = ", ".join(_REQUIRED + _OPTIONAL)
        return [(f"'{key}' is missing", f"add {key}: …") for key in missing] + [
            (f"'{key}' is not known", f"use {known}") for key in unknown
        ]
    return [
        problem
        for problem in (
            _kind_problem(entry["kind"]),
            _section_problem(entry["article_section"]),
            _gloss_problem(entry["quote"], entry.get("gloss_en")),
            _language_problem("why", entry["why"]),
            _language_problem("now", entry["now"]),
            _place_problem(entry["place"]),
            _tests_problem(entry["kind"], entry.get("tests", [])),
            _sources_problem(entry.get("sources", [])),
        )
        if problem
    ]


def _kind_problem(kind: object) -> Problem | None:
    return None if kind in KINDS else (f"kind '{kind}' is not known", f"use {', '.join(KINDS)}")


def _section_problem(section: object) -> Problem | None:
    if isinstance(section, str) and (_SECTION.fullmatch(section) or section in SECTION_NAMES):
        return None
    return (
        f"article_section {section!r} is none of the article's",
        f'write its own number between quotes, like "4.3", or one of {", ".join(SECTION_NAMES)}',
    )


def _gloss_problem(quote: str, gloss: object) -> Problem | None:
    if has_han(quote) and not gloss:
        return "the quote is in Chinese", "add gloss_en: …, the same in English"
    if gloss and not has_han(quote):
        return "the quote needs no translation", "remove 'gloss_en'"
    if gloss and has_han(str(gloss)):
        return "'gloss_en' contains Chinese", "write it in English"
    return None


def _language_problem(key: str, texts: object) -> Problem | None:
    if not isinstance(texts, dict):
        return f"'{key}' is not in two languages", "write a text under zh and one under en"
    for language in LANGUAGES:
        if not isinstance(texts.get(language), str) or not texts[language].strip():
            return f"'{key}' has no {language} text", "write it"
    unknown = set(texts) - {*LANGUAGES, LINE}
    if unknown:
        return f"'{key}' has '{unknown.pop()}', which is not a language here", "use zh and en"
    if not has_han(texts["zh"]) and "$" not in texts["zh"]:
        return f"'{key}' is not Chinese under zh", "translate it"
    return None


def _place_problem(place: object) -> Problem | None:
    if isinstance(place, str) and _PLACE.fullmatch(place):
        return None
    return (
        f"place {place!r} is no page",
        "write the page and heading id from docs/<language>/, like article/mathematics.md#loss",
    )


def _tests_problem(kind: str, tests: object) -> Problem | None:
    if not isinstance(tests, list):
        return "'tests' is no list", "write a list of pytest node ids"
    if kind in PROVED_KINDS and not tests:
        return f"kind {kind} needs 'tests'", "name at least one that proves the correction"
    for test in tests:
        if not isinstance(test, str) or not _TEST.fullmatch(test):
            mend = "write one like tests/snippets/network/test_x.py::test_y"
            return f"test {test!r} is no node id", mend
    return None


def _sources_problem(sources: object) -> Problem | None:
    if isinstance(sources, list) and all(isinstance(source, str) for source in sources):
        return None
    return "'sources' is no list", "write keys of docs/references.bib, like [devlin2019bert]"


def _erratum(entry: dict[str, Any]) -> Erratum:
    """Return the checked entry as an Erratum."""
    return Erratum(
        id=entry["id"],
        kind=entry["kind"],
        article_section=entry["article_section"],
        quote=entry["quote"],
        gloss_en=entry.get("gloss_en"),
        why={language: entry["why"][language] for language in LANGUAGES},
        now={language: entry["now"][language] for language in LANGUAGES},
        place=entry["place"],
        tests=tuple(entry.get("tests", ())),
        sources=tuple(entry.get("sources", ())),
        line=entry[LINE],
    )
