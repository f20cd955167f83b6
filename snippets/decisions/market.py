"""How large the reachable market is, with what uncertainty, and how fast it can fill.

Multiplies three-point estimates by simulation, and spreads adoption over the years with the Bass
model. Run it: ``python snippets/decisions/market.py``.
"""

import math

from probability import quantile, seeded, uniform

CELLS = 512
GRID = 1024


def _check(name: str, value: float, minimum: float, maximum: float = math.inf) -> None:
    """Raise ValueError, naming the argument and its range, where the value is outside it."""
    if not minimum <= value <= maximum or abs(value) == math.inf:
        allowed = f"at least {minimum}" if maximum == math.inf else f"from {minimum} to {maximum}"
        raise ValueError(f"{name} must be {allowed}, got {value}")


def _check_bass(p: float, q: float) -> None:
    """Raise ValueError unless p is above 0 and q at least 0, both finite."""
    if not 0 < p < math.inf:
        raise ValueError(f"p must be above 0, got {p}")
    _check("q", q, 0)


# --8<-- [start:bass]
def bass_adoption(t: float, p: float, q: float) -> float:
    """Return the share of the final market that has adopted after t years.

    Args:
        t: Years since the launch.
        p: Coefficient of innovation a year: those who start on their own.
        q: Coefficient of imitation a year: those who follow others.

    Returns:
        Share from 0 to 1.

    Raises:
        ValueError: t or q is negative, or p is not above 0.

    Source: Bass 1969.

    """
    _check("t", t, 0)
    _check_bass(p, q)
    decay = math.exp(-(p + q) * t)
    return (1.0 - decay) / (1.0 + q / p * decay)


def bass_peak(p: float, q: float) -> tuple[float, float, float]:
    """Return when adoption is fastest, the share adopted by then, and the rate at that time.

    Args:
        p: Coefficient of innovation a year.
        q: Coefficient of imitation a year.

    Returns:
        (years, share adopted, share of the market a year). Where q is not above p, adoption only
        slows down: the peak is the launch.

    Raises:
        ValueError: p is not above 0, or q is negative.

    Source: Bass 1969.

    """
    _check_bass(p, q)
    if q <= p:
        return 0.0, 0.0, p
    return math.log(q / p) / (p + q), 0.5 - p / (2.0 * q), (p + q) ** 2 / (4.0 * q)


# --8<-- [end:bass]


# --8<-- [start:size]
def _check_estimate(name: str, low: float, mode: float, high: float) -> None:
    """Raise ValueError unless 0 <= low <= mode <= high and high is finite."""
    _check(name, low, 0)
    _check(name, high, low)
    _check(name, mode, low, high)


def pert_mean(low: float, mode: float, high: float) -> float:
    """Return the mean of a three-point (PERT) estimate.

    Args:
        low: Smallest possible value.
        mode: Likeliest value.
        high: Largest possible value, in the same unit.

    Returns:
        (low + 4 mode + high) / 6, in that unit.

    Raises:
        ValueError: A value is negative, or they are not in order.

    Source: Malcolm et al. 1959.

    """
    _check_estimate("low, mode, high", low, mode, high)
    return (low + 4.0 * mode + high) / 6.0


def _pert_table(low: float, mode: float, high: float) -> list[float]:
    """Return CELLS + 1 values between which the estimate lies with equal probability.

    The distribution function, integrated on a grid and read backwards: a uniform random number
    then becomes a draw by one look-up, which also small interpreters do quickly.
    """
    if high == low:
        return [low] * (CELLS + 1)
    place = (mode - low) / (high - low)
    a, b = 4.0 * place, 4.0 - 4.0 * place
    density = [(i / GRID) ** a * (1.0 - i / GRID) ** b for i in range(GRID + 1)]
    below = [0.0]
    for i in range(GRID):
        below.append(below[i] + density[i] + density[i + 1])
    table = [low]
    i = 0
    for cell in range(1, CELLS):
        target = below[GRID] * cell / CELLS
        while below[i + 1] < target:
            i += 1
        part = (target - below[i]) / (below[i + 1] - below[i])
        table.append(low + (high - low) * (i + part) / GRID)
    table.append(high)
    return table


