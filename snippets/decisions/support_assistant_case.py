"""One case through six models: a support assistant for mid-size online shops, idea to price.

Our own constructed case: no shop and no start-up stands behind it. Each step takes the result of
an earlier one. Run it: ``python snippets/decisions/support_assistant_case.py``.
"""

import math

from capacity import servers_needed
from human_in_the_loop import expected_cost, review_threshold
from market import bass_adoption, market_quantiles, pert_mean
from self_hosting import worked_example as self_hosting
from token_economics import gross_margin, request_cost
from unit_economics import lifetime_value, payback_months


def _check_positive(inputs: dict, name: str) -> float:
    """Return the input, or raise ValueError, naming it, unless it is a finite number above 0."""
    value = inputs[name]
    if not 0 < value < math.inf:
        raise ValueError(f"{name} must be above 0, got {value}")
    return float(value)


def _estimate(inputs: dict, low: str, mode: str, high: str) -> tuple[float, float, float]:
    """Return the three inputs, or raise ValueError, naming the one that is out of order."""
    least, likeliest, most = inputs[low], inputs[mode], inputs[high]
    if not 0 <= least < math.inf:
        raise ValueError(f"{low} must be at least 0, got {least}")
    if not least <= most < math.inf:
        raise ValueError(f"{high} must be at least {low} = {least}, got {most}")
    if not least <= likeliest <= most:
        raise ValueError(f"{mode} must be from {least} to {most}, got {likeliest}")
    return least, likeliest, most


# --8<-- [start:market]
def size_the_market(inputs: dict) -> dict:
    """Step 1, market: yearly sales at the end and shops in the planning year.

    Args:
        inputs: Estimates of shops and paying share, three monthly prices, p, q, planning_year.

    Returns:
        som_p10, som_p50, som_p90 in USD a year; shops in the planning year (whole).

    Raises:
        ValueError: An estimate is not in order or out of range.

    """
    reach = _estimate(inputs, "shops_low", "shops_mode", "shops_high")
    paying = _estimate(inputs, "paying_share_low", "paying_share_mode", "paying_share_high")
    low, price, high = _estimate(inputs, "price_low", "price", "price_high")
    prices = (12 * low, 12 * price, 12 * high)
    size = market_quantiles([reach, paying, prices])
    in_the_end = pert_mean(*reach) * pert_mean(*paying)
    share = bass_adoption(inputs["planning_year"], inputs["p"], inputs["q"])
    return {
        "som_p10": size["p10"],
        "som_p50": size["p50"],
        "som_p90": size["p90"],
        "shops_in_the_end": in_the_end,
        "adopted": share,
        "shops": round(in_the_end * share),
    }


# --8<-- [end:market]


# --8<-- [start:review]
def split_the_work(inputs: dict) -> dict:
    """Step 2, human in the loop: which conversations the assistant answers alone.

    Args:
        inputs: Costs, minutes and wage of the shop, and the calibrated confidences.

    Returns:
        threshold and automation_rate as shares; costs a conversation in USD, today and assisted.

    Raises:
        ValueError: A cost, share or probability is out of range.

    """
    minute = _check_positive(inputs, "wage") / 60.0
    review_cost = _check_positive(inputs, "review_minutes") * minute
    costs = (inputs["error_cost"], review_cost, inputs["reviewer_error"])
    confidences = inputs["probabilities"]
    threshold = review_threshold(*costs)
    assisted = expected_cost(confidences, threshold, *costs)
    by_hand = _check_positive(inputs, "handling_minutes") * minute
    today = by_hand + inputs["reviewer_error"] * inputs["error_cost"]
    alone = [one for one in confidences if one >= threshold]
    return {
        "threshold": threshold,
        "automation_rate": len(alone) / len(confidences),
        "cost_today": today,
        "cost_assisted": assisted,
        "saved_per_conversation": today - assisted,
    }


# --8<-- [end:review]


