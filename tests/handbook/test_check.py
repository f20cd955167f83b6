"""The command: what it looks at, what it prints, and how it ends."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook import check
from handbook.checks.registry import checks
from handbook.paths import ROOT, inside
from tests.guards.planting import copy


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=N", "-c", "user.email=n@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Path]:
    """The small project, committed; the command takes it for its own."""
    root = copy(tmp_path)
    git(root, "init", "--initial-branch", "main")
    git(root, "add", "--all")
    git(root, "commit", "--message", "All")
    with inside(root):
        yield root


def edit(root: Path, name: str, old: str, new: str) -> None:
    file = root / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def changed(root: Path) -> list[str] | None:
    """The pages that `--changed` looks at."""
    found = check.changed_files(root)
    if found is None:
        return None
    return [page.path for page in check.Project(root, found).pages]


def test_without_changes_no_page_is_looked_at(repository: Path) -> None:
    assert changed(repository) == []


def test_a_page_is_looked_at_for_either_half(repository: Path) -> None:
    edit(repository, "docs/zh/part/double.md", "一", "壹")
    assert changed(repository) == ["part/double.md"]


def test_a_page_is_looked_at_for_a_snippet_that_it_shows(repository: Path) -> None:
    edit(repository, "snippets/decisions/toy.toml", "maximum = 10", "maximum = 11")
    assert changed(repository) == ["decisions/toy.md"]


def test_new_files_and_commits_since_main_count(repository: Path) -> None:
    git(repository, "switch", "--create", "branch")
    edit(repository, "docs/en/index.md", "Begin", "Start")
    git(repository, "commit", "--all", "--message", "Index")
    (repository / "docs" / "en" / "new.md").write_text("# New\n")
    assert changed(repository) == ["index.md", "new.md"]


@pytest.mark.parametrize("name", ["docs/errata.yml", "handbook/values.py"])
def test_what_all_pages_share_means_everything(repository: Path, name: str) -> None:
    (repository / name).parent.mkdir(exist_ok=True)
    (repository / name).write_text("[]\n")
    assert changed(repository) is None


def test_outside_a_git_repository_everything_is_looked_at(tmp_path: Path) -> None:
    assert changed(copy(tmp_path)) is None


def test_faults_are_lines_with_the_checks_name_and_the_command_fails(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository, "docs/en/part/double.md", "(../index.md)", "(index.md)")
    assert check.main(["--changed", "links"]) == 1
    fault, closing = capsys.readouterr().out.splitlines()
    assert fault.startswith("docs/en/part/double.md:38: the link leads to docs/en/part/index.md")
    assert fault.endswith(". To mend it: write ../index.md [links]")
    assert closing.startswith("1 check, 1 of 6 pages, 1 fault ")


def test_a_source_that_is_taken_away_is_missed_on_pages_that_did_not_change(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository, "docs/references.bib", "@online{baker2021second", "@online{baker2021third")
    assert changed(repository) == []
    assert check.main(["--changed", "citations"]) == 1
    said = capsys.readouterr().out
    assert "docs/en/part/double.md:7: no source has the key 'baker2021second'" in said
    assert "docs/zh/part/double.md:7: no source has the key 'baker2021second'" in said


def test_nothing_wrong_is_said_in_one_line(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check.main(["links", "fences"]) == 0
    assert capsys.readouterr().out.startswith("2 checks, 6 of 6 pages, 0 faults")


def test_checks_are_listed_with_what_they_guard(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    listed = [line.split()[0] for line in lines if not line.startswith(" ")]
    assert set(checks()) <= set(listed)
    assert all(found.about for found in checks().values())


def test_an_unknown_name_is_told_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(["lynx"]) == 2
    assert "no check 'lynx'; there are: alternative-texts" in capsys.readouterr().err


def test_commands_that_need_the_set_up_only_run_without_what_tests_need() -> None:
    """A newcomer has typed `make serve` and types `make check`: no test has been installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = {name for group in project["optional-dependencies"].values() for name in group}
    absent = [re.split("[>=;]", name)[0].replace("-", "_") for name in extras]
    makefile = (ROOT / "Makefile").read_text("utf-8")
    recipes = re.findall(r"^[a-z-]+: setup ##.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    modules = {"handbook.hooks", *re.findall(r"-m (handbook\.\w+)", "".join(recipes))}
    assert {"handbook.check", "handbook.new_page", "handbook.translated"} <= modules
    program = "import importlib, sys\n"
    program += f"sys.modules.update(dict.fromkeys({absent}))\n"
    program += f"for name in {sorted(modules)}: importlib.import_module(name)\n"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert not result.returncode, result.stderr
