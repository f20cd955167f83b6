"""docs/glossary.yml is whole: complete in both languages, in order, used, and its pages exist.

The glossary page and the definitions in running text are made from it: a term that no page uses, or
that leads nowhere, helps nobody.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.glossary_data import GlossaryError, Term, load
from handbook.paths import LANGUAGES

FILE = Path("docs/glossary.yml")


def check(project: Project) -> Iterator[Fault]:
    """Find entries that are incomplete, unused, or lead to a page or heading that is not there."""
    if not project.exists(FILE):
        return
    try:
        terms = load()
    except GlossaryError as error:
        yield from (Fault(FILE, line, what, mend) for line, what, mend in error.faults)
        return
    for language in LANGUAGES:
        pages = [page.half(language) for page in project.all_pages if page.path != "glossary.md"]
        texts = [project.text(page).lower() for page in pages if project.exists(page)]
        for term in terms:
            yield from _misled(project, term, language)
            names = term.words[language].names
            if not any(name.lower() in text for text in texts for name in names):
                what = f"no {language} page uses '{term.words[language].term}'"
                yield Fault(FILE, term.line, what, f"remove the entry {term.id}, or add a name")


def _misled(project: Project, term: Term, language: str) -> Iterator[Fault]:
    name, _, anchor = term.page.partition("#")
    page = Path("docs", language, name)
    if not project.exists(page):
        what = f"{term.id} leads to {page.as_posix()}, and there is no such page"
        yield Fault(FILE, term.line, what, "write the path of a page under docs/<language>/")
    elif anchor and not re.search(rf"\{{ #{anchor}\b", project.text(page)):
        what = f"{term.id} leads to #{anchor}, and {page.as_posix()} has no such heading"
        yield Fault(FILE, term.line, what, "write the id of one of its headings")
