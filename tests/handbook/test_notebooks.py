"""Lab pages are read as notebooks: cells, where their lines come from, what they import."""

import pytest

from handbook import notebooks
from handbook.pages import PageError
from tests.handbook.labs import cell, write_lab
from tests.handbook.project import Project


def test_a_page_is_a_lab_by_its_front_matter(project: Project) -> None:
    lab = write_lab(project)
    index = project.write("docs/en/labs/index.md", "---\ndescription: x\n---\n\n# Labs\n")
    article = project.write("docs/en/article/lab.md", lab.read_text("utf-8"))
    assert notebooks.is_lab(lab)
    assert not notebooks.is_lab(index)
    assert not notebooks.is_lab(article)


def test_cells_hold_the_included_code_without_its_indentation(project: Project) -> None:
    lab = notebooks.read(write_lab(project, "Text.\n", cell("halve"), cell("use")))
    assert [part.is_code for part in lab.cells] == [False, True, True]
    assert lab.code[1].source.startswith("half = halve(2)\nprint(")


def test_every_line_knows_where_it_is_edited(project: Project) -> None:
    lab = notebooks.read(write_lab(project, "Text.\n", cell("halve"), cell("use")))
    lines = (project.root / "snippets/labs/lab.py").read_text("utf-8").splitlines()
    for part in lab.code:
        for text, origin in zip(part.source.split("\n"), part.origins, strict=True):
            name, _, number = origin.partition(":")
            assert name == "snippets/labs/lab.py"
            assert not text or lines[int(number) - 1].strip() == text.strip()
    page = lab.file.read_text("utf-8").splitlines()
    assert [page[part.line - 1] for part in lab.code] == [
        f'--8<-- "snippets/labs/lab.py:{name}"' for name in ("halve", "use")
    ]


def test_cells_that_name_the_language_depend_on_it(project: Project) -> None:
    lab = notebooks.read(write_lab(project, cell("halve"), cell("draw", '["hide-input"]')))
    assert [part.depends_on_language for part in lab.code] == [False, True]
    assert lab.code[1].tags == ("hide-input",)


def test_imported_modules_come_before_those_that_import_them(project: Project) -> None:
    project.write("snippets/part/first.py", "ONE = 1\n")
    project.write("snippets/part/second.py", "from first import ONE\n")
    modules = notebooks.imported_modules(["import second\nimport math"])
    assert [path.stem for path in modules] == ["first", "second"]


def test_other_languages_are_refused(project: Project) -> None:
    page = write_lab(project, "```bash\nls\n```\n")
    with pytest.raises(PageError, match=r"docs/en/labs/lab\.md:\d+: .*another language"):
        notebooks.read(page)


def test_missing_section_is_named(project: Project) -> None:
    with pytest.raises(PageError, match=r"docs/en/labs/lab\.md:11: .*treble"):
        notebooks.read(write_lab(project, cell("treble")))
