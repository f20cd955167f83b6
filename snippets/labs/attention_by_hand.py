"""Lab 3, attention by hand: one decoder block learns to complete a pattern, and can be looked into.

The text: somebody orders a dish and gets that dish, with words of time in between:
"today Mia ordered tea , finally got tea .". What comes after "got" stands several words earlier,
so a model that sees only the last word cannot know it.

The steps of ``main`` are the cells of the lab's pages, in their order; the block itself is
decoder_block.py.

Run: ``python attention_by_hand.py``
"""

# --8<-- [start:imports]
import itertools
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np

# --8<-- [end:imports]
from decoder_block import (
    Array,
    Parameters,
    Tokens,
    backward,
    forward,
    initialise,
    softmax,
    token_losses,
    worst_relative_error,
)

# --8<-- [start:axes]
from matplotlib.axes import Axes

# --8<-- [end:axes]

LANGUAGE = "en"


# --8<-- [start:text]
NAMES, DISHES, TIMES = range(3), range(3, 8), range(8, 11)
ORDERED, COMMA, GOT, STOP = range(11, 15)
WORDS = {
    "en": (
        *("Mia", "Tom", "Ann"),
        *("tea", "rice", "soup", "cake", "fish"),
        *("today", "later", "finally"),
        *("ordered", ",", "got", "."),
    ),
    "zh": (
        *("小美", "大伟", "阿青"),
        *("茶", "米饭", "汤", "蛋糕", "鱼"),
        *("今天", "后来", "终于"),
        *("点了", "，", "拿到", "。"),
    ),
}
ANSWER = 7  # place of the dish after "got", counted from 0


def all_sentences() -> Tokens:
    """Return every sentence of the pattern as token numbers (270, 9)."""
    sentences = []
    for name, dish, early in itertools.product(NAMES, DISHES, range(3)):
        for times in itertools.permutations(TIMES, 2):
            start = [*times[:early], name, ORDERED, dish, COMMA]
            sentences.append([*start, *times[early:], GOT, dish, STOP])
    return np.array(sentences)


def as_text(tokens: Tokens, language: str = "en") -> str:
    """Return the words of one sentence (T,), separated by spaces."""
    return " ".join(WORDS[language][number] for number in tokens)


class Split(NamedTuple):
    """Sentences to learn from, to choose by and to be judged on: (n, 9) each."""

    train: Tokens
    validation: Tokens
    test: Tokens


def split(rng: np.random.Generator) -> Split:
    """Return 60 sentences for training, 60 for validation and the other 150 for the test."""
    shuffled = rng.permutation(all_sentences())
    return Split(shuffled[:60], shuffled[60:120], shuffled[120:])


# --8<-- [end:text]


# --8<-- [start:train]
LEARNING_RATE = 0.01
STEPS = 300


class Training(NamedTuple):
    """The parameters kept, and the mean loss before each step (nats a token)."""

    kept: Parameters
    kept_step: int
    train_loss: Array  # (STEPS,)
    validation_loss: Array  # (STEPS,)
    answer_loss: Array  # (STEPS,), of the dish after "got", on the validation sentences


def train(start: Parameters, data: Split) -> Training:
    """Train with Adam on all training sentences at once; keep the best on validation."""
    p = Parameters(*(array.copy() for array in start))
    mean = [np.zeros_like(array) for array in p]
    square = [np.zeros_like(array) for array in p]
    losses = np.zeros((3, STEPS))
    kept, kept_step = start, 0
    for step in range(STEPS):
        steps = forward(p, data.train)
        validation = token_losses(forward(p, data.validation).logits, data.validation)
        train_loss = token_losses(steps.logits, data.train).mean()
        losses[:, step] = train_loss, validation.mean(), validation[:, ANSWER - 1].mean()
        if losses[1, step] <= losses[1, : step + 1].min():
            kept, kept_step = Parameters(*(array.copy() for array in p)), step
        gradient = backward(p, steps, data.train)
        for array, slope, m, s in zip(p, gradient, mean, square, strict=True):
            m += 0.1 * (slope - m)
            s += 0.01 * (slope**2 - s)
            unbiased = m / (1 - 0.9 ** (step + 1)), s / (1 - 0.99 ** (step + 1))
            array -= LEARNING_RATE * unbiased[0] / (np.sqrt(unbiased[1]) + 1e-8)
    return Training(kept, kept_step, *losses)


# --8<-- [end:train]


# --8<-- [start:complete]
def next_word(p: Parameters, tokens: Tokens) -> Array:
    """Return the probability of each next token (N, V), for beginnings of sentences (N, t)."""
    return softmax(forward(p, tokens).logits[:, -1])


