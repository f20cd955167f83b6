"""What is kept on disk is made once, and anew when its source or its maker changes."""

from pathlib import Path

import pytest

from handbook.cache import cached, kept, write_whole
from handbook.pages import PageError
from tests.handbook.project import Project


class Maker:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> str:
        self.calls += 1
        return f"made {self.calls}"


def test_same_source_is_made_once(project: Project) -> None:
    make = Maker()
    assert [cached("kind", "1", "source", make) for _ in range(3)] == ["made 1"] * 3
    assert len(list((project.root / ".cache" / "kind").iterdir())) == 1


@pytest.mark.parametrize(
    "other", [("kind", "2", "source"), ("kind", "1", "source "), ("other", "1", "source")]
)
def test_another_kind_version_or_source_is_made_anew(
    project: Project, other: tuple[str, str, str]
) -> None:
    make = Maker()
    cached("kind", "1", "source", make)
    assert cached(*other, make) == "made 2"


def test_version_and_source_do_not_run_together(project: Project) -> None:
    make = Maker()
    assert cached("kind", "12", "3", make) != cached("kind", "1", "23", make)


def test_nothing_is_kept_of_a_maker_that_fails(project: Project) -> None:
    def fail() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        cached("kind", "1", "source", fail)
    assert cached("kind", "1", "source", Maker()) == "made 1"


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "new" / "file.txt"
    write_whole(file, "一")
    write_whole(file, "二")
    assert file.read_text("utf-8") == "二"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("rest", [0, 5, -1])
def test_what_was_cut_short_is_made_anew(project: Project, rest: int) -> None:
    make = Maker()
    cached("kind", "1", "source", make)
    (file,) = (project.root / ".cache" / "kind").iterdir()
    file.write_bytes(file.read_bytes()[:rest])
    assert cached("kind", "1", "source", make) == "made 2"
    assert cached("kind", "1", "source", make) == "made 2"


@pytest.mark.parametrize("broken", ["", "[[", "null", "[1]", '{"a": 1}'])
def test_what_is_kept_and_broken_is_made_anew(project: Project, broken: str) -> None:
    make = Maker()
    kept("kind", "source", make)
    (file,) = (project.root / ".cache" / "kind").iterdir()
    file.write_text(broken, "utf-8")
    assert kept("kind", "source", make) == "made 2"


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("", "utf-8")
    with pytest.raises(
        PageError, match=r"folder/file.txt: this file cannot be written: .+ mend it"
    ):
        write_whole(tmp_path / "folder" / "file.txt", "")
