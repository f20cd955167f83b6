"""When the product should answer by itself, and when it should ask a person.

Turns the cost of a wrong answer and the cost of a review into the confidence above which the
product answers alone. Run it: ``python snippets/decisions/human_in_the_loop.py``.
"""

import math


def _check(name: str, value: float, minimum: float, maximum: float = math.inf) -> None:
    """Raise ValueError, naming the argument and its range, where the value is outside it."""
    if not minimum <= value <= maximum or value == math.inf:
        allowed = f"at least {minimum}" if maximum == math.inf else f"from {minimum} to {maximum}"
        raise ValueError(f"{name} must be {allowed}, got {value}")


# --8<-- [start:thresholds]
def decision_threshold(cost_false_positive: float, cost_false_negative: float) -> float:
    """Return the probability from which acting is cheaper than not acting.

    Args:
        cost_false_positive: What it costs to act where one should not have, above the cost of
            rightly not acting (c10 - c00 of a cost matrix), in any currency.
        cost_false_negative: What it costs not to act where one should have, above the cost of
            rightly acting (c01 - c11), in the same currency.

    Returns:
        Share from 0 to 1: act where P(should act) is at least this.

    Raises:
        ValueError: A cost is negative, or both are 0.

    Source: Elkan 2001, sec. 1.3.

    """
    _check("cost_false_positive", cost_false_positive, 0)
    _check("cost_false_negative", cost_false_negative, 0)
    if cost_false_positive + cost_false_negative == 0:
        raise ValueError(
            "cost_false_negative must be above 0 where cost_false_positive is 0, "
            f"got {cost_false_negative}"
        )
    return cost_false_positive / (cost_false_positive + cost_false_negative)


def review_threshold(error_cost: float, review_cost: float, reviewer_error: float = 0.0) -> float:
    """Return the confidence from which answering alone is cheaper than a review.

    Args:
        error_cost: What one wrong answer costs, whoever gave it.
        review_cost: What one review by a person costs, in the same currency.
        reviewer_error: Share of reviewed answers that are still wrong.

    Returns:
        Answer alone where P(correct) is at least this. At or below 0: never review. Above 1:
        review everything.

    Raises:
        ValueError: error_cost is not above 0, review_cost is negative, or reviewer_error is not
            in 0 to 1.

    Source: Chow's rule (Charoenphakdee et al. 2021), with a reviewer who errs.

    """
    if not 0 < error_cost < math.inf:
        raise ValueError(f"error_cost must be above 0, got {error_cost}")
    _check("review_cost", review_cost, 0)
    _check("reviewer_error", reviewer_error, 0, 1)
    return 1.0 - review_cost / error_cost - reviewer_error


# --8<-- [end:thresholds]


# --8<-- [start:cost]
def expected_cost(
    probabilities: list[float],
    threshold: float,
    error_cost: float,
    review_cost: float,
    reviewer_error: float = 0.0,
) -> float:
    """Return what an item costs on average when items below the threshold go to a person.

    Args:
        probabilities: P(correct) of each item, calibrated: of the items given 0.9, nine in ten
            are right.
        threshold: Items with at least this P(correct) are answered without a person.
        error_cost: What one wrong answer costs.
        review_cost: What one review costs, in the same currency.
        reviewer_error: Share of reviewed answers that are still wrong.

    Returns:
        Cost an item, in the currency of the costs. The product's own running cost is not in it.

    Raises:
        ValueError: There are no items, a probability is not in 0 to 1, or a cost is out of range.

    """
    review_threshold(error_cost, review_cost, reviewer_error)  # checks the three arguments
    if not probabilities:
        raise ValueError("probabilities must hold at least 1 item, got none")
    total = 0.0
    for probability in probabilities:
        _check("probabilities", probability, 0, 1)
        if probability >= threshold:
            total += (1.0 - probability) * error_cost
        else:
            total += review_cost + reviewer_error * error_cost
    return total / len(probabilities)


# --8<-- [end:cost]


