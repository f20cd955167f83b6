"""Every number in a sentence is one that a recorded run returned, under a name that it has."""

from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project


def check(project: Project) -> Iterator[Fault]:
    """Find references to values that are not recorded or cannot be shown."""
    return project.conversion_faults("values")
