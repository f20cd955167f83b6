"""Numbers in sentences come from recorded runs, scaled and formatted as the page asks."""

import json
import os
import re

import pytest

from handbook.pages import PageError
from handbook.values import filled, recorded
from tests.handbook.project import Project

VALUES = {
    "share": 0.12345,
    "parameters": 7_000_000_000,
    "change": -2.5,
    "name": "H100",
    "prices": [1, 2],
}


@pytest.fixture
def run(project: Project) -> Project:
    project.write("snippets/part/run.json", json.dumps(VALUES))
    return project


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        ("[[part/run.share]]", "0.12345"),
        ("[[part/run.share:.1%]]", "12.3%"),
        ("[[part/run.share * 100:.1f]]", "12.3"),
        ("[[part/run.parameters / 1e9:.1f]]", "7.0"),
        ("[[part/run.parameters/1e9 : .0f ]]", "7"),
        ("[[part/run.parameters:,]]", "7,000,000,000"),
        ("[[part/run.change:.1f]]", "−2.5"),
        ("[[part/run.name]]", "H100"),
    ],
)
def test_value_is_scaled_and_formatted(run: Project, reference: str, shown: str) -> None:
    html = run.convert(f"It is {reference}.")
    name = reference.strip("[]").replace("/1e9", " ").split()[0].split(":")[0]
    assert html == f'<p>It is <data class="value" value="{name}">{shown}</data>.</p>'


@pytest.mark.parametrize(
    "text",
    [
        "## About [[part/run.name]] { #a }",
        "| a |\n|---|\n| [[part/run.name]] |",
        "**[[part/run.name]]**",
    ],
    ids=["heading", "table", "bold"],
)
def test_value_is_filled_wherever_text_stands(run: Project, text: str) -> None:
    assert '<data class="value" value="part/run.name">H100</data>' in run.convert(text)


def test_values_in_code_stay_as_they_are(run: Project) -> None:
    text = "`[[part/run.share]]`\n\n```text\n[[part/run.share]]\n```\n"
    html = run.convert(text)
    assert html.count("[[part/run.share]]") == 2
    assert "0.12345" not in html


def test_lists_in_formulas_and_brackets_are_no_references(run: Project) -> None:
    assert "[[1, 2], [3, 4]]" in run.convert("As in [[1, 2], [3, 4]].")


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("[[part/gone.share]]", ["snippets/part/gone.json", "make record MODULE=part/gone"]),
        ("[[part/run.size]]", ["no value 'size'", "one of its names: change, name, parameters"]),
        ("[[part/run.share:.1q]]", ["cannot show [[part/run.share:.1q]]", "correct what follows"]),
        ("[[part/run.share / 0]]", ["cannot show", "zero"]),
        ("[[part/run.share / 1e]]", ["cannot show", "1e"]),
        ("[[part/run.name:.1f]]", ["name is a text"]),
        ("[[part/run.name * 2]]", ["name is a text"]),
        ("[[part/run.prices]]", ["not one number", "[1, 2]"]),
        ("[[part/run]]", ["cannot read [[part/run]]", "[[part/module.name]]"]),
        ("[[Part/run.share]]", ["cannot read"]),
        ("[[part/run.share + 1]]", ["cannot read"]),
    ],
)
def test_wrong_reference_stops_with_line_and_advice(
    run: Project, reference: str, words: list[str]
) -> None:
    with pytest.raises(PageError) as caught:
        run.convert(f"One.\n\nTwo {reference}.\n")
    message = str(caught.value)
    assert message.startswith("docs/en/page.md:3: ")
    for word in words:
        assert word in message


def test_filled_replaces_in_plain_text(run: Project) -> None:
    assert filled("a [[part/run.change:.1f]] b [[part/run.name]]") == "a −2.5 b H100"
    with pytest.raises(LookupError):
        filled("[[part/run.size]]")


def test_a_new_recording_is_read_while_serving(run: Project) -> None:
    assert recorded("part/run")["share"] == 0.12345
    file = run.write("snippets/part/run.json", '{"share": 1}')
    os.utime(file, ns=(1, 1))
    assert recorded("part/run") == {"share": 1}


def test_chinese_writes_four_digits_without_a_comma(project: Project) -> None:
    project.write("snippets/part/module.json", '{"few": 1875, "many": 60000}')
    project.write("snippets/part/module.py", "")
    text = "[[part/module.few:,]] [[part/module.many:,]]"
    assert re.findall(r">([\d,]+)</data>", project.convert(text, "zh")) == ["1875", "60,000"]
    assert re.findall(r">([\d,]+)</data>", project.convert(text, "en")) == ["1,875", "60,000"]
