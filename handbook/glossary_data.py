"""Read ``docs/glossary.yml`` and refuse an entry that is not complete in both languages."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from handbook.data_file import LINE, DataError, read_entries
from handbook.pages import uses
from handbook.paths import LANGUAGES, root

SUBJECTS = ("models", "training", "compute", "evaluation", "business", "law")

_REQUIRED = ("id", "subject", "page", "zh", "en")
_NAMES = ("also", "unless")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PAGE = re.compile(r"[\w/-]+\.md(#[a-z0-9-]+)?")
_SORT = re.compile(r"[a-z]+( [a-z]+)*")
_HAN = re.compile(r"[\u4e00-\u9fff]")


class GlossaryError(DataError):
    """Entries are wrong."""

    CHECK = "glossary-data"


Problem = tuple[str, str]
"""What is wrong, and how to mend it."""


@dataclass(frozen=True)
class Wording:
    """A term in one language.

    ``term`` is the word to use, ``also`` other names that pages may use, ``means`` the definition;
    ``avoid`` has words not to use with the reason, ``unless`` longer words in which one is right.
    """

    term: str
    means: str
    sort: str
    also: tuple[str, ...]
    avoid: dict[str, str]
    unless: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the term that pages may use."""
        return (self.term, *self.also)


@dataclass(frozen=True, eq=False)
class Term:
    """One entry. ``page``: page and heading id from ``docs/<language>/``; ``line`` in the file."""

    id: str
    subject: str
    page: str
    quiet: bool
    words: dict[str, Wording]
    line: int


def glossary_file() -> Path:
    """Where the terms stand."""
    return root() / "docs" / "glossary.yml"


def load() -> tuple[Term, ...]:
    """Return the terms in the order of their ids; none where there is no glossary.

    Raises:
        GlossaryError: all that is wrong, a line for each.
    """
    file = glossary_file()
    uses(file)
    try:
        return _load(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        return ()


@lru_cache(maxsize=4)
def _load(file: Path, _modified: int) -> tuple[Term, ...]:
    raw = read_entries(file, GlossaryError, "id: token")
    faults = [
        (line, f"{entry.get('id', 'entry without id')}: {what}", mend)
        for entry in raw
        for line, (what, mend) in _entry_problems(entry)
    ]
    terms = () if faults else tuple(_term(entry) for entry in raw)
    for term, (what, mend) in [*_misplaced(terms), *_doubled(terms)]:
        faults.append((term.line, f"{term.id}: {what}", mend))
    if faults:
        raise GlossaryError(file, faults)
    return terms


def _entry_problems(entry: dict[str, Any]) -> list[tuple[int, Problem]]:
    """What is wrong with one entry by itself, with the line."""
    line = entry[LINE]
    known = (*_REQUIRED, "quiet", LINE)
    wrong = [(f"'{key}' is missing", f"add {key}: …") for key in _REQUIRED if not entry.get(key)]
    wrong += [(f"'{key}' is not known", "remove it") for key in entry if key not in known]
    if wrong:
        return [(line, problem) for problem in wrong]
    if not _ID.fullmatch(str(entry["id"])):
        wrong.append(("the id is not in kebab-case", "write it like kv-cache"))
    if entry["subject"] not in SUBJECTS:
        wrong.append((f"subject '{entry['subject']}' is not known", f"use {', '.join(SUBJECTS)}"))
    if not _PAGE.fullmatch(str(entry["page"])):
        what = f"page '{entry['page']}' is not the path of a page"
        wrong.append((what, "write it from docs/<language>/, like article/concepts.md#tokens"))
    if entry.get("quiet", True) is not True:
        wrong.append(("'quiet' is not true", "remove it"))
    found = [(line, problem) for problem in wrong]
    for language in LANGUAGES:
        words = entry[language]
        if isinstance(words, dict):
            problems = _wording_problems(language, words)
            found += [(words[LINE], (f"{language}: {what}", mend)) for what, mend in problems]
        else:
            found.append((line, (f"'{language}' has no fields", "give it a term and its means")))
    return found


def _wording_problems(language: str, words: dict[str, Any]) -> list[Problem]:
    required = ("term", "means") if language == "en" else ("term", "sort", "means")
    known = (*required, *_NAMES, "avoid", LINE)
    found = [
        (f"'{key}' is missing", f"add {key}: …")
        for key in required
        if not isinstance(words.get(key), str) or not words[key].strip()
    ]
    found += [(f"'{key}' is not known", "remove it") for key in words if key not in known]
    for key in _NAMES:
        names = words.get(key, [])
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            found.append((f"'{key}' is no list of words", f"write {key}: [one, two]"))
    avoid = words.get("avoid", {})
    if not isinstance(avoid, dict) or not all(avoid.values()):
        found.append(("'avoid' gives no reasons", "write avoid: { word: reason }"))
    if found:
        return found
    if language == "zh" and not _SORT.fullmatch(words["sort"]):
        found.append(("'sort' is not pinyin without tones", "use small letters, v for ü"))
    if language == "zh" and not _HAN.search(words["means"]):
        found.append(("'means' is not Chinese", "translate it"))
    if language == "en" and _HAN.search(words["term"] + words["means"]):
        found.append(("it contains Chinese", "write it in English"))
    return found


def _term(entry: dict[str, Any]) -> Term:
    words = {language: _wording(entry[language]) for language in LANGUAGES}
    quiet = entry.get("quiet", False)
    return Term(entry["id"], entry["subject"], entry["page"], quiet, words, entry[LINE])


def _wording(words: dict[str, Any]) -> Wording:
    avoid = {str(word): str(why) for word, why in words.get("avoid", {}).items() if word != LINE}
    return Wording(
        term=words["term"],
        means=words["means"].strip(),
        sort=words.get("sort", words["term"].casefold()),
        also=tuple(words.get("also", ())),
        avoid=avoid,
        unless=tuple(words.get("unless", ())),
    )


def _misplaced(terms: tuple[Term, ...]) -> list[tuple[Term, Problem]]:
    return [
        (after, (f"it stands after '{before.id}'", "move it up: the entries are in order of ids"))
        for before, after in pairwise(terms)
        if after.id < before.id
    ]


def _doubled(terms: tuple[Term, ...]) -> list[tuple[Term, Problem]]:
    """Ids, names and words to avoid that two entries claim."""
    found = []
    owners: dict[tuple[str, str], str] = {}
    for term in terms:
        claims = [("id", term.id)]
        for language, words in term.words.items():
            claims += [(language, name) for name in (*words.names, *words.avoid)]
        for claim in claims:
            if claim in owners:
                problem = (f"'{claim[1]}' stands under '{owners[claim]}' too", "keep one")
                found.append((term, problem))
            owners[claim] = term.id
    return found
