"""One decoder block in NumPy: forward, next-token loss and backward, with the shape of each step.

Token embeddings and positions, one head of causal self-attention, a feed-forward network, two
residual paths, normalisation before each, an output head: the parts of a large language model,
once each. A large model has wider vectors, many heads and dozens of such blocks.

N sentences of T tokens, a vocabulary of V, vectors of d numbers, h hidden units. Nothing has a
unit but the loss (nats a token).

Run: python decoder_block.py
"""

from typing import NamedTuple

import numpy as np

# --8<-- [start:types]
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Tokens = npt.NDArray[np.int64]
# --8<-- [end:types]


# --8<-- [start:parameters]


class Parameters(NamedTuple):
    """Everything that is learnt."""

    embedding: Array  # (V, d), a row for each token of the vocabulary
    position: Array  # (longest T, d), a row for each place in the sentence
    W_q: Array  # (d, d), what a token looks for
    W_k: Array  # (d, d), what a token offers
    W_v: Array  # (d, d), what a token passes on
    W_o: Array  # (d, d), back into the residual stream
    W_1: Array  # (d, h), feed-forward, first layer
    W_2: Array  # (h, d), feed-forward, second layer
    W_out: Array  # (d, V), output head


def initialise(
    rng: np.random.Generator, vocabulary: int, longest: int, d: int, h: int
) -> Parameters:
    """Return small random parameters: normal, standard deviation 0.1."""
    shapes = ((vocabulary, d), (longest, d), *4 * ((d, d),), (d, h), (h, d), (d, vocabulary))
    return Parameters(*(rng.normal(0, 0.1, shape) for shape in shapes))


# --8<-- [end:parameters]


# --8<-- [start:forward]
class Steps(NamedTuple):
    """Every intermediate result of a forward pass, in order."""

    x0: Array  # (N, T, d), embedding + position: the residual stream
    n1: Array  # (N, T, d), normalised
    q: Array  # (N, T, d), queries
    k: Array  # (N, T, d), keys
    v: Array  # (N, T, d), values
    weights: Array  # (N, T, T), attention: row = token that looks
    mixed: Array  # (N, T, d), weighted mean of the values
    x1: Array  # (N, T, d), first residual sum
    n2: Array  # (N, T, d), normalised
    hidden: Array  # (N, T, h), after ReLU
    x2: Array  # (N, T, d), second residual sum
    n3: Array  # (N, T, d), normalised
    logits: Array  # (N, T, V), a score for each token that might come next


def normalise(x: Array) -> Array:
    """Return x (..., d) scaled to root mean square 1 along its last axis (RMSNorm)."""
    scaled: Array = x / np.sqrt((x**2).mean(axis=-1, keepdims=True) + 1e-8)
    return scaled


