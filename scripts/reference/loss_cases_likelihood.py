"""Cases of the likelihoods and divergences."""

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch
import torch.nn.functional as F

from loss_cases import REDUCTIONS, case, float32, optax_elementwise, random

# Counts and the logarithms of their rates.
COUNTS = [
    ([0, 1, 2], [1, 2, -5]),
    ([1, 2, 5], [0, 1, 2]),
    ([[0, 3], [1, 10], [4.5, 0.25]], [[-30, 1.5], [0, 2.25], [1, -1]]),
    (random.integers(0, 9, (3, 4)), random.normal(0, 1.5, (3, 4))),
    (random.integers(0, 50, 6), random.normal(2, 1, 6)),
    ([0, 0, 7], [-1e4, 5, 0]),
]
COUNTS = [(float32(t), float32(p)) for t, p in COUNTS]
for inputs in COUNTS:
    for reduction in REDUCTIONS:
        case(
            f"torch.nn.functional.poisson_nll_loss(input, target, reduction='{reduction}')",
            "poissonNll",
            lambda t, p: F.poisson_nll_loss(p, t, reduction=reduction),
            inputs,
            {"reduction": reduction},
        )
# The gradient with respect to the counts is left out where PyTorch's Stirling has an edge: at 1.
for inputs in COUNTS:
    for reduction in REDUCTIONS:
        case(
            f"torch.nn.functional.poisson_nll_loss(input, target, full=True, reduction='{reduction}')",
            "poissonNll",
            lambda t, p: F.poisson_nll_loss(p, t, full=True, reduction=reduction),
            inputs,
            {"full": True, "reduction": reduction},
            targets=not (inputs[0] <= 1).any(),
        )
# Keras takes the rate and adds 1e-7 to it, so only rates that are far larger give the same.
for inputs in (COUNTS[1], COUNTS[4]):
    case(
        "keras.losses.Poisson()(y_true, y_pred)",
        "poissonNll",
        lambda t, p: keras.losses.Poisson()(t[None], jnp.exp(p)[None]),
        inputs,
        {},
    )

# Targets, means, variances.
OBSERVATIONS = [
    ([1, 2, 5], [0, 1, 2], [1, 0.5, 2]),
    ([[0, 3], [1, -10]], [[0, 1.5], [200, 2.25]], [[1, 1e-3], [1e4, 1]]),
    (random.normal(0, 3, (3, 4)), random.normal(0, 3, (3, 4)), random.uniform(0.1, 5, (3, 4))),
    (random.normal(0, 30, 6), random.normal(0, 30, 6), random.uniform(0.1, 500, 6)),
]
for inputs in OBSERVATIONS:
    for reduction in REDUCTIONS:
        for eps in (1e-6, 0.75):
            case(
                f"torch.nn.functional.gaussian_nll_loss(input, target, var, eps={eps}, reduction='{reduction}')",
                "gaussianNll",
                lambda t, mean, var: F.gaussian_nll_loss(mean, t, var, eps=eps, reduction=reduction),
                inputs,
                {"eps": eps, "reduction": reduction},
            )
        case(
            f"torch.nn.functional.gaussian_nll_loss(input, target, var, full=True, reduction='{reduction}')",
            "gaussianNll",
            lambda t, mean, var: F.gaussian_nll_loss(mean, t, var, full=True, reduction=reduction),
            inputs,
            {"full": True, "reduction": reduction},
        )
case(
    "torch.nn.functional.gaussian_nll_loss(input, target, var, reduction='none')",
    "gaussianNll",
    lambda t, mean, var: F.gaussian_nll_loss(mean, t, var, reduction="none"),
    ([1, 2, 5], [0, 1, 5], [0, 1e-9, 0]),
    {"reduction": "none"},
)

# Distributions. The gradient with respect to a target of 0 is NaN in PyTorch and Optax.
ROWS = float32([[0.2, 0.3, 0.5], [0.9, 0.05, 0.05], [0.25, 0.25, 0.5]])
SURE = float32([[0, 0.6, 0.4], [1, 0, 0]])


