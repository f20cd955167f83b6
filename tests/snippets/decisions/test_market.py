"""Market size by simulation, adoption by the Bass model."""

import itertools
import math
import time

import market
import pytest
from example_inputs import example_inputs
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from market import bass_adoption, bass_peak, market_quantiles, pert_mean, worked_example

FACTORS = [(200000, 300000, 500000), (0.05, 0.10, 0.20), (120, 240, 480)]
P = st.floats(1e-4, 1.0)
Q = st.floats(0.0, 3.0)
YEARS = st.floats(0.0, 50.0)
ESTIMATES = st.tuples(st.floats(0.0, 1e6), st.floats(0.0, 1e6), st.floats(0.0, 1e6)).map(
    lambda values: tuple(sorted(values))
)


@pytest.fixture
def inputs() -> dict:
    """The defaults of the data file."""
    return example_inputs(market.__file__)


def test_the_worked_example_says_what_the_page_says(inputs: dict) -> None:
    result = worked_example(inputs)
    assert round(result["som_p10"] / 1e6, 1) == 4.8
    assert round(result["som_p50"] / 1e6, 1) == 8.3
    assert round(result["som_p90"] / 1e6, 1) == 13.9
    assert round(result["peak_years"], 1) == 6.2
    assert round(100 * result["peak_rate"], 1) == 11.1
    assert round(100 * result["peak_share"]) == 46
    # said on the page: the product of the likeliest values is below the median
    assert result["product_of_modes"] == pytest.approx(7.2e6)
    assert result["som_p10"] < result["product_of_modes"] < result["som_p50"] < result["som_mean"]
    spreads = [result[f"spread_{name}"] for name in ("customers", "paying_share", "revenue")]
    assert sum(spreads) == pytest.approx(1.0)
    assert spreads[0] < spreads[1] == pytest.approx(spreads[2])


def test_another_seed_moves_the_quantiles_by_two_per_cent_at_most() -> None:
    seven = market_quantiles(FACTORS)
    for seed in (1, 2, 3, 11):
        other = market_quantiles(FACTORS, seed=seed)
        for name in ("mean", "p10", "p50", "p90"):
            assert other[name] == pytest.approx(seven[name], rel=0.02)


def test_the_same_seed_gives_the_same_answer() -> None:
    assert market_quantiles(FACTORS, 1000, 5) == market_quantiles(FACTORS, 1000, 5)
    assert market_quantiles(FACTORS, 1000, 5) != market_quantiles(FACTORS, 1000, 6)


def test_twenty_thousand_draws_are_quick() -> None:
    started = time.perf_counter()
    market_quantiles(FACTORS)
    assert time.perf_counter() - started < 2.0  # 0.1 s on an idle machine


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_one_factor_at_its_lower_end_has_the_exact_quantiles(share: float) -> None:
    """Mode = low is the beta distribution (1, 5), whose quantile is 1 - (1 - u)^(1/5)."""
    exact = 1 - (1 - share) ** 0.2
    computed = market_quantiles([(0, 0, 1)], 200000)[f"p{share * 100:.0f}"]
    assert computed == pytest.approx(exact, rel=0.02)


def test_one_factor_at_its_upper_end_mirrors_it() -> None:
    exact = 0.1**0.2
    assert market_quantiles([(0, 1, 1)], 200000)["p10"] == pytest.approx(exact, rel=0.01)


def test_a_symmetric_factor_has_its_median_in_the_middle() -> None:
    result = market_quantiles([(10, 20, 30)], 200000)
    assert result["p50"] == pytest.approx(20, rel=0.005)
    assert result["mean"] == pytest.approx(20, rel=0.005)


@settings(max_examples=20, deadline=None)
@given(st.lists(ESTIMATES, min_size=1, max_size=3), st.integers(0, 10**6))
def test_quantiles_are_in_order_and_within_the_bounds(factors: list, seed: int) -> None:
    result = market_quantiles(factors, 200, seed)
    low, high = math.prod(one[0] for one in factors), math.prod(one[2] for one in factors)
    ordered = [low, result["p10"], result["p50"], result["p90"], high]
    slack = 1e-9 * (1 + high)
    assert all(one <= two + slack for one, two in itertools.pairwise(ordered))
    assert low - slack <= result["mean"] <= high + slack


