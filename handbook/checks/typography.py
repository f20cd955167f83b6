"""Punctuation and spacing: full width and spaced in Chinese, plain in English.

Chinese follows handbook/typography.py. English has no full-width signs and straight quotation
marks. Dates are written out in both.
"""

import re
from calendar import month_name
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.checks.prose import Prose, mended, prose
from handbook.typography import corrected

_PLAIN = str.maketrans("“”‘’，。、；：？！（）％", "\"\"'',.,;:?!()%")
_JOINED = re.compile(
    r"(?<=[，；：？！）])(?=\w)|(?<=\w)(?=（)"
)  # plain signs stand apart from words
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")  # hide words from searches and from checks
_ISO_DATE = re.compile(r"(?<![\w.@/-])(\d{4})-(\d\d)-(\d\d)(?![\w-])")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_KEPT = re.compile(r"(`+[^`]+`+|\]\([^()\s]+ \".*\"\))")  # code; captions are in straight quotes
_SHOWN = 12


def check(project: Project) -> Iterator[Fault]:
    """Find lines that are not as they should be."""
    for piece in prose(project):
        better = _better(piece)
        if better == piece.text:
            continue
        what, mend = _difference(piece.text, better)
        if piece.file.suffix == ".py":
            module = "/".join(piece.file.with_suffix("").parts[1:])
            mend += f", then type `make record MODULE={module}`"
        else:
            mend += ", or type `make check FIX=1`"
        yield Fault(piece.file, piece.line, what, mend)


def fix(project: Project) -> Iterator[Path]:
    """Write every line as it should be."""
    return mended(project, _better)


def _better(piece: Prose) -> str:
    text = _UNSEEN.sub("", piece.text)
    if piece.language == "zh":
        return corrected(text)
    if _CHINESE.search(text) or piece.file.suffix == ".toml":
        return text  # an example in Chinese; a string that stands in straight quotes itself
    parts = _KEPT.split(text)
    parts[::2] = [_plain(part) for part in parts[::2]]
    return "".join(parts)


def _plain(text: str) -> str:
    """English text with its own signs, and dates as they are read."""
    return _ISO_DATE.sub(_date, _JOINED.sub(" ", text).translate(_PLAIN))


def _date(match: re.Match[str]) -> str:
    """2026-08-05 as it is read: 5 August 2026."""
    year, month, day = map(int, match.groups())
    return f"{day} {month_name[month]} {year}" if 1 <= month <= 12 else match[0]


def _difference(text: str, better: str) -> tuple[str, str]:
    """What stands and what should stand at the first difference, with a little around it."""
    changes = SequenceMatcher(None, text, better).get_opcodes()
    _, start, end, better_start, better_end = next(each for each in changes if each[0] != "equal")
    old = text[max(0, start - _SHOWN) : end + _SHOWN]
    new = better[max(0, better_start - _SHOWN) : better_end + _SHOWN]
    return f"punctuation or spacing: `{old.strip()}`", f"write `{new.strip()}`"
