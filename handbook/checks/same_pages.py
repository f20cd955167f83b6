"""Every page stands in both languages: a link to the other language must lead somewhere."""

from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.paths import LANGUAGES


def check(project: Project) -> Iterator[Fault]:
    """Find pages of which a half is missing."""
    for page in project.pages:
        for language, other in zip(LANGUAGES, reversed(LANGUAGES), strict=True):
            if not project.exists(page.half(language)):
                there = page.half(other).as_posix()
                yield Fault(
                    page.half(language),
                    0,
                    f"the page is missing, and {there} exists",
                    f"write it with the headings of {there}, or delete that too",
                )
