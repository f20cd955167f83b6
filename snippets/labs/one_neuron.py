"""Lab 1, one neuron to a boundary: what a hidden layer adds, seen while it learns.

The steps of ``main`` are the cells of the lab's pages, in their order.

Run: ``python one_neuron.py``
"""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np
from disc_data import CENTRE, RADIUS, Dataset, make_data
from losses import SQUARED_ERROR
from matplotlib.axes import Axes
from matplotlib.patches import Circle

# --8<-- [end:imports]
from network import Array, Parameters, backward, descend, forward, initialise, predict, sigmoid

LANGUAGE = "en"


# --8<-- [start:neuron]
def train_neuron(X: Array, Y: Array, rate: float, steps: int) -> tuple[Array, Array]:
    """Return the weights (2, 1) and the bias (1, 1) of one neuron, trained on X (n, 2)."""
    w, b = np.zeros((2, 1)), np.zeros((1, 1))
    for _ in range(steps):
        a = sigmoid(X @ w + b)
        delta = (a - Y) * a * (1 - a) / len(Y)
        w = w - rate * (X.T @ delta)
        b = b - rate * delta.sum(axis=0, keepdims=True)
    return w, b


# --8<-- [end:neuron]


# --8<-- [start:train]
def train_with_pictures(
    parameters: Parameters, X: Array, Y: Array, rate: float, stops: list[int]
) -> dict[int, Parameters]:
    """Return the parameters at each of the steps in ``stops``, by full-batch descent."""
    kept = {}
    for step in range(max(stops) + 1):
        if step in stops:
            kept[step] = parameters
        cache = forward(parameters, X)
        gradient = backward(parameters, cache, SQUARED_ERROR.delta(cache, Y))
        parameters = descend(parameters, gradient, rate)
    return kept


# --8<-- [end:train]


# --8<-- [start:draw_boundary]
def draw_boundary(axes: Axes, parameters: Parameters, data: Dataset) -> None:
    """Draw the rule (dashed) and where the network answers 0.5 (solid)."""
    side = np.linspace(0, 1, 41)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    answers = forward(parameters, (grid - data.mean) / data.sd).A2.reshape(41, 41)
    axes.add_patch(Circle((CENTRE, CENTRE), RADIUS, fill=False, ls="--", ec="C4"))
    if answers.min() < 0.5 < answers.max():
        axes.contour(side, side, answers, levels=[0.5], colors="C2")
    axes.set(xticks=[], yticks=[], aspect="equal")


# --8<-- [end:draw_boundary]


def main() -> None:
    """Run the lab's steps."""
    # --8<-- [start:data]
    rng = np.random.default_rng(0)
    data = make_data(rng)
    print(f"{len(data.X_train)} points to learn from, {len(data.X_heldout):,} held out")
    print(f"inside the disc: {data.Y_heldout.mean():.1%} of the held-out points")
    # --8<-- [end:data]

    # --8<-- [start:one_neuron]
    w, b = train_neuron(data.X_train, data.Y_train, rate=4.0, steps=2_000)
    answers = sigmoid(data.X_heldout @ w + b) >= 0.5
    neuron_accuracy = (answers == data.Y_heldout).mean()
    print(f"one neuron, held-out accuracy: {neuron_accuracy:.3f}")
    # --8<-- [end:one_neuron]

    # --8<-- [start:run]
    stops = [0, 250, 500, 1_000, 3_000, 10_000]
    kept = train_with_pictures(initialise(rng), data.X_train, data.Y_train, 4.0, stops)
    for step, parameters in kept.items():
        accuracy = (predict(parameters, data.X_heldout) == data.Y_heldout).mean()
        print(f"step {step:>6,}  held-out accuracy {accuracy:.3f}")
    # --8<-- [end:run]

    # --8<-- [start:pictures]
    titles = {"en": "step {:,}", "zh": "第 {:,} 步"}
    _, panels = plt.subplots(2, 3, figsize=(6.4, 4.4), layout="constrained")
    for panel, (step, parameters) in zip(panels.flat, kept.items(), strict=True):
        draw_boundary(panel, parameters, data)
        panel.set_title(titles[LANGUAGE].format(step), size=10)
    plt.show()
    # --8<-- [end:pictures]


if __name__ == "__main__":
    main()
