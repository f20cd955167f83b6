"""The page as it is shown: includes expanded by the same preprocessor as in the site."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown import Markdown
from pymdownx.snippets import SnippetMissingError, SnippetPreprocessor

from handbook.pages import Page
from handbook.paths import root


@dataclass(frozen=True)
class Expanded:
    """A page's text with its includes expanded."""

    text: str
    source_lines: tuple[int, ...]
    """For each line of the text, the line (from 1) of the page's source that it comes from."""


@cache
def _preprocessor(base: Path) -> SnippetPreprocessor:
    md = Markdown(
        extensions=["pymdownx.snippets"],
        extension_configs={
            "pymdownx.snippets": {
                "base_path": [str(base)],
                "check_paths": True,
                "dedent_subsections": True,
            }
        },
    )
    preprocessor = md.preprocessors["snippet"]
    assert isinstance(preprocessor, SnippetPreprocessor)
    return preprocessor


def expand(file: Path) -> Expanded:
    """Replace every include of a page by what it includes.

    Raises:
        PageError: a file or section does not exist; names the line of the include.
    """
    page = Page(file)
    lines: list[str] = []
    origin: list[int] = []
    for number, line in enumerate(file.read_text("utf-8-sig").splitlines(), 1):
        shown = expand_lines(page, line)
        lines += shown
        origin += [number] * len(shown)
    return Expanded("\n".join(lines) + "\n", tuple(origin))


def expand_lines(page: Page, line: str) -> list[str]:
    """What stands on the page for one line of its source; errors as in `expand`."""
    try:
        shown: list[str] = _preprocessor(root()).run([line])
    except SnippetMissingError as error:
        what, mend = missing_message(error)
        raise page.error(what, line, mend=mend, check="includes") from None
    return shown


def missing_message(error: SnippetMissingError) -> tuple[str, str]:
    """What is wrong with an include whose target is missing, and what to do."""
    return (
        str(error),
        "correct the path or the section's name in the include line; sections are marked "
        "`# --8<-- [start:name]` and `# --8<-- [end:name]` in the snippet",
    )
