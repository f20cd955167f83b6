"""Lab 4: the simulated world is as described, and each way of looking does what the page says."""

import numpy as np
import pytest
from good_enough import (
    NEW_MONTH,
    OLD_MONTH,
    Gain,
    agreement,
    bootstrap_gain,
    cast_votes,
    month,
    show,
    verdict,
)
from judge_agreement import cohen_kappa
from simulated_product import JUDGE_PASSES, answer, draw_questions, judge, true_rate

from handbook import execution, notebooks
from handbook.paths import DOCS


@pytest.fixture(scope="module")
def lab() -> dict[str, float]:
    """What the names of the lab hold at its end."""
    found = execution.results(notebooks.read(DOCS / "en" / "labs" / "good_enough.md"))
    return {name: float(value) for name, value in found.values.items() if type(value) is not str}


def test_the_new_version_is_worse_on_every_mix() -> None:
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        assert true_rate("new", share) < true_rate("old", share)


@pytest.mark.parametrize("version", ["old", "new"])
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_simulated_answers_have_the_true_rate(version: str, share: float) -> None:
    rng = np.random.default_rng(1)
    questions = draw_questions(200_000, share, rng)
    assert answer(version, questions, rng).mean() == pytest.approx(
        true_rate(version, share), abs=0.005
    )


def test_the_judge_passes_the_shares_it_is_given() -> None:
    rng = np.random.default_rng(1)
    for version, passes in JUDGE_PASSES.items():
        right = rng.random(200_000) < 0.5
        passed = judge(version, right, rng)
        assert passed[right].mean() == pytest.approx(passes["right"], abs=0.005)
        assert passed[~right].mean() == pytest.approx(passes["wrong"], abs=0.005)


def test_a_month_has_its_mix() -> None:
    for share in (OLD_MONTH, NEW_MONTH):
        lived = month("old", share, np.random.default_rng(0))
        assert lived.is_parcel.mean() == pytest.approx(share, abs=0.05)
        assert lived.right[lived.is_parcel].mean() > lived.right[~lived.is_parcel].mean()


def test_bootstrap_intervals_cover_the_truth_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(3)
    truth, covered, repetitions = 0.1, 0, 200
    for _ in range(repetitions):
        old, new = rng.random(300) < 0.6, rng.random(300) < 0.7
        gain = bootstrap_gain(old, new, False, rng, replicates=300)
        covered += gain.low <= truth <= gain.high
    assert 0.90 <= covered / repetitions <= 0.99


def test_pairing_narrows_the_interval_of_answers_that_go_together() -> None:
    rng = np.random.default_rng(0)
    questions = draw_questions(1000, 0.5, rng)
    old, new = answer("old", questions, rng), answer("new", questions, rng)
    paired = bootstrap_gain(old, new, True, np.random.default_rng(1))
    apart = bootstrap_gain(old, new, False, np.random.default_rng(1))
    assert paired.gain == apart.gain
    assert paired.high - paired.low < 0.95 * (apart.high - apart.low)


def test_a_verdict_needs_the_whole_interval(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict(Gain(0.1, 0.01, 0.2)) == "better"
    assert verdict(Gain(0.1, -0.01, 0.2)) == "undecided"
    assert verdict(Gain(-0.1, -0.2, -0.01)) == "worse"
    show("look", Gain(0.1, -0.01, 0.2))
    assert capsys.readouterr().out == "look: +10.0 points (-1.0 to +20.0), undecided\n"


def test_the_table_of_agreement_counts_both_kinds_of_error() -> None:
    people = np.array([True, True, True, False, False])
    verdicts = np.array([True, True, False, True, False])
    assert agreement(people, verdicts) == [[2.0, 1.0], [1.0, 1.0]]
    assert cohen_kappa(agreement(people, people))[0] == 1.0


def test_votes_add_up_and_follow_the_ratings() -> None:
    wins = cast_votes([0.0, 400.0], 10_000, np.random.default_rng(0))
    assert wins[0][1] + wins[1][0] == 10_000
    assert wins[1][0] / 10_000 == pytest.approx(10 / 11, abs=0.01)
    assert wins[0][0] == wins[1][1] == 0


def test_the_dashboard_misleads_as_the_page_says(lab: dict[str, float]) -> None:
    assert lab["dashboard_low"] > 0 > lab["true_gain"]
    assert lab["parcel_gain"] < 0
    assert lab["refund_gain"] < 0
    assert lab["reweighted_gain"] < 0
    assert lab["share_misled"] > 0.95  # not the luck of one seed


def test_the_same_questions_show_the_truth_once_there_are_enough(lab: dict[str, float]) -> None:
    assert lab["few_low"] < 0 < lab["few_high"]
    assert lab["few"] < lab["needed"] < lab["many"]
    assert lab["same_low"] < lab["true_gain"] < lab["same_high"] < 0
    assert lab["smallest"] > abs(lab["true_gain"])


def test_the_judge_agrees_and_still_turns_the_result_round(lab: dict[str, float]) -> None:
    assert lab["kappa_low"] > 0.5
    assert lab["slips_new"] > lab["slips_old"]
    assert lab["judge_low"] > 0


def test_tries_help_less_than_the_mean_rate_promises(lab: dict[str, float]) -> None:
    assert lab["pass_at_1"] == pytest.approx(lab["mean_rate"])
    assert lab["pass_at_1"] < lab["pass_at_3"] < lab["mean_at_3"]


def test_the_votes_do_not_decide(lab: dict[str, float]) -> None:
    assert lab["lead_low"] < 0 < lab["lead_high"]
    assert lab["lead_low"] < lab["true_lead"] < lab["lead_high"]