@settings(max_examples=20, deadline=None)
@given(ESTIMATES, st.floats(0.1, 100.0))
def test_the_unit_of_a_factor_only_scales_the_answer(estimate: tuple, scale: float) -> None:
    plain = market_quantiles([estimate], 200)
    scaled = market_quantiles([tuple(scale * value for value in estimate)], 200)
    assert scaled["p50"] == pytest.approx(scale * plain["p50"], rel=1e-6, abs=1e-9)


@given(ESTIMATES)
def test_the_pert_mean_lies_between_the_ends(estimate: tuple) -> None:
    low, mode, high = estimate
    assert low * (1 - 1e-12) <= pert_mean(low, mode, high) <= high * (1 + 1e-12)


@given(YEARS, YEARS, P, Q)
def test_adoption_never_falls_and_stays_a_share(one: float, two: float, p: float, q: float) -> None:
    early, late = bass_adoption(min(one, two), p, q), bass_adoption(max(one, two), p, q)
    assert 0.0 <= early <= late + 1e-12 <= 1.0 + 1e-9


@given(P, Q)
def test_nobody_has_adopted_at_the_launch_and_everybody_in_the_end(p: float, q: float) -> None:
    assert bass_adoption(0, p, q) == 0.0
    assert bass_adoption(1e6, p, q) == pytest.approx(1.0)


@given(P, st.floats(0.01, 3.0))
def test_the_peak_is_where_adoption_is_fastest(p: float, q: float) -> None:
    assume(q > 1.01 * p)
    when, share, rate = bass_peak(p, q)
    assert bass_adoption(when, p, q) == pytest.approx(share, abs=1e-9)
    # the differential equation of the model
    assert (p + q * share) * (1 - share) == pytest.approx(rate)
    step = 1e-3 / (p + q)
    around = bass_adoption(when + step, p, q) - bass_adoption(max(0.0, when - step), p, q)
    earlier, later = max(0.0, when - 3 * step), when + 3 * step
    assert around >= bass_adoption(later + 2 * step, p, q) - bass_adoption(later, p, q) - 1e-12
    assert when < 5 * step or around >= (
        bass_adoption(earlier, p, q) - bass_adoption(earlier - 2 * step, p, q) - 1e-12
    )


def test_without_imitation_the_launch_is_the_peak() -> None:
    assert bass_peak(0.1, 0.0) == (0.0, 0.0, 0.1)
    assert bass_adoption(2, 0.1, 0.0) == pytest.approx(1 - math.exp(-0.2))


def test_counting_in_whole_years_puts_the_peak_later() -> None:
    """The course example: year by year the peak is year 15, in the formula after 12.3 years."""
    p, q, total, adopted, sales = 0.0045, 0.35, 5.0, 0.0, []
    for _ in range(30):
        new = p * total + (q - p) * adopted - q / total * adopted**2
        adopted += new
        sales.append(new)
    assert sales.index(max(sales)) + 1 == 15
    assert max(sales) == pytest.approx(0.45, rel=0.01)
    assert bass_peak(p, q)[0] == pytest.approx(12.3, abs=0.05)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"customers_low": -1}, "customers_low must be at least 0, got -1"),
        ({"customers_mode": 1}, "customers_mode must be from 200000 to 500000, got 1"),
        ({"revenue_high": 100}, "revenue_high must be at least 120, got 100"),
        ({"paying_share_high": 1.2}, "paying_share_high must be from 0 to 1, got 1.2"),
        ({"p": 0}, "p must be above 0, got 0"),
        ({"q": -0.1}, "q must be at least 0, got -0.1"),
        ({"draws": 10}, "draws must be from 100 to 1000000, got 10"),
        ({"draws": 1000.5}, "draws must be a whole number from 100 to 1000000, got 1000.5"),
        ({"seed": -1}, "seed must be a whole number"),
        ({"revenue_mode": float("nan")}, "revenue_mode must be from 120 to 480, got nan"),
    ],
)
def test_an_input_out_of_range_is_refused_by_its_own_name(
    inputs: dict, change: dict, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        worked_example(inputs | change)


def test_no_factors_are_refused() -> None:
    with pytest.raises(ValueError, match="factors must hold at least 1 factor, got none"):
        market_quantiles([])
