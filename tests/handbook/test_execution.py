"""Labs run in a kernel of their own; what they put out is kept by content; faults are located."""

import pytest

from handbook import execution, notebooks
from handbook.pages import PageError
from tests.handbook.labs import cell, write_lab
from tests.handbook.project import Project


def test_outputs_values_and_figures_by_language(project: Project) -> None:
    parts = (cell("halve"), cell("use"), cell("draw"))
    lab = notebooks.read(write_lab(project, *parts))
    told: list[str] = []
    assert not execution.is_known(lab)
    found = execution.results(lab, told.append)
    assert execution.is_known(lab)
    assert found.values["half"] == 0.5
    assert found.outputs[1] == {
        "zh": [{"text": "half is 0.5\n"}],
        "en": [{"text": "half is 0.5\n"}],
    }
    for language, title in (("en", "a line"), ("zh", "一条线")):
        (drawn,) = found.outputs[2][language]
        assert title in drawn["svg"]
        assert "currentColor" in drawn["svg"]  # follows the page's palette
        assert "<style" not in drawn["svg"]
    assert told == [f"docs/en/labs/lab.md: running cell {n} of 3 ..." for n in (1, 2, 3)]
    # The other language's page has the same cells: nothing runs again.
    other = notebooks.read(write_lab(project, "Text.\n", *parts, language="zh"))
    assert execution.results(other, told.append) == found
    assert len(told) == 3


def test_a_changed_module_or_cell_is_another_lab(project: Project) -> None:
    project.write("snippets/part/helper.py", "ONE = 1\n")
    page = write_lab(project, cell("halve"))
    before = execution._file(notebooks.read(page))
    assert execution._file(notebooks.read(write_lab(project, "Words.\n", cell("halve")))) == (
        before
    )
    module = project.root / "snippets/labs/lab.py"
    text = module.read_text("utf-8")
    module.write_text(text.replace("return 1 / number", "import helper\n    return 1 / number"))
    changed = execution._file(notebooks.read(page))
    assert changed != before
    project.write("snippets/part/helper.py", "ONE = 2\n")
    assert execution._file(notebooks.read(page)) != changed


def test_failing_cell_names_page_cell_and_line(project: Project) -> None:
    page = write_lab(project, cell("halve"), cell("fail"))
    with pytest.raises(PageError) as caught:
        execution.results(notebooks.read(page))
    message = str(caught.value)
    assert message.startswith("docs/en/labs/lab.md:15: cell 2 of this lab fails: ZeroDivisionError")
    lines = (project.root / "snippets/labs/lab.py").read_text("utf-8").splitlines()
    for text in ("        print(halve(number))", "    return 1 / number"):
        number = lines.index(text) + 1
        assert f"  snippets/labs/lab.py:{number}: {text.strip()}" in message
    assert not execution.is_known(notebooks.read(page))  # nothing of a failed run is kept


def test_code_that_does_not_parse_is_located(project: Project) -> None:
    page = write_lab(project, cell("halve"))
    module = project.root / "snippets/labs/lab.py"
    module.write_text(module.read_text("utf-8").replace("1 / number", "1 /"), "utf-8")
    with pytest.raises(PageError, match=r"SyntaxError[\s\S]*snippets/labs/lab\.py:5: return 1 /"):
        execution.results(notebooks.read(page))


def test_warning_names_its_line(project: Project) -> None:
    lab = notebooks.read(write_lab(project, cell("divide")))
    with pytest.raises(PageError, match=r"divide by zero.*\n  snippets/labs/lab\.py:\d+: shares ="):
        execution.results(lab)


def test_warnings_are_errors(project: Project) -> None:
    with pytest.raises(PageError, match="written to standard error: careful"):
        execution.results(notebooks.read(write_lab(project, cell("warn"))))


def test_errors_that_a_lab_shows_are_outputs(project: Project) -> None:
    tag = '["raises-exception"]'
    lab = notebooks.read(write_lab(project, cell("halve"), cell("fail", tag)))
    (printed, error) = execution.results(lab).outputs[1]["en"]
    assert printed == {"text": "0.5\n1.0\n"}
    assert error == {"error": "ZeroDivisionError: division by zero"}
    calm = notebooks.read(write_lab(project, cell("halve", tag)))
    with pytest.raises(PageError, match=r"raised nothing\. To mend it: remove the tag"):
        execution.results(calm)
