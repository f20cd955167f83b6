"""What tests of the forms share: to open one, to type into it, to read what it computed."""

import json
import math
from typing import Any

from playwright.sync_api import Page

from handbook.decision_data import load_data

# Keeps what each form computed, in full precision: the page shows four digits.
REMEMBER = """document.querySelector(".decision-form")
  .addEventListener("computed", ({ detail }) => { window.computed = detail; })"""
# Types a value into a field as a person would, in the unit of the field.
TYPE = """([name, text]) => {
  const field = document.getElementById(`input-${name}`);
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
READY = ".decision-form[data-state]"


def open_form(page: Page, address: str, model: str, language: str = "en", held: str = "") -> None:
    """Open a model's page and wait for its form."""
    folder = "en/" if language == "en" else ""
    page.goto(f"{address}{folder}decisions/{model}/{held}")
    page.wait_for_selector(READY)
    page.evaluate(REMEMBER)


def defaults(model: str) -> dict[str, Any]:
    """The inputs of the worked example."""
    return {entry["name"]: entry["default"] for entry in load_data(f"decisions/{model}")["inputs"]}


def text_of(model: str, name: str, value: Any, language: str = "en") -> str:
    """What a person types into the field: shares in percent, bytes in gigabytes."""
    entries = {entry["name"]: entry for entry in load_data(f"decisions/{model}")["inputs"]}
    entry = entries[name]
    unit = entry.get("unit", "")
    exponent = entry["shown"][language][0] if "shown" in entry else 0
    exponent = -2 if isinstance(unit, dict) and unit["en"] == "share" else exponent

    def one(number: float) -> str:
        mantissa, _, power = repr(number).partition("e")
        shifted = int(power or 0) - exponent
        return f"{mantissa}e{shifted}" if shifted else mantissa

    if isinstance(value, list):
        rows = [", ".join(map(one, row)) if isinstance(row, list) else one(row) for row in value]
        return ("\n" if any(isinstance(row, list) for row in value) else ", ").join(rows)
    return one(value)


def compute(page: Page, model: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """Type the inputs, wait until the page has computed with them, and return the results."""
    page.evaluate("window.computed = undefined")
    for name, value in inputs.items():
        page.evaluate(TYPE, [name, text_of(model, name, value)])
    wanted = json.dumps(inputs)
    page.wait_for_function(
        """(wanted) => {
          if (document.querySelector(".decision-form").dataset.state === "error") return true;
          const same = (one, other) => Math.abs(one - other) <= 1e-12 * Math.abs(other)
            || JSON.stringify(one) === JSON.stringify(other);
          return window.computed && Object.entries(JSON.parse(wanted))
            .every(([name, value]) => same(window.computed.inputs[name], value));
        }""",
        arg=wanted,
        timeout=60_000,
    )
    assert page.get_attribute(".decision-form", "data-state") != "error", page.inner_text(
        ".form-status"
    )
    result: dict[str, Any] = page.evaluate("window.computed.result")
    return result


def assert_same(got: Any, expected: Any, where: str) -> None:
    """Compare what two interpreters computed, to 1e-9."""
    if isinstance(expected, dict):
        assert set(got) == set(expected), where
        for key, value in expected.items():
            assert_same(got[key], value, f"{where}.{key}")
    elif isinstance(expected, list | tuple):
        assert len(got) == len(expected), where
        for index, value in enumerate(expected):
            assert_same(got[index], value, f"{where}[{index}]")
    elif isinstance(expected, int | float) and math.isfinite(expected):
        assert math.isclose(got, expected, rel_tol=1e-9, abs_tol=1e-12), f"{where}: {got}"
    else:
        assert str(got) == str(expected), where
