"""The prose of the project: where words for readers stand, a line at a time.

Pages, guides and templates in Markdown (without code; labels of diagrams count), the texts of data
files by language, and the labels of figures (strings with Chinese in snippets).
"""

import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handbook.checks.project import Project
from handbook.paths import LANGUAGES

_FENCE = re.compile(r"^\s*(?P<marks>`{3,}|~{3,})\s*(?P<name>\w*)")
_FRONT_MATTER = re.compile(r"^(?:title|description): (\"?)(?P<text>.*)\1$")
_GOES_ON = re.compile(r"^\s+(?P<text>\S.*)$")
_DIAGRAM = re.compile(r"^\s*acc(?:Title|Descr): (?P<text>.+)$|\"(?P<label>[^\"]+)\"")
_TOML = re.compile(r"\b(?P<language>zh|en) = \"(?P<text>(?:[^\"\\]|\\.)*)\"")
_YAML = re.compile(r"^(?P<indent> *(?:- )?)(?:(?P<key>[\w-]+):(?: |$))?(?P<text>.*)$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_DATA = ("docs/errata.yml", "docs/glossary.yml")


@dataclass(frozen=True)
class Prose:
    """A piece of a line: its text stands in `file` on `line` from `start`, an offset."""

    file: Path
    line: int
    start: int
    text: str
    language: str


def prose(project: Project) -> Iterator[Prose]:
    """Every piece of prose in what is looked at, in order of files and lines."""
    for file, language in _markdown(project):
        for line, start, text in _of_markdown(project.lines(file)):
            yield Prose(file, line, start, text, language)
    for file in map(Path, _DATA):
        if project.exists(file) and _is_looked_at(project, file):
            yield from _of_yaml(project, file)
    for pattern, pieces in (("*/*.toml", _of_toml), ("*/*.py", _of_python)):
        for found in sorted((project.root / "snippets").glob(pattern)):
            file = found.relative_to(project.root)
            if _is_looked_at(project, file):
                yield from pieces(project, file)


def mended(project: Project, correct: Callable[[Prose], str]) -> Iterator[Path]:
    """Write every piece as `correct` returns it; yield the files that changed.

    Python files stay: a label that changes is drawn anew by `make record`.
    """
    changes: dict[Path, list[tuple[Prose, str]]] = {}
    for piece in prose(project):
        if piece.file.suffix != ".py" and (better := correct(piece)) != piece.text:
            changes.setdefault(piece.file, []).append((piece, better))
    for file, pieces in changes.items():
        lines = project.text(file).splitlines(keepends=True)
        for piece, better in reversed(pieces):
            line, end = lines[piece.line - 1], piece.start + len(piece.text)
            lines[piece.line - 1] = line[: piece.start] + better + line[end:]
        (project.root / file).write_text("".join(lines), "utf-8")
        yield file


def _is_looked_at(project: Project, file: Path) -> bool:
    return project.changed is None or file in project.changed


def _markdown(project: Project) -> Iterator[tuple[Path, str]]:
    yield from project.halves()
    templates = sorted((project.root / "snippets" / "templates").glob("*.md"))
    for file in (*project.guides, *(found.relative_to(project.root) for found in templates)):
        if _is_looked_at(project, file):
            language = Path(file.stem).suffix.removeprefix(".")
            yield file, language if language in LANGUAGES else "en"


def _of_markdown(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Line, offset and text of each piece."""
    fence, in_front_matter, in_formula = "", bool(lines) and lines[0] == "---", False
    told = False  # whether the line before is read by readers
    for number, line in enumerate(lines, 1):
        if in_front_matter:
            in_front_matter = number == 1 or line != "---"
            match = _FRONT_MATTER.match(line) or (_GOES_ON.match(line) if told else None)
            told = match is not None
            if match and match["text"] not in (">", ">-", "|", "|-"):
                yield number, match.start("text"), match["text"]
        elif match := _FENCE.match(line):
            if not fence:
                fence = f"{match['marks']} {match['name']}"
            elif fence.startswith(match["marks"]) and not match["name"]:
                fence = ""
        elif fence:
            if fence.endswith(" mermaid"):
                for found in _DIAGRAM.finditer(line):
                    name = found.lastgroup or "text"
                    yield number, found.start(name), found[name]
        elif line.strip() == "$$":
            in_formula = not in_formula
        elif line.strip() and not in_formula:
            yield number, 0, line


def _of_toml(project: Project, file: Path) -> Iterator[Prose]:
    for number, line in enumerate(project.lines(file), 1):
        for match in _TOML.finditer(line):
            yield Prose(file, number, match.start("text"), match["text"], match["language"])


def _of_yaml(project: Project, file: Path) -> Iterator[Prose]:
    """What stands under `zh` and `en`, without lists and maps in one line."""
    language, depth = "", 0
    for number, line in enumerate(project.lines(file), 1):
        match = _YAML.match(line)
        if not match or not line.strip() or line.lstrip().startswith("#"):
            continue
        key, indent = match["key"], len(match["indent"])
        if indent <= depth:
            language = ""
        if key in LANGUAGES:
            language, depth = key, indent
        text = match["text"]
        if language and text and text[0] not in ">|[{" and key not in ("sort", "page"):
            yield Prose(file, number, match.start("text"), text, language)


def _of_python(project: Project, file: Path) -> Iterator[Prose]:
    """Strings on one line that hold Chinese."""
    source = project.text(file)
    if not _HAN.search(source):
        return
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return  # the check snippet-imports reports it
    for token in tokens:
        (line, start), (last, _) = token.start, token.end
        if token.type == tokenize.STRING and line == last and _HAN.search(token.string):
            quote = re.match(r"\w*(\"\"\"|'''|\"|')", token.string)
            assert quote
            text = token.string[quote.end() : -len(quote[1])]
            yield Prose(file, line, start + quote.end(), text, "zh")
