"""Which of several models people prefer, by how much, and whether the gap is real.

The Bradley-Terry model fitted to counts of pairwise votes, its translation to the Elo scale, and
a bootstrap interval: the votes drawn again, many times, from themselves.

Run it: ``python snippets/decisions/pairwise_rating.py``
"""

# --8<-- [start:setup]
import math

from probability import quantile, seeded, uniform


def _check_wins(wins: list[list[float]]) -> None:
    """Raise ValueError unless wins is a square table of counts from 0."""
    size = len(wins)
    if size < 2:
        raise ValueError(f"wins must compare two candidates or more, got {size}")
    for i in range(size):
        if len(wins[i]) != size:
            raise ValueError(f"wins must be square, got {size} rows and one of {len(wins[i])}")
        for j in range(size):
            if not 0.0 <= wins[i][j] < math.inf:
                raise ValueError(f"wins must hold counts of at least 0, got {wins[i][j]}")
        if wins[i][i] != 0:
            raise ValueError(f"wins must be 0 against oneself, got {wins[i][i]}")


def _reached(wins: list[list[float]], start: int, forward: bool) -> int:
    """Count the candidates reached from start along wins (or, backward, along losses)."""
    seen = [start]
    for i in seen:  # the list grows while it is read
        for j in range(len(wins)):
            if j not in seen and (wins[i][j] if forward else wins[j][i]) > 0:
                seen.append(j)
    return len(seen)


def _connected(wins: list[list[float]]) -> bool:
    """Tell whether every candidate beat every other, directly or through a chain of wins."""
    return _reached(wins, 0, True) == len(wins) == _reached(wins, 0, False)


# --8<-- [end:setup]


# --8<-- [start:fit]
def _fit(wins: list[list[float]], start: list[float], tolerance: float) -> list[float]:
    """Return the log-strengths (sum 0) of greatest likelihood, from a start of strengths.

    Stops when a round changes no strength by more than the tolerance (relative).
    """
    every = range(len(wins))
    total = [sum(row) for row in wins]
    met = [[wins[i][j] + wins[j][i] for j in every] for i in every]
    strength = list(start)
    for _ in range(100000):
        change = 0.0
        for i in every:
            own = strength[i]
            row = met[i]
            meetings = 0.0
            for j in every:
                meetings += row[j] / (own + strength[j])
            new = total[i] / meetings
            change = max(change, abs(new - own) / new)
            strength[i] = new
        if change < tolerance:
            break
    theta = [math.log(value) for value in strength]
    mean = sum(theta) / len(theta)
    return [value - mean for value in theta]


def bradley_terry(wins: list[list[float]]) -> list[float]:
    """Return the log-strength of each candidate, fitted to counts of pairwise wins.

    Args:
        wins: Square table; wins[i][j] times that candidate i beat candidate j. A tie may be
            entered as half a win for each.

    Returns:
        Log-strengths theta, summing to 0: candidate i beats j with probability
        1 / (1 + exp(theta_j - theta_i)).

    Raises:
        ValueError: The table is not square, holds a negative count, or the candidates fall into
            two groups of which one never beat the other: then no finite strengths fit best.

    Source: Zermelo 1929, Ford 1957; the MM algorithm as in Hunter 2004, one candidate at a time.
    """
    _check_wins(wins)
    if not _connected(wins):
        raise ValueError(
            "wins must connect every two candidates by a chain of wins in both directions,"
            f" got {wins}"
        )
    return _fit(wins, [1.0] * len(wins), 1e-13)


# --8<-- [end:fit]


# --8<-- [start:elo]
def elo_expected(rating_a: float, rating_b: float) -> float:
    """Return the probability that a beats b, from their Elo ratings (base 10, scale 400).

    Args:
        rating_a: Elo points of a.
        rating_b: Elo points of b.

    Returns:
        Probability, 0 to 1.

    Raises:
        ValueError: A rating is not a finite number.
    """
    for name, value in (("rating_a", rating_a), ("rating_b", rating_b)):
        if not -math.inf < value < math.inf:
            raise ValueError(f"{name} must be a finite number, got {value}")
    gap = (rating_b - rating_a) / 400.0
    if gap > 0.0:  # 10**gap could overflow, 10**-gap only becomes 0
        odds: float = 10.0**-gap
        return odds / (1.0 + odds)
    odds = 10.0**gap
    return 1.0 / (1.0 + odds)


