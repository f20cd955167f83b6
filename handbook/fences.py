"""Every code fence of a page, and what vouches for it.

A fence is a diagram, code that pytest executes (a lab's cells run as a notebook, when the site is
built), the recorded output of a module, or excused with a
reason (`<!--pytest.mark.skip(reason="...")-->` on the line above). Anything else is unaccounted
for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handbook.paths import relative, root

EXECUTED = ("python", "bash", "sh")
_OPEN = re.compile(r"^(?P<indent>[\s>]*)(?P<marker>`{3,}|~{3,})\s*(?P<info>[^`]*)$")
_INCLUDE = re.compile(r'^\s*--8<--\s+"(?P<target>[^"]+)"\s*$')
REASON = re.compile(
    r"^\s*<!--\s*pytest\.mark\.skip\(reason=([\"'])(?P<reason>.{10,})\1\)\s*-->\s*$"
)
CONTINUED = re.compile(r"^\s*<!--\s*pytest-codeblocks:cont\s*-->\s*$")


@dataclass(frozen=True)
class Fence:
    """One fence in a page's source."""

    file: Path
    line: int
    language: str
    lines: tuple[str, ...]
    above: tuple[str, ...]
    """The lines directly above it that are HTML comments, nearest last."""
    before: "Fence | None" = None
    """The last fence before it on the page that holds code."""
    readable: bool = True
    """Whether pytest can read it: backticks, not inside a quotation."""
    closed: bool = True
    """Whether it ends before the page does."""

    @property
    def place(self) -> str:
        """`file:line`, as error messages name it."""
        return f"{relative(self.file)}:{self.line}"

    @property
    def is_on_a_page(self) -> bool:
        """Whether it is on a page of the site, not in a guide at the top level."""
        return self.file.is_relative_to(root() / "docs")

    @property
    def includes(self) -> list[str]:
        """The targets of the include lines in it."""
        return [match["target"] for line in self.lines if (match := _INCLUDE.match(line))]

    @property
    def is_only_includes(self) -> bool:
        """Whether nothing in it is typed into the page."""
        return bool(self.includes) and all(
            _INCLUDE.match(line) or not line.strip() for line in self.lines
        )

    @property
    def excuse(self) -> str | None:
        """Why it is not run, if the page says so."""
        for line in self.above:
            if match := REASON.match(line):
                return match["reason"]
        return None

    @property
    def continues(self) -> bool:
        """Whether it goes on from the code before it."""
        return any(CONTINUED.match(line) for line in self.above)

    @property
    def kind(self) -> str:
        """`executed`, `output`, `diagram`, `excused` or `unaccounted`."""
        if not self.closed:
            return "unaccounted"
        if self.language == "mermaid":
            return "diagram"
        if self.excuse:
            return "excused"
        if self.language in EXECUTED:
            return "executed" if self.readable else "unaccounted"
        outputs = [target for target in self.includes if target.endswith(".out")]
        if self.is_only_includes and len(outputs) == len(self.includes):
            modules = [(root() / target).with_suffix(".py") for target in outputs]
            if all(module.exists() for module in modules):
                return "output"
        return "unaccounted"


def pages() -> list[Path]:
    """Every Markdown page of the site and the guides at the top level."""
    return [*sorted((root() / "docs").glob("**/*.md")), *sorted(root().glob("*.md"))]


def fences(file: Path, text: str | None = None) -> Iterator[Fence]:
    """The fences of one page, in order; `text` is the file's, if it was read before."""
    lines = (file.read_text("utf-8") if text is None else text).splitlines()
    number = 0
    before: Fence | None = None
    while number < len(lines):
        match = _OPEN.match(lines[number])
        if not match:
            number += 1
            continue
        end = number + 1
        while end < len(lines) and lines[end].lstrip("> \t").rstrip() != match["marker"]:
            end += 1
        first = number
        while first and lines[first - 1].lstrip().startswith("<!--"):
            first -= 1
        language = re.match(r"[\w+-]*", match["info"])
        fence = Fence(
            file=file,
            line=number + 1,
            language=language[0] if language else "",
            lines=tuple(lines[number + 1 : end]),
            above=tuple(lines[first:number]),
            before=before,
            readable=match["marker"][0] == "`" and ">" not in match["indent"],
            closed=end < len(lines),
        )
        yield fence
        if fence.language in EXECUTED:
            before = fence
        number = end + 1
