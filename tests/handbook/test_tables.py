"""Tables scroll by themselves, can be reached by keyboard, and have no empty headers."""

import pytest

from tests.handbook.project import Project

TABLE = "| {} | b |\n|---|---|\n| 1 | 2 |\n"


@pytest.mark.parametrize(("language", "name"), [("zh", "表格"), ("en", "Table")])
def test_table_stands_in_a_box_that_scrolls(project: Project, language: str, name: str) -> None:
    html = project.convert(f"One.\n\n{TABLE.format('a')}\nTwo.", language)
    assert html.count("<table>") == html.count('class="table-scroll"') == 1
    for attribute in (f'aria-label="{name}"', 'role="group"', 'tabindex="0"'):
        assert attribute in html.partition("<table>")[0]
    assert html.index("One.") < html.index("<table>") < html.index("Two.")


def test_empty_corner_is_a_plain_cell(project: Project) -> None:
    html = project.convert(TABLE.format(" "))
    assert html.count('<th scope="col">') == html.count("<th>") + 1 == 1
    assert html.count("<td>") == 3


def test_header_made_of_markup_stays_a_header(project: Project) -> None:
    assert project.convert(TABLE.format("**a**")).count('<th scope="col">') == 2


def test_tables_inside_notes_and_two_on_a_page(project: Project) -> None:
    indented = "".join(f"    {line}\n" for line in TABLE.format("a").splitlines())
    html = project.convert(f"!!! note\n\n{indented}\n{TABLE.format('c')}")
    assert html.count('class="table-scroll"') == html.count("<table>") == 2


@pytest.mark.parametrize(
    ("columns", "cell", "marked"),
    [(4, "x" * 60, 1), (4, "x" * 50, 0), (4, "长" * 30, 1), (3, "x" * 60, 0)],
)
def test_column_of_sentences_is_marked_in_a_table_of_many(
    project: Project, columns: int, cell: str, marked: int
) -> None:
    rows = ("a | " * columns, "--- | " * columns, "1 | " * (columns - 1) + cell + " | ")
    html = project.convert("\n".join(f"| {row}" for row in rows))
    assert html.count('<th class="long" scope="col">') == marked
    assert html.count("<th ") == columns
