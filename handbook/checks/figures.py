"""Every figure is recorded in the page's language, stands alone and has an alternative text."""

from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project


def check(project: Project) -> Iterator[Fault]:
    """Find figures that are missing, unexplained or inside a paragraph."""
    return project.conversion_faults("figures")
