"""Lab 4, is my evaluation good enough? A simulated product, evaluated with and without mistakes.

The new version is worse than the old by construction (simulated_product.py). Each step is one way
of looking at it. The steps of ``main`` are the cells of the lab's pages, in their order.

Run it with the decision models on the path:
``PYTHONPATH=snippets/decisions python snippets/labs/good_enough.py``
"""

# --8<-- [start:imports]
import math
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from judge_agreement import cohen_kappa
from pairwise_rating import bootstrap_elo, bradley_terry, elo_expected, logit_to_elo
from pass_at_k import pass_at_k
from probability import quantile
from sample_size import detectable_rate, per_arm_proportions

# --8<-- [end:imports]
from simulated_product import (
    Bools,
    answer,
    draw_questions,
    judge,
    success_probability,
    true_rate,
)

LANGUAGE = "en"


# --8<-- [start:bootstrap]
class Gain(NamedTuple):
    """New minus old, as shares of the answers, with a 95% interval."""

    gain: float
    low: float
    high: float


def bootstrap_gain(
    old: Bools, new: Bools, paired: bool, rng: np.random.Generator, replicates: int = 2000
) -> Gain:
    """Return the gain in the share right, and its interval from drawing the answers again.

    old, new: whether each answer is right, (n,) and (m,); paired: both answer the same questions,
    so a question is drawn again with both of its answers (then n = m).
    """
    gains = np.empty(replicates)
    for i in range(replicates):
        first = rng.integers(0, len(old), len(old))
        second = first if paired else rng.integers(0, len(new), len(new))
        gains[i] = new[second].mean() - old[first].mean()
    low, high = np.quantile(gains, (0.025, 0.975))
    return Gain(float(new.mean() - old.mean()), float(low), float(high))


def verdict(gain: Gain) -> str:
    """Return what the interval allows one to say: "better", "worse" or "undecided"."""
    if gain.low > 0:
        return "better"
    return "worse" if gain.high < 0 else "undecided"


def show(name: str, gain: Gain) -> None:
    """Print the gain with its interval, in percentage points, and the verdict."""
    low, high = 100 * gain.low, 100 * gain.high
    print(f"{name}: {100 * gain.gain:+.1f} points ({low:+.1f} to {high:+.1f}), {verdict(gain)}")


# --8<-- [end:bootstrap]


# --8<-- [start:months]
LOGGED = 1000  # graded answers a month
OLD_MONTH, NEW_MONTH, ORDINARY = 0.35, 0.80, 0.50  # share of parcel questions


class Month(NamedTuple):
    """A version on the traffic of one month."""

    is_parcel: Bools  # (n,)
    right: Bools  # (n,)


def month(version: str, parcel_share: float, rng: np.random.Generator) -> Month:
    """Return the graded answers of a version to a month's questions."""
    questions = draw_questions(LOGGED, parcel_share, rng)
    return Month(questions.is_parcel, answer(version, questions, rng))


# --8<-- [end:months]


# --8<-- [start:judged]
def agreement(people: Bools, verdicts: Bools) -> list[list[float]]:
    """Return the table of counts (2, 2): rows what people say, columns what the judge says."""
    return [
        [float(((people == one) & (verdicts == other)).sum()) for other in (True, False)]
        for one in (True, False)
    ]


# --8<-- [end:judged]


# --8<-- [start:cast]
def cast_votes(ratings: list[float], votes: int, rng: np.random.Generator) -> list[list[float]]:
    """Return how often each candidate beats each other, from true Elo ratings."""
    wins = [[0.0] * len(ratings) for _ in ratings]
    for i in range(len(ratings)):
        for j in range(i + 1, len(ratings)):
            wins[i][j] = float(rng.binomial(votes, elo_expected(ratings[i], ratings[j])))
            wins[j][i] = votes - wins[i][j]
    return wins


# --8<-- [end:cast]


