"""A new page: both halves, its entry in the navigation, and nothing half-made."""

import datetime
from pathlib import Path

import pytest

from handbook import new_page
from handbook.checks.project import Project
from handbook.checks.registry import checks
from handbook.new_page import CannotMake, plan, write
from handbook.paths import inside
from tests.guards.planting import confirm_all, copy

DAY = datetime.date(2026, 11, 24)


def complaints(root: Path) -> set[str]:
    """The checks that find something wrong."""
    project = Project(root)
    return {name for name, check in checks().items() if check.faults(project)}


@pytest.mark.parametrize("name", ["part/triple", "opportunities/partners"])
def test_a_new_page_lacks_only_what_its_author_writes(tmp_path: Path, name: str) -> None:
    root = copy(tmp_path)
    with inside(root):
        page = plan(name, DAY)
        write(page)
    lines = (root / "mkdocs.yml").read_text("utf-8").splitlines()
    assert lines[page.line - 1] == f"      - {name}.md"
    confirm_all(root)
    assert complaints(root) == {"unfinished"}
    for language in ("zh", "en"):
        text = (root / "docs" / language / f"{name}.md").read_text("utf-8")
        assert ("checked: 2026-11-24" in text) == name.startswith("opportunities/")


def test_the_page_of_a_model_is_made_from_it(tmp_path: Path) -> None:
    root = copy(tmp_path)
    for suffix in (".py", ".toml"):
        text = (root / "snippets" / "decisions" / f"toy{suffix}").read_text("utf-8")
        (root / "snippets" / "decisions" / f"new_toy{suffix}").write_text(text, "utf-8")
    main = "\n\ndef main() -> None:\n    print(double(3))\n"
    with (root / "snippets" / "decisions" / "new_toy.py").open("a") as file:
        file.write(main)
    with inside(root):
        with pytest.raises(CannotMake, match=r"new_toy\.out does not exist.*'Add a model'"):
            plan("decisions/new_toy", DAY)
        (root / "snippets" / "decisions" / "new_toy.out").write_text("6\n")
        (root / "snippets" / "decisions" / "new_toy.json").write_text('{"x": 3, "result": 6}\n')
        write(plan("decisions/new_toy", DAY))
    confirm_all(root)
    assert complaints(root) == {"unfinished"}
    english = (root / "docs" / "en" / "decisions" / "new_toy.md").read_text("utf-8")
    assert "{ #new-toy }" in english
    assert "::: form decisions/new_toy\n" in english


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("part/double", r"docs/zh/part/double\.md exists\. To mend it: edit it"),
        ("part/double.md", r"docs/zh/part/double\.md exists"),
        ("gone/page", r"no part 'gone'.* choose one of decisions, labs, opportunities, part"),
        ("Part/page", r"'Part/page' is no name of a page.*make page NAME="),
        ("page", r"'page' is no name of a page"),
        ("part/../../page", r"is no name of a page"),
        ("labs/new", r"a lab is a notebook.* 'Add a lab' in CONTRIBUTING\.md"),
    ],
)
def test_what_cannot_be_made_is_refused(tmp_path: Path, name: str, message: str) -> None:
    with inside(copy(tmp_path)), pytest.raises(CannotMake, match=message):
        plan(name, DAY)


def test_a_half_that_exists_in_english_only_is_refused(tmp_path: Path) -> None:
    root = copy(tmp_path)
    (root / "docs" / "zh" / "part" / "double.md").unlink()
    with inside(root), pytest.raises(CannotMake, match=r"docs/en/part/double\.md exists"):
        plan("part/double", DAY)


def test_nothing_is_left_when_a_file_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    real = new_page.write_whole

    def full(file: Path, text: str) -> None:
        if file.name == "mkdocs.yml":
            raise OSError("No space left on device")
        real(file, text)

    with inside(root):
        page = plan("part/triple", DAY)
        monkeypatch.setattr(new_page, "write_whole", full)
        with pytest.raises(CannotMake, match="No space left"):
            write(page)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_the_command_says_what_comes_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with inside(copy(tmp_path)):
        assert new_page.main(["part/triple.md"]) == 0
        said = capsys.readouterr().out
        assert "docs/zh/part/triple.md: made" in said
        assert "mkdocs.yml:7: " in said
        assert "make translated PAGE=part/triple" in said
        assert new_page.main(["part/triple"]) == 1
        assert "exists" in capsys.readouterr().err
