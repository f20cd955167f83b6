"""Every page is valid HTML: the standard's rules, and those of html-validate for screen readers."""

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from handbook.node import find_node
from handbook.paths import NODE_MODULES

PROGRAM = NODE_MODULES / "html-validate" / "bin" / "html-validate.mjs"
SETTINGS = Path(__file__).with_name("html-validate.json")

# What stays as the theme has it: rule and element, with the reason.
ACCEPTED = {
    ("valid-autocomplete", "#__drawer"): "the theme's base.html; else Firefox opens what was open",
    ("valid-autocomplete", "#__search"): "the theme's base.html; else Firefox opens what was open",
    ("wcag/h32", "form"): "results come while one types; the form is never sent",
}


def validate(site: Path) -> list[tuple[str, str, str]]:
    """Return rule, element and message with its place, for all that html-validate finds."""
    node = find_node()
    assert node is not None and PROGRAM.exists(), "not installed: type `make setup`"
    with TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [node, PROGRAM, "--config", SETTINGS, "--formatter", f"json={report}", site]
        done = subprocess.run(command, capture_output=True, text=True)
        assert report.exists(), done.stderr
        files = json.loads(report.read_text("utf-8"))
    return [
        (
            message["ruleId"],
            (message["selector"] or "").split(" > ")[-1],
            f"{Path(file['filePath']).relative_to(site)}:{message['line']}:{message['column']}: "
            f"{message['message']} [{message['ruleId']}] at {message['selector']}",
        )
        for file in files
        for message in file["messages"]
    ]


@pytest.fixture(scope="module")
def found(site: Path) -> list[tuple[str, str, str]]:
    return validate(site)


def test_every_page_is_valid(found: list[tuple[str, str, str]]) -> None:
    faults = [text for rule, element, text in found if (rule, element) not in ACCEPTED]
    assert not faults, "\n".join(faults[:50])


def test_nothing_is_accepted_that_no_page_has(found: list[tuple[str, str, str]]) -> None:
    assert not set(ACCEPTED) - {(rule, element) for rule, element, _ in found}


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<p>One<div>two</div></p>", "close-order"),
        ('<p id="a">One</p><p id="a">two</p>', "no-dup-id"),
        ("<ul><p>One</p></ul>", "element-permitted-content"),
        ("<h1>One</h1><h3>three</h3>", "heading-level"),
        ('<a href="#x" aria-labelledby="none">One</a>', "no-missing-references"),
    ],
)
def test_invalid_pages_are_seen(tmp_path: Path, body: str, rule: str) -> None:
    page = (
        f'<!doctype html>\n<html lang="en"><head><title>A</title></head><body>{body}</body></html>'
    )
    (tmp_path / "index.html").write_text(page, "utf-8")
    assert rule in {found for found, _, _ in validate(tmp_path)}