# --8<-- [start:staff]
def staff_the_desk(inputs: dict, automation_rate: float) -> dict:
    """Step 3, capacity: people on duty in the busy hour, today and with the assistant.

    Args:
        inputs: Conversations of the busy hour, minutes, and the promise in seconds.
        automation_rate: Share answered without a person, from step 2.

    Returns:
        reviews_per_hour; agents_today and reviewers, whole people.

    Raises:
        ValueError: A number is out of range.

    """
    busy = _check_positive(inputs, "busy_hour") / 60.0
    promise = (inputs["wait"] / 60.0, inputs["target"], inputs["max_occupancy"])
    reviews = busy * (1.0 - automation_rate)
    reviewers = 0
    if reviews > 0:
        reviewers = servers_needed(reviews, 1.0 / inputs["review_minutes"], *promise)
    return {
        "reviews_per_hour": 60.0 * reviews,
        "agents_today": servers_needed(busy, 1.0 / inputs["handling_minutes"], *promise),
        "reviewers": reviewers,
    }


# --8<-- [end:staff]


# --8<-- [start:tokens]
def cost_a_shop(inputs: dict) -> dict:
    """Step 4, token economics: what serving one shop for a month costs us.

    Args:
        inputs: Tokens and prices of a request, requests a conversation, conversations a month.

    Returns:
        USD: a conversation's model cost, the shop's model cost, its whole cost of service; the
        gross margin at the price, and in a month with five times the conversations.

    Raises:
        ValueError: A count or price is out of range.

    """
    request = request_cost(
        inputs["input_tokens"],
        inputs["cached_tokens"],
        inputs["output_tokens"],
        inputs["input_price"],
        inputs["cached_price"],
        inputs["output_price"],
    )
    conversation = _check_positive(inputs, "requests_per_conversation") * request
    model = _check_positive(inputs, "conversations") * conversation
    cost = model + inputs["other_cost"]
    price = _check_positive(inputs, "price")
    return {
        "model_cost_conversation": conversation,
        "model_cost_shop": model,
        "cost_of_service": cost,
        "gross_margin": gross_margin(price, cost),
        "gross_margin_rush": gross_margin(price, 5 * model + inputs["other_cost"]),
    }


# --8<-- [end:tokens]


# --8<-- [start:hosting]
def choose_the_hosting(inputs: dict, shops: int) -> dict:
    """Step 5, self-hosting: API or rented GPUs in the planning year.

    Args:
        inputs: Tokens and API prices, GPU price and speed.
        shops: Shops in that year, from step 1.

    Returns:
        Million tokens a month, both bills in USD a month, the verdict, and the number of shops
        above which self-hosting stays cheaper (infinity: never).

    Raises:
        ValueError: A number is out of range.

    """
    requests = inputs["conversations"] * inputs["requests_per_conversation"]
    fresh = inputs["input_tokens"] - inputs["cached_tokens"]
    # what a mean input token costs when most of them come from the cache
    effective = (
        fresh * inputs["input_price"] + inputs["cached_tokens"] * inputs["cached_price"]
    ) / (_check_positive(inputs, "input_tokens"))
    million_a_shop = requests * (inputs["input_tokens"] + inputs["output_tokens"]) / 1e6
    served = max(1, shops)
    result = self_hosting(
        {
            "input_tokens": served * requests * inputs["input_tokens"] / 1e6,
            "output_tokens": served * requests * inputs["output_tokens"] / 1e6,
            "input_price": effective,
            "output_price": inputs["output_price"],
            "gpus": 1,
            "gpu_hour_price": inputs["gpu_hour_price"],
            "hours": 730,
            "overhead": inputs["overhead"],
            "fixed": inputs["fixed"],
            "tokens_per_second_per_gpu": inputs["tokens_per_second_per_gpu"],
            "peak_to_mean": inputs["peak_to_mean"],
            "band": 0.3,
        }
    )
    return {
        "million_tokens": served * million_a_shop,
        "api_bill": result["api_bill"],
        "self_host_bill": result["self_host_bill"],
        "gpus": result["gpus_needed"],
        "hosting": result["verdict"],
        "shops_for_self_hosting": result["steady_break_even"] / million_a_shop,
    }


# --8<-- [end:hosting]


