"""Cases of the margin losses."""

import keras
import numpy as np
import optax
import torch
import torch.nn.functional as F

from loss_cases import REDUCTIONS, case, float32, keras_elementwise, optax_elementwise, random


def signs(shape):
    return random.integers(0, 2, shape) * 2.0 - 1


# Targets −1 and 1, and scores. No score is at a kink: JAX takes another subgradient there than losskit.
PAIRS = [
    ([1, 1, 1, -1, -1, -1], [0.5, -2, 3, 0.5, -2, 3]),
    ([[1, -1, 1], [-1, 1, -1]], [[2, -1.5, 0.25], [-4, 5, 0.5]]),
    ([1, -1, 1, -1], [80, 80, -80, -80]),
    (signs((3, 4)), random.normal(0, 2, (3, 4))),
    ([1, -1, -1, 1, 1, -1], random.normal(0, 50, 6)),
    ([1, -1], [1e4, 1e4]),
]
PAIRS = [(float32(t), float32(p)) for t, p in PAIRS]
TABLE = PAIRS[1]

# Where all targets of a batch are 0 or 1, or only 1, Keras maps them; each of these has both signs.
for name, loss in (("Hinge", "hinge"), ("SquaredHinge", "squaredHinge")):
    keras_elementwise(f"{name}(", loss, lambda r: getattr(keras.losses, name)(reduction=r), {}, TABLE)
    for inputs in PAIRS:
        for reduction in ("sum_over_batch_size", "sum", "none"):
            column = tuple(np.reshape(x, (-1, 1)) for x in inputs)
            case(
                f"keras.losses.{name}(reduction='{reduction}')(y_true, y_pred)",
                loss,
                lambda t, p: getattr(keras.losses, name)(reduction=reduction)(t, p).reshape(
                    (-1, 1) if reduction == "none" else ()
                ),
                column,
                {"reduction": {"sum_over_batch_size": "mean"}.get(reduction, reduction)},
            )
optax_elementwise("hinge_loss(predictor_outputs, targets)", "hinge", lambda t, p: optax.hinge_loss(p, t), {}, PAIRS)
MORE_PAIRS = [(signs((2, 3)), float32(random.normal(0, scale, (2, 3)))) for scale in (0.01, 0.1, 1, 1000)]
optax_elementwise(
    "losses.perceptron_loss(predictor_outputs, targets)",
    "perceptron",
    lambda t, p: optax.losses.perceptron_loss(p, t),
    {},
    PAIRS + MORE_PAIRS,
)
for inputs in PAIRS + MORE_PAIRS[:2]:
    # PyTorch overflows beyond −709 in float64.
    if np.max(np.abs(inputs[1])) > 700:
        continue
    for reduction in REDUCTIONS:
        case(
            f"torch.nn.functional.soft_margin_loss(input, target, reduction='{reduction}')",
            "softMargin",
            lambda t, p: F.soft_margin_loss(p, t.detach(), reduction=reduction),
            inputs,
            {"reduction": reduction},
            # Not differentiable with respect to the target in PyTorch.
            targets=False,
        )

for margin in (1.0, 0.0, 2.5):
    for inputs in (PAIRS[0], TABLE, PAIRS[3]):
        for reduction in REDUCTIONS:
            case(
                f"torch.nn.functional.hinge_embedding_loss(input, target, margin={margin}, reduction='{reduction}')",
                "hingeEmbedding",
                lambda t, p: F.hinge_embedding_loss(p, t, margin=margin, reduction=reduction),
                inputs,
                {"margin": margin, "reduction": reduction},
                targets=False,
            )

for margin in (0.0, 1.0, -0.5):
    for inputs in (PAIRS[0], TABLE, PAIRS[3]):
        second = float32(random.normal(0, 1, inputs[0].shape))
        for reduction in REDUCTIONS:
            case(
                f"torch.nn.functional.margin_ranking_loss(input1, input2, target, margin={margin}, reduction='{reduction}')",
                "marginRanking",
                lambda t, a, b: F.margin_ranking_loss(a, b, t, margin=margin, reduction=reduction),
                (*inputs, second),
                {"margin": margin, "reduction": reduction},
                targets=False,
            )