def logit_to_elo(delta: float) -> float:
    """Return the gap in Elo points of a gap in log-strength (theta).

    Raises ValueError where delta is not a finite number.
    """
    if not -math.inf < delta < math.inf:
        raise ValueError(f"delta must be a finite number, got {delta}")
    return 400.0 * delta / math.log(10.0)


# --8<-- [end:elo]


# --8<-- [start:bootstrap]
def _binomial(votes: int, share: float) -> tuple[int, list[float]]:
    """Return the least count worth drawing and the distribution function from there on.

    Counts more than nine standard deviations and twenty from the mean are left out.
    """
    if not 0.0 < share < 1.0:
        return int(votes * share), [1.0]
    reach = 9.0 * math.sqrt(votes * share * (1.0 - share)) + 20.0
    least = max(0, int(votes * share - reach))
    most = min(votes, int(votes * share + reach))
    odds = share / (1.0 - share)
    weights = [1.0]
    for k in range(int(votes * share), least, -1):
        weights.insert(0, weights[0] * k / (votes - k + 1) / odds)
    for k in range(int(votes * share), most):
        weights.append(weights[-1] * (votes - k) / (k + 1) * odds)
    total = sum(weights)
    below = 0.0
    for i in range(len(weights)):
        below += weights[i]
        weights[i] = below / total
    return least, weights


def _draw(least: int, distribution: list[float], state: list[int]) -> int:
    """Return a count drawn from the distribution that `_binomial` returned."""
    u = uniform(state)
    low, high = 0, len(distribution) - 1
    while low < high:
        middle = (low + high) // 2
        if distribution[middle] < u:
            low = middle + 1
        else:
            high = middle
    return least + low


def bootstrap_elo(wins: list[list[float]], replicates: int, seed: int) -> list[list[float]]:
    """Return Elo ratings (mean 0) fitted to votes drawn again from the votes.

    Each pair keeps its number of votes; each vote goes to the one or the other with the observed
    share. A draw that cannot be fitted (see `bradley_terry`) is drawn again.

    Args:
        wins: As for `bradley_terry`.
        replicates: Number of draws, 1 to 100000.
        seed: Whole number, 0 or more; the same seed gives the same draws.

    Returns:
        One list of ratings per draw, in the order of the candidates.

    Raises:
        ValueError: As `bradley_terry`; or half of all draws cannot be fitted: too few votes.
    """
    if not 1 <= replicates <= 100000 or replicates != int(replicates):
        raise ValueError(f"replicates must be a whole number from 1 to 100000, got {replicates}")
    size = len(wins)
    start = [math.exp(theta) for theta in bradley_terry(wins)]
    pairs = []
    for i in range(size):
        for j in range(i + 1, size):
            votes = int(wins[i][j] + wins[j][i] + 0.5)
            if votes > 0:
                least, distribution = _binomial(votes, wins[i][j] / (wins[i][j] + wins[j][i]))
                pairs.append((i, j, votes, least, distribution))
    state = seeded(seed)
    ratings: list[list[float]] = []
    for _ in range(2 * int(replicates)):
        drawn = [[0.0] * size for _ in range(size)]
        for i, j, votes, least, distribution in pairs:
            drawn[i][j] = float(_draw(least, distribution, state))
            drawn[j][i] = votes - drawn[i][j]
        if _connected(drawn):
            # 1e-3 is a fifth of an Elo point: far below the width of any interval
            ratings.append([logit_to_elo(theta) for theta in _fit(drawn, start, 1e-3)])
            if len(ratings) == replicates:
                return ratings
    raise ValueError(f"wins must hold more votes: most draws cannot be fitted, got {wins}")


# --8<-- [end:bootstrap]


