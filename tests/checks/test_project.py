"""No check finds anything wrong in the handbook."""

import pytest

from handbook.checks.project import Project
from handbook.checks.registry import Check, checks
from handbook.paths import ROOT


@pytest.fixture(scope="session")
def handbook() -> Project:
    """This repository, each file read once for all checks."""
    return Project(ROOT)


@pytest.mark.parametrize("check", checks().values(), ids=lambda check: check.name)
def test_nothing_is_wrong(check: Check, handbook: Project) -> None:
    faults = check.faults(handbook)
    assert not faults, "\n".join(fault.report(check.name) for fault in faults)
