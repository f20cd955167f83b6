"""The case: each step feeds the next, and the decision turns where the case says it turns."""

import json
import math
import shutil
import subprocess
from typing import Any

import pytest
import support_assistant_case
from example_inputs import example_inputs, load
from support_assistant_case import worked_example

from handbook.paths import NODE_MODULES, ROOT, SNIPPETS

MODELS = (
    "market",
    "human_in_the_loop",
    "capacity",
    "token_economics",
    "self_hosting",
    "unit_economics",
)


@pytest.fixture
def inputs() -> dict[str, Any]:
    """The inputs of the case."""
    return example_inputs(support_assistant_case.__file__)


def test_every_input_is_either_cited_or_marked_as_constructed() -> None:
    data = load(support_assistant_case.__file__)
    for entry in data["inputs"]:
        assert bool(entry.get("source")) != bool(entry.get("constructed")), entry["name"]
        assert entry["model"] in MODELS
    assert {entry["model"] for entry in data["inputs"]} == set(MODELS)


def test_the_data_file_names_every_output(inputs: dict[str, Any]) -> None:
    data = load(support_assistant_case.__file__)
    result = worked_example(inputs)
    assert {entry["name"] for entry in data["outputs"]} == set(result)
    assert not set(inputs) & set(result)
    for entry in data["outputs"]:
        if "choices" in entry:
            assert result[entry["name"]] in {choice["value"] for choice in entry["choices"]}


def test_the_case_ends_as_the_page_says(inputs: dict[str, Any]) -> None:
    result = worked_example(inputs)
    assert result["decision"] == "launch"
    assert result["hosting"] == "api"
    assert result["floor"] < inputs["price"] < result["ceiling"]
    assert result["ratio"] > 3
    assert result["payback_months"] < 12
    assert (result["agents_today"], result["reviewers"]) == (4, 1)
    assert result["decision_dearer"] == "launch"
    # said on the page: own GPUs would pay only with about as many shops as will ever buy
    assert result["shops_for_self_hosting"] == pytest.approx(result["shops_in_the_end"], rel=0.05)


def test_the_floor_is_where_the_ratio_meets_the_aim(inputs: dict[str, Any]) -> None:
    floor = worked_example(inputs)["floor"]
    assert inputs["price_low"] < floor < inputs["price_high"]
    assert worked_example(inputs | {"price": floor})["ratio"] == pytest.approx(
        inputs["target_ratio"]
    )


@pytest.mark.parametrize(
    ("name", "limit", "inside", "outside", "decision"),
    [
        ("monthly_churn", "churn_limit", 0.999, 1.001, "raise"),
        ("acquisition_cost", "acquisition_limit", 0.999, 1.001, "raise"),
        ("conversations", "conversations_limit", 1.001, 0.999, "lower"),
    ],
)
def test_the_decision_turns_at_the_printed_limits(
    inputs: dict[str, Any], name: str, limit: str, inside: float, outside: float, decision: str
) -> None:
    value = worked_example(inputs)[limit]
    assert worked_example(inputs | {name: value * inside})["decision"] == "launch"
    assert worked_example(inputs | {name: value * outside})["decision"] == decision


def test_the_presets_end_differently(inputs: dict[str, Any]) -> None:
    presets = {
        entry["name"]: entry["values"] for entry in load(support_assistant_case.__file__)["presets"]
    }
    assert worked_example(inputs | presets["small-shop"])["decision"] == "stop"
    assert worked_example(inputs | presets["leaky"])["decision"] == "raise"


def test_at_a_loss_the_money_never_comes_back(inputs: dict[str, Any]) -> None:
    result = worked_example(inputs | {"price": 300, "other_cost": 310})
    assert result["gross_margin"] < 0
    assert (result["decision"], result["payback_months"]) == ("raise", math.inf)


@pytest.mark.parametrize(
    ("change", "results"),
    [
        ({"shops_mode": 15000}, ("shops", "million_tokens", "api_bill")),
        ({"error_cost": 30}, ("automation_rate", "reviews_per_hour", "ceiling")),
        ({"output_tokens": 500}, ("model_cost_shop", "gross_margin", "api_bill", "floor", "ratio")),
    ],
)
def test_a_change_in_one_step_reaches_the_later_ones(
    inputs: dict[str, Any], change: dict[str, Any], results: tuple[str, ...]
) -> None:
    before, after = worked_example(inputs), worked_example(inputs | change)
    for name in results:
        assert before[name] != after[name], name


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"price": 200}, "price must be from 299 to 649, got 200"),
        ({"price": 0, "price_low": 0}, "price must be above 0, got 0"),
        ({"wage": -1}, "wage must be above 0, got -1"),
        ({"shops_low": 50000}, "shops_high must be at least shops_low = 50000, got 20000"),
        ({"monthly_churn": 0}, "monthly_churn must be above 0 and at most 1, got 0"),
        ({"cached_tokens": 4000}, "cached_tokens must be from 0 to 3000, got 4000"),
    ],
)
def test_an_input_out_of_range_is_refused(
    inputs: dict[str, Any], change: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        worked_example(inputs | change)


def test_micropython_agrees(inputs: dict[str, Any]) -> None:
    node = shutil.which("node")
    if node is None or not (NODE_MODULES / "@micropython").is_dir():
        pytest.fail("MicroPython is not installed: type `make setup`")
    names = ("probability", *MODELS, "support_assistant_case")
    request = {
        "modules": {
            name: (SNIPPETS / "decisions" / f"{name}.py").read_text("utf-8") for name in names
        },
        "calls": [],
        "examples": {"support_assistant_case": inputs},
    }
    runner = ROOT / "tests/snippets/decisions/micropython_runner.mjs"
    done = subprocess.run(
        [node, str(runner)],
        input=json.dumps(request),
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)["examples"]["support_assistant_case"]
    assert "value" in answer, answer.get("error")
    for name, value in worked_example(inputs).items():
        if isinstance(value, str):
            assert answer["value"][name] == value
        else:
            assert answer["value"][name] == pytest.approx(value, rel=1e-9), name