EMBEDDINGS = [
    ([1, -1], [[1, 2], [1, 2]], [[2, 1], [2, 1]]),
    (signs(5), random.normal(0, 1, (5, 4)), random.normal(0, 1, (5, 4))),
    ([-1, -1, 1], random.uniform(0, 10, (3, 2)), random.uniform(0, 10, (3, 2))),
]
for margin in (0.0, 0.5, -0.5):
    for inputs in EMBEDDINGS:
        for reduction in REDUCTIONS:
            case(
                f"torch.nn.functional.cosine_embedding_loss(input1, input2, target, margin={margin}, reduction='{reduction}')",
                "cosineEmbedding",
                lambda t, a, b: F.cosine_embedding_loss(a, b, t, margin=margin, reduction=reduction),
                tuple(float32(x) for x in inputs),
                {"margin": margin, "reduction": reduction},
                targets=False,
            )

# Classes. Scores without ties.
SCORES = float32([[1, 2, 3.25], [1.5, 0, -1], [0.5, 0.25, 2]])
IDS = np.array([2, 0, 1])
FAR_SCORES = float32([[1e4, -1e4, 0], [0.5, 1000, -1000], [-80, 80, 0]])
CLASSES = [(IDS, SCORES), (IDS, FAR_SCORES), (IDS[::-1].copy(), SCORES)]
CLASSES += [(random.integers(0, 5, 6), float32(random.normal(0, scale, (6, 5)))) for scale in (0.3, 1, 3, 30)]
CLASSES += [(random.integers(0, 2, 4), float32(random.normal(0, 1, (4, 2)))) for _ in range(3)]
optax_elementwise(
    "losses.multiclass_hinge_loss(scores, labels)",
    "multiclassHinge",
    lambda t, p: optax.losses.multiclass_hinge_loss(p, t),
    {},
    CLASSES,
)
optax_elementwise(
    "losses.multiclass_perceptron_loss(scores, labels)",
    "multiclassPerceptron",
    lambda t, p: optax.losses.multiclass_perceptron_loss(p, t),
    {},
    CLASSES,
)
for ids, scores in CLASSES:
    one_hot = np.eye(scores.shape[-1])[ids]
    for reduction in ("none", "sum", "sum_over_batch_size"):
        case(
            f"keras.losses.CategoricalHinge(reduction='{reduction}')(y_true, y_pred)",
            "categoricalHinge",
            lambda t, p: keras.losses.CategoricalHinge(reduction=reduction)(t, p),
            (one_hot, scores),
            {"reduction": {"sum_over_batch_size": "mean"}.get(reduction, reduction)},
            # Linear in the targets only where these are 0 or 1.
            targets=False,
        )

for inputs in (CLASSES[0], CLASSES[4]):
    for p in (1, 2):
        for margin in (1.0, 0.5, 3.0):
            for weights in (None, [1.0, 2.0, 0.5, 0.25, 3.0]):
                weight = weights and weights[: inputs[1].shape[-1]]
                for reduction in REDUCTIONS:
                    # PyTorch's mean divides by the rows, whatever the class weights.
                    by_rows = weight is not None and reduction == "mean"
                    case(
                        f"torch.nn.functional.multi_margin_loss(input, target, p={p}, margin={margin}"
                        f"{f', weight={weight}' if weight else ''}, reduction='{reduction}')",
                        "multiMargin",
                        lambda t, x: F.multi_margin_loss(
                            x,
                            t,
                            p=p,
                            margin=margin,
                            weight=None if weight is None else torch.tensor(weight, dtype=torch.float64),
                            reduction=reduction,
                        ),
                        inputs,
                        {
                            "p": p,
                            "margin": margin,
                            **({"classWeights": weight} if weight else {}),
                            "reduction": "sum" if by_rows else reduction,
                        },
                        divisor=len(inputs[0]) if by_rows else 1,
                    )
