"""The notebook and the script to take away hold what any notebook shows and any Python runs."""

import json
import subprocess
import sys

import nbformat

from handbook import downloads, execution, notebooks
from handbook.pages import converting
from tests.handbook.labs import FIGURE, cell, write_lab
from tests.handbook.project import Project

PARTS = (
    "It is [[lab.half]] [@adams2020first, Table 2], see [the other](../part/page.md#there).\n",
    "::: downloads\n",
    '!!! note "Mind"\n    Two\n\n    lines.\n',
    cell("halve"),
    cell("use"),
    "## Drawing { #drawing }\n\nBad. [E05](../errata.md#e05){ .erratum }\n",
    cell("draw", '["hide-input"]'),
    FIGURE,
)


def files(project: Project, language: str = "en", *parts: str) -> dict[str, str]:
    lab = notebooks.read(write_lab(project, *(parts or PARTS), language=language))
    return downloads.files(lab, execution.results(lab), f"https://example.org/{language}/labs/lab/")


def test_notebook_is_plain(project: Project) -> None:
    notebook = nbformat.reads(files(project)["lab.ipynb"], 4)
    nbformat.validate(notebook)
    words = "\n".join(part.source for part in notebook.cells if part.cell_type == "markdown")
    assert "It is 0.5 ([The First Paper](https://doi.org/10.1/first), Table 2)" in words
    assert "[the other](https://example.org/en/part/page/#there)" in words
    assert "> **Mind**\n>\n> Two\n>\n> lines." in words
    assert "## Drawing\n\nBad." in words
    assert "*A line*" in words
    for ours in (":::", "{ #", "[[", "figure:", "E05", "--8<--", "!!!"):
        assert ours not in words
    code = [part for part in notebook.cells if part.cell_type == "code"]
    assert code[0].source == 'LANGUAGE = "en"'
    assert not any(part.outputs for part in code)
    assert code[-1].metadata.tags == ["hide-input"]


def test_the_same_page_gives_the_same_files(project: Project) -> None:
    assert files(project) == files(project)
    assert json.loads(files(project, "zh")["lab.ipynb"])["cells"][2]["source"][0] == (
        'LANGUAGE = "zh"\n'
    )


def test_script_brings_the_modules_that_it_imports(project: Project) -> None:
    project.write("snippets/part/first.py", 'ONE = 1\nTEXT = "\\\\n"\n')
    project.write(
        "snippets/part/second.py",
        "# --8<-- [start:all]\nfrom first import ONE\n\nTWO = 2 * ONE\n# --8<-- [end:all]\n",
    )
    part = '```python\n--8<-- "snippets/part/third.py"\n```\n'
    project.write("snippets/part/third.py", "from second import TWO\n\nprint(TWO)\n")
    script = project.write("alone/lab.py", files(project, "en", part)["lab.py"])
    assert "--8<--" not in script.read_text("utf-8")
    command = [sys.executable, "-I", str(script)]
    result = subprocess.run(command, capture_output=True, text=True, cwd=script.parent)
    assert (result.returncode, result.stdout) == (0, "2\n"), result.stderr


def test_links_on_the_page(project: Project) -> None:
    with converting(write_lab(project)):
        html = downloads.links("", "en")
    assert 'href="lab.ipynb" download' in html
    assert 'href="lab.py" download' in html