# --8<-- [start:price]
def judge_the_price(inputs: dict, cost: dict, saved_per_conversation: float) -> dict:
    """Step 6, unit economics: lifetime value, and the room between our floor and their ceiling.

    Args:
        inputs: Price, churn, acquisition cost, aim, and the share of the saving a shop gives up.
        cost: The result of step 4.
        saved_per_conversation: USD, from step 2.

    Returns:
        lifetime_value, ratio, payback_months (infinite at a loss); floor and ceiling of the price
        in USD a month; the decision: "launch", "raise", "lower" or "stop"; and the values at which
        it would change.

    Raises:
        ValueError: A number is out of range.

    """
    price, margin = inputs["price"], cost["gross_margin"]
    acquisition = _check_positive(inputs, "acquisition_cost")
    aim = _check_positive(inputs, "target_ratio") * acquisition
    lifetime = lifetime_value(price, margin, inputs["monthly_churn"])
    floor = cost["cost_of_service"] + aim * inputs["monthly_churn"]
    asked = _check_positive(inputs, "value_share") * saved_per_conversation
    ceiling = asked * inputs["conversations"]
    if floor > ceiling:
        decision = "stop"
    elif price < floor:
        decision = "raise"
    else:
        decision = "launch" if price <= ceiling else "lower"
    return {
        "lifetime_value": lifetime,
        "ratio": lifetime / acquisition,
        "payback_months": payback_months(acquisition, price, margin) if margin > 0 else math.inf,
        "floor": floor,
        "ceiling": ceiling,
        "decision": decision,
        "churn_limit": (price - cost["cost_of_service"]) / aim,
        "acquisition_limit": lifetime / inputs["target_ratio"],
        "conversations_limit": price / asked if asked > 0 else 0.0,
    }


# --8<-- [end:price]


# --8<-- [start:worked-example]
def worked_example(inputs: dict) -> dict:
    """Return the results of all six steps for the inputs of support_assistant_case.toml.

    Args:
        inputs: One value for each named input.

    Returns:
        One value for each named output.

    Raises:
        ValueError: An input is outside its range.

    """
    market = size_the_market(inputs)
    review = split_the_work(inputs)
    staff = staff_the_desk(inputs, review["automation_rate"])
    cost = cost_a_shop(inputs)
    hosting = choose_the_hosting(inputs, market["shops"])
    price = judge_the_price(inputs, cost, review["saved_per_conversation"])

    dearer = {}
    dearer.update(inputs)
    dearer["error_cost"] = 2 * inputs["error_cost"]
    careful = split_the_work(dearer)
    doubled = judge_the_price(inputs, cost, careful["saved_per_conversation"])

    result = {}
    for step in (market, review, staff, cost, hosting, price):
        result.update(step)
    result["sales_in_the_planning_year"] = 12 * inputs["price"] * market["shops"]
    result["automation_rate_dearer"] = careful["automation_rate"]
    result["ceiling_dearer"] = doubled["ceiling"]
    result["decision_dearer"] = doubled["decision"]
    return result


# --8<-- [end:worked-example]


def draw_room(language: str) -> object:
    """Return a matplotlib Figure: floor and ceiling of the price against the size of the shop."""
    from example_inputs import example_inputs
    from matplotlib.figure import Figure

    labels = {
        "zh": {
            "x": "每店每月会话数",
            "y": "价格（美元/店/月）",
            "ceiling": "店家愿付上限",
            "floor": "我方价格下限",
            "price": "拟定价格",
        },
        "en": {
            "x": "conversations a shop a month",
            "y": "price (USD a shop a month)",
            "ceiling": "most that a shop would pay",
            "floor": "least that we can live on",
            "price": "planned price",
        },
    }[language]
    inputs = example_inputs(__file__)
    sizes = [1, 1000, 2000, 3000, 4000, 5000]
    floors, ceilings = [], []
    for size in sizes:
        result = worked_example(inputs | {"conversations": size})
        floors.append(result["floor"])
        ceilings.append(result["ceiling"])
    figure = Figure(figsize=(6.4, 3.6))
    axes = figure.add_subplot()
    axes.fill_between(
        sizes,
        floors,
        ceilings,
        where=[high >= low for low, high in zip(floors, ceilings, strict=True)],
        interpolate=True,
        color="C2",
        alpha=0.2,
    )
    axes.plot(sizes, ceilings, "C0", label=labels["ceiling"])
    axes.plot(sizes, floors, "C1", label=labels["floor"])
    axes.axhline(inputs["price"], color="C3", linestyle="--", label=labels["price"])
    axes.plot([inputs["conversations"]], [inputs["price"]], "o", color="C3")
    axes.set_xlim(0, 5000)
    axes.set_ylim(0, 1200)
    axes.set_xlabel(labels["x"])
    axes.set_ylabel(labels["y"])
    axes.legend(loc="upper left")
    return figure


