"""A simulated support assistant in two versions, whose true quality is known because we wrote it.

Nothing here was measured: no product, no model and no judge stands behind the numbers. They are
chosen so that the new version is worse, and the usual ways of looking make it seem better.

Run: python simulated_product.py
"""

# --8<-- [start:world]
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# How well a version does on a kind of question, in log-odds: 0 is half right, 2 is 88%.
SKILL = {
    "old": {"parcel": 2.6, "refund": 0.4},
    "new": {"parcel": 2.2, "refund": 0.0},
}
SPREAD = 1.5  # standard deviation of ease among the questions of a kind, in log-odds


class Questions(NamedTuple):
    """Questions of customers: the kind and how easy each is for its kind."""

    is_parcel: Bools  # (n,), "where is my parcel?"; the others ask for a refund
    ease: Floats  # (n,), log-odds; 0 is average


def draw_questions(n: int, parcel_share: float, rng: np.random.Generator) -> Questions:
    """Return n questions of which about parcel_share (0 to 1) ask for a parcel."""
    return Questions(rng.random(n) < parcel_share, rng.normal(0, SPREAD, n))


def success_probability(version: str, questions: Questions) -> Floats:
    """Return the true probability (n,) that the version answers each question right."""
    skill = SKILL[version]
    log_odds = np.where(questions.is_parcel, skill["parcel"], skill["refund"]) + questions.ease
    probability: Floats = 1 / (1 + np.exp(-log_odds))
    return probability


def answer(version: str, questions: Questions, rng: np.random.Generator) -> Bools:
    """Return whether the version answers each question right, once each: (n,)."""
    right: Bools = rng.random(len(questions.ease)) < success_probability(version, questions)
    return right


# --8<-- [end:world]


# --8<-- [start:truth]
def true_rate(version: str, parcel_share: float) -> float:
    """Return the share of right answers on traffic with that share of parcel questions."""
    ease = SPREAD * np.linspace(-6, 6, 4001)
    weight = np.exp(-0.5 * (ease / SPREAD) ** 2)
    rates = [
        np.average(success_probability(version, Questions(np.full(4001, kind), ease)), None, weight)
        for kind in (True, False)
    ]
    return float(parcel_share * rates[0] + (1 - parcel_share) * rates[1])


# --8<-- [end:truth]


# --8<-- [start:judge]
# Share of answers that the simulated LLM judge passes. The new version writes longer answers, and
# the judge is taken in by length: it lets through more of the wrong ones.
JUDGE_PASSES = {
    "old": {"right": 0.92, "wrong": 0.15},
    "new": {"right": 0.95, "wrong": 0.40},
}


def judge(version: str, right: Bools, rng: np.random.Generator) -> Bools:
    """Return whether the judge passes each answer (n,)."""
    passes = JUDGE_PASSES[version]
    passed: Bools = rng.random(len(right)) < np.where(right, passes["right"], passes["wrong"])
    return passed


# --8<-- [end:judge]


def main() -> None:
    """Print the true rates, which an evaluation never sees."""
    for name, share in (("parcel", 1.0), ("refund", 0.0), ("half and half", 0.5)):
        old, new = true_rate("old", share), true_rate("new", share)
        print(f"{name:14} old {old:.1%}  new {new:.1%}  difference {new - old:+.1%}")


if __name__ == "__main__":
    main()
