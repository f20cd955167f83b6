"""A model that doubles."""


def double(x: float) -> float:
    """Return twice x."""
    return 2 * x


def worked_example(inputs: dict[str, float]) -> dict[str, float]:
    """Return the example's results."""
    return {"result": double(inputs["x"])}