def softmax(scores: Array) -> Array:
    """Return positive weights that sum to 1 along the last axis of scores."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights: Array = powers / powers.sum(axis=-1, keepdims=True)
    return weights


def forward(p: Parameters, tokens: Tokens) -> Steps:
    """Return every step for token numbers (N, T)."""
    T, d = tokens.shape[1], p.embedding.shape[1]
    future = np.triu(np.full((T, T), -np.inf), k=1)
    x0 = p.embedding[tokens] + p.position[:T]
    n1 = normalise(x0)
    q, k, v = n1 @ p.W_q, n1 @ p.W_k, n1 @ p.W_v
    weights = softmax(q @ k.swapaxes(1, 2) / np.sqrt(d) + future)
    mixed = weights @ v
    x1 = x0 + mixed @ p.W_o
    n2 = normalise(x1)
    hidden = np.maximum(n2 @ p.W_1, 0)
    x2 = x1 + hidden @ p.W_2
    n3 = normalise(x2)
    return Steps(x0, n1, q, k, v, weights, mixed, x1, n2, hidden, x2, n3, n3 @ p.W_out)


# --8<-- [end:forward]


# --8<-- [start:loss]
def token_losses(logits: Array, tokens: Tokens) -> Array:
    """Return -log P(next token), (N, T - 1), in nats.

    Row t of the logits guesses token t + 1; the last row has nothing to guess.
    """
    scores = logits[:, :-1] - logits[:, :-1].max(axis=-1, keepdims=True)
    chosen = np.take_along_axis(scores, tokens[:, 1:, None], axis=-1)[..., 0]
    losses: Array = np.log(np.exp(scores).sum(axis=-1)) - chosen
    return losses


# --8<-- [end:loss]


# --8<-- [start:backward]
def normalise_backward(x: Array, dy: Array) -> Array:
    """Return dL/dx, given dL/dy of y = normalise(x); all (..., d)."""
    size = np.sqrt((x**2).mean(axis=-1, keepdims=True) + 1e-8)
    y = x / size
    dx: Array = (dy - y * (dy * y).mean(axis=-1, keepdims=True)) / size
    return dx


def weight_gradient(inputs: Array, outputs: Array) -> Array:
    """Return the sum over sentences and places of inputs (N, T, a) times outputs (N, T, b)."""
    return np.tensordot(inputs, outputs, axes=((0, 1), (0, 1)))


def backward(p: Parameters, s: Steps, tokens: Tokens) -> Parameters:
    """Return the gradient of the mean loss with respect to each parameter."""
    N, T = tokens.shape
    d_logits = softmax(s.logits)
    np.put_along_axis(
        d_logits[:, :-1],
        tokens[:, 1:, None],
        np.take_along_axis(d_logits[:, :-1], tokens[:, 1:, None], axis=-1) - 1,
        axis=-1,
    )
    d_logits[:, -1] = 0
    d_logits /= N * (T - 1)

    d_x2 = normalise_backward(s.x2, d_logits @ p.W_out.T)
    d_hidden = (d_x2 @ p.W_2.T) * (s.hidden > 0)
    d_x1 = d_x2 + normalise_backward(s.x1, d_hidden @ p.W_1.T)

    d_mixed = d_x1 @ p.W_o.T
    d_weights = d_mixed @ s.v.swapaxes(1, 2)
    d_scores = s.weights * (d_weights - (d_weights * s.weights).sum(axis=-1, keepdims=True))
    d_scores /= np.sqrt(s.q.shape[-1])
    d_q, d_k = d_scores @ s.k, d_scores.swapaxes(1, 2) @ s.q
    d_v = s.weights.swapaxes(1, 2) @ d_mixed
    d_n1 = d_q @ p.W_q.T + d_k @ p.W_k.T + d_v @ p.W_v.T
    d_x0 = d_x1 + normalise_backward(s.x0, d_n1)

    d_embedding = np.zeros_like(p.embedding)
    np.add.at(d_embedding, tokens, d_x0)
    d_position = np.zeros_like(p.position)
    d_position[:T] = d_x0.sum(axis=0)
    return Parameters(
        embedding=d_embedding,
        position=d_position,
        W_q=weight_gradient(s.n1, d_q),
        W_k=weight_gradient(s.n1, d_k),
        W_v=weight_gradient(s.n1, d_v),
        W_o=weight_gradient(s.mixed, d_x1),
        W_1=weight_gradient(s.n2, d_hidden),
        W_2=weight_gradient(s.hidden, d_x2),
        W_out=weight_gradient(s.n3, d_logits),
    )


# --8<-- [end:backward]


# --8<-- [start:check]
def worst_relative_error(p: Parameters, tokens: Tokens, step: float = 1e-6) -> float:
    """Return the largest gap between the gradient and central differences, over all parameters.

    For each array: norm of the difference over the sum of the norms, so 0 is perfect and 1 is
    wrong. step: how far each number is moved to either side.
    """
    gradient = backward(p, forward(p, tokens), tokens)
    worst = 0.0
    for array, derived in zip(p, gradient, strict=True):
        measured = np.zeros_like(array)
        for place in np.ndindex(array.shape):
            kept = array[place]
            around = []
            for moved in (kept + step, kept - step):
                array[place] = moved
                around.append(token_losses(forward(p, tokens).logits, tokens).mean())
            array[place] = kept
            measured[place] = (around[0] - around[1]) / (2 * step)
        gap = np.linalg.norm(derived - measured)
        worst = max(worst, float(gap / (np.linalg.norm(derived) + np.linalg.norm(measured))))
    return worst


# --8<-- [end:check]


def main() -> None:
    """Print the shape of each step for one sentence, and the check of the gradient."""
    rng = np.random.default_rng(0)
    p = initialise(rng, vocabulary=7, longest=5, d=4, h=8)
    tokens = rng.integers(0, 7, (3, 5))
    for name, array in forward(p, tokens)._asdict().items():
        print(f"{name:8} {array.shape}")
    error = worst_relative_error(p, tokens)
    print("gradient agrees with central differences to 1e-6:", error < 1e-6)


if __name__ == "__main__":
    main()