def _market_draws(factors: list[tuple[float, float, float]], draws: int, seed: int) -> list[float]:
    """Return the product of one draw of each factor, `draws` times.

    The draws lie evenly (each factor takes steps of a power of 1/root, root**(n + 1) = root + 1 for
    n factors, from a random start): a few thousand tell as much as a hundred times as many that are
    left to chance.
    """
    state = seeded(seed)
    root = 1.5
    for _ in range(60):
        root = (1.0 + root) ** (1.0 / (len(factors) + 1))
    products = [1.0] * draws
    step = 1.0
    for low, mode, high in factors:
        table = _pert_table(low, mode, high)
        step /= root
        place = uniform(state)
        for k in range(draws):
            place = (place + step) % 1.0
            position = place * CELLS
            cell = int(position)
            edge = table[cell]
            products[k] *= edge + (position - cell) * (table[cell + 1] - edge)
    return products


def market_quantiles(
    factors: list[tuple[float, float, float]], draws: int = 4000, seed: int = 7
) -> dict[str, float]:
    """Return mean and quantiles of a product of uncertain factors.

    Args:
        factors: (low, mode, high) of each factor, none negative; PERT estimates, independent.
        draws: Number of simulated markets.
        seed: Start of the random stream: the same seed gives the same answer.

    Returns:
        mean, p10, p50 and p90 (nine markets in ten are smaller than p90), in the product of the
        units of the factors.

    Raises:
        ValueError: There are no factors, one is not in order, draws is not a whole number from 100
            to 1000000, or seed is not a whole number of at least 0.

    """
    if not factors:
        raise ValueError("factors must hold at least 1 factor, got none")
    for low, mode, high in factors:
        _check_estimate("factors", low, mode, high)
    _check("draws", draws, 100, 1000000)
    if draws != int(draws):
        raise ValueError(f"draws must be a whole number from 100 to 1000000, got {draws}")
    # left unsorted: MicroPython's sort, within quantile, is slow on what is sorted already
    products = _market_draws(factors, int(draws), seed)
    return {
        "mean": sum(products) / len(products),
        "p10": quantile(products, 0.1),
        "p50": quantile(products, 0.5),
        "p90": quantile(products, 0.9),
    }


# --8<-- [end:size]


def _log_spread(low: float, mode: float, high: float) -> float:
    """Return ln(E[X^2] / E[X]^2) of a PERT estimate; it adds up over independent factors."""
    mean = pert_mean(low, mode, high)
    if mean == 0:
        return 0.0
    # a beta distribution whose shapes add up to 6 has the variance (mean - low)(high - mean) / 7
    return math.log(1.0 + (mean - low) * (high - mean) / 7.0 / mean**2)


# --8<-- [start:worked-example]
def worked_example(inputs: dict) -> dict:
    """Return market size, what drives its spread, and adoption, for the inputs of market.toml.

    Args:
        inputs: One value for each named input.

    Returns:
        One value for each named output; money in USD a year, shares from 0 to 1, time in years.

    Raises:
        ValueError: An input is outside its range.

    """
    factors = []
    for name in ("customers", "paying_share", "revenue"):
        low, mode, high = inputs[name + "_low"], inputs[name + "_mode"], inputs[name + "_high"]
        _check(name + "_low", low, 0)
        _check(name + "_high", high, low)
        _check(name + "_mode", mode, low, high)
        factors.append((low, mode, high))
    _check("paying_share_high", inputs["paying_share_high"], 0, 1)
    p, q = inputs["p"], inputs["q"]
    size = market_quantiles(factors, inputs["draws"], inputs["seed"])
    peak_years, peak_share, peak_rate = bass_peak(p, q)
    payers = pert_mean(*factors[0]) * pert_mean(*factors[1])
    spreads = [_log_spread(*factor) for factor in factors]
    total = sum(spreads) or 1.0
    result = {
        "som_mean": size["mean"],
        "som_p10": size["p10"],
        "som_p50": size["p50"],
        "som_p90": size["p90"],
        "product_of_modes": factors[0][1] * factors[1][1] * factors[2][1],
        "spread_customers": spreads[0] / total,
        "spread_paying_share": spreads[1] / total,
        "spread_revenue": spreads[2] / total,
        "peak_years": peak_years,
        "peak_share": peak_share,
        "peak_rate": peak_rate,
        "payers_at_the_end": payers,
    }
    for year in (1, 2, 3, 5, 10):
        result[f"adopted_year_{year}"] = bass_adoption(year, p, q)
        result[f"payers_year_{year}"] = payers * bass_adoption(year, p, q)
    result["revenue_year_3"] = size["p50"] * result["adopted_year_3"]
    return result


# --8<-- [end:worked-example]


