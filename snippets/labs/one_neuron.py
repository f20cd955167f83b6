"""Lab 1, one neuron to a boundary: what a hidden layer adds, seen while it learns.

The steps of ``main`` are the cells of the lab's pages, in their order.

Run: ``python one_neuron.py``
"""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np
from disc_data import CENTRE, RADIUS, Dataset, make_data
from matplotlib.axes import Axes
from matplotlib.patches import Circle

# --8<-- [end:imports]
from network import Array, Cache, Parameters, backward, descend, forward, initialise, sigmoid

LANGUAGE = "en"


# --8<-- [start:neuron]
def train_neuron(X: Array, Y: Array, rate: float, steps: int) -> tuple[Array, Array]:
    """Return the weights (2, 1) and the bias (1, 1) of one neuron trained on X (n, 2)."""
    w, b = np.zeros((2, 1)), np.zeros((1, 1))
    for _ in range(steps):
        a = sigmoid(X @ w + b)
        delta = (a - Y) * a * (1 - a) / len(Y)
        w = w - rate * (X.T @ delta)
        b = b - rate * delta.sum(axis=0, keepdims=True)
    return w, b


def share_right(a: Array, Y: Array) -> float:
    """Return the share of rows where the answer (1 from 0.5 on) is the label."""
    return float(((a >= 0.5) == Y).mean())


# --8<-- [end:neuron]


# --8<-- [start:loss]
def loss(cache: Cache, Y: Array) -> float:
    """Return half the mean squared error."""
    return float(((cache.A2 - Y) ** 2).sum() / (2 * len(Y)))


def loss_delta(cache: Cache, Y: Array) -> Array:
    """Return D2 (n, 1), the derivative of the loss with respect to Z2."""
    return (cache.A2 - Y) * cache.A2 * (1 - cache.A2) / len(Y)


# --8<-- [end:loss]


# --8<-- [start:check]
def measured_gradient(parameters: Parameters, X: Array, Y: Array, h: float = 3e-5) -> Parameters:
    """Return the slope of the loss for every parameter: nudge it both ways, look at the loss."""
    slopes = Parameters(*(np.zeros_like(p) for p in parameters))
    for p, slope in zip(parameters, slopes, strict=True):
        for index in np.ndindex(*p.shape):
            value = p[index]
            p[index] = value + h
            above = loss(forward(parameters, X), Y)
            p[index] = value - h
            below = loss(forward(parameters, X), Y)
            p[index] = value
            slope[index] = (above - below) / (2 * h)
    return slopes


def gap(derived: Parameters, measured: Parameters) -> float:
    """Return the largest relative difference over the four arrays."""
    pairs = zip(derived, measured, strict=True)
    return max(float(np.linalg.norm(d - m) / np.linalg.norm(m)) for d, m in pairs)


# --8<-- [end:check]


# --8<-- [start:train]
def train(
    parameters: Parameters, X: Array, Y: Array, rate: float, steps: int
) -> tuple[list[Parameters], list[float]]:
    """Return the parameters and the losses before each step and at the end."""
    path, losses = [parameters], []
    for _ in range(steps):
        cache = forward(parameters, X)
        losses.append(loss(cache, Y))
        gradient = backward(parameters, cache, loss_delta(cache, Y))
        parameters = descend(parameters, gradient, rate)
        path.append(parameters)
    losses.append(loss(forward(parameters, X), Y))
    return path, losses


# --8<-- [end:train]


# --8<-- [start:drawing]
SIDE = np.linspace(0, 1, 41)
GRID = np.stack(np.meshgrid(SIDE, SIDE), axis=-1).reshape(-1, 2)


def draw_square(axes: Axes) -> None:
    """Draw the disc that the labels come from, dashed, and no ticks."""
    axes.add_patch(Circle((CENTRE, CENTRE), RADIUS, fill=False, linestyle="--", edgecolor="C4"))
    axes.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[], aspect="equal")


def draw_half(axes: Axes, answers: Array, colour: str = "C2", style: str = "-") -> None:
    """Draw where answers on the grid (1681, 1) are 0.5, if they are anywhere."""
    if answers.min() < 0.5 < answers.max():
        half = answers.reshape(len(SIDE), len(SIDE))
        axes.contour(SIDE, SIDE, half, levels=[0.5], colors=colour, linestyles=style)


def on_grid(data: Dataset) -> Array:
    """Return the grid's points as the network sees them: standardised."""
    return (GRID - data.mean) / data.sd


# --8<-- [end:drawing]