def log_rows(shape, scale):
    return float32(jax.nn.log_softmax(jnp.asarray(random.normal(0, scale, shape)), -1))


def soft_rows(shape, scale):
    return float32(np.exp(log_rows(shape, scale)))


DISTRIBUTIONS = [
    (ROWS, log_rows((3, 3), 1)),
    (ROWS[::-1], np.log(ROWS)),
    (SURE, log_rows((2, 3), 2)),
    (SURE, [[-1e4, -0.5, -1], [0, -1e3, -100]]),
    (soft_rows((4, 5), 2), log_rows((4, 5), 2)),
    (soft_rows((2, 3, 4), 1), log_rows((2, 3, 4), 3)),
]
for target, log_probabilities in DISTRIBUTIONS:
    inputs = (float32(target), float32(log_probabilities))
    certain = bool(np.any(inputs[0] == 0))
    case(
        "torch.nn.functional.kl_div(input, target, reduction='sum')",
        "klDivergence",
        lambda t, p: F.kl_div(p, t, reduction="sum"),
        inputs,
        {"reduction": "sum"},
        targets=not certain,
    )
    case(
        "torch.nn.functional.kl_div(input, target, reduction='none').sum(-1)",
        "klDivergence",
        lambda t, p: F.kl_div(p, t, reduction="none").sum(-1),
        inputs,
        {"reduction": "none"},
        targets=not certain,
    )
    if inputs[0].ndim == 2:
        case(
            "torch.nn.functional.kl_div(input, target, reduction='batchmean')",
            "klDivergence",
            lambda t, p: F.kl_div(p, t, reduction="batchmean"),
            inputs,
            {},
            targets=not certain,
        )
    optax_elementwise(
        "kl_divergence(log_predictions, targets)",
        "klDivergence",
        lambda t, p: optax.kl_divergence(p, t),
        {},
        [inputs],
        targets=not certain,
    )
    for scale in (1, 2.5):
        optax_elementwise(
            "losses.generalized_kl_divergence(log_predictions, targets)",
            "generalizedKl",
            lambda t, p: optax.losses.generalized_kl_divergence(p, t),
            {},
            [(scale * inputs[0], inputs[1])],
            targets=not certain,
        )
case(
    "keras.losses.KLDivergence()(y_true, y_pred)",
    "klDivergence",
    lambda t, p: keras.losses.KLDivergence()(t, jnp.exp(p)),
    (ROWS, float32(np.log(ROWS[::-1]))),
    {},
)

# Vectors.
VECTORS = [
    ([[1, 2], [3, -4]], [[2, 1], [3, -4]]),
    ([[1, 0, 0]], [[0, 2, 0]]),
    (random.normal(0, 1, (4, 3)), random.normal(0, 1, (4, 3))),
    (random.normal(0, 100, (2, 3, 5)), random.normal(0, 0.1, (2, 3, 5))),
    ([[1, 2, 3]], [[-1, -2, -3]]),
]
VECTORS = [(float32(t), float32(p)) for t, p in VECTORS]
for inputs in VECTORS:
    case(
        "torch.nn.functional.cosine_similarity(x1, x2, dim=-1)",
        "cosineDistance",
        lambda t, p: 1 - F.cosine_similarity(p, t, dim=-1),
        inputs,
        {"reduction": "none"},
    )
    optax_elementwise(
        "cosine_distance(predictions, targets)",
        "cosineDistance",
        lambda t, p: optax.cosine_distance(p, t),
        {},
        [inputs],
    )
    for reduction in ("sum_over_batch_size", "sum"):
        case(
            f"keras.losses.CosineSimilarity(reduction='{reduction}')(y_true, y_pred)",
            "cosineDistance",
            lambda t, p: keras.losses.CosineSimilarity(reduction=reduction)(t, p)
            + (np.prod(t.shape[:-1]) if reduction == "sum" else 1),
            inputs,
            {"reduction": "sum" if reduction == "sum" else "mean"},
        )