# --8<-- [start:worked-example]
def worked_example(inputs: dict) -> dict:
    """Return ratings with intervals, from the inputs of pairwise_rating.toml.

    Args:
        inputs: One value for each named input.

    Returns:
        One value for each named output: ratings in Elo points, mean 0; the candidates are called
        a, b, c … in the order of the rows.

    Raises:
        ValueError: An input is outside its range.
    """
    wins = inputs["wins"]
    elo = [logit_to_elo(theta) for theta in bradley_terry(wins)]
    draws = bootstrap_elo(wins, inputs["replicates"], inputs["seed"])
    answer: dict = {}
    for i in range(len(elo)):
        drawn = [ratings[i] for ratings in draws]
        letter = chr(97 + i)
        answer["rating_" + letter] = elo[i]
        answer["low_" + letter] = quantile(drawn, 0.025)
        answer["high_" + letter] = quantile(drawn, 0.975)
    order = sorted(range(len(elo)), key=lambda i: -elo[i])
    first, second = order[0], order[1]
    lead = [ratings[first] - ratings[second] for ratings in draws]
    answer["first"] = chr(65 + first)
    answer["second"] = chr(65 + second)
    answer["lead"] = elo[first] - elo[second]
    answer["lead_low"] = quantile(lead, 0.025)
    answer["lead_high"] = quantile(lead, 0.975)
    answer["lead_win_rate"] = elo_expected(elo[first], elo[second])
    answer["stays_ahead"] = sum([1 for gap in lead if gap > 0.0]) / len(lead)
    for points in (50, 100, 400):
        answer["win_rate_at_" + str(points)] = elo_expected(points, 0.0)
    return answer


# --8<-- [end:worked-example]


LABELS = {
    "zh": {"rating": "埃洛等级分（均值为 0）", "candidate": "候选 {}"},
    "en": {"rating": "Elo rating (mean 0)", "candidate": "candidate {}"},
}


def draw_ratings(language: str) -> object:
    """Draw the ratings of the worked example with their 95% bootstrap intervals."""
    from example_inputs import example_inputs
    from matplotlib.figure import Figure

    labels = LABELS[language]
    inputs = example_inputs(__file__)
    answer = worked_example(inputs)
    figure = Figure(figsize=(6.4, 2.8), layout="constrained")
    axes = figure.subplots()
    letters = [chr(97 + i) for i in range(len(inputs["wins"]))]
    for row, letter in enumerate(letters):
        rating = answer["rating_" + letter]
        below, above = rating - answer["low_" + letter], answer["high_" + letter] - rating
        axes.errorbar([rating], [row], xerr=[[below], [above]], fmt="o", capsize=4, color="C0")
    axes.axvline(0.0, color="0.5", linewidth=0.8, linestyle="--")
    names = [labels["candidate"].format(letter.upper()) for letter in letters]
    axes.set_yticks(range(len(letters)), names)
    axes.set_ylim(len(letters) - 0.5, -0.5)
    axes.set_xlabel(labels["rating"])
    axes.grid(alpha=0.3, axis="x")
    return figure


def main() -> None:
    """Print the worked example: four candidates and invented votes."""
    from example_inputs import example_inputs

    inputs = example_inputs(__file__)
    answer = worked_example(inputs)
    for points in (50, 100, 400):
        print(f"+{points} Elo points: wins {answer['win_rate_at_' + str(points)]:.1%}")
    print("ratings from invented votes, with 95% bootstrap intervals:")
    for i in range(len(inputs["wins"])):
        letter = chr(97 + i)
        low, high = answer["low_" + letter], answer["high_" + letter]
        print(f"  {letter.upper()} {answer['rating_' + letter]:+6.1f}  ({low:+.1f} to {high:+.1f})")
    print(
        f"{answer['first']} leads {answer['second']} by {answer['lead']:.1f} points"
        f" ({answer['lead_low']:+.1f} to {answer['lead_high']:+.1f}),"
        f" wins {answer['lead_win_rate']:.1%}"
    )
    print(f"draws in which it stays ahead: {answer['stays_ahead']:.1%}")


if __name__ == "__main__":
    main()