def answer_accuracy(p: Parameters, sentences: Tokens) -> float:
    """Return the share of sentences (n, 9) whose dish after "got" is guessed right."""
    guesses = next_word(p, sentences[:, :ANSWER]).argmax(axis=-1)
    return float((guesses == sentences[:, ANSWER]).mean())


def commonest_dish_accuracy(train_sentences: Tokens, sentences: Tokens) -> float:
    """Return the same share for always naming the commonest dish of training."""
    commonest = np.bincount(train_sentences[:, ANSWER]).argmax()
    return float((sentences[:, ANSWER] == commonest).mean())


# --8<-- [end:complete]


# --8<-- [start:attention-to-dish]
def attention_to_dish(p: Parameters, sentences: Tokens) -> float:
    """Return how much "got" attends to the dish ordered, mean over sentences (n, 9), 0 to 1."""
    weights = forward(p, sentences).weights[:, ANSWER - 1]
    ordered = (sentences == sentences[:, [ANSWER]]).argmax(axis=1)
    return float(weights[np.arange(len(sentences)), ordered].mean())


# --8<-- [end:attention-to-dish]


# --8<-- [start:two-dishes]
def two_dishes() -> Tokens:
    """Return beginnings with two dishes, none like them in training: (60, 7), up to "got".

    "Mia ordered tea , rice today got": a dish stands where a word of time belongs.
    """
    return np.array(
        [
            [name, ORDERED, first, COMMA, second, TIMES[0], GOT]
            for name in NAMES
            for first, second in itertools.permutations(DISHES, 2)
        ]
    )


# --8<-- [end:two-dishes]


# --8<-- [start:draw-map]
def draw_map(axes: Axes, p: Parameters, sentence: Tokens, words: list[str]) -> None:
    """Draw who attends to whom in one sentence (T,): a row looks, the area is the weight."""
    weights = forward(p, sentence[None]).weights[0]
    rows, columns = np.tril_indices(len(words))
    axes.scatter(columns, rows, s=320 * weights[rows, columns] + 2, color="C0", linewidths=0)
    axes.axhspan(ANSWER - 1.5, ANSWER - 0.5, color="C1", alpha=0.2, linewidth=0)
    axes.set_xticks(range(len(words)), words, rotation=90)
    axes.set_yticks(range(len(words)), words)
    axes.set(xlim=(-0.6, len(words) - 0.4), ylim=(len(words) - 0.4, -0.6))


# --8<-- [end:draw-map]


