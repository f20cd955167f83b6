"""The page that is being converted, and errors that name its file and line.

Python-Markdown does not tell an extension which page it works on. The build (or a test) says so
with `converting`, and the extensions ask `current`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from handbook.paths import LANGUAGES, relative, root


class PageError(ValueError):
    """Something on a page is wrong; the message says where and what to do.

    Args:
        what: what is wrong, without a full stop.
        mend: what to type or write, in the imperative.
        file: where it is wrong.
        line: from 1; 0 for the file as a whole.
        check: the name of the check (handbook/checks) that reports this kind of fault.
    """

    def __init__(
        self, what: str, mend: str = "", *, file: Path | None = None, line: int = 0, check: str = ""
    ) -> None:
        self.what, self.mend, self.file, self.line, self.check = what, mend, file, line, check
        place = f"{relative(file)}{f':{line}' if line else ''}: " if file else ""
        super().__init__(f"{place}{what}{f'. To mend it: {mend}' if mend else ''}")


@dataclass(frozen=True)
class Page:
    """One Markdown page."""

    file: Path

    @property
    def language(self) -> str:
        """`zh` or `en`: the folder under docs/ that the page stands in; English for others."""
        try:
            first = self.file.resolve().relative_to(root() / "docs").parts[0]
        except ValueError:
            return "en"
        return first if first in LANGUAGES else "en"

    def line_of(self, text: str) -> int | None:
        """The line (from 1) of the page's source where the text begins, if it stands there.

        Of several places that hold its first line, the one that holds most of the others is meant.
        """
        wanted = [line.strip() for line in text.splitlines() if line.strip()]
        if not wanted or not self.file.exists():
            return None
        source = self.file.read_text("utf-8").splitlines()
        lines = [(number, line) for number, line in enumerate(source, 1) if line.strip()]

        def agreeing(start: int) -> int:
            pairs = zip(lines[start:], wanted, strict=False)
            return sum(1 for _ in takewhile(lambda pair: pair[1] in pair[0][1], pairs))

        best = max(range(len(lines)), key=agreeing, default=None)
        return lines[best][0] if best is not None and agreeing(best) else None

    def error(self, what: str, *texts: str, mend: str = "", check: str = "") -> PageError:
        """An error at the line where the first of the texts that stands on the page begins."""
        line = next((found for text in texts if (found := self.line_of(text))), 0)
        return PageError(what, mend, file=self.file, line=line, check=check)


_UNKNOWN = Page(Path("(unknown page)"))
_current: ContextVar[Page] = ContextVar("current page", default=_UNKNOWN)


def current() -> Page:
    """The page that is being converted."""
    return _current.get()


def set_current(file: Path) -> None:
    """Say which page is converted from now on (for engines that only announce the start)."""
    _current.set(Page(file))


_uses: ContextVar[set[Path] | None] = ContextVar("files in use", default=None)


def uses(*files: Path) -> None:
    """Say that the page being converted depends on the files' content."""
    collected = _uses.get()
    if collected is not None:
        collected.update(files)


@contextmanager
def collecting_uses() -> Iterator[set[Path]]:
    """Collect what pages say they use inside the `with` block."""
    collected: set[Path] = set()
    token = _uses.set(collected)
    try:
        yield collected
    finally:
        _uses.reset(token)


@contextmanager
def converting(file: Path) -> Iterator[Page]:
    """Say which page is converted inside the `with` block."""
    token = _current.set(Page(file))
    try:
        yield _current.get()
    finally:
        _current.reset(token)
