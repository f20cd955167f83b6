"""Every source says who, what, when and where to read it; each is cited in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path

from handbook.bibliography import problems, read
from handbook.checks.citations import CITATION, KEY, data_files, keys_in_data
from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.pages import PageError
from handbook.paths import LANGUAGES

_FILE = Path("docs/references.bib")
_ERRATA = Path("docs/errata.yml")
_WORD = re.compile(r"[\w:-]+")


def check(project: Project) -> Iterator[Fault]:
    """Find entries that do not parse, are not whole, or that nothing cites."""
    try:
        sources = read()
    except PageError as error:
        yield Fault(_FILE, error.line, error.what, error.mend)
        return
    in_data = {key for file in data_files(project) for _, key in keys_in_data(project, file)}
    if project.exists(_ERRATA):
        in_data |= set(_WORD.findall(project.text(_ERRATA)))
    for source in sources.values():
        yield from (Fault(_FILE, source.line, *problem) for problem in problems(source))
    for language in LANGUAGES:
        cited = in_data | set(_cited(project, language))
        for source in sources.values():
            if source.key not in cited:
                what = f"no page in docs/{language} cites {source.key}"
                yield Fault(_FILE, source.line, what, f"cite it ([@{source.key}]) or delete it")


def _cited(project: Project, language: str) -> Iterator[str]:
    for file, spoken in project.halves(project.all_pages):
        if spoken == language:
            for citation in CITATION.findall(project.text(file)):
                yield from KEY.findall(citation)
