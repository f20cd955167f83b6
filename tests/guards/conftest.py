"""Each fault is planted once for all tests that look at what is said about it."""

from collections.abc import Callable
from functools import cache

import pytest

from tests.guards.faults import FAULTS
from tests.guards.planting import copy, found, plant

Said = Callable[[str], dict[str, list[str]]]


@pytest.fixture(scope="session")
def said(tmp_path_factory: pytest.TempPathFactory) -> Said:
    """What each check that complains says about a kind of fault."""

    @cache
    def messages(kind: str) -> dict[str, list[str]]:
        root = copy(tmp_path_factory.mktemp("planted"))
        plant(root, FAULTS[kind])
        return found(root)

    return messages
