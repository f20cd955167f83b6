"""Lab 5, will it earn? A thousand possible lives of one business case, and when to stop.

The inputs of business_case.py are three-point estimates; each life draws one value of each. The
steps of ``main`` are the cells of the lab's pages, in their order.

Run it with the decision models on the path:
``PYTHONPATH=snippets/decisions python snippets/labs/will_it_earn.py``
"""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np
import numpy.typing as npt

# --8<-- [end:imports]
from business_case import (
    MONTHS,
    RANGES,
    Inputs,
    Month,
    desk_bill,
    likeliest,
    live,
    observed_ratio,
    people_on_duty,
    token_bill,
)

LANGUAGE = "en"

# --8<-- [start:lives]
Floats = npt.NDArray[np.float64]


def draw_lives(count: int, rng: np.random.Generator) -> list[Inputs]:
    """Return the inputs of so many lives, each input drawn by itself from a triangle."""
    columns = {name: rng.triangular(*estimate, count) for name, (estimate, _) in RANGES.items()}
    return [{name: float(columns[name][life]) for name in RANGES} for life in range(count)]


def result(inputs: Inputs) -> float:
    """Return what three years bring, in thousand USD."""
    return sum(month.cash for month in live(inputs)) / 1e3


# --8<-- [end:lives]


# --8<-- [start:a-shop]
def a_shop(month: Month) -> dict[str, float]:
    """Return what a shop brings and costs in a month (USD), and the gross margin (%)."""
    return {
        "revenue, USD a shop": month.revenue / month.shops,
        "tokens, USD a shop": month.tokens / month.shops,
        "desk, USD a shop": month.desk / month.shops,
        "gross margin, %": 100 * month.gross_margin,
    }


# --8<-- [end:a-shop]


# --8<-- [start:swings]
def swings(lives: list[Inputs]) -> list[tuple[str, float, float]]:
    """Return each input with the results at its P10 and P90, the others at their medians.

    In thousand USD; the input with the widest swing comes first.
    """
    drawn = {name: [life[name] for life in lives] for name in RANGES}
    middle = {name: float(np.median(values)) for name, values in drawn.items()}
    found = []
    for name, values in drawn.items():
        low, high = (float(value) for value in np.quantile(values, (0.1, 0.9)))
        found.append((name, result({**middle, name: low}), result({**middle, name: high})))
    return sorted(found, key=lambda swing: -abs(swing[2] - swing[1]))


# --8<-- [end:swings]


# --8<-- [start:stop]
def with_stop(cash: Floats, ratios: Floats, threshold: float, decision_month: int) -> Floats:
    """Return the result of each life (n,) when those below the threshold stop, thousand USD.

    cash: (n, months), USD; ratios: (n,), LTV/CAC in the decision month. Stopping costs nothing.
    """
    so_far, rest = cash[:, :decision_month].sum(axis=1), cash[:, decision_month:].sum(axis=1)
    results: Floats = (so_far + np.where(ratios >= threshold, rest, 0.0)) / 1e3
    return results


# --8<-- [end:stop]

# --8<-- [start:names]
NAMES = {
    "price": {"en": "price", "zh": "价格"},
    "price_kept": {"en": "price kept after a year", "zh": "一年后保住的价格"},
    "new_shops": {"en": "shops won a month", "zh": "每月新店"},
    "monthly_churn": {"en": "churn", "zh": "流失率"},
    "acquisition_cost": {"en": "cost of winning a shop", "zh": "获客成本"},
    "conversations": {"en": "conversations a shop", "zh": "每店会话数"},
    "requests": {"en": "requests a conversation", "zh": "每次会话的请求数"},
    "output_tokens": {"en": "output tokens", "zh": "输出词元"},
    "token_decline": {"en": "fall of token prices", "zh": "词元降价速度"},
    "escalations": {"en": "escalations to the desk", "zh": "转人工次数"},
    "other_cost": {"en": "other cost of service", "zh": "其他服务成本"},
    "team": {"en": "fixed team", "zh": "固定团队"},
}
# --8<-- [end:names]


