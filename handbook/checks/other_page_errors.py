"""Whatever else stops the conversion of a page: nothing that breaks the build goes unreported."""

from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.checks.registry import checks


def check(project: Project) -> Iterator[Fault]:
    """Find pages that cannot be converted for a reason that no other check reports."""
    for file, _ in project.halves():
        error = project.converted(file).error
        if error and error.check not in checks():
            yield Fault(file, error.line, error.what, error.mend)
