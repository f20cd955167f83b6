"""Lab 5: the months add up, the ranges are those of the data files, the rule for stopping holds."""

import tomllib
from pathlib import Path
from typing import Any

import business_case
import numpy as np
import price_paths
import pytest
from business_case import (
    RANGES,
    desk_bill,
    likeliest,
    live,
    observed_ratio,
    people_on_duty,
    selling_price,
    token_bill,
)
from capacity import service_level
from support_assistant_case import cost_a_shop
from unit_economics import lifetime_value
from will_it_earn import NAMES, a_shop, draw_lives, result, swings, with_stop

from handbook import execution, notebooks
from handbook.paths import DOCS

DECISIONS = Path(__file__).parents[3] / "snippets" / "decisions"


def case() -> dict[str, Any]:
    with (DECISIONS / "support_assistant_case.toml").open("rb") as file:
        data = tomllib.load(file)
    defaults = {entry["name"]: entry["default"] for entry in data["inputs"]}
    leaky = next(preset for preset in data["presets"] if preset["name"] == "leaky")
    return {**defaults, "leaky": leaky["values"]["monthly_churn"]}


def test_what_is_said_to_come_from_the_case_is_in_its_data_file() -> None:
    data = case()
    assert RANGES["price"] == ((data["price_low"], data["price"], data["price_high"]), "case")
    churn = RANGES["monthly_churn"][0]
    assert (churn.likely, churn.high) == (data["monthly_churn"], data["leaky"])
    assert RANGES["acquisition_cost"][0].likely == data["acquisition_cost"]
    assert RANGES["conversations"][0].likely == data["conversations"]
    assert RANGES["requests"][0].likely == data["requests_per_conversation"]
    assert RANGES["output_tokens"][0].likely == data["output_tokens"]
    for name in (
        *("INPUT_TOKENS", "CACHED_TOKENS", "INPUT_PRICE", "CACHED_PRICE", "OUTPUT_PRICE"),
        *("WAGE", "HANDLING_MINUTES", "TARGET", "MAX_OCCUPANCY", "PEAK_TO_MEAN"),
    ):
        assert getattr(business_case, name) == data[name.lower()], name
    assert data["wait"] / 60 == business_case.WAIT_MINUTES


def test_what_is_said_to_come_from_the_price_paths_is_there() -> None:
    paths = price_paths.PATHS
    assert RANGES["token_decline"][0] == (paths["flat"][0], paths["third"][0], paths["tenth"][0])
    assert RANGES["price_kept"][0] == (paths["passed_on"][2], paths["flat"][2], paths["flat"][2])


def test_ranges_are_in_order() -> None:
    for name, (estimate, origin) in RANGES.items():
        assert estimate.low <= estimate.likely <= estimate.high, name
        assert origin in ("case", "spread", "paths", "assumed"), name


def test_the_token_bill_is_that_of_the_case() -> None:
    assert token_bill(likeliest(), 0) == pytest.approx(cost_a_shop(case())["model_cost_shop"])
    assert token_bill(likeliest(), 12) == pytest.approx(token_bill(likeliest(), 0) / 3)
    assert selling_price(likeliest() | {"price_kept": 0.5}, 12) == pytest.approx(449 / 2)


def test_the_desk_keeps_its_promise_with_no_one_to_spare() -> None:
    inputs = likeliest()
    for shops in (1, 10, 60, 200, 1000):
        a_minute = 3 * shops * inputs["escalations"] / (176 * 60)
        people = people_on_duty(inputs, shops)
        assert service_level(a_minute, 1 / 6, people, 1.0) >= 0.8
        load = a_minute * 6
        if people > 1 and people - 1 > load / 0.85:
            assert service_level(a_minute, 1 / 6, people - 1, 1.0) < 0.8
    assert people_on_duty(inputs, 0) == 0
    assert desk_bill(inputs, 10) / 10 > 3 * desk_bill(inputs, 200) / 200


def test_the_months_add_up() -> None:
    inputs = likeliest()
    months = live(inputs)
    for number in (0, 11, 35):
        closed_form = inputs["new_shops"] * (1 - 0.97 ** (number + 1)) / 0.03
        assert months[number].shops == pytest.approx(closed_form)
    first = months[0]
    assert first.cash == pytest.approx(
        8 * 449 - 8 * token_bill(inputs, 0) - 3168 - 8 * 40 - 8 * 2500 - 9000
    )
    assert result(inputs) == pytest.approx(sum(month.cash for month in months) / 1e3)
    assert live(inputs, 12) == months[:12]


