"""Every page begins with a description: search results and links to the page show it."""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project

_DESCRIPTION = re.compile(r"---\n(?:.*\n)*?description: .{15,}\n")


def check(project: Project) -> Iterator[Fault]:
    """Find pages without one."""
    for file, _ in project.halves():
        if not _DESCRIPTION.match(project.text(file)):
            yield Fault(
                file,
                1,
                "the page has no description of 15 signs or more",
                "begin it with the lines `---`, `description: one sentence`, `---`",
            )
