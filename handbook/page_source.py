"""A page's Markdown by section, as its author wrote it: for what holds two languages together.

Reads lines and fences only; nothing is converted, so that every page is read in a second.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<title>.*?)\s*(?:\{(?P<attributes>[^{}]*)\}\s*)?$")
_ID = re.compile(r"#(?P<id>[\w-]+)")
_FENCE = re.compile(r"^[\s>]*(?P<marker>`{3,}|~{3,})(?P<info>[^`]*)$")
_FORMULA_EDGE = re.compile(r"^\s*\$\$\s*$")
_COMMENT_BEGINS = re.compile(r"^\s*<!--(?!.*-->)")
_COMMENT = re.compile(r"<!--.*?-->")
INLINE_FORMULA = r"(?<!\\)\$(?!\s)(?:\\.|[^\\$])+?(?<!\s)\$"
"""As pymdownx.arithmatex reads them: no space inside the dollars."""
_INLINE_CODE = re.compile(r"(?P<marks>`+)(?!`).+?(?<!`)(?P=marks)(?!`)")


@dataclass(frozen=True)
class Line:
    """One line of a page's source."""

    number: int
    """From 1."""
    text: str
    kind: str
    """`text`, `heading`, `formula` (displayed), `code`, `mark` (begins or ends a fence), or
    `comment` (of several lines)."""


@dataclass(frozen=True)
class Section:
    """A heading with what follows it up to the next heading; the first has the front matter too."""

    id: str
    """The heading's id, empty where the page gives none."""
    level: int
    lines: tuple[Line, ...]

    @property
    def line(self) -> int:
        """The heading's line."""
        return next((line.number for line in self.lines if line.kind == "heading"), 1)

    @cached_property
    def prose(self) -> list[Line]:
        """The lines outside fences and displayed formulas, without comments."""
        kept = [line for line in self.lines if line.kind in ("text", "heading")]
        return [Line(line.number, _COMMENT.sub("", line.text), line.kind) for line in kept]

    @cached_property
    def fences(self) -> list[tuple[Line, ...]]:
        """Each fence: the line that begins it, then the lines inside."""
        found: list[list[Line]] = []
        is_open = False
        for line in self.lines:
            if line.kind == "mark":
                is_open = not is_open
                if is_open:
                    found.append([line])
            elif line.kind == "code":
                found[-1].append(line)
        return [tuple(fence) for fence in found]

    @cached_property
    def displayed_formulas(self) -> list[tuple[int, str]]:
        """Line and TeX of each displayed formula."""
        found: list[tuple[int, list[str]]] = []
        is_open = False
        for line in self.lines:
            if line.kind != "formula":
                continue
            if _FORMULA_EDGE.match(line.text):
                is_open = not is_open
                if is_open:
                    found.append((line.number, []))
            elif found:
                found[-1][1].append(line.text)
        return [(number, " ".join(" ".join(lines).split())) for number, lines in found]


def _lines(text: str) -> list[Line]:
    """Every line with its kind."""
    found: list[Line] = []
    fence = ""
    in_formula = in_comment = False
    source = text.splitlines()
    matter = _front_matter_end(source)
    for number, line in enumerate(source, 1):
        match = _FENCE.match(line)
        if in_comment or (not (fence or in_formula) and _COMMENT_BEGINS.match(line)):
            kind, in_comment = "comment", "-->" not in line
        elif fence:
            ends = match and match["marker"].startswith(fence) and not match["info"].strip()
            kind = "mark" if ends else "code"
            fence = "" if ends else fence
        elif in_formula or (number > matter and _FORMULA_EDGE.match(line)):
            kind = "formula"
            in_formula ^= bool(_FORMULA_EDGE.match(line))
        elif match and number > matter:
            kind, fence = "mark", match["marker"]
        else:
            kind = "heading" if number > matter and HEADING.match(line) else "text"
        found.append(Line(number, line, kind))
    return found


def _front_matter_end(source: list[str]) -> int:
    """How many lines the front matter takes."""
    if source and source[0].strip() == "---":
        for number, line in enumerate(source[1:], 2):
            if line.strip() in ("---", "..."):
                return number
    return 0


@lru_cache(maxsize=512)
def sections(text: str) -> tuple[Section, ...]:
    """The sections of a page in their order; what stands before the first heading belongs to it."""
    lines = _lines(text)
    starts = [index for index, line in enumerate(lines) if line.kind == "heading"] or [0]
    ends = [*starts[1:], len(lines)]
    found = []
    for position, (start, end) in enumerate(zip(starts, ends, strict=True)):
        heading = HEADING.match(lines[start].text) if lines else None
        identity = _ID.search(heading["attributes"] or "") if heading else None
        found.append(
            Section(
                identity["id"] if identity else "",
                len(heading["marks"]) if heading else 0,
                tuple(lines[start if position else 0 : end]),
            )
        )
    return tuple(found)


def without_code(text: str) -> str:
    """A line without its inline code: what stands in it is no formula, link or citation."""
    return _INLINE_CODE.sub("` `", text)
