"""From which monthly volume renting GPUs is cheaper than paying an API.

Run it: ``python snippets/decisions/self_hosting.py``.
"""

# --8<-- [start:checks]
import math


def _check(name: str, value: float, minimum: float, maximum: float = math.inf) -> None:
    """Raise ValueError, naming the argument and its range, where the value is outside it."""
    if not minimum <= value <= maximum or value == math.inf:
        allowed = f"at least {minimum}" if maximum == math.inf else f"from {minimum} to {maximum}"
        raise ValueError(f"{name} must be {allowed}, got {value}")


def _check_positive(name: str, value: float) -> None:
    """Raise ValueError where the value is not a finite number above 0."""
    if not 0 < value < math.inf:
        raise ValueError(f"{name} must be above 0, got {value}")


# --8<-- [end:checks]


# --8<-- [start:bills]
def monthly_cost(
    gpus: float,
    gpu_hour_price: float,
    hours: float = 730.0,
    overhead: float = 0.0,
    fixed: float = 0.0,
) -> float:
    """Return the monthly bill of rented GPUs. An idle GPU is billed: use does not lower it.

    Args:
        gpus: GPUs rented.
        gpu_hour_price: USD per GPU-hour.
        hours: Hours billed a month; 730 is the whole month.
        overhead: Storage, traffic and spares as a share of the rent.
        fixed: People and operations, USD a month.

    Returns:
        USD a month.

    Raises:
        ValueError: An argument is negative, or hours exceed a month (744).
    """
    _check("gpus", gpus, 0)
    _check("gpu_hour_price", gpu_hour_price, 0)
    _check("hours", hours, 0, 744)
    _check("overhead", overhead, 0)
    _check("fixed", fixed, 0)
    return gpus * gpu_hour_price * hours * (1 + overhead) + fixed


def blended_price(
    input_tokens: float, output_tokens: float, input_price: float, output_price: float
) -> float:
    """Return the API price of the mix of input and output.

    Args:
        input_tokens: Input tokens, in any unit.
        output_tokens: Output tokens, in the same unit.
        input_price: USD per million input tokens.
        output_price: USD per million output tokens.

    Returns:
        USD per million tokens, weighted by the mix.

    Raises:
        ValueError: An argument is negative, or there are no tokens at all.
    """
    _check("input_tokens", input_tokens, 0)
    _check("output_tokens", output_tokens, 0)
    _check("input_price", input_price, 0)
    _check("output_price", output_price, 0)
    tokens = input_tokens + output_tokens
    if tokens == 0:
        raise ValueError(f"output_tokens must be above 0 where input_tokens is 0, got {tokens}")
    return (input_tokens * input_price + output_tokens * output_price) / tokens


# --8<-- [end:bills]


# --8<-- [start:break-even]
def break_even_million_tokens(monthly_cost_usd: float, price_per_million: float) -> float:
    """Return the monthly volume at which an API bill equals a fixed bill.

    Args:
        monthly_cost_usd: The fixed bill, USD a month.
        price_per_million: Blended API price, USD per million tokens, above 0.

    Returns:
        Million tokens a month.

    Raises:
        ValueError: monthly_cost_usd is negative, or price_per_million is not above 0.
    """
    _check("monthly_cost_usd", monthly_cost_usd, 0)
    _check_positive("price_per_million", price_per_million)
    return monthly_cost_usd / price_per_million


def gpus_needed(
    tokens_per_month: float,
    tokens_per_second_per_gpu: float,
    peak_to_mean: float = 1.0,
    hours: float = 730.0,
) -> int:
    """Return the whole GPUs that carry the peak of a monthly volume.

    Args:
        tokens_per_month: Tokens a month.
        tokens_per_second_per_gpu: What one GPU serves in tokens/s, batched, as measured.
        peak_to_mean: Busiest hour over the mean hour, at least 1.
        hours: Hours of service a month.

    Returns:
        GPUs, rounded up: the staircase.

    Raises:
        ValueError: An argument is outside its range.
    """
    _check("tokens_per_month", tokens_per_month, 0)
    _check_positive("tokens_per_second_per_gpu", tokens_per_second_per_gpu)
    _check("peak_to_mean", peak_to_mean, 1)
    _check("hours", hours, 1, 744)
    return math.ceil(tokens_per_month * peak_to_mean / (tokens_per_second_per_gpu * 3600 * hours))


# --8<-- [end:break-even]


