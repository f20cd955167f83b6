"""The words of a rendered page, by section: what a reader would search for and no markup.

Formulas, drawings, scripts, citation numbers and definitions of terms are left out; so is what
generated blocks repeat: labels that stand on many pages, a page's list of its sources (they are on
the page of references), the sentence of a form (the answer says it). Reads the HTML that
Python-Markdown writes (attribute values hold no bare `>`), in a few milliseconds where an HTML
parser takes hundreds: most of a page with mathematics is KaTeX's markup.
"""

import re
from dataclasses import dataclass, field

_PIECES = re.compile(r"(<[^>]+>)")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_ID = re.compile(r'\bid="([^"]+)"')
_SPAN = re.compile(r"<(/?)span\b")
_ASIDE = re.compile(r'<span class="(?:citation|means)".*?</span>', re.DOTALL)
_SOURCES = re.compile(r'<h2 id="sources">(?:(?!<h2).)*?<ol class="sources">.*?</ol>', re.DOTALL)
_REPEATED = re.compile(
    r'<(p|dd) class="form-(?:title|source|sentence)\b.*?</\1>'
    r'|<span class="filename">.*?</span>'
    r'|(?<=<details class="lab-code">)\s*<summary>.*?</summary>',
    re.DOTALL,
)
_IDENTIFIER = re.compile(r"[A-Za-z]{3,}")
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_LISTS = frozenset(["ul", "ol", "li", "dl", "dt", "dd"])
_TABLES = frozenset(["table", "thead", "tbody", "tr"])
_BOXES = frozenset(["p", "div", "section", "blockquote", "details", "summary", "hr"])
_BLOCKS = _LISTS | _TABLES | _BOXES | {"figure", "figcaption"}
_WITHOUT = (("<svg", "</svg>"), ("<script", "</script>"), ("<style", "</style>"), ("<!--", "-->"))


@dataclass
class Section:
    """A heading with what follows it up to the next one; the page's own title has no `anchor`."""

    anchor: str | None
    title: str = ""
    blocks: list[str] = field(default_factory=list)
    code: set[str] = field(default_factory=set)


def _cut_out(html: str, start: str, end: str) -> str:
    kept, position = [], 0
    while (at := html.find(start, position)) >= 0:
        kept.append(html[position:at])
        stop = html.find(end, at)
        position = len(html) if stop < 0 else stop + len(end)
    kept.append(html[position:])
    return "".join(kept)


def _without_formulas(html: str) -> str:
    kept, position = [], 0
    while (at := html.find('<span class="katex', position)) >= 0:
        kept.append(html[position:at])
        depth, position = 0, len(html)
        for tag in _SPAN.finditer(html, at):
            depth += -1 if tag[1] else 1
            if depth == 0:
                position = html.index(">", tag.end()) + 1
                break
    kept.append(html[position:])
    return "".join(kept)


def _prose(html: str) -> str:
    for start, end in _WITHOUT:
        html = _cut_out(html, start, end)
    html = _ASIDE.sub("", _without_formulas(_SOURCES.sub("", html)))
    return _REPEATED.sub("", html)


class _Reader:
    """Takes text and tags in their order and fills sections."""

    def __init__(self) -> None:
        self.sections = [Section(None)]
        self._text: list[str] = []
        self._in_title = self._in_permalink = False

    def text(self, piece: str) -> None:
        """Take what stands between two tags."""
        if not self._in_permalink:
            self._text.append(piece)

    def _take(self) -> str:
        words = " ".join("".join(self._text).split())
        self._text.clear()
        return words

    def _end_block(self) -> None:
        if (words := self._take()) and not self._in_title:
            self.sections[-1].blocks.append(words)

    def tag(self, tag: str) -> None:
        """Take a tag, opening or closing."""
        match = _TAG.match(tag)
        if match is None:
            return
        name, closing = match[1].lower(), tag[1] == "/"
        if name in _HEADINGS:
            self._heading(tag, closing)
        elif name == "pre":
            self._code(closing)
        elif name == "a":
            self._in_permalink = not closing and 'class="headerlink"' in tag
        elif name in _BLOCKS:
            self._end_block()
        elif name in ("td", "th", "br"):
            self._text.append(" ")

    def _heading(self, tag: str, closing: bool) -> None:
        if closing and self._in_title:
            self._in_title = False
            self.sections[-1].title = self._take()
            return
        self._end_block()
        anchor = _ID.search(tag)
        if anchor and not closing:
            if self.sections[-1].title:
                self.sections.append(Section(anchor[1]))
            self._in_title = True

    def _code(self, closing: bool) -> None:
        if closing:
            words = _IDENTIFIER.findall("".join(self._text).lower())
            self.sections[-1].code.update(words)
            self._text.clear()
        else:
            self._end_block()


def sections(html: str) -> list[Section]:
    """Return the sections of a page's HTML, in their order; text keeps its character references."""
    reader = _Reader()
    for index, piece in enumerate(_PIECES.split(_prose(html))):
        if index % 2:
            reader.tag(piece)
        else:
            reader.text(piece)
    reader.tag("<p>")
    return reader.sections
