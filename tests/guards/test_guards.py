"""Each kind of fault, planted in a small project, is found by the one check that is there for it.

The message names the file and the line and says what to type.
"""

from pathlib import Path

import pytest

from handbook.checks.registry import checks
from tests.guards.conftest import Said
from tests.guards.faults import FAULTS
from tests.guards.planting import copy, found


def test_nothing_is_wrong_with_the_small_project(tmp_path: Path) -> None:
    assert found(copy(tmp_path)) == {}


@pytest.mark.parametrize(
    "kind", FAULTS, ids=[f"{fault.check}: {kind}" for kind, fault in FAULTS.items()]
)
def test_one_check_finds_it_and_says_what_to_type(said: Said, kind: str) -> None:
    fault = FAULTS[kind]
    faults = said(kind)
    assert list(faults) == [fault.check], faults
    message = next(
        (text for text in faults[fault.check] if text.startswith(f"{fault.place}: ")), ""
    )
    assert message, faults
    assert ". To mend it: " in message
    for words in fault.words:
        assert words in message


def test_every_check_has_a_fault_to_find() -> None:
    idle = set(checks()) - {fault.check for fault in FAULTS.values()}
    assert not idle, f"plant a fault in tests/guards/faults.py for: {sorted(idle)}"
