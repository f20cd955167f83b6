"""KaTeX draws every formula: what it rejects would stand on the page as TeX."""

from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project


def check(project: Project) -> Iterator[Fault]:
    """Find formulas that KaTeX rejects."""
    return project.conversion_faults("formulas")
