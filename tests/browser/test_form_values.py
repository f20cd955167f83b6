"""Forms compute what CPython computes: for the example, and for every published row."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from handbook.decision_data import difference, evaluate, examples, load_data, load_module
from tests.browser.conftest import new_context
from tests.browser.forms import assert_same, compute, defaults, open_form
from tests.browser.published_rows import typed

MODELS = [name.split("/")[1] for name in examples()]
TYPED_ROWS, CALLED_ROWS = 100, 60

# Rows that are no worked example are computed by the page's own interpreter from its own files.
CALL = """async ([engine, calls]) => {
  const { Engine } = await import(engine);
  const { module, files } = JSON.parse(document.querySelector(".form-data").textContent);
  const asked = new Engine(module, files);
  return Promise.all(calls.map((call) => asked.ask({ kind: "call", call })));
}"""
SHOWN = """() => [...document.querySelectorAll("tr[data-output]")].map((row) =>
  [row.querySelector(".form-yours").textContent, row.querySelector(".form-example").textContent])"""


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all models."""
    context = new_context(browser)
    yield context.new_page()
    context.close()


def _rows(model: str) -> list[tuple[dict[str, Any], tuple[dict[str, Any], list[str]] | None]]:
    """The published rows, each with the inputs and results that show it, if a form can."""
    outputs = {entry["name"] for entry in load_data(f"decisions/{model}")["outputs"]}
    rows = []
    for row in load_data(f"decisions/{model}")["published"]:
        found = typed(model, row["call"])
        rows.append((row, found if found and set(found[1]) <= outputs else None))
    return rows


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("model", MODELS)
def test_the_example_computed_anew_is_the_recorded_one(
    tab: Page, address: str, model: str, language: str
) -> None:
    open_form(tab, address, model, language)
    sentence = tab.text_content(".form-sentence")
    tab.locator("[data-input] :is(input, textarea)").first.dispatch_event("input")
    tab.wait_for_function("() => window.computed")
    result = tab.evaluate("window.computed.result")
    expected = load_module(f"decisions/{model}").worked_example(defaults(model))
    assert_same(result, expected, model)
    assert tab.text_content(".form-sentence") == sentence
    for yours, example in tab.evaluate(SHOWN):
        assert yours == example


@pytest.mark.parametrize("model", [model for model in MODELS if _rows(model)])
def test_published_rows_are_reproduced(tab: Page, address: str, model: str) -> None:
    open_form(tab, address, model)
    module = load_module(f"decisions/{model}")
    calls = []
    for row, found in _rows(model):
        if found is None:
            calls.append(row)
            continue
        inputs, names = found
        full = {**defaults(model), **inputs}
        result = compute(tab, model, full)
        assert_same(result, module.worked_example(full), row["call"])
        shown = [result[name] for name in names]
        computed = shown[0] if len(shown) == 1 else shown
        assert difference(computed, row["expect"], row["kind"]) <= row["tolerance"], row["call"]
    engine = f"{address}assets/js/form/engine.js"
    answers = tab.evaluate(CALL, [engine, [row["call"] for row in calls]])
    for row, answer in zip(calls, answers, strict=True):
        assert_same(answer, evaluate(row["call"], module), row["call"])


def test_no_published_row_is_left_out() -> None:
    kinds = Counter("typed" if found else "called" for model in MODELS for _, found in _rows(model))
    print(f"{kinds['typed']} published rows are typed into forms, {kinds['called']} are called")
    expected = {"typed": TYPED_ROWS, "called": CALLED_ROWS}
    assert kinds == expected, "if you added rows: write the new numbers at the top of this file"
