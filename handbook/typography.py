"""Chinese punctuation and spacing: a line of prose as it should be.

autocorrect knows spaces between Han and Latin or digits and most full-width punctuation. It does
not know our Markdown, so what is no prose is hidden from it, and what it leaves is mended here:
brackets, semicolons, straight quotation marks, dots, and what stands beside a formula, code, a
value, a citation or a mark of emphasis.
"""

import re
from collections.abc import Callable
from functools import partial

import autocorrect_py

from handbook.page_source import INLINE_FORMULA

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_HAN = re.compile(f"[{HAN}]")
_FULL = "，。；：？！、（）《》「」“”…—"

# A hidden piece is one character of a private range, by what it is to its neighbours.
_RANGES = {"word": 0xE000, "title": 0xE800, "opening": 0xF000, "closing": 0xF200, "wall": 0xF400}
_WORD, _TITLE, _OPENING, _CLOSING, _WALL = (
    f"{chr(first)}-{chr(first + 0x1FF)}" for first in _RANGES.values()
)
_HIDDEN = re.compile(f"[{chr(0xE000)}-{chr(0xF5FF)}]")

_PIECES: list[tuple[str, re.Pattern[str]]] = [
    ("wall", re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>|\\[nt]|&#?\w+;")),
    ("word", re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")),
    ("word", re.compile(rf"\[\[.+?\]\]|{INLINE_FORMULA}|\[@[^\]]+\]|https?://[\w./?=&#%~:+-]+")),
    ("wall", re.compile(r"\{\w[^{}]*\}")),
    (
        "wall",
        re.compile(r"(?<=[A-Za-z0-9])[，：；？！](?=[A-Za-z0-9])"),
    ),  # meant: autocorrect narrows it
    ("title", re.compile(r"《[^《》]*》")),
    ("wall", re.compile(r"^\s*(?:(?:[-*+>]|\d+[.)]|#{1,6}|\|)\s+)*")),
    ("wall", re.compile(r"^\s*[!?]{3}\+? \w+ \"|(?<=\S)\"$")),
    ("wall", re.compile(r" {2,}")),
    ("wall", re.compile(r"\s*\{[ :][^{}]*\}\s*$|\s+\|\s*$|\s+\|\s+|^[|:\- ]+$")),
    ("closing", re.compile(r"\]\([^()\s]*\)(?:\{[^{}]*\})?")),
    ("wall", re.compile(r"\]\([^()\s]* \"|\"\)")),
    ("opening", re.compile(r"!?\[")),
]
_EMPHASIS = re.compile(r"\*\*|(?<![\s*])\*(?!\*)|\*(?![\s*])")
_BETWEEN = f"([{_OPENING}{_CLOSING}]*)"


def _spaced(match: re.Match[str]) -> str:
    """A space between two words: outside of the marks between them."""
    before, marks, after = match.groups()
    opening = next((n for n, mark in enumerate(marks) if re.match(f"[{_OPENING}]", mark)), None)
    place = len(marks) if opening is None else opening
    return f"{before}{marks[:place]} {marks[place:]}{after}"


def _full_width(match: re.Match[str]) -> str:
    return match[1] + {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}[match[2]]


_Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]
_LATIN = f"A-Za-z0-9{_WORD}"
_BEFORE: list[_Rule] = [  # what autocorrect would take for something else
    (re.compile("「([^「」]*)」"), r"“\1”"),
    (re.compile("『([^『』]*)』"), r"‘\1’"),
    (re.compile(r"(?<![\w.-])(\d{4})-0?(\d\d?)-0?(\d\d?)(?![\w-])"), r"\1 年 \2 月 \3 日"),
    (re.compile(rf"(?<=[{HAN}])\(([^()]*)\)| ?\(([^()]*[{HAN}][^()]*)\) ?"), r"（\1\2）"),
    (re.compile(rf'"([^"]*[{HAN}][^"]*)"'), r"“\1”"),
]
_AFTER: list[_Rule] = [
    (re.compile(rf"([{HAN}]){_BETWEEN}([{_LATIN}])"), _spaced),
    (re.compile(rf"([{_LATIN}%]){_BETWEEN}([{HAN}])"), _spaced),
    (re.compile(rf"([{HAN}{_TITLE}”）][{_CLOSING}]*)([,;:!?])(?![/\d])"), _full_width),
    (re.compile(rf"([{_LATIN}%][{_CLOSING}]*)([,;:!?]) ?(?=[{HAN}“《（])"), _full_width),
    (re.compile(rf"([，。；：？！、（）《》“”]) +(?=[{HAN}{_LATIN}“《（])"), r"\1"),
    (re.compile(rf"(?<=[{HAN}{_LATIN}%”》）{_CLOSING}]) +(?=[，。；：？！、）》”])"), ""),
    (re.compile(rf"(?<=[{HAN}]) +(?=[{HAN}])"), ""),
    (re.compile(rf"(?<=[{HAN}])(?:\.{{3,}}|。{{2,}}|…(?!…)(?<!……))"), "……"),
    (re.compile(rf"(?<=[{HAN}])\s*--+\s*(?=[{HAN}])"), "——"),
    (re.compile(r"(?<![\d,.])(\d),(\d{3})(?![\d,])"), r"\1\2"),  # 1875, 60,000
]


def corrected(line: str) -> str:
    """Return a line of Markdown with Chinese prose as it should be; other lines as they are."""
    if not _HAN.search(line):
        return line
    hidden: list[str] = []

    def hide(kind: str, match: re.Match[str]) -> str:
        if not match[0]:
            return ""
        hidden.append(match[0])
        return chr(_RANGES[kind] + len(hidden) - 1)

    text = line
    for kind, pattern in _PIECES:
        text = pattern.sub(partial(hide, kind), text)
    text = _hide_emphasis(text, hide)
    for pattern, replacement in _BEFORE:
        text = pattern.sub(replacement, text)
    text = autocorrect_py.format(text)
    for pattern, replacement in _AFTER:
        text = pattern.sub(replacement, text)

    def shown(text: str) -> str:
        return _HIDDEN.sub(lambda match: shown(hidden[(ord(match[0]) - 0xE000) % 0x200]), text)

    return shown(text)


def _hide_emphasis(text: str, hide: Callable[[str, re.Match[str]], str]) -> str:
    """Marks of emphasis open and close in turns."""
    is_open = dict.fromkeys(("*", "**"), False)

    def one(match: re.Match[str]) -> str:
        is_open[match[0]] = not is_open[match[0]]
        return hide("opening" if is_open[match[0]] else "closing", match)

    return _EMPHASIS.sub(one, text)
