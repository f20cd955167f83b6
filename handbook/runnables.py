"""The code of a page as pytest runs it: what is run is what is shown."""

import io
import re
from dataclasses import dataclass
from pathlib import Path

from pytest_codeblocks import CodeBlock, extract_from_buffer

from handbook.fences import EXECUTED, fences
from handbook.includes import Expanded, expand
from handbook.notebooks import is_lab
from handbook.paths import relative


@dataclass(frozen=True)
class Runnable:
    """Code of a page as pytest-codeblocks reads it, with the line in the page's source."""

    file: Path
    line: int
    block: CodeBlock
    folders: tuple[str, ...]
    """Folders of the snippets that the page includes: a reader who copies the code stands there."""

    @property
    def place(self) -> str:
        """`file:line`."""
        return f"{relative(self.file)}:{self.line}"


def runnables(file: Path) -> list[Runnable]:
    """The code of one page in the order shown, continued fences joined; none of a lab."""
    if is_lab(file):
        return []
    page = expand(file)
    targets = re.findall(r'--8<--\s+"(snippets/[^"]+)/[^/"]+"', file.read_text("utf-8"))
    folders = tuple(dict.fromkeys(targets))
    return [
        Runnable(file, page.source_lines[block.lineno - 1], block, folders)
        for block in extract_from_buffer(io.StringIO(_only_code(page, file)), max_num_lines=100_000)
    ]


def _only_code(page: Expanded, file: Path) -> str:
    """The expanded page with every line emptied that is not of a fence that pytest executes.

    pytest-codeblocks lets a fence continue whatever fence came before, be it an output.
    """
    kept: set[int] = set()
    for fence in fences(file):
        if fence.language in EXECUTED and fence.readable and fence.closed:
            alone = fence.continues and fence.before is None
            first = fence.line - (0 if alone else len(fence.above))
            kept.update(range(first, fence.line + len(fence.lines) + 2))
    lines = zip(page.text.split("\n")[:-1], page.source_lines, strict=True)
    return "\n".join(line if number in kept else "" for line, number in lines) + "\n"
