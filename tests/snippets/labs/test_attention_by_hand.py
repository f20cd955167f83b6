"""Lab 3: the block's gradient is right, nothing sees the future, and the pattern is learnt."""

import numpy as np
import pytest
from attention_by_hand import (
    ANSWER,
    DISHES,
    GOT,
    ORDERED,
    TIMES,
    WORDS,
    Split,
    Training,
    all_sentences,
    answer_accuracy,
    as_text,
    attention_to_dish,
    commonest_dish_accuracy,
    next_word,
    split,
    train,
    two_dishes,
)
from decoder_block import (
    Parameters,
    backward,
    forward,
    initialise,
    normalise,
    token_losses,
    worst_relative_error,
)


@pytest.mark.parametrize("seed", range(3))
def test_the_gradient_agrees_with_finite_differences(seed: int) -> None:
    rng = np.random.default_rng(seed)
    start = initialise(rng, vocabulary=6, longest=5, d=4, h=7)
    p = Parameters(*(5 * array for array in start))
    assert worst_relative_error(p, rng.integers(0, 6, (3, 5))) < 1e-6


@pytest.mark.parametrize("name", Parameters._fields)
def test_the_check_notices_a_wrong_gradient(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(p: Parameters, steps: object, tokens: object) -> Parameters:
        right = backward(p, steps, tokens)  # type: ignore[arg-type]
        return right._replace(**{name: 1.01 * getattr(right, name)})

    monkeypatch.setattr("decoder_block.backward", wrong)
    rng = np.random.default_rng(0)
    p = initialise(rng, vocabulary=6, longest=5, d=4, h=7)
    assert worst_relative_error(p, rng.integers(0, 6, (2, 5))) > 1e-3


def test_no_row_of_the_logits_depends_on_later_tokens() -> None:
    rng = np.random.default_rng(0)
    p = initialise(rng, vocabulary=9, longest=8, d=6, h=12)
    tokens = rng.integers(0, 9, (2, 8))
    changed = tokens.copy()
    changed[:, 5:] = (changed[:, 5:] + 1) % 9
    before, after = forward(p, tokens), forward(p, changed)
    np.testing.assert_array_equal(before.logits[:, :5], after.logits[:, :5])
    assert not np.allclose(before.logits[:, 5:], after.logits[:, 5:])
    assert (np.triu(before.weights[0], k=1) == 0).all()
    np.testing.assert_allclose(before.weights.sum(axis=-1), 1)


def test_normalised_vectors_have_root_mean_square_one() -> None:
    x = np.random.default_rng(0).normal(3, 5, (4, 7, 6))
    np.testing.assert_allclose((normalise(x) ** 2).mean(axis=-1), 1, rtol=1e-6)


def test_a_model_that_knows_nothing_has_the_loss_of_guessing() -> None:
    tokens = np.array([[0, 1, 2, 3]])
    np.testing.assert_allclose(token_losses(np.zeros((1, 4, 5)), tokens), np.log(5))


def test_every_sentence_gets_what_was_ordered() -> None:
    sentences = all_sentences()
    assert len(np.unique(sentences, axis=0)) == len(sentences) == 270
    for sentence in sentences:
        ordered = sentence[list(sentence).index(ORDERED) + 1]
        assert ordered in DISHES
        assert list(sentence[ANSWER - 1 : ANSWER + 1]) == [GOT, ordered]
        assert np.isin(sentence, TIMES).sum() == 2


def test_the_words_of_both_languages_stand_for_the_same_tokens() -> None:
    assert len(WORDS["en"]) == len(set(WORDS["en"])) == len(WORDS["zh"]) == len(set(WORDS["zh"]))
    first = all_sentences()[0]
    assert as_text(first) == "Mia ordered tea , today later got tea ."
    assert as_text(first, "zh") == "小美 点了 茶 ， 今天 后来 拿到 茶 。"


def test_the_three_parts_share_no_sentence() -> None:
    parts = [set(map(tuple, part)) for part in split(np.random.default_rng(0))]
    assert [len(part) for part in parts] == [60, 60, 150]
    assert len(set.union(*parts)) == 270


@pytest.fixture(scope="module")
def data() -> Split:
    return split(np.random.default_rng(0))


@pytest.fixture(scope="module")
def start() -> Parameters:
    return initialise(np.random.default_rng(1), len(WORDS["en"]), 9, 16, 32)


@pytest.fixture(scope="module")
def training(start: Parameters, data: Split) -> Training:
    return train(start, data)


def test_it_learns_the_pattern_and_not_what_cannot_be_known(
    start: Parameters, data: Split, training: Training
) -> None:
    assert training.train_loss[0] == pytest.approx(np.log(len(WORDS["en"])), abs=0.15)
    assert answer_accuracy(start, data.test) < 0.3
    assert answer_accuracy(training.kept, data.test) == 1.0
    assert commonest_dish_accuracy(data.train, data.test) < 0.3
    # the pattern goes on getting better while the whole gets worse: the rest is learnt by heart
    assert training.answer_loss[-1] < 0.1 * training.answer_loss[training.kept_step]
    assert training.validation_loss[-1] > 1.5 * training.validation_loss[training.kept_step]
    assert training.train_loss[-1] < training.train_loss[training.kept_step]


def test_the_look_goes_to_the_dish(start: Parameters, data: Split, training: Training) -> None:
    assert attention_to_dish(start, data.test) < 0.2
    assert attention_to_dish(training.kept, data.test) > 0.5


def test_without_attention_the_answer_is_lost(data: Split, training: Training) -> None:
    blind = training.kept._replace(W_o=np.zeros_like(training.kept.W_o))
    assert answer_accuracy(blind, data.test) < 0.3


def test_training_leaves_its_start_alone(start: Parameters, training: Training) -> None:
    again = initialise(np.random.default_rng(1), len(WORDS["en"]), 9, 16, 32)
    for one, other in zip(start, again, strict=True):
        np.testing.assert_array_equal(one, other)
    assert training.kept_step > 0


def test_with_two_dishes_it_names_one_of_them_all_the_same(training: Training) -> None:
    beginnings = two_dishes()
    probabilities = next_word(training.kept, beginnings)
    answers = probabilities.argmax(axis=-1)
    named = (answers[:, None] == beginnings[:, [2, 4]]).any(axis=1)
    assert len(beginnings) == 60
    assert named.all()
    assert probabilities.max(axis=-1).mean() > 0.5
