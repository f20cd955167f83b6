"""English is spelt as in Britain: colour, modelling, organise; quotations and names stay."""

import re
from collections.abc import Iterator
from pathlib import Path

from handbook.checks.fault import Fault
from handbook.checks.own_words import own_words
from handbook.checks.project import Project
from handbook.checks.prose import Prose, mended, prose

_WORDS = {
    "analog": "analogue",
    "artifact": "artefact",
    "catalog": "catalogue",
    "center": "centre",
    "centered": "centred",
    "centers": "centres",
    "defense": "defence",
    "fulfill": "fulfil",
    "gray": "grey",
    "offense": "offence",
    "skeptical": "sceptical",
    "toward": "towards",
}
_PARTS = [  # of a word, and what takes their place
    (
        r"^(?!(?:cap|down|out|over|re|up)siz)([a-z]{3,})iz(e|es|ed|ing|er|ers|ation|ations)$",
        r"\1is\2",
    ),
    (r"^(re)?(analy|paraly|cataly)z(e|es|ed|er|ing)$", r"\1\2s\3"),
    (r"^(col|fav|lab|vap|hon)or(s|ed|ing|able|ful)?$", r"\1our\2"),
    (r"^(behavi|neighb)or", r"\1our"),
    (r"^((?:re)?model|label|level|cancel|travel|signal|channel)(ed|ing|er|ers)$", r"\1l\2"),
]
_WORD = re.compile(r"(?<![\w.\-/@])[A-Za-z]+(?![\w@])")


def check(project: Project) -> Iterator[Fault]:
    """Find words in another spelling."""
    for piece in prose(project):
        for _, word, better in _misspelt(piece):
            what, mend = f"'{word}' is spelt as in America", f"write {better}"
            yield Fault(piece.file, piece.line, what, f"{mend}, or type `make check FIX=1`")


def fix(project: Project) -> Iterator[Path]:
    """Spell them as in Britain."""
    return mended(project, _spelt)


def _spelt(piece: Prose) -> str:
    text = piece.text
    for start, word, better in reversed(list(_misspelt(piece))):
        text = text[:start] + better + text[start + len(word) :]
    return text


def _misspelt(piece: Prose) -> Iterator[tuple[int, str, str]]:
    if piece.language != "en":
        return
    for match in _WORD.finditer(own_words(piece.text)):
        word = match[0]
        better = british(word)
        if better != word:
            yield match.start(), word, better


def british(word: str) -> str:
    """A word in British spelling; names (capitals inside) as they are."""
    lower = word.lower()
    if word not in (lower, lower.capitalize()):
        return word
    better = _WORDS.get(lower, lower)
    for pattern, letters in _PARTS:
        better = re.sub(pattern, letters, better)
    return better.capitalize() if word[0].isupper() else better
