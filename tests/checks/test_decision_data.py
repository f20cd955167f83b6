"""What a model's data file lacks or contradicts is named with its line and what to write."""

import shutil
from pathlib import Path

import pytest

from handbook.checks.project import Project
from handbook.checks.registry import checks
from tests.guards.planting import SMALL

NAME = "snippets/decisions/toy.toml"
X = 'label = { zh = "数", en = "Number" }\n'
Y = "default = 1\n"
RESULT = 'label = { zh = "两倍", en = "Twice" }\nunit = ""\n'
CALL = 'call = "double(4)"\n'


def faults(folder: Path, *changes: tuple[str, str]) -> list[str]:
    """What the check says about the small project's model with these changes."""
    text = (SMALL / NAME).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "snippets" / "decisions").mkdir(parents=True)
    (folder / NAME).write_text(text, "utf-8")
    return [str(fault) for fault in checks()["decision-data"].faults(Project(folder))]


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "mend"),
    [
        ('name = "y"', 'name = "x"', 2, "two of the inputs are named x", "rename one"),
        ('help = { zh = "不用", en', 'help = { zh = "", en', 13, "y: no help in zh", "help = {"),
        (X, 'label = "Number"\n', 2, "x: no label in zh", "write label = {"),
        ('"basic"', '"simple"', 2, "x: group 'simple'", "write one of basic, advanced"),
        (Y, "", 13, "y: no default", "add default = …"),
        (Y, "default = 11\n", 13, "y: default 11 is not between 0 and 10", "the range"),
        (Y, "default = -1\n", 13, "y: default -1 is not between 0 and 10", "the range"),
        (f"{Y}unit", "default = 1.5\ninteger = true\nunit", 13, "y: default 1.5", "a whole number"),
        ("minimum = 0\n", "", 2, "x: no minimum", "add minimum = …"),
        ("maximum = 10\n", "", 2, "x: no maximum", "add maximum = …"),
        ("step = 1\n", "", 2, "x: no step", "add step = …"),
        ("step = 1\n", "step = 0\n", 2, "x: step 0", "write a step above 0"),
        (RESULT, RESULT.replace('unit = ""\n', ""), 24, "result: no unit", 'add unit = "…"'),
        (RESULT, 'unit = ""\n', 24, "result: no label in en", "write label = {"),
        ('{ zh = "大", en', '{ zh = "", en', 29, "large: no label in zh", "write label = {"),
        ('name = "y"\n', "", 12, "one of the inputs has no name", 'add name = "…"'),
        ('name = "result"\n', "", 23, "one of the outputs has no name", 'add name = "…"'),
        ('name = "large"\n', "", 28, "one of the presets has no name", 'add name = "…"'),
        ("[[presets]]", "[presets]", 28, "presets is no list of tables", "with [[presets]]"),
        ("minimum = 0\n", 'minimum = "0"\n', 2, "x: minimum is no number", "without quotation"),
        ("step = 1\n", "step = true\n", 2, "x: step is no number", "without quotation"),
        ("values = { x = 10 }", "values = 10", 29, "large: its values are no table", "name = …"),
        ("expect = 8", 'expect = "8"', 34, "double(4): expect '8'", "a list of numbers"),
        ("expect = 8", 'expect = [8, "9"]', 34, "expect [8, '9']", "a list of numbers"),
        ("tolerance = 0", "tolerance = true", 34, "double(4): tolerance True", "from 0 up"),
        (CALL, "call = 4\n", 34, "published 4: call 4", "write it as text: call ="),
        ('main = ["result"]', 'main = ["result", "x"]', 41, "no result x", "write one of result"),
        (', en = "Twice {x:n} is', ', fr = "', 41, "form: no sentence in en", "write sentence = {"),
        (CALL, "", 33, "published row: no call", "add call = …"),
        ("expect = 8\n", "", 34, "published double(4): no expect", "add expect = …"),
        ("tolerance = 0\n", "", 34, "published double(4): no tolerance", "add tolerance = …"),
        ("tolerance = 0", "tolerance = -1", 34, "double(4): tolerance -1", "tolerance from 0 up"),
        ('kind = "abs"', 'kind = "near"', 34, "double(4): kind 'near'", "one of rel, abs"),
        ('source = "baker2021second"', "", 34, "double(4): no source", "add source = …"),
        ('label = { zh = "四的两倍", en = "Twice four" }', "", 34, "no label in zh", "label = {"),
    ],
)
def test_a_fault_is_named(
    tmp_path: Path, old: str, new: str, line: int, what: str, mend: str
) -> None:
    place = f"{NAME}:{line}: "
    said = faults(tmp_path, (old, new))
    assert any(
        fault.startswith(place)
        and what in fault.partition(". To mend it: ")[0]
        and mend in fault.partition(". To mend it: ")[2]
        for fault in said
    ), said


def test_each_fault_is_told_once(tmp_path: Path) -> None:
    said = faults(tmp_path, ('"basic"', '"simple"'), ("step = 1\n", ""), ("tolerance = 0\n", ""))
    assert [fault.partition(": ")[2].partition(". To mend it")[0] for fault in said] == [
        "x: group 'simple'",
        "x: no step",
        "published double(4): no tolerance",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Y, "default = 0\n"),
        (Y, "default = 10\n"),
        ("step = 1\n", "step = 0.5\n"),
        (Y, "default = 1\ninteger = true\n"),
        (Y, "default = true\n"),
        (f'{Y}unit = ""\nminimum = 0\n', 'default = true\nunit = ""\n'),
        ("expect = 8\n", "expect = [8, 9.5]\n"),
        ("default = 3\n", 'default = "a"\nchoices = ["a"]\n'),
        ("default = 3\n", "default = 30\nchoices = [30, 60]\n"),
    ],
)
def test_what_is_whole_passes(tmp_path: Path, old: str, new: str) -> None:
    assert faults(tmp_path, (old, new)) == []


def test_a_syntax_error_stops_no_other_file(tmp_path: Path) -> None:
    shutil.copytree(SMALL / "snippets", tmp_path / "snippets")
    folder = tmp_path / "snippets" / "decisions"
    (folder / "a.toml").write_text("default 3\n", "utf-8")
    (folder / "toy.toml").write_text("[[outputs]]\nname = 'a'\n", "utf-8")
    said = [str(fault) for fault in checks()["decision-data"].faults(Project(tmp_path))]
    assert said[0].startswith("snippets/decisions/a.toml:1: this is not TOML")
    assert [fault.partition(". To mend it")[0] for fault in said[1:]] == [
        f"{NAME}: a: no label in en",
        f"{NAME}: a: no label in zh",
        f"{NAME}: a: no unit",
        f"{NAME}: it describes no input",
    ]


def test_a_page_that_shows_a_form_needs_one(tmp_path: Path) -> None:
    shutil.copytree(SMALL / "snippets", tmp_path / "snippets")
    file = tmp_path / NAME
    file.write_text(file.read_text("utf-8").partition("[form]")[0], "utf-8")
    check = checks()["decision-data"]
    assert check.faults(Project(tmp_path)) == []
    page = tmp_path / "docs" / "en" / "decisions" / "toy.md"
    page.parent.mkdir(parents=True)
    page.write_text("::: form decisions/toy\n", "utf-8")
    assert [fault.what for fault in check.faults(Project(tmp_path))] == [
        "form: no sentence in en",
        "form: no sentence in zh",
    ]
