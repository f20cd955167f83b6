"""Lab 2, digits: 101,770 parameters, real handwriting, NumPy alone.

The steps of ``main`` are the cells of the lab's pages, in their order. About 20 s on one core.

Run: ``python digits.py`` (the data: see ``snippets/digits/mnist_files.py``)
"""

# --8<-- [start:imports]
import time
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import to_rgb
from mnist_files import load_digits, to_unit_rows
from numpy.typing import NDArray

# --8<-- [end:imports]
from numpy_digits import gradient_step, initial_parameters, probabilities

LANGUAGE = "en"


# --8<-- [start:score]
def share_right(answers: NDArray[Any], labels: NDArray[np.uint8]) -> float:
    """Return the share of rows (n, 10) whose most probable class is the label (n,)."""
    return float((answers.argmax(axis=1) == labels).mean())


# --8<-- [end:score]


# --8<-- [start:confusion]
def confusion_matrix(answers: NDArray[Any], labels: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return how often digit i (row) was called j (column): (10, 10)."""
    counts = np.zeros((10, 10), dtype=np.int64)
    np.add.at(counts, (labels, answers.argmax(axis=1)), 1)
    return counts


# --8<-- [end:confusion]


# --8<-- [start:draw_digit]
def draw_digit(axes: Any, image: NDArray[Any], title: str, below: str = "") -> None:
    """Draw an image (28, 28) of ink from 0 to 255 on transparent paper."""
    ink = np.empty((28, 28, 4))
    ink[..., :3] = to_rgb("C0")
    ink[..., 3] = image / 255
    axes.imshow(ink, interpolation="none")
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    axes.set_title(title, size=9)
    axes.set_xlabel(below, size=9)


# --8<-- [end:draw_digit]


def main() -> None:
    """Run the lab's steps."""
    # --8<-- [start:data]
    digits = load_digits()
    rows, labels = to_unit_rows(digits.train_images), digits.train_labels
    train_rows, train_labels = rows[:-5_000], labels[:-5_000]
    choose_rows, choose_labels = rows[-5_000:], labels[-5_000:]
    test_rows, test_labels = to_unit_rows(digits.test_images), digits.test_labels
    commonest = int(np.bincount(train_labels).argmax())
    commonest_share = (test_labels == commonest).mean()
    print(f"train {train_rows.shape}, choose {choose_rows.shape}, test {test_rows.shape}")
    print(f"always answering {commonest}: {commonest_share:.1%} of the test set")
    # --8<-- [end:data]

    # --8<-- [start:start]
    parameters = initial_parameters(seed=0)
    for name, array in parameters.items():
        print(f"{name} {array.shape!s:<11}{array.size:>8,} parameters")
    untrained = probabilities(parameters, choose_rows)
    print(f"untrained: {share_right(untrained, choose_labels):.3f} right")
    # --8<-- [end:start]

    # --8<-- [start:train]
    epochs, batch, rate = 5, 100, 0.5
    rng = np.random.default_rng(0)
    training_seconds = -time.perf_counter()
    for epoch in range(1, epochs + 1):
        order = rng.permutation(len(train_rows))
        for first in range(0, len(order), batch):
            chosen = order[first : first + batch]
            gradient_step(parameters, train_rows[chosen], train_labels[chosen], rate)
        learnt = share_right(probabilities(parameters, train_rows), train_labels)
        chosen_by = share_right(probabilities(parameters, choose_rows), choose_labels)
        print(f"epoch {epoch}: right on training data {learnt:.4f}, on others {chosen_by:.4f}")
    training_seconds += time.perf_counter()
    print(f"{len(train_rows) // batch * epochs:,} steps in {training_seconds:.1f} s")
    # --8<-- [end:train]

    # --8<-- [start:test]
    answers = probabilities(parameters, test_rows)
    test_accuracy = share_right(answers, test_labels)
    wrong_count = int((answers.argmax(axis=1) != test_labels).sum())
    margin = 1.96 * (test_accuracy * (1 - test_accuracy) / len(test_labels)) ** 0.5
    print(f"test: {test_accuracy:.4f} right, give or take {margin:.4f}; {wrong_count} wrong")
    # --8<-- [end:test]

    # --8<-- [start:matrix]
    confusion = confusion_matrix(answers, test_labels)
    print("is \\ said" + "".join(f"{digit:>6}" for digit in range(10)))
    for digit, row in enumerate(confusion):
        print(f"{digit:>9}" + "".join(f"{count:>6}" for count in row))
    errors = confusion - np.diag(confusion.diagonal())
    is_digit, said_digit = (int(i) for i in np.unravel_index(errors.argmax(), errors.shape))
    most_errors = int(errors.max())
    recall = confusion.diagonal() / confusion.sum(axis=1)
    weakest, weakest_recall = int(recall.argmin()), recall.min()
    print(f"most often: a {is_digit} called {said_digit}, {most_errors} times")
    print(f"weakest: {weakest}, {weakest_recall:.1%} found")
    # --8<-- [end:matrix]

    # --8<-- [start:worst]
    certainty = answers.max(axis=1)
    wrong = np.flatnonzero(answers.argmax(axis=1) != test_labels)
    worst = wrong[certainty[wrong].argsort()[::-1][:10]]
    wrong_above_90 = int((certainty[wrong] > 0.9).sum())
    print(f"{wrong_above_90} of {len(wrong)} mistakes were made with more than 90% certainty")
    # --8<-- [end:worst]

    # --8<-- [start:worst_pictures]
    words = {"en": ("said {} ({:.0%})", "is {}"), "zh": ("答 {}（{:.0%}）", "是 {}")}[LANGUAGE]
    _, panels = plt.subplots(2, 5, figsize=(6.4, 3.4), layout="constrained")
    for panel, index in zip(panels.flat, worst, strict=True):
        said = words[0].format(answers[index].argmax(), certainty[index])
        draw_digit(panel, digits.test_images[index], said, words[1].format(test_labels[index]))
    plt.show()
    # --8<-- [end:worst_pictures]

    # --8<-- [start:strangers]
    turned = np.rot90(digits.test_images, axes=(1, 2))
    strangers = {
        "test digits": test_rows,
        "turned by 90 degrees": to_unit_rows(turned),
        "black and white exchanged": 1 - test_rows,
        "noise": rng.random((10_000, 784), dtype=np.float32),
    }
    print(f"{'':<27}certainty   above 90%   right")
    for name, inputs in strangers.items():
        about = probabilities(parameters, inputs)
        highest, right = about.max(axis=1), share_right(about, test_labels)
        print(f"{name:<27}{highest.mean():>9.2f}{(highest > 0.9).mean():>12.1%}", end="")
        print(f"{right:>8.1%}" if name != "noise" else "       -")
    # --8<-- [end:strangers]

    # --8<-- [start:strange_values]
    about_turned = probabilities(parameters, strangers["turned by 90 degrees"])
    turned_certainty = about_turned.max(axis=1)
    turned_above_90 = (turned_certainty > 0.9).mean()
    turned_right = share_right(about_turned, test_labels)
    about_noise = probabilities(parameters, strangers["noise"])
    noise_mean = about_noise.max(axis=1).mean()
    noise_above_90 = (about_noise.max(axis=1) > 0.9).mean()
    favourite = int(np.bincount(about_noise.argmax(axis=1)).argmax())
    favourite_share = (about_noise.argmax(axis=1) == favourite).mean()
    print(f"noise is called {favourite} in {favourite_share:.1%} of cases")
    # --8<-- [end:strange_values]

    # --8<-- [start:threshold]
    print("answer only above   digits answered   right among them   turned digits answered")
    for threshold in (0.0, 0.5, 0.9, 0.99, 0.999):
        sure, let_through = certainty >= threshold, turned_certainty >= threshold
        right = share_right(answers[sure], test_labels[sure])
        print(f"{threshold:>17} {sure.mean():>17.1%} {right:>18.2%} {let_through.mean():>24.1%}")
    answered_above_99 = (certainty >= 0.99).mean()
    right_above_99 = share_right(answers[certainty >= 0.99], test_labels[certainty >= 0.99])
    turned_sure = turned_certainty >= 0.99
    turned_above_99 = turned_sure.mean()
    turned_right_above_99 = share_right(about_turned[turned_sure], test_labels[turned_sure])
    # --8<-- [end:threshold]

    # --8<-- [start:ink]
    ink = train_rows.mean(axis=1)
    low, high = ink.min(), ink.max()
    print(f"ink in the training images: {low:.3f} to {high:.3f}")
    for name, inputs in strangers.items():
        amount = inputs.mean(axis=1)
        passed = ((amount >= low) & (amount <= high)).mean()
        print(f"{name:<27}{passed:>7.1%} let through")
    # --8<-- [end:ink]


if __name__ == "__main__":
    main()