def main() -> None:
    """Run the lab's steps."""
    # --8<-- [start:truth]
    true_old, true_new = true_rate("old", ORDINARY), true_rate("new", ORDINARY)
    true_gain = true_new - true_old
    print(f"true rates: old {true_old:.1%}, new {true_new:.1%}, difference {true_gain:+.1%}")
    # --8<-- [end:truth]

    # --8<-- [start:first-look]
    rng = np.random.default_rng(1)
    before, after = month("old", OLD_MONTH, rng), month("new", NEW_MONTH, rng)
    old_rate, new_rate = before.right.mean(), after.right.mean()
    print(f"last month, old: {old_rate:.1%}; this month, new: {new_rate:.1%}")
    months_gain = bootstrap_gain(before.right, after.right, False, rng)
    show("dashboard", months_gain)
    dashboard_gain, dashboard_low, dashboard_high = months_gain
    # --8<-- [end:first-look]

    # --8<-- [start:by-kind]
    parcel_old, parcel_new = (m.right[m.is_parcel].mean() for m in (before, after))
    refund_old, refund_new = (m.right[~m.is_parcel].mean() for m in (before, after))
    print(f"parcel: old {parcel_old:.1%}, new {parcel_new:.1%}")
    print(f"refund: old {refund_old:.1%}, new {refund_new:.1%}")
    parcel_gain, refund_gain = parcel_new - parcel_old, refund_new - refund_old
    reweighted_gain = ORDINARY * parcel_gain + (1 - ORDINARY) * refund_gain
    print(f"both months weighted like an ordinary one: {100 * reweighted_gain:+.1f} points")
    # --8<-- [end:by-kind]

    # --8<-- [start:kinds]
    kind_words = {
        "en": ("all", "parcel", "refund", "old, last month", "new, this month", "share right"),
        "zh": ("全部", "查包裹", "要退款", "旧版，上个月", "新版，这个月", "答对的比例"),
    }[LANGUAGE]
    _, axes = plt.subplots(figsize=(6.4, 3.2), layout="constrained")
    heights = ((old_rate, parcel_old, refund_old), (new_rate, parcel_new, refund_new))
    for side, values in enumerate(heights):
        percents = [100 * value for value in values]
        bars = axes.bar(np.arange(3) + 0.38 * side, percents, 0.36, label=kind_words[3 + side])
        axes.bar_label(bars, fmt="%.1f%%", padding=2)
    axes.set_xticks(np.arange(3) + 0.19, kind_words[:3])
    axes.set(ylabel=kind_words[5], ylim=(0, 118), yticks=[])
    axes.legend(loc="upper right", ncols=2)
    plt.show()
    # --8<-- [end:kinds]

    # --8<-- [start:misled]
    rng = np.random.default_rng(2)
    misled = 0
    for _ in range(1000):
        again = month("old", OLD_MONTH, rng), month("new", NEW_MONTH, rng)
        misled += int(again[1].right.mean() > again[0].right.mean())
    share_misled = misled / 1000
    print(f"the dashboard shows a gain in {share_misled:.1%} of 1,000 such pairs of months")
    # --8<-- [end:misled]

    # --8<-- [start:same-questions]
    rng = np.random.default_rng(3)
    few = 400
    questions = draw_questions(few, ORDINARY, rng)
    old, new = answer("old", questions, rng), answer("new", questions, rng)
    few_gain = bootstrap_gain(old, new, True, rng)
    show(f"same {few} questions", few_gain)
    _, few_low, few_high = few_gain
    # --8<-- [end:same-questions]

    # --8<-- [start:how-many]
    needed = math.ceil(per_arm_proportions(true_old, true_new))
    smallest = detectable_rate(few, true_old) - true_old
    print(f"to find the true difference: {needed:,} questions a version")
    print(f"{few} questions a version find gains from {100 * smallest:.1f} points")
    # --8<-- [end:how-many]

    # --8<-- [start:many]
    many = 1200
    questions = draw_questions(many, ORDINARY, rng)
    old, new = answer("old", questions, rng), answer("new", questions, rng)
    many_gain = bootstrap_gain(old, new, True, rng)
    show(f"same {many:,} questions", many_gain)
    apart = bootstrap_gain(old, new, False, rng)
    narrower = 1 - (many_gain.high - many_gain.low) / (apart.high - apart.low)
    print(f"the pairing makes the interval {narrower:.0%} narrower")
    same_gain, same_low, same_high = many_gain
    # --8<-- [end:many]

    # --8<-- [start:ask-judge]
    rng = np.random.default_rng(5)
    passed_old, passed_new = judge("old", old, rng), judge("new", new, rng)
    labelled = 150  # answers of each version that people label too
    people = np.concatenate((old[:labelled], new[:labelled]))
    verdicts = np.concatenate((passed_old[:labelled], passed_new[:labelled]))
    kappa, _, (kappa_low, kappa_high) = cohen_kappa(agreement(people, verdicts))
    print(f"judge and people: kappa {kappa:.2f} ({kappa_low:.2f} to {kappa_high:.2f})")
    judged_gain = bootstrap_gain(passed_old, passed_new, True, rng)
    show("by the judge", judged_gain)
    judge_gain, judge_low, judge_high = judged_gain
    # --8<-- [end:ask-judge]

    # --8<-- [start:judge-by-version]
    slips_old = passed_old[:labelled][~old[:labelled]].mean()
    slips_new = passed_new[:labelled][~new[:labelled]].mean()
    print(f"wrong answers that pass: old {slips_old:.0%}, new {slips_new:.0%}")
    # --8<-- [end:judge-by-version]

    # --8<-- [start:looks]
    look_words = {
        "en": ("two months", f"same {few}", f"same {many:,}", "LLM judge", "truth"),
        "zh": ("两个月相比", f"同一批 {few} 题", f"同一批 {many} 题", "大模型评审", "真相"),
    }[LANGUAGE]
    gain_words = {"en": "new minus old (percentage points)", "zh": "新版减旧版（百分点）"}[LANGUAGE]
    truth = Gain(true_gain, true_gain, true_gain)
    _, axes = plt.subplots(figsize=(6.4, 2.9), layout="constrained")
    for row, gain in enumerate((months_gain, few_gain, many_gain, judged_gain, truth)):
        sides = [[100 * (gain.gain - gain.low)], [100 * (gain.high - gain.gain)]]
        colour = {"better": "C1", "worse": "C0", "undecided": "C5"}[verdict(gain)]
        axes.errorbar([100 * gain.gain], [row], xerr=sides, fmt="o", capsize=4, color=colour)
    axes.axvline(0, color="C5", linestyle="--", linewidth=1)
    axes.set_yticks(range(5), look_words)
    axes.set(xlabel=gain_words, ylim=(4.5, -0.5))
    plt.show()
    # --8<-- [end:looks]

    # --8<-- [start:tries]
    rng = np.random.default_rng(6)
    tasks, tries = 60, 10
    chance = success_probability("old", draw_questions(tasks, 0.0, rng))
    counts = [int(count) for count in rng.binomial(tries, chance)]
    mean_rate = sum(counts) / (tasks * tries)
    by_task = [sum(pass_at_k(tries, c, k) for c in counts) / tasks for k in range(1, tries + 1)]
    by_mean = [1 - (1 - mean_rate) ** k for k in range(1, tries + 1)]
    pass_at_1, pass_at_3, mean_at_3 = by_task[0], by_task[2], by_mean[2]
    print(f"one try solves {pass_at_1:.1%} of the tasks")
    print(f"three tries: {pass_at_3:.1%} task by task, {mean_at_3:.1%} from the mean rate")
    # --8<-- [end:tries]

    # --8<-- [start:solved]
    solved_words = {
        "en": ("tries allowed", "tasks solved (%)", "task by task: pass@k", "from the mean rate"),
        "zh": ("允许的尝试次数", "解决的任务（%）", "逐题计算：pass@k", "由平均成功率推算"),
    }[LANGUAGE]
    _, axes = plt.subplots(figsize=(6.4, 3.0), layout="constrained")
    for curve, style, label in (
        (by_task, "o-", solved_words[2]),
        (by_mean, "s--", solved_words[3]),
    ):
        axes.plot(range(1, tries + 1), [100 * share for share in curve], style, label=label)
    axes.set(xlabel=solved_words[0], ylabel=solved_words[1], ylim=(0, 105))
    axes.legend(loc="lower right")
    plt.show()
    # --8<-- [end:solved]

    # --8<-- [start:votes]
    rng = np.random.default_rng(7)
    votes, true_lead = 60, 20
    wins = cast_votes([0.0, float(true_lead), -60.0], votes, rng)
    rating = [logit_to_elo(theta) for theta in bradley_terry(wins)]
    leads = [drawn[1] - drawn[0] for drawn in bootstrap_elo(wins, 400, seed=7)]
    lead, lead_low, lead_high = (
        rating[1] - rating[0],
        quantile(leads, 0.025),
        quantile(leads, 0.975),
    )
    print(f"B leads A by {lead:+.0f} Elo points ({lead_low:+.0f} to {lead_high:+.0f})")
    print(f"the truth, by construction: {true_lead:+d}")
    # --8<-- [end:votes]


if __name__ == "__main__":
    main()