# --8<-- [start:worked-example]
def worked_example(inputs: dict) -> dict:
    """Return both bills, the break-even and the verdict for the inputs.

    Args:
        inputs: One value for each input of self_hosting.toml.

    Returns:
        One value for each named output. verdict is "api", "self_host" or "close" (the volume lies
        inside the band around the break-even). steady_break_even is the volume in million tokens
        above which self-hosting stays cheaper with the GPUs that the peak needs; infinity: never.

    Raises:
        ValueError: An input is outside its range.
    """
    _check("gpus", inputs["gpus"], 1)
    if not 0 <= inputs["band"] < 1:
        raise ValueError(f"band must be at least 0 and below 1, got {inputs['band']}")
    volume = inputs["input_tokens"] + inputs["output_tokens"]
    price = blended_price(
        inputs["input_tokens"],
        inputs["output_tokens"],
        inputs["input_price"],
        inputs["output_price"],
    )
    if price == 0:
        unpriced = "input_price" if inputs["input_tokens"] > 0 else "output_price"
        raise ValueError(f"{unpriced} must be above 0, got {inputs[unpriced]}")
    speed = inputs["tokens_per_second_per_gpu"]
    peak = inputs["peak_to_mean"]
    hours = inputs["hours"]
    needed = gpus_needed(volume * 1e6, speed, peak, hours)
    gpus = max(inputs["gpus"], needed)
    own = monthly_cost(gpus, inputs["gpu_hour_price"], hours, inputs["overhead"], inputs["fixed"])
    rent = own - inputs["fixed"]
    api = volume * price
    break_even = break_even_million_tokens(own, price)
    low = break_even / (1 + inputs["band"])
    high = break_even / (1 - inputs["band"])

    capacity = speed * 3600 * hours / peak / 1e6
    per_gpu = rent / gpus
    steady = math.inf
    gain = capacity * price - per_gpu
    if gain > 0:
        # Step g starts at (g - 1) x capacity; on the last step that starts below the own bill the
        # two lines cross for the last time.
        last = max(gpus, math.ceil((inputs["fixed"] + capacity * price) / gain) - 1)
        steady = min((last * per_gpu + inputs["fixed"]) / price, last * capacity)
    return {
        "api_bill": api,
        "self_host_bill": own,
        "gpu_rent": rent,
        "blended_price": price,
        "break_even": break_even,
        "break_even_without_people": break_even_million_tokens(rent, price),
        "break_even_low": low,
        "break_even_high": high,
        "gpus_at_break_even": gpus_needed(break_even * 1e6, speed, peak, hours),
        "steady_break_even": steady,
        "break_even_utilisation": break_even * 1e6 / (gpus * speed * 3600 * hours),
        "api_share_of_own_bill": api / own if own > 0 else 0.0,
        "gpus_needed": needed,
        "verdict": "self_host" if volume > high else "api" if volume < low else "close",
    }


# --8<-- [end:worked-example]


def draw_bills(language: str) -> object:
    """Return a matplotlib Figure: both monthly bills against volume."""
    from example_inputs import example_inputs
    from matplotlib.figure import Figure

    labels = {
        "zh": {
            "x": "每月词元数（亿）",
            "y": "每月费用（千美元）",
            "api": "API",
            "one": "自建，只租 1 个 GPU",
            "steps": "自建，按峰值租足 GPU",
            "mark": "盈亏平衡点",
        },
        "en": {
            "x": "tokens a month (billion)",
            "y": "monthly bill (thousand USD)",
            "api": "API",
            "one": "self-hosted, 1 GPU only",
            "steps": "self-hosted, GPUs for the peak",
            "mark": "break-even",
        },
    }[language]
    inputs = example_inputs(__file__)
    result = worked_example(inputs)
    price = result["blended_price"]
    capacity = inputs["tokens_per_second_per_gpu"] * 3.6e-6 * inputs["hours"]
    capacity /= inputs["peak_to_mean"]

    def own(gpus: int) -> float:
        return float(gpus * result["gpu_rent"] + inputs["fixed"]) / 1e3

    figure = Figure(figsize=(6.4, 3.6))
    axes = figure.add_subplot()
    axes.plot([0, 8], [0, 8 * price], "C0", label=labels["api"])
    axes.axhline(own(1), color="C2", linestyle=":", label=labels["one"])
    edges = [0.0] + [capacity * count for count in (1, 2, 3, 4)]
    axes.stairs(
        [own(count) for count in (1, 2, 3, 4)],
        edges,
        color="C1",
        baseline=None,
        linewidth=2,
        label=labels["steps"],
    )
    axes.plot(
        [result["break_even"] / 1e3, result["steady_break_even"] / 1e3],
        [result["break_even"] * price / 1e3, result["steady_break_even"] * price / 1e3],
        "C3",
        marker="o",
        linestyle="none",
        label=labels["mark"],
    )
    axes.set_xlim(0, 8)
    # Chinese counts in units of 10^8, the data are in units of 10^9.
    axes.set_xticks(range(9), [str(tick * 10 if language == "zh" else tick) for tick in range(9)])
    axes.set_ylim(0, 14)
    axes.set_xlabel(labels["x"])
    axes.set_ylabel(labels["y"])
    axes.legend(loc="upper left")
    return figure


def main() -> None:
    """Print the worked example."""
    from example_inputs import example_inputs

    inputs = example_inputs(__file__)
    result = worked_example(inputs)
    print(f"{'API bill':<40}{result['api_bill']:9.0f} USD a month")
    print(f"{'self-hosted bill':<40}{result['self_host_bill']:9.0f} USD a month")
    print(f"{'  of which GPU rent':<40}{result['gpu_rent']:9.0f} USD a month")
    print(f"{'blended API price':<40}{result['blended_price']:9.3f} USD per million tokens")
    print(f"{'break-even':<40}{result['break_even'] / 1e3:9.2f} billion tokens a month")
    print(f"{'  without people':<40}{result['break_even_without_people'] / 1e3:9.2f} billion")
    share = f"API price {inputs['band']:.0%} higher / lower"
    print(
        f"{'  ' + share:<40}{result['break_even_low'] / 1e3:9.2f} to "
        f"{result['break_even_high'] / 1e3:.2f} billion"
    )
    print(f"{'GPUs the peak needs at break-even':<40}{result['gpus_at_break_even']:9d}")
    print(
        f"{'cheaper for good, peak carried, above':<40}"
        f"{result['steady_break_even'] / 1e3:9.2f} billion"
    )
    print(f"{'GPUs needed today':<40}{result['gpus_needed']:9d}")
    print(f"{'API bill over self-hosted bill':<40}{result['api_share_of_own_bill']:9.1%}")
    print(f"{'verdict':<40}{result['verdict']:>9}")


if __name__ == "__main__":
    main()
