"""Writes fonts that hold only the signs a site shows, as WOFF, which needs no native compressor."""

import logging
import re
import shutil
from base64 import b64encode
from io import BytesIO
from pathlib import Path

from fontTools import subset

from handbook.cache import cached_bytes, write_whole
from handbook.formula_fonts import Glyphs, faces
from handbook.paths import NODE_MODULES

SHEET = NODE_MODULES / "katex" / "dist" / "katex.min.css"
FONTS = SHEET.parent / "fonts"


def font(source: Path, characters: str) -> bytes:
    """Return the font with these characters only; those that it does not have are passed over."""

    def make() -> bytes:
        logging.getLogger("fontTools").setLevel(logging.ERROR)
        options = subset.Options(
            flavor="woff", layout_features=["*"], hinting=False, notdef_outline=True, name_IDs=[]
        )
        whole = subset.load_font(str(source), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=[ord(character) for character in characters])
        subsetter.subset(whole)
        target = BytesIO()
        subset.save_font(whole, target, options)
        return target.getvalue()

    return cached_bytes("fonts", f"1 {source.stat().st_size}", f"{source.name} {characters}", make)


def write(katex: Path, shown: Glyphs) -> None:
    """Give a site's copy of KaTeX the fonts that its formulas need, inside the style sheet.

    As files of their own they would come one after the other, and with each the browser would lay
    out every formula again.

    Args:
        katex: the folder that katex.min.css is written to; its fonts/ is removed.
        shown: the characters that the formulas show, by font.
    """
    fonts = {name: font(FONTS / f"{name}.ttf", signs) for name, signs in shown.items()}
    write_whole(katex / SHEET.name, with_fonts(SHEET.read_text("utf-8"), fonts))
    shutil.rmtree(katex / "fonts", ignore_errors=True)


def with_fonts(css: str, fonts: dict[str, bytes]) -> str:
    """Return KaTeX's style sheet with these fonts in it, and the faces of no other."""

    def face(block: re.Match[str]) -> str:
        name = next(iter(faces(block[0]).values()))
        if name not in fonts:
            return ""
        data = b64encode(fonts[name]).decode()
        source = f'src:url(data:font/woff;base64,{data}) format("woff")}}'
        return re.sub(r"src:[^}]*\}", source, block[0])

    return re.sub(r"@font-face\{[^}]*\}", face, css)
