"""What a model refuses is told at a field of its form, in the reader's words, in both languages.

Every form is tried with the ends of its inputs' ranges, two inputs at a time, and with lists and
tables of many shapes; what the model then says goes through the form's own script.
"""

import json
import re
from collections.abc import Iterator
from functools import cache, partial
from itertools import combinations, product
from typing import Any

import pytest
from py_mini_racer import MiniRacer

from handbook.decision_data import examples, load_data, load_module
from handbook.decision_forms import render
from handbook.paths import DOCS, LANGUAGES

FORM = DOCS / "assets" / "js" / "form"
# They make a run longer and no message different: one cheap value is enough.
CHEAP = {"draws": 100, "replicates": 1, "max_occupancy": 0.85}
MESSAGES_AT_LEAST = 40

EXPLAIN = """(message, language, inputs) => {
  const named = new Map(JSON.parse(inputs).map((input) =>
    [input.name, Object.assign(Object.create(Field.prototype), { input, language })]));
  const { field, text, original } = explained(message, named, language);
  return JSON.stringify([field ? field.input.name : "", text, original]);
}"""


@pytest.fixture(scope="module")
def script() -> Iterator[MiniRacer]:
    """The form's scripts, without the page around them."""
    engine = MiniRacer()
    for name in ("numbers", "texts", "fields"):
        source = (FORM / f"{name}.js").read_text("utf-8")
        engine.eval(re.sub(r"^import .*$|^export (?=\w)", "", source, flags=re.MULTILINE))
    engine.eval(f"const explain = {EXPLAIN}")
    yield engine
    engine.close()


@cache
def _inputs(name: str, language: str) -> str:
    """The inputs as the form's script reads them from the page, as JSON."""
    match = re.search(r'class="form-data">(.*?)</script>', render(name, language))
    assert match
    return json.dumps(json.loads(match[1])["inputs"])


def _ends(entry: dict[str, Any]) -> list[float]:
    low, high = entry["minimum"], entry["maximum"]
    return [low, high, *(one for one in (0, 1) if low < one < high)]


def _tables(low: float, high: float) -> list[list[list[float]]]:
    """Empty, narrow, ragged, lopsided, unequal and equal tables."""
    rows = [[low, low], [high, high], [1, 0], [0, 1], [1, 1], [2, 0], [0, 2]]
    pairs = [[one, other] for one in rows for other in rows]
    wider = [[[0, 1, 1], [1, 0, 1], [1, 1, 0]], [[0, 1, 2], [3, 4, 5]], [[0, 5, 0]] * 3]
    return [[], [[]], [[1]], [[1], [1]], [[1, 2], [3]], *([row] for row in rows), *pairs, *wider]


def _values(entry: dict[str, Any]) -> list[Any]:
    """Values that the field takes: of one number the ends of its range."""
    if entry["name"] in CHEAP:
        return [CHEAP[entry["name"]]]
    if "choices" in entry:
        return [choice["value"] for choice in entry["choices"]]
    default = entry["default"]
    if not isinstance(default, list):
        return _ends(entry)
    low, high = entry["minimum"], entry["maximum"]
    if any(isinstance(row, list) for row in default):
        return _tables(low, high)
    return [[], [low], [high], *([one, other] for one in (low, high) for other in (low, high))]


def _attempt(module: Any, inputs: dict[str, Any]) -> str:
    """What the model refuses the inputs with; "" where it computes. Other errors are faults."""
    try:
        module.worked_example(inputs)
    except ValueError as error:
        return str(error)
    return ""


@cache
def refusals(name: str) -> dict[str, str]:
    """Every kind of message that the search finds, without its numbers, with one that has them."""
    module, entries = load_module(name), load_data(name)["inputs"]
    start = {entry["name"]: CHEAP.get(entry["name"], entry["default"]) for entry in entries}
    found: list[str] = []
    fitting: dict[str, list[Any]] = {}
    with pytest.MonkeyPatch.context() as patch:
        if "market_quantiles" in vars(module) and "draws" not in start:
            cheap = partial(module.market_quantiles, draws=CHEAP["draws"])
            patch.setattr(module, "market_quantiles", cheap)
        for entry in entries:
            for value in _values(entry):
                found.append(_attempt(module, start | {entry["name"]: value}))
                if not found[-1]:
                    fitting.setdefault(entry["name"], []).append(value)
        for one, other in combinations(fitting, 2):
            for value, second in product(fitting[one], fitting[other]):
                found.append(_attempt(module, start | {one: value, other: second}))
    kinds = {re.sub(r"[-+]?\d[\d.e+]*", "#", text.split(", got")[0]): text for text in found}
    kinds.pop("", None)
    return kinds


@pytest.mark.parametrize("name", examples())
def test_every_refusal_is_told_at_a_field_in_both_languages(name: str, script: MiniRacer) -> None:
    faults = []
    for message in refusals(name).values():
        for language in LANGUAGES:
            inputs = _inputs(name, language)
            field, text, original = json.loads(script.call("explain", message, language, inputs))
            raw = re.findall(r"\b[a-z]+_[a-z_]+\b|[@#~]\d|undefined|NaN", text)
            if not field or original or raw:
                faults.append(f"{message}\n    {language}: at {field or 'no field'}: {text} {raw}")
    assert not faults, "\n".join(faults)


def test_the_search_finds_what_models_refuse() -> None:
    found = {kind for name in examples() for kind in refusals(name)}
    assert len(found) >= MESSAGES_AT_LEAST, sorted(found)
