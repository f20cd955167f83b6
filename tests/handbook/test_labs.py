"""What a lab's page becomes in MkDocs, and when its cells run."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jupytext
import pytest

from handbook import labs, notebooks
from handbook.execution import results
from handbook.pages import PageError, converting
from tests.handbook.labs import cell, write_lab
from tests.handbook.project import Project

NOTICE = "This lab has not run on this machine yet"


@pytest.fixture(autouse=True)
def _as_in_a_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labs.PageExporter, "may_run", True)


def made(project: Project, file: Path) -> str:
    """The page's Markdown; mkdocs-jupyter reads the notebook and asks our exporter."""

    def convert(*_: Any) -> None:
        body, _ = labs.PageExporter().from_notebook_node(jupytext.read(file))
        page.content = body

    source = file.relative_to(project.root / "docs").as_posix()
    target = project.root / "site" / "labs" / "lab" / "index.html"
    place = SimpleNamespace(src_uri=source, abs_dest_path=str(target))
    page: Any = SimpleNamespace(file=place, canonical_url="", render=convert, content=None)
    nothing: Any = None
    with converting(file):
        return labs.markdown(page, nothing, nothing, "machinery")


def test_build_runs_the_lab_and_writes_its_downloads(project: Project) -> None:
    markdown = made(project, write_lab(project, cell("halve"), cell("use")))
    assert "half is 0.5" in markdown
    folder = project.root / "site" / "labs" / "lab"
    assert json.loads((folder / "lab.ipynb").read_text("utf-8"))["nbformat"] == 4
    assert "half = halve(2)" in (folder / "lab.py").read_text("utf-8")


def test_server_runs_a_lab_once_it_changes(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labs.PageExporter, "serving", True)
    monkeypatch.setattr(labs.PageExporter, "may_run", False)  # the server's first build
    file = write_lab(project, cell("halve"), cell("use"))
    assert NOTICE in made(project, file)
    labs.edited()
    assert NOTICE in made(project, file)  # something else was edited
    write_lab(project, cell("halve"), cell("use"), "More words.")
    assert "half is 0.5" in made(project, file)


def test_server_runs_a_lab_once_its_code_changes(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labs.PageExporter, "serving", True)
    monkeypatch.setattr(labs.PageExporter, "may_run", False)
    file = write_lab(project, cell("halve"), cell("use"))
    assert NOTICE in made(project, file)
    labs.edited()
    module = project.root / "snippets" / "labs" / "lab.py"
    module.write_text(module.read_text("utf-8").replace("1 / number", "2 / number"), "utf-8")
    assert "half is 1.0" in made(project, file)


def test_server_shows_what_a_build_found_meanwhile(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_lab(project, cell("halve"), cell("use"))
    monkeypatch.setattr(labs.PageExporter, "serving", True)
    monkeypatch.setattr(labs.PageExporter, "may_run", False)
    assert NOTICE in made(project, file)
    results(notebooks.read(file))  # `make build`, in another terminal
    assert "half is 0.5" in made(project, file)


def test_unchanged_lab_is_not_converted_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_lab(project, cell("halve"), cell("use"))
    before = made(project, file)
    monkeypatch.setattr(labs.PageExporter, "from_notebook_node", None)
    assert made(project, file) == before
    module = project.root / "snippets" / "labs" / "lab.py"
    module.write_text(module.read_text("utf-8") + "\n", "utf-8")
    with pytest.raises(PageError, match="cannot be read"):  # it is asked again
        made(project, file)


def test_unreadable_notebook_is_located(project: Project) -> None:
    file = write_lab(project, "::: downloads")
    lines = [line for line in file.read_text("utf-8").splitlines() if "jupytext:" not in line]
    file.write_text("\n".join(lines), "utf-8")  # jupytext takes ::: for Pandoc's Markdown
    with pytest.raises(PageError, match=r"labs/lab\.md:3: this notebook cannot be read: .*Pandoc"):
        made(project, file)
