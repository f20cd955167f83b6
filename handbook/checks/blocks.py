"""Every generated block (::: name argument) is one that exists, with an argument it knows."""

from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project


def check(project: Project) -> Iterator[Fault]:
    """Find blocks that cannot be made."""
    return project.conversion_faults("blocks")
