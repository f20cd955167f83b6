"""What is looked at when only some files changed, and how a fault is told."""

from pathlib import Path

import pytest

from handbook.checks.fault import Fault
from handbook.checks.project import PagePair, Project
from handbook.checks.registry import checks
from handbook.paths import inside


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "docs/zh/a.md": "# A\n",
        "docs/en/a.md": "# A\n\npart/run.out\n",
        "docs/zh/b/c.md": "# C\n\n::: inputs part/more\n",
        "docs/en/d.md": "# D, not part/runner nor apart/run2\n",
        "README.md": "# R\n",
        "GUIDE.md": "# G\n",
        "snippets/part/run.py": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "pages"),
    [
        (None, ["a.md", "b/c.md", "d.md"]),
        ([], []),
        (["docs/zh/a.md"], ["a.md"]),
        (["docs/en/b/c.md", "docs/en/d.md"], ["b/c.md", "d.md"]),
        (["snippets/part/run.py"], ["a.md"]),
        (["snippets/part/run.curve.en.svg", "snippets/part/more.toml"], ["a.md", "b/c.md"]),
        (["snippets/other/run.py", "snippets/part.txt", "mkdocs.yml"], []),
    ],
)
def test_pages_that_a_change_touches(
    root: Path, changed: list[str] | None, pages: list[str]
) -> None:
    project = Project(root, None if changed is None else frozenset(map(Path, changed)))
    assert [page.path for page in project.pages] == pages
    others = {"a.md", "b/c.md", "d.md"} - set(pages)
    assert [page.path for page in project.unchanged_pages] == sorted(others)


def test_halves_are_the_files_that_are_there(root: Path) -> None:
    project = Project(root)
    assert [(file.as_posix(), language) for file, language in project.halves()] == [
        ("docs/zh/a.md", "zh"),
        ("docs/en/a.md", "en"),
        ("docs/zh/b/c.md", "zh"),
        ("docs/en/d.md", "en"),
    ]
    assert project.halves([PagePair("d.md")]) == [(Path("docs/en/d.md"), "en")]
    assert project.guides == [Path("GUIDE.md"), Path("README.md")]


def test_a_file_is_read_once(root: Path) -> None:
    project = Project(root)
    assert project.text("README.md") == "# R\n"
    (root / "README.md").write_text("changed", "utf-8")
    assert project.lines(Path("README.md")) == ["# R"]
    assert project.line_of("README.md", "R") == 1 and project.line_of("README.md", "x") == 0
    assert project.exists("README.md") and not project.exists("docs")
    with inside(root):
        assert project.converted("docs/en/a.md") is project.converted(Path("docs/en/a.md"))


def test_a_fault_says_where_what_and_how() -> None:
    fault = Fault(Path("docs/en/a.md"), 3, "it is wrong", "mend it", ("- a", "+ b"))
    assert str(fault) == "docs/en/a.md:3: it is wrong. To mend it: mend it"
    assert fault.report("name") == f"{fault} [name]\n    - a\n    + b"
    assert str(Fault(Path("a"), 0, "it", "so")) == "a: it. To mend it: so"


def test_imports_of_the_machinery_are_found_in_every_snippet(root: Path) -> None:
    for name, text in {
        "a": "def main(",
        "run": "import math, handbook.paths\nfrom . import x\nimport handbooks\n\n\n"
        "def f():\n    from tests.conftest import site\n    from testsuite import x\n",
    }.items():
        (root / "snippets" / "part" / f"{name}.py").write_text(text, "utf-8")
    said = [str(fault) for fault in checks()["snippet-imports"].faults(Project(root))]
    assert [fault.partition(". To mend it: ")[0] for fault in said] == [
        "snippets/part/a.py:1: this is not Python: '(' was never closed",
        "snippets/part/run.py:1: the snippet imports handbook.paths, which a reader does not have",
        "snippets/part/run.py:7: the snippet imports tests.conftest, which a reader does not have",
    ]


def test_what_an_unchanged_page_uses_is_used(root: Path) -> None:
    (root / "docs/references.bib").write_text("@book{key, title = {T}}\n", "utf-8")
    for file in ("docs/zh/a.md", "docs/en/d.md"):
        (root / file).write_text("[@key] part/run.out\n", "utf-8")
    project = Project(root, frozenset([Path("README.md")]))
    assert checks()["snippets-used"].faults(project) == []
    assert not [
        fault for fault in checks()["bibliography"].faults(project) if "cites" in fault.what
    ]


def test_a_missing_half_is_named_in_both_directions(root: Path) -> None:
    said = [str(fault) for fault in checks()["same-pages"].faults(Project(root))]
    assert [fault.partition(", and")[0] for fault in said] == [
        "docs/en/b/c.md: the page is missing",
        "docs/zh/d.md: the page is missing",
    ]
    assert "and docs/zh/b/c.md exists" in said[0] and "headings of docs/en/d.md" in said[1]


def test_every_check_has_a_name_a_purpose_and_perhaps_a_fix() -> None:
    every = checks()
    assert list(every) == sorted(every)
    assert all(name == check.name and check.about for name, check in every.items())
    assert {name for name, check in every.items() if check.fix} == {
        "british-spelling",
        "typography",
    }
