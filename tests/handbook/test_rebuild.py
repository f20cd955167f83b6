"""What is kept of a conversion is asked for only where it holds."""

import os
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


def test_only_the_last_other_machinerys_pages_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuild, "CACHE", tmp_path)
    rebuild._forget_others()
    for age, name in enumerate(("last", "older", "oldest")):
        (tmp_path / "pages" / name).mkdir(parents=True)
        os.utime(tmp_path / "pages" / name, (1000 - age, 1000 - age))
    rebuild._forget_others()
    assert [folder.name for folder in (tmp_path / "pages").iterdir()] == ["last"]
