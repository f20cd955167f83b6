"""The picture that chat programs and social networks show beside a link: one PNG a page."""

import hashlib
import os
import re
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from handbook.cache import is_kept
from handbook.paths import CACHE, NODE_MODULES, relative

WIDTH, HEIGHT = 1200, 630
_MARGIN = 84
_GROUND, _INK, _ACCENT = (18, 63, 94), (255, 255, 255), (240, 162, 104)
# Pixels say how much of the ink covers the ground, 0 to 254; 255 is the accent.
_STRONG, _QUIET, _LINE = 254, 200, 255
_FILES = "@fontsource/noto-sans-sc/files/noto-sans-sc-{}-700-normal.woff"
_FORMAT = "3"  # raise when the design changes
_NEVER_FIRST = "，。：；？！、）”"
_WORDS = re.compile(r"[^\W\d_⺀-鿿]+[’'\w-]*|\d+[\w.,%]*|\s+|.", re.S)
_LAST = b"IEND\xaeB`\x82"  # how a PNG that is not cut short ends


@cache
def _font(script: str, size: int) -> ImageFont.FreeTypeFont:
    file = NODE_MODULES / _FILES.format(script)
    if not file.exists():
        raise FileNotFoundError(f"{relative(file)} is not installed: type `make setup`")
    return ImageFont.truetype(file, size)


def _script(character: str) -> str:
    return "latin" if ord(character) < 0x250 else "chinese-simplified"


def _runs(text: str) -> list[tuple[str, str]]:
    """The text in pieces that one font file can draw: (script, piece)."""
    runs: list[tuple[str, str]] = []
    for character in text:
        script = _script(character)
        if runs and runs[-1][0] == script:
            runs[-1] = (script, runs[-1][1] + character)
        else:
            runs.append((script, character))
    return runs


def _length(text: str, size: int) -> float:
    return sum(_font(script, size).getlength(piece) for script, piece in _runs(text))


def lines(title: str, size: int, width: int) -> list[str]:
    """The title broken between words or Han characters, so that no line is wider, in pixels.

    A mark that may not begin a line hangs over.
    """
    broken = [""]
    for word in _WORDS.findall(title):
        too_wide = _length(broken[-1] + word, size) > width
        if broken[-1] and too_wide and word not in _NEVER_FIRST:
            broken.append("")
        broken[-1] += word if broken[-1] else word.lstrip()
    return [line.strip() for line in broken if line.strip()]


def _write(
    draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str, size: int, ink: int
) -> None:
    x, y = place
    for script, piece in _runs(text):
        draw.text((x, y), piece, font=_font(script, size), fill=ink, anchor="ls")
        x += _font(script, size).getlength(piece)


def _palette() -> list[int]:
    shades = (
        round(ground + (ink - ground) * level / 254)
        for level in range(255)
        for ground, ink in zip(_GROUND, _INK, strict=True)
    )
    return [*shades, *_ACCENT]


def card(title: str, site_name: str) -> Path:
    """The picture's file for a page's title: drawn once for each title, then kept.

    Raises:
        FileNotFoundError: the font is not installed.
    """
    digest = hashlib.sha256(f"{_FORMAT}\0{title}\0{site_name}".encode()).hexdigest()[:24]
    file = CACHE / "cards" / f"{digest}.png"
    if is_kept(file) and file.read_bytes().endswith(_LAST):
        return file
    size = next(
        (size for size in (76, 64, 54) if len(lines(title, size, WIDTH - 2 * _MARGIN)) <= 3), 46
    )
    image = Image.new("L", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(image)
    draw.rectangle((_MARGIN, 92, _MARGIN + 96, 104), fill=_LINE)
    for number, line in enumerate(lines(title, size, WIDTH - 2 * _MARGIN)[:5]):
        _write(draw, (_MARGIN, 140 + size * (1 + 1.35 * number)), line, size, _STRONG)
    _write(draw, (_MARGIN, HEIGHT - 72), site_name, 34, _QUIET)
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f"{file.name}.{os.getpid()}.part")
    image.putpalette(_palette())
    image.save(partial, "PNG")
    partial.replace(file)
    return file
