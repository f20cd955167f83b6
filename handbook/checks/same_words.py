"""Both halves of a section say something: a heading alone is not yet its translation."""

from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.checks.same_structure import shared_sections
from handbook.page_source import Section
from handbook.paths import LANGUAGES


def check(project: Project) -> Iterator[Fault]:
    """Find sections that are empty in one language only."""
    for page in project.pages:
        for pair in shared_sections(project, page):
            for language, here, there in zip(LANGUAGES, pair, reversed(pair), strict=True):
                if _is_empty(here) and not _is_empty(there):
                    what = f"section #{here.id} says nothing, and its other half does"
                    mend = "write it in this language too"
                    yield Fault(page.half(language), here.line, what, mend)


def _is_empty(section: Section) -> bool:
    return not any(line.text.strip() for line in section.lines if line.number > section.line)
