"""Every source can be read: text is UTF-8, recorded values are JSON, drawings SVG.

The other checks wait until it is so.
"""

from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project


def check(project: Project) -> Iterator[Fault]:
    """Find files that no check and no build could read."""
    yield from project.unreadable