# --8<-- [start:worked-example]
def worked_example(inputs: dict) -> dict:
    """Return threshold, automation rate, costs and review load for human_in_the_loop.toml.

    Args:
        inputs: One value for each named input.

    Returns:
        One value for each named output; costs an item in the currency of the inputs, review_load
        in people busy all the time (erlang).

    Raises:
        ValueError: An input is outside its range.

    """
    error_cost = inputs["error_cost"]
    review_cost = inputs["review_cost"]
    reviewer_error = inputs["reviewer_error"]
    probabilities = inputs["probabilities"]
    _check("items_per_hour", inputs["items_per_hour"], 0)
    _check("review_minutes", inputs["review_minutes"], 0)
    for wrong, right in (
        ("cost_act_wrong", "cost_leave_right"),
        ("cost_leave_wrong", "cost_act_right"),
    ):
        if not inputs[right] <= inputs[wrong] < math.inf:
            raise ValueError(
                f"{wrong} must be at least {right} = {inputs[right]}, got {inputs[wrong]}"
            )
    to_act = inputs["cost_act_wrong"] - inputs["cost_leave_right"]
    to_leave = inputs["cost_leave_wrong"] - inputs["cost_act_right"]
    if to_act == 0 and to_leave == 0:
        raise ValueError(
            f"cost_leave_wrong must be above {inputs['cost_act_right']} where cost_act_wrong is "
            f"{inputs['cost_act_wrong']}, got {inputs['cost_leave_wrong']}"
        )
    threshold = review_threshold(error_cost, review_cost, reviewer_error)
    cost = expected_cost(probabilities, threshold, error_cost, review_cost, reviewer_error)
    automated = [probability for probability in probabilities if probability >= threshold]
    reviews_per_hour = inputs["items_per_hour"] * (1.0 - len(automated) / len(probabilities))
    review_load = reviews_per_hour * inputs["review_minutes"] / 60.0
    expected_errors = sum(1.0 - probability for probability in automated)
    return {
        "threshold": threshold,
        "automation_rate": len(automated) / len(probabilities),
        "automatic_error_rate": expected_errors / len(automated) if automated else 0.0,
        "cost_per_item": cost,
        "cost_all_automatic": expected_cost(
            probabilities, 0.0, error_cost, review_cost, reviewer_error
        ),
        "cost_all_reviewed": review_cost + reviewer_error * error_cost,
        "reviews_per_hour": reviews_per_hour,
        "review_load": review_load,
        # with exactly as many people as the load the queue grows without end
        "least_reviewers": int(review_load) + 1 if review_load > 0 else 0,
        "act_threshold": decision_threshold(to_act, to_leave),
    }


# --8<-- [end:worked-example]


def draw_cost(language: str) -> object:
    """Return a matplotlib Figure: cost an item against the threshold, for the worked example."""
    from example_inputs import example_inputs
    from matplotlib.figure import Figure

    labels = {
        "zh": {
            "x": "门槛：把握达到多少就自动回答",
            "y": "每条的期望成本（美元）",
            "cost": "按门槛分流",
            "best": "模型算出的门槛",
            "review": "全部人工复核",
            "automatic": "全部自动",
        },
        "en": {
            "x": "threshold: answer alone from this confidence",
            "y": "expected cost an item (USD)",
            "cost": "split at the threshold",
            "best": "threshold of the model",
            "review": "a person reviews everything",
            "automatic": "everything automatic",
        },
    }[language]
    inputs = example_inputs(__file__)
    result = worked_example(inputs)
    costs = (inputs["error_cost"], inputs["review_cost"], inputs["reviewer_error"])
    thresholds = sorted([0.35, 1.001] + inputs["probabilities"])
    values = [expected_cost(inputs["probabilities"], one, *costs) for one in thresholds]
    figure = Figure(figsize=(6.4, 3.6))
    axes = figure.add_subplot()
    axes.axhline(result["cost_all_automatic"], color="C3", linestyle=":", label=labels["automatic"])
    axes.axhline(result["cost_all_reviewed"], color="C1", linestyle="--", label=labels["review"])
    # a threshold between two items treats them as the upper one does: the step ends on its right
    axes.step(thresholds, values, where="pre", color="C0", label=labels["cost"])
    axes.axvline(result["threshold"], color="C2", label=labels["best"])
    axes.set_xlim(0.4, 1.0)
    axes.set_ylim(0, 1.1 * result["cost_all_automatic"])
    axes.set_xlabel(labels["x"])
    axes.set_ylabel(labels["y"])
    axes.legend(loc="lower left")
    return figure


def main() -> None:
    """Print the worked example."""
    from example_inputs import example_inputs

    inputs = example_inputs(__file__)
    result = worked_example(inputs)
    print(f"answer alone where P(correct) is at least {result['threshold']:.2f}")
    for probability in (0.99, 0.90):
        alone = probability >= result["threshold"]
        print(f"  an item with P = {probability:.2f}: {'automatic' if alone else 'review'}")
    print(f"automated                  {100 * result['automation_rate']:6.0f} %")
    print(f"wrong among the automated  {100 * result['automatic_error_rate']:6.1f} %")
    print(f"cost an item, split        {result['cost_per_item']:6.2f} USD")
    print(f"cost an item, all automatic{result['cost_all_automatic']:6.2f} USD")
    print(f"cost an item, all reviewed {result['cost_all_reviewed']:6.2f} USD")
    print(f"reviews                    {result['reviews_per_hour']:6.0f} an hour")
    print(f"review load                {result['review_load']:6.2f} people busy all the time")
    print(f"fewest reviewers           {result['least_reviewers']:6d}")
    print(f"act where P(should act) is at least {result['act_threshold']:.3f}")


if __name__ == "__main__":
    main()