def test_what_a_shop_brings_and_costs_leaves_its_margin() -> None:
    month = live(likeliest())[11]
    shop = a_shop(month)
    assert shop["revenue, USD a shop"] == pytest.approx(449)
    assert shop["tokens, USD a shop"] == pytest.approx(token_bill(likeliest(), 11))
    left = 449 - shop["tokens, USD a shop"] - shop["desk, USD a shop"] - 40
    assert shop["gross margin, %"] == pytest.approx(100 * left / 449)


def test_the_ratio_is_that_of_the_decision_model() -> None:
    month = live(likeliest())[11]
    expected = lifetime_value(449, month.gross_margin, 0.03) / 2500
    assert observed_ratio(likeliest(), 11) == pytest.approx(expected)


@pytest.fixture(scope="module")
def lives() -> list[dict[str, float]]:
    return draw_lives(1000, np.random.default_rng(0))


@pytest.fixture(scope="module")
def lab() -> dict[str, float]:
    """What the names of the lab hold at its end."""
    found = execution.results(notebooks.read(DOCS / "en" / "labs" / "will_it_earn.md"))
    return {name: float(value) for name, value in found.values.items() if type(value) is not str}


def test_lives_stay_within_the_ranges(lives: list[dict[str, float]]) -> None:
    for name, (estimate, _) in RANGES.items():
        values = [life[name] for life in lives]
        assert estimate.low <= min(values)
        assert max(values) <= estimate.high
        assert np.mean(values) == pytest.approx(sum(estimate) / 3, rel=0.03)


def test_the_tornado_is_sorted_and_names_every_input(lives: list[dict[str, float]]) -> None:
    found = swings(lives)
    widths = [abs(high - low) for _, low, high in found]
    assert widths == sorted(widths, reverse=True)
    assert {name for name, _, _ in found} == set(RANGES) == set(NAMES)
    assert [name for name, _, _ in found[:3]] == ["price_kept", "price", "acquisition_cost"]
    tokens = {"conversations", "requests", "output_tokens", "token_decline"}
    assert {name for name, _, _ in found[-4:]} == tokens


def test_stopping_keeps_what_was_spent_and_nothing_after() -> None:
    cash = np.array([[-1e3, 2e3, 4e3], [-1e3, -2e3, -4e3]])
    ratios = np.array([3.0, 1.0])
    np.testing.assert_allclose(with_stop(cash, ratios, 0.0, 1), [5, -7])
    np.testing.assert_allclose(with_stop(cash, ratios, 2.0, 1), [5, -1])
    np.testing.assert_allclose(with_stop(cash, ratios, 9.0, 2), [1, -3])


def test_the_plan_flatters_the_middle_life(lab: dict[str, float]) -> None:
    assert lab["plan"] > 0 > lab["p50"]
    assert lab["p10"] < lab["p50"] < lab["p90"]
    assert lab["deepest"] < 0
    assert 0.15 < lab["earning"] < 0.35


def test_tokens_are_the_least_certain_of_what_a_shop_costs_and_weigh_least(
    lives: list[dict[str, float]],
) -> None:
    shops = [a_shop(live(life, 12)[-1]) for life in lives]
    ends = {
        name: np.quantile([shop[name] for shop in shops], (0.1, 0.9))
        for name in a_shop(live(likeliest())[11])
    }
    in_proportion = {name: high / low for name, (low, high) in ends.items()}
    assert max(in_proportion, key=in_proportion.__getitem__) == "tokens, USD a shop"
    in_usd = {name: high - low for name, (low, high) in ends.items() if "USD" in name}
    assert min(in_usd, key=in_usd.__getitem__) == "tokens, USD a shop"


def test_few_lives_reach_the_margin_of_the_plan(lab: dict[str, float]) -> None:
    assert lab["margin_p10"] < lab["margin_p50"] < lab["planned_margin"] < lab["margin_p90"]
    assert lab["margin_as_good"] < 0.25
    assert 0.4 < lab["still_falling"] < 0.6


def test_the_price_decides_and_the_tokens_do_not(lab: dict[str, float]) -> None:
    assert lab["token_swing"] < lab["first_swing"] / 20
    assert 0 < lab["cheaper_tokens_bring"] < lab["passing_on_costs"] / 5
    assert lab["desk_at_10"] > lab["token_cost"] > 0
    assert lab["desk_at_10"] > 3 * lab["desk_at_200"]


def test_the_rule_is_chosen_on_one_half_and_pays_on_the_other(lab: dict[str, float]) -> None:
    assert lab["mean_stopping"] > lab["mean_going_on"]
    assert lab["p10_stopping"] > lab["p10_going_on"]
    assert 0 < lab["stopped"] < 1
