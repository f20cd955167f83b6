"""Three years of a small AI business, month by month, for one set of inputs.

A support assistant for online shops: token bills, a desk of people that keeps a promise about
waiting, churn, the cost of winning shops, a fixed team. Built on the decision models
token_economics, capacity and unit_economics.

Run it with snippets/decisions on the path: PYTHONPATH=snippets/decisions python business_case.py
"""

# --8<-- [start:imports]
from typing import NamedTuple

from capacity import servers_needed
from token_economics import request_cost
from unit_economics import lifetime_value

# --8<-- [end:imports]


# --8<-- [start:inputs]
class Range(NamedTuple):
    """A three-point estimate: lowest, likeliest, highest believable."""

    low: float
    likely: float
    high: float


# Where a range comes from. "case": the data file of support_assistant_case, which says what is
# cited and what is constructed; "spread": its likeliest value, the ends assumed for this lab;
# "paths": the scenarios of price_paths; "assumed": for this lab.
RANGES: dict[str, tuple[Range, str]] = {
    "price": (Range(299, 449, 649), "case"),  # USD a shop a month, after discounts
    "price_kept": (Range(0.5, 1.0, 1.0), "paths"),  # selling price after a year, share of today's
    "new_shops": (Range(4, 8, 14), "assumed"),  # won a month
    "monthly_churn": (Range(0.02, 0.03, 0.06), "spread"),  # share of the shops that leave
    "acquisition_cost": (Range(1500, 2500, 3500), "spread"),  # USD a shop won
    "conversations": (Range(1500, 2500, 4500), "spread"),  # a shop a month
    "requests": (Range(2, 3, 6), "spread"),  # a conversation
    "output_tokens": (Range(150, 250, 800), "spread"),  # a request, reasoning included
    "token_decline": (Range(1, 3, 10), "paths"),  # tokens get this many times cheaper a year
    "escalations": (Range(2, 4, 8), "assumed"),  # conversations a shop hands to our desk, a month
    "other_cost": (Range(25, 40, 60), "assumed"),  # USD a shop a month, the desk apart
    "team": (Range(6000, 9000, 14000), "assumed"),  # USD a month, whatever the number of shops
}

Inputs = dict[str, float]  # one value of each


def likeliest() -> Inputs:
    """Return the likeliest value of every input."""
    return {name: estimate.likely for name, (estimate, _) in RANGES.items()}


# --8<-- [end:inputs]

# --8<-- [start:fixed]
# From the same data file: tokens and list prices of a request, the promise of the desk.
INPUT_TOKENS, CACHED_TOKENS = 3000, 2000
INPUT_PRICE, CACHED_PRICE, OUTPUT_PRICE = 1.5, 0.15, 7.5  # USD per million tokens
WAGE, HANDLING_MINUTES = 18, 6  # USD an hour; a conversation at the desk
WAIT_MINUTES, TARGET, MAX_OCCUPANCY = 1.0, 0.8, 0.85
PEAK_TO_MEAN = 3
DESK_HOURS = 176  # a month, 8 hours on 22 days: assumed
MONTHS = 36
# --8<-- [end:fixed]


# --8<-- [start:tokens]
def token_bill(inputs: Inputs, month: int) -> float:
    """Return what the tokens of one shop cost in a month, counted from 0 (USD)."""
    request = request_cost(
        INPUT_TOKENS,
        CACHED_TOKENS,
        inputs["output_tokens"],
        INPUT_PRICE,
        CACHED_PRICE,
        OUTPUT_PRICE,
    )
    today = inputs["conversations"] * inputs["requests"] * request
    return float(today / inputs["token_decline"] ** (month / 12))


def selling_price(inputs: Inputs, month: int) -> float:
    """Return what a shop pays in a month, counted from 0 (USD)."""
    return float(inputs["price"] * inputs["price_kept"] ** (month / 12))


# --8<-- [end:tokens]


# --8<-- [start:desk]
def people_on_duty(inputs: Inputs, shops: float) -> int:
    """Return how many people keep the promise of the desk in the busy hour (Erlang C)."""
    if shops <= 0:
        return 0
    a_minute = PEAK_TO_MEAN * shops * inputs["escalations"] / (DESK_HOURS * 60)
    return servers_needed(a_minute, 1 / HANDLING_MINUTES, WAIT_MINUTES, TARGET, MAX_OCCUPANCY)


def desk_bill(inputs: Inputs, shops: float) -> float:
    """Return what the desk costs a month (USD): people on duty for all its hours."""
    return people_on_duty(inputs, shops) * DESK_HOURS * WAGE


# --8<-- [end:desk]


# --8<-- [start:months]
class Month(NamedTuple):
    """One month of the business; money in USD."""

    shops: float
    revenue: float
    tokens: float
    desk: float
    other: float
    acquisition: float
    team: float

    @property
    def cash(self) -> float:
        """What the month adds to the bank account."""
        costs = self.tokens + self.desk + self.other + self.acquisition + self.team
        return self.revenue - costs

    @property
    def gross_margin(self) -> float:
        """Share of the revenue left after serving the shops; the fixed team is not in it."""
        return 1 - (self.tokens + self.desk + self.other) / self.revenue


def live(inputs: Inputs, months: int = MONTHS) -> list[Month]:
    """Return the months of the business for one set of inputs."""
    shops = 0.0
    lived = []
    for month in range(months):
        shops = shops * (1 - inputs["monthly_churn"]) + inputs["new_shops"]
        lived.append(
            Month(
                shops,
                shops * selling_price(inputs, month),
                shops * token_bill(inputs, month),
                desk_bill(inputs, shops),
                shops * inputs["other_cost"],
                inputs["new_shops"] * inputs["acquisition_cost"],
                inputs["team"],
            )
        )
    return lived


# --8<-- [end:months]


# --8<-- [start:ratio]
def observed_ratio(inputs: Inputs, month: int) -> float:
    """Return LTV/CAC as one would compute it from the books of that month, counted from 0."""
    state = live(inputs, month + 1)[-1]
    lifetime = lifetime_value(
        selling_price(inputs, month), state.gross_margin, inputs["monthly_churn"]
    )
    return lifetime / inputs["acquisition_cost"]


# --8<-- [end:ratio]


def main() -> None:
    """Print a few months of the likeliest case."""
    inputs = likeliest()
    print(f"{'month':>5}{'shops':>7}{'revenue':>9}{'tokens':>8}{'desk':>8}{'cash':>9}   USD")
    for number, month in enumerate(live(inputs), start=1):
        if number in (1, 6, 12, 24, 36):
            print(
                f"{number:5}{month.shops:7.0f}{month.revenue:9.0f}{month.tokens:8.0f}"
                f"{month.desk:8.0f}{month.cash:9.0f}"
            )
    print(f"LTV/CAC from the books of month 12: {observed_ratio(inputs, 11):.1f}")


if __name__ == "__main__":
    main()