def main() -> None:
    """Run the lab's steps."""
    # --8<-- [start:data]
    rng = np.random.default_rng(0)
    data = make_data(rng)
    X, Y = data.X_train, data.Y_train
    commoner = max(data.Y_heldout.mean(), 1 - data.Y_heldout.mean())
    print(f"{len(X)} points to learn from, {len(data.X_heldout):,} held out")
    print(f"always the commoner answer: {commoner:.1%} of the held-out points")
    # --8<-- [end:data]

    # --8<-- [start:one_neuron]
    w, b = train_neuron(X, Y, rate=4.0, steps=2_000)
    neuron_accuracy = share_right(sigmoid(data.X_heldout @ w + b), data.Y_heldout)
    print(f"one neuron: {neuron_accuracy:.1%} of the held-out points")
    # --8<-- [end:one_neuron]

    # --8<-- [start:first_pass]
    start = initialise(rng)
    cache = forward(start, X)
    for name, array in cache._asdict().items():
        print(f"{name:<3}{array.shape}")
    print(f"loss before any step: {loss(cache, Y):.4f}")
    # --8<-- [end:first_pass]

    # --8<-- [start:gradient]
    measured = measured_gradient(start, X, Y)
    derived = backward(start, cache, loss_delta(cache, Y))
    forgot = backward(start, cache, (cache.A2 - Y) / len(Y))
    agrees = gap(derived, measured) < 1e-7
    forgotten_gap = gap(forgot, measured)
    print(f"as derived: differs by less than one part in ten million: {agrees}")
    print(f"one factor missing: differs by {forgotten_gap:.0%}")
    # --8<-- [end:gradient]

    # --8<-- [start:run]
    path, losses = train(start, X, Y, rate=4.0, steps=10_000)
    stops = [0, 250, 500, 1_000, 3_000, 10_000]
    for step in stops:
        answers = forward(path[step], data.X_heldout).A2
        accuracy = share_right(answers, data.Y_heldout)
        print(f"step {step:>6,}  loss {losses[step]:.4f}  held-out accuracy {accuracy:.1%}")
    # --8<-- [end:run]

    # --8<-- [start:moments]
    titles = {"en": "step {}", "zh": "第 {} 步"}
    _, panels = plt.subplots(2, 3, figsize=(6.4, 4.5), layout="constrained")
    for panel, step in zip(panels.flat, stops, strict=True):
        draw_square(panel)
        draw_half(panel, forward(path[step], on_grid(data)).A2)
        number = f"{step:,}" if LANGUAGE == "en" or step > 9_999 else f"{step}"
        panel.set_title(titles[LANGUAGE].format(number), size=10)
    plt.show()
    # --8<-- [end:moments]

    # --8<-- [start:three_lines]
    over = {
        "en": ["one neuron: one line", "the hidden neurons, and what they make"],
        "zh": ["一个神经元：一条直线", "隐藏神经元，和它们合成的边界"],
    }
    _, (left, right) = plt.subplots(1, 2, figsize=(6.4, 3.5), layout="constrained")
    shown = forward(path[-1], on_grid(data))
    draw_half(left, sigmoid(on_grid(data) @ w + b))
    for k, line in enumerate(shown.A1.T):
        draw_half(right, line, colour=f"C{k + k // 2}", style=":")  # C2 is the boundary
    draw_half(right, shown.A2)
    for panel, title in zip((left, right), over[LANGUAGE], strict=True):
        draw_square(panel)
        panel.set_title(title, size=10)
    plt.show()
    # --8<-- [end:three_lines]

    # --8<-- [start:control]
    coin = rng.integers(0, 2, Y.shape).astype(float)
    coin_path, coin_losses = train(start, X, coin, rate=4.0, steps=10_000)
    coin_heldout = rng.integers(0, 2, data.Y_heldout.shape).astype(float)
    coin_train = share_right(forward(coin_path[-1], X).A2, coin)
    coin_accuracy = share_right(forward(coin_path[-1], data.X_heldout).A2, coin_heldout)
    first_coin_loss, last_coin_loss = coin_losses[0], coin_losses[-1]
    print(f"loss: first {first_coin_loss:.4f}, last {last_coin_loss:.4f}")
    print(f"accuracy: training {coin_train:.1%}, held out {coin_accuracy:.1%}")
    # --8<-- [end:control]

    # --8<-- [start:by_heart]
    few, wide = 40, initialise(rng, d1=100)
    heart_path, _ = train(wide, X[:few], coin[:few], rate=4.0, steps=10_000)
    heart_train = share_right(forward(heart_path[-1], X[:few]).A2, coin[:few])
    heart_accuracy = share_right(forward(heart_path[-1], data.X_heldout).A2, coin_heldout)
    print(f"100 hidden neurons, {few} coin tosses:")
    print(f"accuracy: training {heart_train:.1%}, held out {heart_accuracy:.1%}")
    # --8<-- [end:by_heart]

    # --8<-- [start:rates]
    rates = [0.04, 0.4, 4.0, 40.0, 400.0]
    by_rate = {rate: train(start, X, Y, rate, steps=3_000) for rate in rates}
    for rate, (steps, fall) in by_rate.items():
        accuracy = share_right(forward(steps[-1], data.X_heldout).A2, data.Y_heldout)
        raised = int((np.diff(fall) > 0).sum())
        print(f"rate {rate:>6}  last loss {fall[-1]:.4f}  accuracy {accuracy:.1%}", end="")
        print(f"  steps that raised the loss {raised:>5,}")
    # --8<-- [end:rates]

    # --8<-- [start:rate_curves]
    words = {"en": ("step", "loss", "rate"), "zh": ("步数", "损失", "学习率")}[LANGUAGE]
    shown_steps = np.unique(np.geomspace(1, 3_000, 90).astype(int))
    _, axes = plt.subplots(figsize=(6.4, 3.4), layout="constrained")
    for curve, (rate, (_, fall)) in enumerate(by_rate.items()):
        axes.plot(shown_steps, np.array(fall)[shown_steps], f"C{curve}", label=f"{rate:g}")
    axes.set(xscale="log", ylim=(0, None), xlabel=words[0], ylabel=words[1])
    axes.legend(title=words[2], loc="center left", bbox_to_anchor=(1.02, 0.5))
    plt.show()
    # --8<-- [end:rate_curves]


if __name__ == "__main__":
    main()
