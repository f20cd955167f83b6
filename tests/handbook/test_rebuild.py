"""What is kept of a conversion is asked for only where it holds."""

import shutil
from pathlib import Path

import pytest

from handbook import rebuild


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "first", tmp_path / "second"
    (first / "handbook" / "checks").mkdir(parents=True)
    (first / "handbook" / "code.py").write_text("VALUE = 1\n", "utf-8")
    (first / "handbook" / "checks" / "check.py").write_text("VALUE = 1\n", "utf-8")
    (first / "package-lock.json").write_text("{}", "utf-8")
    shutil.copytree(first, second)
    return first, second


def machinery(monkeypatch: pytest.MonkeyPatch, root: Path) -> str:
    monkeypatch.setattr(rebuild, "ROOT", root)
    return rebuild.machinery.__wrapped__()


def test_a_copy_of_the_project_takes_nothing_from_the_originals_cache(
    places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (machinery(monkeypatch, root) for root in places)
    assert first == machinery(monkeypatch, places[0])
    assert first != second


@pytest.mark.parametrize(
    "name", ["handbook/code.py", "handbook/checks/check.py", "package-lock.json"]
)
def test_other_code_keeps_apart(
    places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = machinery(monkeypatch, places[0])
    (places[0] / name).write_text("2\n", "utf-8")
    assert machinery(monkeypatch, places[0]) != before
