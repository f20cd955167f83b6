"""Doubles a number."""


# --8<-- [start:double]
def double(x: float) -> float:
    """Return twice x."""
    return 2 * x
# --8<-- [end:double]


# --8<-- [start:use]
print(double(21))
# --8<-- [end:use]


def worked_example() -> dict[str, float]:
    """Return the example's values."""
    return {"twice": double(21)}


def draw_line(language: str) -> object:
    """Return the line."""
    from matplotlib.figure import Figure

    figure = Figure()
    figure.subplots().plot([0, 1], [0, 2], label={"zh": "两倍", "en": "twice"}[language])
    return figure


def main() -> None:
    """Print the example."""
    print(double(2))