def main() -> None:
    """Print the case, step by step; an arrow marks what came from an earlier step."""
    from example_inputs import example_inputs

    inputs = example_inputs(__file__)
    result = worked_example(inputs)

    def show(text: str, value: float, form: str, unit: str) -> None:
        print(f"   {text:<52}{format(value, form):>9} {unit}")

    print("1 market")
    for name in ("p10", "p50", "p90"):
        show(
            f"sales a year in the end, {name.upper()}", result[f"som_{name}"] / 1e6, ".1f", "M USD"
        )
    show("shops in the end", result["shops_in_the_end"], ".0f", "shops")
    show(f"of them by year {inputs['planning_year']}", 100 * result["adopted"], ".0f", "%")
    show(f"shops in year {inputs['planning_year']}", result["shops"], "d", "shops")
    print("2 human in the loop")
    show("answer alone from P(correct)", result["threshold"], ".3f", "")
    show("answered alone", 100 * result["automation_rate"], ".0f", "%")
    show("a conversation costs the shop today", result["cost_today"], ".2f", "USD")
    show("with the assistant (its own price not counted)", result["cost_assisted"], ".2f", "USD")
    show("saved a conversation", result["saved_per_conversation"], ".2f", "USD")
    print("3 capacity")
    show("-> reviews in the busy hour (from 2)", result["reviews_per_hour"], ".1f", "")
    show("people on duty today", result["agents_today"], "d", "")
    show("reviewers on duty", result["reviewers"], "d", "")
    print("4 token economics")
    show("model cost of a conversation", result["model_cost_conversation"], ".4f", "USD")
    show("model cost of a shop-month", result["model_cost_shop"], ".2f", "USD")
    show("whole cost of service", result["cost_of_service"], ".2f", "USD")
    show(f"gross margin at {inputs['price']} USD", 100 * result["gross_margin"], ".0f", "%")
    show("in a month with 5 times the traffic", 100 * result["gross_margin_rush"], ".0f", "%")
    print("5 self-hosting")
    show("-> tokens of all shops (from 1)", result["million_tokens"] / 1000, ".2f", "G a month")
    show("API bill", result["api_bill"], ".0f", "USD a month")
    show(f"self-hosted bill, {result['gpus']} GPUs", result["self_host_bill"], ".0f", "USD a month")
    print(f"   verdict: {result['hosting']}")
    show("self-hosting is cheaper from", result["shops_for_self_hosting"], ".0f", "shops")
    print("6 unit economics")
    show("-> lifetime value (margin from 4)", result["lifetime_value"], ".0f", "USD")
    show("LTV/CAC", result["ratio"], ".2f", "")
    show("payback", result["payback_months"], ".1f", "months")
    show("-> least price (cost from 4)", result["floor"], ".0f", "USD a month")
    show("-> most a shop would pay (saving from 2)", result["ceiling"], ".0f", "USD a month")
    print(f"   decision at {inputs['price']} USD a month: {result['decision']}")
    print("what would change it")
    show("churn above", 100 * result["churn_limit"], ".1f", "% a month")
    show("acquisition cost above", result["acquisition_limit"], ".0f", "USD")
    show("shops smaller than", result["conversations_limit"], ".0f", "conversations a month")
    show("errors twice as dear: answered alone", 100 * result["automation_rate_dearer"], ".0f", "%")
    show("  then a shop would pay at most", result["ceiling_dearer"], ".0f", "USD a month")
    print(f"   and the decision would be: {result['decision_dearer']}")


if __name__ == "__main__":
    main()
