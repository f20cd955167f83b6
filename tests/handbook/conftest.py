"""A repository of its own for each test of the machinery."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook import cache, cards  # noqa: F401 (their CACHE is replaced)
from handbook.paths import inside
from tests.handbook.project import SOURCES, Project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """An empty repository with a bibliography; the machinery takes it for its own."""
    for name, module in list(sys.modules.items()):
        if name.startswith("handbook.") and hasattr(module, "CACHE"):
            monkeypatch.setattr(module, "CACHE", tmp_path / ".cache")
    made = Project(tmp_path)
    made.write("docs/references.bib", SOURCES)
    (tmp_path / "snippets").mkdir()
    with inside(tmp_path):
        yield made
