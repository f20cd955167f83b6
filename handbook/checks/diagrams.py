"""Every diagram parses and has a text alternative, which is all that a screen reader gets of it."""

from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project


def check(project: Project) -> Iterator[Fault]:
    """Find diagrams that do not parse or lack accTitle or accDescr."""
    return project.conversion_faults("diagrams")
