"""Lab pages are Markdown notebooks: this reads one, its code as included from snippets/.

A lab page is a page under docs/<language>/labs/ whose front matter names a kernel. Its python
fences are the cells; they hold include lines only, so one source serves both languages.
"""

import ast
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import jupytext
from nbformat import NotebookNode

from handbook.includes import expand_lines
from handbook.pages import Page, PageError, uses
from handbook.paths import relative, root

LANGUAGE = "LANGUAGE"
"""The name that holds the page's language, `zh` or `en`, while a lab's cells run."""
HIDDEN_INPUT = "hide-input"
"""The tag of a cell whose code is folded away on the page: how a figure is drawn, say."""

_FRONT_MATTER = re.compile(r"---\n(.*?\n)---\n", re.S)
_INCLUDE = re.compile(r'\s*--8<--\s+"(?P<file>[^":]+)(?::(?P<section>[^"]+))?"\s*$')
_SECTION_MARK = re.compile(r"\s*# --8<-- \[(?P<kind>start|end):(?P<name>[^\]]+)\]\s*$")


@dataclass(frozen=True)
class Cell:
    """One piece of a lab: Markdown, or code as it runs."""

    is_code: bool
    source: str
    line: int
    """Where it begins on the page, from 1."""
    tags: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    """For each line of code, the `file:line` that a contributor would edit."""

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that the code uses; none where it does not parse."""
        try:
            tree = ast.parse(self.source)
        except SyntaxError:
            return frozenset()
        return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))

    @property
    def depends_on_language(self) -> bool:
        """Whether the code shows something in the page's language: it runs once for each."""
        return self.is_code and LANGUAGE in self.names


@dataclass(frozen=True)
class Lab:
    """A lab page: its cells in order."""

    file: Path
    cells: tuple[Cell, ...]
    modules: tuple[Path, ...] = field(default=())
    """The modules under snippets/ that its code imports, those they import first."""

    @property
    def code(self) -> list[Cell]:
        """The cells that run."""
        return [cell for cell in self.cells if cell.is_code]

    @property
    def page(self) -> Page:
        """The page, for errors that name its lines."""
        return Page(self.file)


def is_lab(file: Path) -> bool:
    """Whether a page is a notebook: its front matter names a kernel."""
    if file.parent.name != "labs" or file.suffix != ".md":
        return False
    front = _FRONT_MATTER.match(file.read_text("utf-8"))
    return front is not None and "kernelspec:" in front[1]


def read(file: Path) -> Lab:
    """Read a lab page.

    Raises:
        PageError: it includes what does not exist, or a cell is in another language than Python.
    """
    return from_notebook(file, jupytext.read(file))


def from_notebook(file: Path, notebook: NotebookNode) -> Lab:
    """A lab page as jupytext read it; raises as `read`."""
    cells = tuple(_cells(file, notebook))
    return Lab(file, cells, imported_modules([cell.source for cell in cells if cell.is_code]))


def _cells(file: Path, notebook: NotebookNode) -> list[Cell]:
    lines = file.read_text("utf-8").splitlines()
    found: list[Cell] = []
    at = 0
    for cell in notebook.cells:
        first = cell.source.split("\n", 1)[0]
        at = next((n for n in range(at, len(lines)) if lines[n] == first), at)
        if cell.cell_type == "markdown":
            found.append(Cell(False, cell.source, at + 1))
        elif cell.cell_type == "code":
            if first.startswith("%%"):
                raise PageError(
                    f"this cell is in another language than Python ({first})",
                    "write ```text: in a lab, a fence of a language that Jupyter knows is a cell",
                    file=file,
                    line=at + 1,
                )
            code, origins = _expanded(Page(file), cell.source, at + 1)
            tags = tuple(cell.metadata.get("tags", ()))
            found.append(Cell(True, code, at + 1, tags, origins))
        at += cell.source.count("\n") + 1
    return found


def _expanded(page: Page, source: str, start: int) -> tuple[str, tuple[str, ...]]:
    """A cell's code with its includes replaced, and where each line comes from."""
    code: list[str] = []
    origins: list[str] = []
    for number, line in enumerate(source.split("\n"), start):
        shown = expand_lines(page, line)
        include = _INCLUDE.match(line)
        places = [f"{relative(page.file)}:{number}"] * len(shown)
        if include:
            file, section = root() / include["file"], include["section"]
            uses(file)
            places = [f"{include['file']}:{n}" for n in _included_lines(file, section)]
        code += shown
        origins += places[: len(shown)] + places[-1:] * (len(shown) - len(places))
    return "\n".join(code), tuple(origins)


def _included_lines(file: Path, section: str | None) -> list[int]:
    """The numbers of the lines of a file, or of a section of it, that an include shows."""
    numbers: list[int] = []
    inside = section is None
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        mark = _SECTION_MARK.match(line)
        if mark is None:
            if inside:
                numbers.append(number)
        elif mark["name"] == section:
            if mark["kind"] == "end":
                break
            inside = True
    return numbers


def imported_modules(sources: list[str]) -> tuple[Path, ...]:
    """The modules under snippets/ that code imports, directly or not; those imported first."""
    by_name = {path.stem: path for path in (root() / "snippets").glob("*/*.py")}
    found: list[Path] = []

    def visit(source: str) -> None:
        for name in imports(source):
            path = by_name.get(name)
            if path and path not in found:
                visit(path.read_text("utf-8"))
                found.append(path)

    for source in sources:
        visit(source)
    return tuple(found)


def imports(source: str) -> list[str]:
    """The top-level packages that code imports; none where it does not parse."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module.split(".")[0])
        elif isinstance(node, ast.Import):
            names += [alias.name.split(".")[0] for alias in node.names]
    return names