def main() -> None:
    """Run the lab's steps."""
    # --8<-- [start:corpus]
    data = split(np.random.default_rng(0))
    vocabulary, sentences = len(WORDS["en"]), len(all_sentences())
    for sentence in data.train[:3]:
        print(as_text(sentence, LANGUAGE), "=", *sentence)
    print(f"{vocabulary} words, {sentences} sentences")
    train_count, validation_count, test_count = (len(part) for part in data)
    print(f"training {train_count}, validation {validation_count}, test {test_count}")
    # --8<-- [end:corpus]

    # --8<-- [start:shapes]
    width, hidden = 16, 32
    longest = data.train.shape[1]
    start = initialise(np.random.default_rng(1), vocabulary, longest, width, hidden)
    parameters = sum(array.size for array in start)
    print(f"{parameters:,} parameters")
    for name, array in forward(start, data.train[:1])._asdict().items():
        print(f"{name:8} {array.shape}")
    # --8<-- [end:shapes]

    # --8<-- [start:first-loss]
    first_loss = token_losses(forward(start, data.test).logits, data.test).mean()
    guess_loss = np.log(vocabulary)
    print(f"untrained: {first_loss:.2f} nats a token; log({vocabulary}) = {guess_loss:.2f}")
    # --8<-- [end:first-loss]

    # --8<-- [start:check]
    agrees = worst_relative_error(start, data.train[:2]) < 1e-6
    print(f"every gradient agrees with measured slopes to one part in a million: {agrees}")
    # --8<-- [end:check]

    # --8<-- [start:run]
    training = train(start, data)
    kept_step = training.kept_step
    for step in (0, kept_step, STEPS - 1):
        train_loss, validation_loss, answer_loss = (
            losses[step]
            for losses in (training.train_loss, training.validation_loss, training.answer_loss)
        )
        print(f"step {step:3}  training text {train_loss:.2f}  unseen text {validation_loss:.2f}")
        print(f"          the word after 'got', unseen text {answer_loss:.3f}")
    kept_loss = training.validation_loss[kept_step]
    kept_answer_loss = training.answer_loss[kept_step]
    dish_guess_loss = np.log(len(DISHES))
    print(f"kept: step {kept_step}, {kept_loss:.2f} and {kept_answer_loss:.2f} on unseen text")
    print(f"guessing one dish in five: {dish_guess_loss:.2f}")
    # --8<-- [end:run]

    # --8<-- [start:losses]
    words = {
        "en": ("step", "loss (nats a token)", "training text", "unseen text"),
        "zh": ("步数", "损失（奈特/词元）", "训练文本", "没见过的文本"),
    }[LANGUAGE]
    after_got = {"en": 'unseen text, the word after "got"', "zh": "没见过的文本，“拿到”后的词"}
    kept_at = {"en": "kept", "zh": "留用"}
    _, axes = plt.subplots(figsize=(6.4, 3.4), layout="constrained")
    shown = np.arange(0, STEPS, 5)
    axes.plot(shown, training.train_loss[shown], label=words[2])
    axes.plot(shown, training.validation_loss[shown], label=words[3])
    axes.plot(shown, training.answer_loss[shown], label=after_got[LANGUAGE])
    axes.axvline(kept_step, color="C5", linestyle=":", label=kept_at[LANGUAGE])
    axes.set(xlabel=words[0], ylabel=words[1], ylim=(0, None))
    axes.legend()
    plt.show()
    # --8<-- [end:losses]

    # --8<-- [start:completions]
    for beginning in data.test[:4, :ANSWER]:
        probabilities = next_word(training.kept, beginning[None])[0]
        guess = int(probabilities.argmax())
        word = WORDS[LANGUAGE][guess]
        print(f"{as_text(beginning, LANGUAGE)} → {word} ({probabilities[guess]:.0%})")
    # --8<-- [end:completions]

    # --8<-- [start:accuracy]
    untrained_accuracy = answer_accuracy(start, data.test)
    test_accuracy = answer_accuracy(training.kept, data.test)
    last_word_accuracy = commonest_dish_accuracy(data.train, data.test)
    print(f"untrained {untrained_accuracy:.0%}, trained {test_accuracy:.0%}")
    print(f"always the commonest dish of training: {last_word_accuracy:.0%}")
    # --8<-- [end:accuracy]

    # --8<-- [start:maps]
    titles = {"en": ("before training", "after training"), "zh": ("训练前", "训练后")}[LANGUAGE]
    labels = {
        "en": ("token looked at", "token that looks"),
        "zh": ("被关注的词元", "发出关注的词元"),
    }
    chosen = data.test[np.isin(data.test[:, 0], TIMES)][0]
    _, panels = plt.subplots(1, 2, figsize=(6.8, 3.9), sharey=True, layout="constrained")
    for panel, p, title in zip(panels, (start, training.kept), titles, strict=True):
        draw_map(panel, p, chosen, as_text(chosen, LANGUAGE).split())
        panel.set(title=title, xlabel=labels[LANGUAGE][0])
    panels[0].set_ylabel(labels[LANGUAGE][1])
    plt.show()
    # --8<-- [end:maps]

    # --8<-- [start:attention]
    attention_before = attention_to_dish(start, data.test)
    attention_after = attention_to_dish(training.kept, data.test)
    print(f"'got' looks at the dish: {attention_before:.2f} before, {attention_after:.2f} after")
    # --8<-- [end:attention]

    # --8<-- [start:seeds]
    accuracies, looks = [], []
    for seed in range(2, 7):
        other = initialise(np.random.default_rng(seed), vocabulary, longest, width, hidden)
        trained = train(other, data).kept
        accuracies.append(answer_accuracy(trained, data.test))
        looks.append(attention_to_dish(trained, data.test))
        print(f"start {seed}: right {accuracies[-1]:.0%}, 'got' looks at the dish {looks[-1]:.2f}")
    worst_accuracy, least_look, most_look = min(accuracies), min(looks), max(looks)
    print(f"at worst {worst_accuracy:.0%} right; the look from {least_look:.2f} to {most_look:.2f}")
    # --8<-- [end:seeds]

    # --8<-- [start:ask-two]
    beginnings = two_dishes()
    probabilities = next_word(training.kept, beginnings)
    answers = probabilities.argmax(axis=-1)
    first_share = (answers == beginnings[:, 2]).mean()
    second_share = (answers == beginnings[:, 4]).mean()
    confidence = probabilities.max(axis=-1).mean()
    print(f"{as_text(beginnings[0], LANGUAGE)} → {WORDS[LANGUAGE][answers[0]]}")
    print(f"first dish {first_share:.0%}, second {second_share:.0%}, confidence {confidence:.0%}")
    # --8<-- [end:ask-two]


if __name__ == "__main__":
    main()
