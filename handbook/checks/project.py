"""The project that checks look at: found from its root, each file read once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from handbook.checks.fault import Fault
from handbook.convert import Converted, convert
from handbook.fences import Fence, fences
from handbook.paths import LANGUAGES
from handbook.source_files import unreadable

_MODULE = re.compile(r"^snippets/(?P<module>[^/]+/[^/.]+)\.")


@dataclass(frozen=True, order=True)
class PagePair:
    """A page: its path inside docs/zh/ and docs/en/, of which a half may be missing."""

    path: str

    def half(self, language: str) -> Path:
        """The file of one language, from the project's root; it need not exist."""
        return Path("docs", language, self.path)


class Project:
    """A project as checks see it.

    Args:
        root: the folder that holds docs/, snippets/ and mkdocs.yml.
        changed: paths from the root of what changed; None means that everything is looked at.
    """

    def __init__(self, root: Path, changed: frozenset[Path] | None = None) -> None:
        self.root = root
        self.changed = changed
        self._texts: dict[Path, str] = {}
        self._converted: dict[Path, Converted] = {}

    @cached_property
    def all_pages(self) -> list[PagePair]:
        """Every page of the site: for checks that hold one page against the others."""
        docs = self.root / "docs"
        return sorted(
            {
                PagePair(file.relative_to(docs / language).as_posix())
                for language in LANGUAGES
                for file in (docs / language).rglob("*.md")
                if not file.name.startswith(".")  # what an editor leaves; MkDocs passes over it too
            }
        )

    @cached_property
    def pages(self) -> list[PagePair]:
        """The pages to look at: all, or those with a changed half or a changed snippet."""
        changed = self.changed
        if changed is None:
            return self.all_pages
        modules = {match["module"] for file in changed if (match := _MODULE.match(file.as_posix()))}
        names = "|".join(map(re.escape, sorted(modules)))
        mentioned = re.compile(rf"\b(?:{names})\b" if modules else "(?!)")

        def is_touched(page: PagePair) -> bool:
            halves = [page.half(language) for language in LANGUAGES]
            return any(half in changed for half in halves) or any(
                mentioned.search(self.text(half)) for half in halves if self.exists(half)
            )

        return [page for page in self.all_pages if is_touched(page)]

    @property
    def unchanged_pages(self) -> list[PagePair]:
        """The pages that are not looked at, for what a change elsewhere can break on them."""
        return sorted(set(self.all_pages) - set(self.pages))

    def halves(self, pages: list[PagePair] | None = None) -> list[tuple[Path, str]]:
        """The files (from the root, with their language) of the pages to look at, or of `pages`."""
        chosen = self.pages if pages is None else pages
        both = [(page.half(language), language) for page in chosen for language in LANGUAGES]
        return [(file, language) for file, language in both if self.exists(file)]

    @cached_property
    def guides(self) -> list[Path]:
        """The Markdown files at the root: README, CONTRIBUTING and the like."""
        return sorted(file.relative_to(self.root) for file in self.root.glob("*.md"))

    @cached_property
    def unreadable(self) -> list[Fault]:
        """What is wrong with sources that cannot be read; the other checks wait for them."""
        return [
            Fault(file.relative_to(self.root), line, what, mend)
            for file, line, what, mend in unreadable(self.root)
        ]

    def exists(self, file: Path | str) -> bool:
        """Whether a file (from the root) is there."""
        return (self.root / file).is_file()

    def text(self, file: Path | str) -> str:
        """The text of a file (from the root); the check `readable` reports what is not UTF-8."""
        path = Path(file)
        if path not in self._texts:
            self._texts[path] = (self.root / path).read_text("utf-8-sig", errors="replace")
        return self._texts[path]

    def lines(self, file: Path | str) -> list[str]:
        """The lines of a file (from the root)."""
        return self.text(file).splitlines()

    def fences(self, file: Path | str) -> list[Fence]:
        """The fences of a page (from the root)."""
        return list(fences(self.root / file, self.text(file)))

    def converted(self, file: Path | str) -> Converted:
        """A page (from the root) as HTML, before MkDocs puts it into the site; or its error."""
        path = Path(file)
        if path not in self._converted:
            self._converted[path] = convert(self.root / path)
        return self._converted[path]

    def conversion_faults(self, check: str) -> Iterator[Fault]:
        """What stops the conversion of the pages, of the kind that a check reports.

        A page has one at most: what comes after it is seen when it is mended.
        """
        for file, _ in self.halves():
            error = self.converted(file).error
            if error and error.check == check:
                yield Fault(file, error.line, error.what, error.mend)

    def line_of(self, file: Path | str, words: str) -> int:
        """The first line of a file (from the root) that holds the words; 0 if none does."""
        return next((n for n, line in enumerate(self.lines(file), 1) if words in line), 0)