def draw_adoption(language: str) -> object:
    """Return a matplotlib Figure: share adopted and rate of adoption over the years."""
    from example_inputs import example_inputs
    from matplotlib.figure import Figure

    labels = {
        "zh": {
            "x": "上市后年数",
            "y": "占最终市场（%）",
            "all": "累计已采用",
            "rate": "每年新采用",
        },
        "en": {
            "x": "years since launch",
            "y": "share of the final market (%)",
            "all": "adopted so far",
            "rate": "adopting per year",
        },
    }[language]
    inputs = example_inputs(__file__)
    p, q = inputs["p"], inputs["q"]
    years = [one / 4 for one in range(61)]
    adopted = [bass_adoption(one, p, q) for one in years]
    rates = [100 * (p + q * one) * (1 - one) for one in adopted]
    when, share, rate = bass_peak(p, q)
    figure = Figure(figsize=(6.4, 3.6))
    axes = figure.add_subplot()
    axes.plot(years, [100 * one for one in adopted], color="C0", label=labels["all"])
    axes.plot(years, rates, color="C1", label=labels["rate"])
    axes.plot([when, when], [100 * rate, 100 * share], "o", color="C3")
    axes.axvline(when, color="C3", linestyle=":")
    axes.set_xlim(0, 15)
    axes.set_ylim(0, 100)
    axes.set_xlabel(labels["x"])
    axes.set_ylabel(labels["y"])
    axes.legend(loc="upper left")
    return figure


def draw_size(language: str) -> object:
    """Return a matplotlib Figure: the simulated markets, with P10, P50 and P90."""
    from example_inputs import example_inputs
    from matplotlib.figure import Figure

    labels = {
        "zh": {
            "x": "每年可获得市场（万美元）",
            "y": "占模拟次数（%）",
            "modes": "三个最可能值之积",
        },
        "en": {
            "x": "obtainable market (million USD a year)",
            "y": "share of the simulations (%)",
            "modes": "product of likeliest values",
        },
    }[language]
    inputs = example_inputs(__file__)
    result = worked_example(inputs)
    names = ("customers", "paying_share", "revenue")
    factors = [
        (inputs[f"{name}_low"], inputs[f"{name}_mode"], inputs[f"{name}_high"]) for name in names
    ]
    values = [one / 1e6 for one in _market_draws(factors, inputs["draws"], inputs["seed"])]
    counts = [0.0] * 30
    for value in values:
        if value < 30:
            counts[int(value)] += 100 / len(values)
    figure = Figure(figsize=(6.4, 3.6))
    axes = figure.add_subplot()
    axes.bar([one + 0.5 for one in range(30)], counts, width=0.9, color="C0")
    top = max(counts)
    for name in ("p10", "p50", "p90"):
        place = result["som_" + name] / 1e6
        axes.axvline(place, color="C3", linestyle="--")
        axes.annotate(name.upper(), (place + 0.15, 1.1 * top))
    axes.axvline(result["product_of_modes"] / 1e6, color="C2", linestyle=":", label=labels["modes"])
    axes.set_xlim(0, 30)
    axes.set_ylim(0, 1.2 * top)
    in_a_million = {"zh": 100, "en": 1}[language]  # Chinese counts money in ten thousands
    axes.set_xticks(range(0, 31, 5), [str(in_a_million * one) for one in range(0, 31, 5)])
    axes.set_xlabel(labels["x"])
    axes.set_ylabel(labels["y"])
    axes.legend(loc="upper right", bbox_to_anchor=(1.0, 0.8))
    return figure


def main() -> None:
    """Print the worked example."""
    from example_inputs import example_inputs

    inputs = example_inputs(__file__)
    result = worked_example(inputs)
    print("obtainable market, million USD a year")
    for name in ("p10", "p50", "p90", "mean"):
        print(f"  {name:<5}{result['som_' + name] / 1e6:6.1f}")
    print(f"  product of the likeliest values {result['product_of_modes'] / 1e6:.1f}")
    print("share of the spread")
    for name in ("customers", "paying_share", "revenue"):
        print(f"  {name:<13}{100 * result['spread_' + name]:5.0f} %")
    print(
        f"adoption peaks after {result['peak_years']:.1f} years "
        f"at {100 * result['peak_rate']:.1f} % of the market a year, "
        f"{100 * result['peak_share']:.0f} % already in"
    )
    for year in (1, 2, 3, 5, 10):
        print(
            f"  year {year:>2}: {100 * result[f'adopted_year_{year}']:5.1f} % adopted, "
            f"{result[f'payers_year_{year}']:6.0f} paying customers"
        )
    print(f"median revenue in year 3: {result['revenue_year_3'] / 1e6:.1f} million USD")


if __name__ == "__main__":
    main()
