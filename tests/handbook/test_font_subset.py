"""Fonts hold the signs that are shown, drawn as before, and the style sheet names no other file."""

import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

from handbook.font_subset import FONTS, SHEET, font, with_fonts, write
from tests.handbook.project import Project

MAIN = FONTS / "KaTeX_Main-Regular.ttf"
CSS = SHEET.read_text("utf-8")


def test_signs_keep_their_measures(project: Project) -> None:
    whole, part = TTFont(MAIN), TTFont(BytesIO(font(MAIN, "x1+输\u200b")))
    assert {chr(code) for code in part.getBestCmap()} == set("x1+")
    for code, name in part.getBestCmap().items():
        assert part["hmtx"][name] == whole["hmtx"][whole.getBestCmap()[code]]
    assert part["hhea"].ascent == whole["hhea"].ascent
    assert part["OS/2"].usWinDescent == whole["OS/2"].usWinDescent


def test_site_has_the_fonts_it_shows_and_no_other(project: Project, tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "KaTeX_Main-Regular.woff2").write_bytes(b"whole")
    write(tmp_path, {"KaTeX_Main-Regular": "1+", "KaTeX_Math-Italic": "x"})
    assert not (tmp_path / "fonts").exists()
    css = (tmp_path / "katex.min.css").read_text("utf-8")
    fonts = [TTFont(BytesIO(b64decode(data))) for data in re.findall(r"base64,([^)]*)", css)]
    assert [set(map(chr, font.getBestCmap())) for font in fonts] == [{"1", "+"}, {"x"}]
    assert "url(fonts" not in css


def test_the_rest_of_the_style_sheet_stays() -> None:
    faces = re.compile(r"@font-face\{[^}]*\}")
    css = with_fonts(CSS, {"KaTeX_Main-Bold": b"a font"})
    assert faces.sub("", css) == faces.sub("", CSS)
    (face,) = faces.findall(css)
    assert "font-family:KaTeX_Main;" in face
    assert "font-weight:700;" in face
