"""Train the 784-128-10 network on MNIST with NumPy alone, so that it runs where TensorFlow is not.

One hidden layer (ReLU), softmax output, cross-entropy, mini-batches of 200, plain gradient descent.
It is trained in float64, so that processors agree on the result, and kept in float32.
The weights are kept in one ``.npz`` file, which holds arrays and no code.

Run it: ``python snippets/digits/numpy_digits.py``
"""

# --8<-- [start:imports]
from functools import lru_cache
from pathlib import Path

import numpy as np
from mnist_files import load_digits, to_unit_rows
from numpy.typing import NDArray

# --8<-- [end:imports]

# --8<-- [start:model]
Parameters = dict[str, NDArray[np.floating]]
SHAPES = {"W1": (784, 128), "b1": (128,), "W2": (128, 10), "b2": (10,)}


def initial_parameters(seed: int) -> Parameters:
    """Return float64: He initialisation for the ReLU layer, Glorot for the output, zero biases."""
    rng = np.random.default_rng(seed)
    spread = {"W1": np.sqrt(2 / 784), "W2": np.sqrt(2 / (128 + 10)), "b1": 0, "b2": 0}
    return {name: spread[name] * rng.standard_normal(shape) for name, shape in SHAPES.items()}


def probabilities(parameters: Parameters, rows: NDArray[np.float32]) -> NDArray[np.floating]:
    """Return class probabilities (n, 10) for pixel rows (n, 784) from 0 to 1."""
    hidden = np.maximum(rows @ parameters["W1"] + parameters["b1"], 0)
    logits = hidden @ parameters["W2"] + parameters["b2"]
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: NDArray[np.floating] = weights / weights.sum(axis=1, keepdims=True)
    return shares


# --8<-- [end:model]


# --8<-- [start:train]
# --8<-- [start:step]
def gradient_step(
    parameters: Parameters, rows: NDArray[np.float32], labels: NDArray[np.uint8], rate: float
) -> None:
    """Move the parameters, in place, one step down the mean cross-entropy of a batch (n, 784)."""
    hidden = np.maximum(rows @ parameters["W1"] + parameters["b1"], 0)
    logits = hidden @ parameters["W2"] + parameters["b2"]
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    delta2 = weights / weights.sum(axis=1, keepdims=True)
    delta2[np.arange(len(labels)), labels] -= 1
    delta2 /= len(labels)
    delta1 = (delta2 @ parameters["W2"].T) * (hidden > 0)
    parameters["W2"] -= rate * (hidden.T @ delta2)
    parameters["b2"] -= rate * delta2.sum(axis=0)
    parameters["W1"] -= rate * (rows.T @ delta1)
    parameters["b1"] -= rate * delta1.sum(axis=0)


# --8<-- [end:step]
def train(
    rows: NDArray[np.float32],
    labels: NDArray[np.uint8],
    epochs: int = 3,
    rate: float = 0.8,
    batch: int = 200,
    seed: int = 0,
) -> Parameters:
    """Return float32 parameters after ``epochs`` passes over rows (n, 784), seeded throughout."""
    parameters = initial_parameters(seed)
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(rows))
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            gradient_step(parameters, rows[chosen], labels[chosen], rate)
    return {name: values.astype(np.float32) for name, values in parameters.items()}


# --8<-- [end:train]


# --8<-- [start:save]
def save_parameters(parameters: Parameters, path: Path) -> None:
    """Write the four arrays to one ``.npz`` file."""
    with path.open("wb") as file:
        np.savez(file, **parameters)  # type: ignore[arg-type]  # the stub mistakes ** for a flag


def load_parameters(path: Path) -> Parameters:
    """Return the four arrays; ValueError when the file does not hold exactly this network.

    ``allow_pickle=False``: a model file from elsewhere is input, and must not be able to run code.
    """
    with np.load(path, allow_pickle=False) as stored:
        parameters = {name: np.asarray(stored[name]) for name in stored.files}
    found = {name: values.shape for name, values in parameters.items()}
    if found != SHAPES:
        raise ValueError(f"{path}: holds {found}, expected {SHAPES}")
    if not all(np.isfinite(values).all() for values in parameters.values()):
        raise ValueError(f"{path}: holds values that are not finite numbers")
    return parameters


# --8<-- [end:save]


@lru_cache(maxsize=1)
def trained_parameters() -> Parameters:
    """Return the network trained on the first 55,000 training digits, once a process."""
    digits = load_digits()
    return train(to_unit_rows(digits.train_images[:-5_000]), digits.train_labels[:-5_000])


def accuracy(parameters: Parameters, rows: NDArray[np.float32], labels: NDArray[np.uint8]) -> float:
    """Return the share of rows (n, 784) whose most probable class is the label."""
    return float((probabilities(parameters, rows).argmax(axis=1) == labels).mean())


def worked_example() -> dict[str, float | int | str]:
    """Return the network's accuracy on digits it learnt from, others, and the test set."""
    digits, parameters = load_digits(), trained_parameters()
    rows = to_unit_rows(digits.train_images)
    return {
        "parameters": sum(values.size for values in parameters.values()),
        "epochs": 3,
        "train_accuracy": accuracy(parameters, rows[:-5_000], digits.train_labels[:-5_000]),
        "validation_accuracy": accuracy(parameters, rows[-5_000:], digits.train_labels[-5_000:]),
        "test_accuracy": accuracy(parameters, to_unit_rows(digits.test_images), digits.test_labels),
    }


def main() -> None:
    """Train, save, load again, and print what the loaded network gets right."""
    import tempfile
    import time

    digits = load_digits()
    rows, labels = to_unit_rows(digits.train_images), digits.train_labels
    started = time.perf_counter()
    parameters = train(rows[:-5_000], labels[:-5_000])
    print(f"trained in {time.perf_counter() - started:.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "digits.npz")
        save_parameters(parameters, path)
        print(f"saved: {path.name}, {path.stat().st_size:,} bytes")
        loaded = load_parameters(path)
    print(f"validation accuracy {accuracy(loaded, rows[-5_000:], labels[-5_000:]):.3f}")
    test_rows = to_unit_rows(digits.test_images)
    print(f"test accuracy       {accuracy(loaded, test_rows, digits.test_labels):.3f}")


if __name__ == "__main__":
    main()