def main() -> None:
    """Run the lab's steps."""
    # --8<-- [start:plan]
    plan = result(likeliest())
    print("month  shops  revenue  tokens   desk     cash  (USD)")
    for number, month in enumerate(live(likeliest()), 1):
        if number in (1, 6, 12, 24, 36):
            print(
                f"{number:5}{month.shops:7.0f}{month.revenue:9.0f}{month.tokens:8.0f}"
                f"{month.desk:7.0f}{month.cash:9.0f}"
            )
    print(f"three years: {plan:+.0f} thousand USD")
    token_cost = token_bill(likeliest(), 0)
    # --8<-- [end:plan]

    # --8<-- [start:queue]
    for shops in (10, 50, 200):
        people, bill = people_on_duty(likeliest(), shops), desk_bill(likeliest(), shops)
        print(f"{shops:3} shops: {people} on duty, {bill / shops:.0f} USD a shop a month")
    desk_at_10, desk_at_200 = (desk_bill(likeliest(), n) / n for n in (10, 200))
    print(f"tokens today: {token_cost:.0f} USD a shop a month")
    # --8<-- [end:queue]

    # --8<-- [start:draw]
    count = 1000
    lives = draw_lives(count, np.random.default_rng(0))
    lived = [live(life) for life in lives]
    cash = np.array([[month.cash for month in months] for months in lived])
    account = cash.cumsum(axis=1) / 1e3
    earning = (account[:, -1] > 0).mean()
    p10, p50, p90 = np.quantile(account[:, -1], (0.1, 0.5, 0.9))
    deepest = np.quantile(account.min(axis=1), 0.5)
    still_falling = (account.argmin(axis=1) == MONTHS - 1).mean()
    as_good = (account[:, -1] >= plan).mean()
    print(f"{earning:.0%} of {count:,} lives end with more money than they began with")
    print(f"three years: P10 {p10:+.0f}, P50 {p50:+.0f}, P90 {p90:+.0f} thousand USD")
    print(f"as good as the plan or better: {as_good:.0%} of the lives")
    print(f"in half of the lives the account falls to {deepest:+.0f} thousand USD or further")
    print(f"{still_falling:.0%} are at their deepest when the three years end")
    # --8<-- [end:draw]

    # --8<-- [start:spread]
    planned_shop = a_shop(live(likeliest())[11])
    shops_lived = [a_shop(months[11]) for months in lived]
    print("month 12               P10   P50   P90   plan")
    for name, of_plan in planned_shop.items():
        at = np.quantile([shop[name] for shop in shops_lived], (0.1, 0.5, 0.9))
        print(f"{name:20}{at[0]:6.0f}{at[1]:6.0f}{at[2]:6.0f}{of_plan:7.0f}")
    margins = np.array([months[11].gross_margin for months in lived])
    planned_margin = live(likeliest())[11].gross_margin
    margin_p10, margin_p50, margin_p90 = np.quantile(margins, (0.1, 0.5, 0.9))
    margin_as_good = (margins >= planned_margin).mean()
    print(f"gross margin as planned or better: {margin_as_good:.0%} of the lives")
    # --8<-- [end:spread]

    # --8<-- [start:accounts]
    account_words = {
        "en": ("month", "bank account (thousand USD)", "eight lives in ten", "middle", "the plan"),
        "zh": ("月份", "账户余额（千美元）", "十次中的八次", "居中", "计划"),
    }[LANGUAGE]
    months = np.arange(1, MONTHS + 1)
    low, middle, high = np.quantile(account, (0.1, 0.5, 0.9), axis=0)
    planned = np.cumsum([month.cash for month in live(likeliest())]) / 1e3
    _, axes = plt.subplots(figsize=(6.4, 3.4), layout="constrained")
    axes.fill_between(months, low, high, alpha=0.25, linewidth=0, label=account_words[2])
    axes.plot(months, middle, label=account_words[3])
    axes.plot(months, planned, "--", label=account_words[4])
    axes.axhline(0, color="C5", linewidth=1)
    axes.set(xlabel=account_words[0], ylabel=account_words[1], xticks=range(0, MONTHS + 1, 6))
    axes.legend(loc="lower left")
    plt.show()
    # --8<-- [end:accounts]

    # --8<-- [start:tornado]
    ranked = swings(lives)
    for name, at_p10, at_p90 in ranked:
        print(f"{name:17}{at_p10:+6.0f} to {at_p90:+5.0f} thousand USD")
    first_swing = abs(ranked[0][2] - ranked[0][1])
    token_swing = max(
        abs(high - low)
        for name, low, high in ranked
        if name in ("conversations", "requests", "output_tokens", "token_decline")
    )
    earning_kept = sum(result({**life, "price_kept": 1.0}) > 0 for life in lives) / count
    print(f"with the price kept in every life: {earning_kept:.0%} earn, not {earning:.0%}")
    # --8<-- [end:tornado]

    # --8<-- [start:tornado-figure]
    tornado_words = {
        "en": ("input at its P10", "input at its P90", "result of three years (thousand USD)"),
        "zh": ("该输入取 P10", "该输入取 P90", "三年结果（千美元）"),
    }[LANGUAGE]
    centre = result({name: float(np.median([life[name] for life in lives])) for name in RANGES})
    _, axes = plt.subplots(figsize=(6.4, 4.0), layout="constrained")
    for side in (0, 1):
        widths = [ends[side] - centre for _, *ends in ranked]
        axes.barh(range(len(ranked)), widths, 0.7, left=centre, label=tornado_words[side])
    axes.axvline(centre, color="C5", linewidth=1)
    axes.set_yticks(range(len(ranked)), [NAMES[name][LANGUAGE] for name, _, _ in ranked])
    axes.invert_yaxis()
    axes.set_xlabel(tornado_words[2])
    axes.legend(loc="lower right")
    plt.show()
    # --8<-- [end:tornado-figure]

    # --8<-- [start:price-drop]
    drop = {}
    for decline in (1.0, 10.0):
        for kept in (1.0, 0.5):
            scenario = {**likeliest(), "token_decline": decline, "price_kept": kept}
            drop[decline, kept] = result(scenario)
            tokens = "stay" if decline == 1 else "fall to a tenth a year"
            price = "holds" if kept == 1 else "halves each year"
            print(f"tokens {tokens}, our price {price}: {drop[decline, kept]:+.0f} thousand USD")
    cheaper_tokens_bring = drop[10.0, 1.0] - drop[1.0, 1.0]
    passing_on_costs = drop[10.0, 1.0] - drop[10.0, 0.5]
    # --8<-- [end:price-drop]

    # --8<-- [start:choose]
    decision_month, thresholds, half = 12, np.arange(0, 8.25, 0.25), count // 2
    ratios = np.array([observed_ratio(life, decision_month - 1) for life in lives])
    chosen_on = [
        with_stop(cash[:half], ratios[:half], t, decision_month).mean() for t in thresholds
    ]
    threshold = float(thresholds[int(np.argmax(chosen_on))])
    going_on = with_stop(cash[half:], ratios[half:], 0, decision_month)
    stopping = with_stop(cash[half:], ratios[half:], threshold, decision_month)
    mean_going_on, mean_stopping = going_on.mean(), stopping.mean()
    p10_going_on, p10_stopping = np.quantile(going_on, 0.1), np.quantile(stopping, 0.1)
    stopped = (ratios[half:] < threshold).mean()
    print(f"best on the first {half} lives: stop below LTV/CAC {threshold:g}")
    print(f"on the other {half}: {stopped:.0%} stop")
    print(f"  mean {mean_going_on:+.0f} -> {mean_stopping:+.0f} thousand USD")
    print(f"  P10  {p10_going_on:+.0f} -> {p10_stopping:+.0f} thousand USD")
    # --8<-- [end:choose]

    # --8<-- [start:thresholds]
    stop_words = {
        "en": ("stop below this LTV/CAC", "mean result (thousand USD)", "chosen on", "judged on"),
        "zh": ("LTV/CAC 低于此值即停", "平均结果（千美元）", "用来定门槛", "用来检验"),
    }[LANGUAGE]
    judged_on = [
        with_stop(cash[half:], ratios[half:], t, decision_month).mean() for t in thresholds
    ]
    _, axes = plt.subplots(figsize=(6.4, 3.0), layout="constrained")
    axes.plot(thresholds, chosen_on, "--", color="C5", label=stop_words[2])
    axes.plot(thresholds, judged_on, label=stop_words[3])
    axes.axvline(threshold, color="C3", linestyle=":")
    axes.set(xlabel=stop_words[0], ylabel=stop_words[1])
    axes.legend(loc="lower right")
    plt.show()
    # --8<-- [end:thresholds]


if __name__ == "__main__":
    main()
