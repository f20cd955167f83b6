"""Every citation names a source of docs/references.bib; guides have no list and cite nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

from handbook.bibliography import read
from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.pages import PageError

CITATION = re.compile(r"\[(@[A-Za-z][\w:-]*[^\]\[]*)\](?!\()")
KEY = re.compile(r"@([A-Za-z][\w:-]*)")
_FIELD = re.compile(r'\bsource = "([\w:-]+)"')
_CODE_SPAN = re.compile(r"`[^`]*`")


def check(project: Project) -> Iterator[Fault]:
    """Find citations of sources that are not in the bibliography, and citations in guides."""
    yield from project.conversion_faults("citations")
    try:
        known = read()
    except PageError:
        return  # the check `bibliography` reports it
    for file, _ in project.halves(project.unchanged_pages):
        for line, text in enumerate(project.lines(file), 1):
            for key in _keys(_CODE_SPAN.sub("", text)):
                if key not in known:
                    mend = "add it to docs/references.bib, or correct the key"
                    yield Fault(file, line, f"no source has the key {key!r}", mend)
    for file in data_files(project):
        for line, key in keys_in_data(project, file):
            if key not in known:
                mend = "add it to docs/references.bib, or correct the key"
                yield Fault(file, line, f"no source has the key {key!r}", mend)
    for guide in project.guides:
        for line, text in enumerate(project.lines(guide), 1):
            for citation in CITATION.findall(_CODE_SPAN.sub("", text)):
                what = f"a guide is read outside the site, where [{citation}] stays brackets"
                yield Fault(guide, line, what, "write out the source, or link to the page")


def data_files(project: Project) -> list[Path]:
    """The files beside the pages that cite: data of the models."""
    folder = project.root / "snippets"
    return [file.relative_to(project.root) for file in sorted(folder.glob("*/*.toml"))]


def keys_in_data(project: Project, file: Path) -> Iterator[tuple[int, str]]:
    """Line and key of each citation in a data file: `source = "key"`, or `[@key]` in a text."""
    for number, line in enumerate(project.lines(file), 1):
        yield from ((number, key) for key in (*_FIELD.findall(line), *_keys(line)))


def _keys(line: str) -> list[str]:
    return [key for citation in CITATION.findall(line) for key in KEY.findall(citation)]
