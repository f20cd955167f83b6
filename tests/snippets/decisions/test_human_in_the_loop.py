"""When to answer alone and when to ask a person."""

import human_in_the_loop
import pytest
from example_inputs import example_inputs
from human_in_the_loop import decision_threshold, expected_cost, review_threshold, worked_example
from hypothesis import given
from hypothesis import strategies as st

SHARES = st.floats(0.0, 1.0)
ERROR_COSTS = st.floats(0.01, 1e6)
REVIEW_COSTS = st.floats(0.0, 1e6)


@pytest.fixture
def inputs() -> dict:
    """The defaults of the data file."""
    return example_inputs(human_in_the_loop.__file__)


def test_the_worked_example_says_what_the_page_says(inputs: dict) -> None:
    result = worked_example(inputs)
    assert (inputs["error_cost"], inputs["review_cost"], inputs["reviewer_error"]) == (20, 1, 0.02)
    assert result["threshold"] == pytest.approx(0.93)
    assert 0.90 < result["threshold"] <= 0.99
    assert result["automation_rate"] == pytest.approx(12 / 20)
    assert result["cost_per_item"] < result["cost_all_reviewed"] < result["cost_all_automatic"]
    assert result["review_load"] == pytest.approx(120 * 0.4 * 2 / 60)
    assert result["least_reviewers"] == 2


def test_the_printed_example_names_both_items(capsys: pytest.CaptureFixture[str]) -> None:
    human_in_the_loop.main()
    printed = capsys.readouterr().out
    assert "at least 0.93" in printed
    assert "P = 0.99: automatic" in printed
    assert "P = 0.90: review" in printed


@given(st.lists(SHARES, min_size=1, max_size=30), SHARES, ERROR_COSTS, REVIEW_COSTS, SHARES)
def test_no_threshold_is_cheaper_than_the_one_computed(
    items: list[float], other: float, error_cost: float, review_cost: float, reviewer_error: float
) -> None:
    costs = (error_cost, review_cost, reviewer_error)
    best = expected_cost(items, review_threshold(*costs), *costs)
    assert best <= expected_cost(items, other, *costs) * (1 + 1e-9) + 1e-9


@given(SHARES, ERROR_COSTS, REVIEW_COSTS, SHARES)
def test_at_the_threshold_either_way_costs_the_same(
    _: float, error_cost: float, review_cost: float, reviewer_error: float
) -> None:
    threshold = review_threshold(error_cost, review_cost, reviewer_error)
    if 0 <= threshold <= 1:
        alone = expected_cost([threshold], 0.0, error_cost, review_cost, reviewer_error)
        asked = expected_cost([threshold], 2.0, error_cost, review_cost, reviewer_error)
        assert alone == pytest.approx(asked, rel=1e-6, abs=1e-6)


@given(ERROR_COSTS, ERROR_COSTS, REVIEW_COSTS, SHARES)
def test_dearer_errors_never_lower_the_threshold(
    one: float, two: float, review_cost: float, reviewer_error: float
) -> None:
    low = review_threshold(min(one, two), review_cost, reviewer_error)
    assert low <= review_threshold(max(one, two), review_cost, reviewer_error)


@given(st.floats(1e-6, 1e6), st.floats(1e-6, 1e6))
def test_the_two_thresholds_of_a_cost_matrix_mirror_each_other(
    acting: float, leaving: float
) -> None:
    both = decision_threshold(acting, leaving) + decision_threshold(leaving, acting)
    assert both == pytest.approx(1.0)
    assert decision_threshold(acting, acting) == 0.5
    # only the ratio of the costs counts
    scaled = decision_threshold(3 * acting, 3 * leaving)
    assert scaled == pytest.approx(decision_threshold(acting, leaving))


@given(st.lists(SHARES, min_size=1, max_size=30), ERROR_COSTS, REVIEW_COSTS, SHARES)
def test_everything_reviewed_costs_a_review_and_the_reviewers_errors(
    items: list[float], error_cost: float, review_cost: float, reviewer_error: float
) -> None:
    cost = expected_cost(items, 2.0, error_cost, review_cost, reviewer_error)
    assert cost == pytest.approx(review_cost + reviewer_error * error_cost)


def test_a_threshold_below_zero_means_never_review() -> None:
    assert review_threshold(1.0, 2.0) < 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"error_cost": 0}, "error_cost must be above 0, got 0"),
        ({"review_cost": -1}, "review_cost must be at least 0, got -1"),
        ({"reviewer_error": 1.5}, "reviewer_error must be from 0 to 1, got 1.5"),
        ({"probabilities": []}, "probabilities must hold at least 1 item, got none"),
        ({"probabilities": [1.2]}, "probabilities must be from 0 to 1, got 1.2"),
        ({"items_per_hour": float("nan")}, "items_per_hour must be at least 0, got nan"),
        ({"review_minutes": float("inf")}, "review_minutes must be at least 0, got inf"),
        (
            {"cost_act_wrong": 1, "cost_leave_right": 2},
            "cost_act_wrong must be at least cost_leave_right = 2, got 1",
        ),
        (
            {"cost_act_wrong": 0, "cost_leave_wrong": 0},
            "cost_leave_wrong must be above 0 where cost_act_wrong is 0",
        ),
    ],
)
def test_an_input_out_of_range_is_refused_by_name(inputs: dict, change: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        worked_example(inputs | change)
