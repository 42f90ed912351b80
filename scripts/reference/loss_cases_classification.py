"""Cases of the losses for classification beyond cross-entropy, and of rankings."""

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch
import torch.nn.functional as F
from sklearn.metrics import f1_score
from timm.loss import AsymmetricLossMultiLabel, JsdCrossEntropy

from loss_cases import REDUCTIONS, case, float32, shown

random = np.random.default_rng(20250607)

SCORES = float32([[1, 2, 3], [1, 0, -1], [0.5, 0.5, 2]])
IDS = np.array([2, 0, 1])
SOFT = float32([[0.2, 0.3, 0.5], [0, 1, 0], [0.7, 0, 0.3]])
FAR_SCORES = float32([[1e4, -1e4, 0], [0, 1000, -1000], [-80, 80, 0]])
MANY_IDS = random.integers(0, 5, 8)
MANY_SCORES = float32(random.normal(0, 3, (8, 5)))
CLASS_WEIGHTS = [1.0, 2.0, 0.5]


def tensor(numbers):
    return None if numbers is None else torch.tensor(numbers, dtype=torch.float64)


# Label sets: rows of 0 and 1.
SETS = float32([[1, 0, 1], [0, 1, 0], [1, 1, 1], [0, 0, 0]])
SET_SCORES = float32([[1, 2, 3], [1, 0, -1], [0.5, 0.5, 2], [-1, 4, 0.25]])
MANY_SETS = float32(random.integers(0, 2, (6, 5)))
MANY_SET_SCORES = float32(random.normal(0, 2, (6, 5)))
SOFT_SETS = float32(random.uniform(0, 1, (4, 3)))
LABEL_SETS = [(SETS, SET_SCORES), (MANY_SETS, MANY_SET_SCORES), (SETS[:3], FAR_SCORES)]

for inputs in [*LABEL_SETS, (SOFT_SETS, SET_SCORES)]:
    for weights in (None, CLASS_WEIGHTS):
        if weights and inputs[1].shape[1] != 3:
            continue
        for reduction in REDUCTIONS:
            case(
                f"torch.nn.functional.multilabel_soft_margin_loss(input, target{shown(weight=weights)}, reduction='{reduction}')",
                "multilabelSoftMargin",
                lambda t, p: F.multilabel_soft_margin_loss(p, t, weight=tensor(weights), reduction=reduction),
                inputs,
                {**({"classWeights": weights} if weights else {}), "reduction": reduction},
            )


def id_lists(rows):
    """PyTorch's form of label sets: the ids of each row, then −1."""
    lists = [[c for c, is_label in enumerate(row) if is_label] for row in rows.tolist()]
    return torch.tensor([ids + [-1] * (rows.shape[1] - len(ids)) for ids in lists])


AT_THE_MARGIN = (float32([[1, 0, 1, 0], [0, 0, 0, 1]]), float32([[2, 0.5, 1.5, 1], [-1, 0, 0.25, 1]]))
PUBLISHED = (float32([[1, 0, 0, 1]]), float32([[0.1, 0.2, 0.4, 0.8]]))
SIDE_BY_SIDE = (float32(random.integers(0, 2, (3, 9))), float32(random.normal(0, 0.5, (3, 9))))
for inputs in [*LABEL_SETS, AT_THE_MARGIN, PUBLISHED, SIDE_BY_SIDE, (SETS[:, :1], SET_SCORES[:, :1])]:
    for reduction in REDUCTIONS:
        case(
            f"torch.nn.functional.multilabel_margin_loss(input, ids, reduction='{reduction}')",
            "multilabelMargin",
            lambda t, p: F.multilabel_margin_loss(p, id_lists(t), reduction=reduction),
            inputs,
            {"reduction": reduction},
        )

# timm computes in float32 whatever it gets, and has another loss between the targets 0 and 1.
BINARY = [
    (SETS, SET_SCORES),
    (MANY_SETS, MANY_SET_SCORES),
    (float32([1, 1, 0, 0, 0]), float32([-3, 3, -3.5, -2.5, 3])),
]
for inputs in BINARY:
    for gamma_neg, gamma_pos, clip in ((4, 1, 0.05), (4, 0, 0.05), (0, 0, 0), (2, 2, 0), (2.5, 0.5, 0.2)):
        for reduction in REDUCTIONS:
            case(
                f"timm.loss.AsymmetricLossMultiLabel(gamma_neg={gamma_neg}, gamma_pos={gamma_pos}, clip={clip}, reduction='{reduction}')(x, y)",
                "asymmetric",
                lambda t, p: AsymmetricLossMultiLabel(gamma_neg, gamma_pos, clip, reduction=reduction)(p, t),
                inputs,
                {"gammaNegative": gamma_neg, "gammaPositive": gamma_pos, "clip": clip, "reduction": reduction},
                targets=False,
            )

OUTCOMES = [
    (float32([1, 1, 1, 1, 1]), float32([-2, -0.5, 0, 0.5, 2])),
    (float32([0, 0, 0, 0, 0]), float32([-2, -0.5, 0, 0.5, 2])),
    (float32([1, 0, 1, 0, 1]), float32([1e4, 1e4, -1e4, -1e4, 20])),
    (float32([1, 0, 1, 0]), float32([1, -1, -1, 1])),
    *BINARY,
]
for inputs in OUTCOMES:
    for name, mean in (("optax.losses.sparsemax_loss(logits, labels)", False), ("optax.losses.sparsemax_loss(logits, labels).mean()", True)):
        for repeats in (1, 3):
            tiled = [np.tile(x, repeats) for x in inputs]
            case(
                name,
                "sparsemax",
                lambda t, p: (jnp.mean if mean else jnp.asarray)(optax.losses.sparsemax_loss(p, t > 0)),
                tiled,
                {"reduction": "mean" if mean else "none"},
                targets=False,
            )

# Classes.
TIED = (np.array([0, 1, 2]), float32([[2, 2, 2], [1, 1, 0], [3, 0, 3]]))
AHEAD = (np.array([0, 1, 2]), float32([[1, 0, 0], [-3, 5, 3.5], [0, -1, 0.25]]))
WIDE = (random.integers(0, 40, 4), float32(random.normal(0, 0.2, (4, 40))))
CLASSES = [(IDS, SCORES), (MANY_IDS, MANY_SCORES), (IDS, FAR_SCORES), TIED, AHEAD, WIDE]
for inputs in [*CLASSES, (np.array([0, 0]), float32([[3], [-2]]))]:
    for name, reduce, reduction in (("", jnp.asarray, "none"), (".mean()", jnp.mean, "mean"), (".sum()", jnp.sum, "sum")):
        case(
            f"optax.losses.multiclass_sparsemax_loss(scores, labels){name}",
            "multiclassSparsemax",
            lambda t, p: reduce(optax.losses.multiclass_sparsemax_loss(p, t)),
            inputs,
            {"reduction": reduction},
        )

for epsilon in (2.0, 0.0, -1.0, 5.5):
    for inputs in [(SOFT, SCORES), (float32(np.eye(3)[IDS]), FAR_SCORES), (float32(np.eye(5)[MANY_IDS]), MANY_SCORES)]:
        for smoothing in (0.0, 0.2):
            case(
                f"optax.losses.poly_loss_cross_entropy(logits, smooth_labels(labels, {smoothing}), epsilon={epsilon})",
                "poly1CrossEntropy",
                lambda t, p: optax.losses.poly_loss_cross_entropy(
                    p, optax.smooth_labels(t, smoothing), epsilon=epsilon
                ),
                inputs,
                {"epsilon": epsilon, "labelSmoothing": smoothing, "reduction": "none"},
            )
    case(
        f"optax.losses.poly_loss_cross_entropy(logits, one_hot(ids), epsilon={epsilon}).mean()",
        "poly1CrossEntropy",
        lambda t, p: jnp.mean(optax.losses.poly_loss_cross_entropy(p, jax.nn.one_hot(t, 3), epsilon=epsilon)),
        (IDS, SCORES),
        {"epsilon": epsilon},
    )

for q in (0.1, 0.5, 0.7, 0.95):
    for inputs in ((IDS, SCORES), (MANY_IDS, MANY_SCORES)):
        for reduction, ours in (("sum_over_batch_size", "mean"), ("sum", "sum"), ("none", "none")):
            case(
                f"keras.losses.CategoricalGeneralizedCrossEntropy(q={q}, reduction='{reduction}')(y_true, softmax(logits))",
                "generalizedCrossEntropy",
                lambda t, p: keras.losses.CategoricalGeneralizedCrossEntropy(q=q, reduction=reduction)(
                    t, jax.nn.softmax(p)
                ),
                inputs,
                {"q": q, "reduction": ours},
            )


def softmax(scores):
    exponentials = np.exp(scores)
    return exponentials / exponentials.sum(-1, keepdims=True)


# Keras has neither q = 1 nor distributions, weights of classes and smoothing.
for q in (1.0, 0.3):
    for weights in ([1.0, 1.0, 1.0], CLASS_WEIGHTS):
        for smoothing in (0.0, 0.2):
            smoothed = lambda t: np.asarray(weights) * (t * (1 - smoothing) + smoothing / 3)
            case(
                f"numpy.sum(w * ((1 - s) * t + s / 3) * (1 - softmax(logits)**{q}) / {q}) with w = {weights}, s = {smoothing}",
                "generalizedCrossEntropy",
                lambda t, p: np.sum(smoothed(t) * (1 - softmax(p) ** q) / q, -1),
                (SOFT, SCORES),
                {"q": q, "classWeights": weights, "labelSmoothing": smoothing, "reduction": "none"},
            )

# Lists. Optax's weights are factors of the relevances, which losskit gets.
RELEVANCES = float32([[0, 2, 1, 0], [1, 0, 3, 0.5], [0, 0, 0, 0], [1, 1, 1, 1]])
ITEM_SCORES = float32([[1, 3, 2, 0.5], [0.5, -1, 2, 0], [4, 1, 0, 2], [1e4, 0, -1e4, 20]])
WHERE = np.array([[1, 1, 0, 1], [1, 1, 1, 1], [1, 0, 0, 0], [0, 1, 0, 1]], bool)
EMPTY_LISTS = np.array([[1, 1, 0, 1], [0, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]], bool)
LISTS = [(RELEVANCES, ITEM_SCORES), (float32(random.uniform(0, 4, (4, 4))), float32(random.normal(0, 2, (4, 4))))]
for inputs in LISTS:
    for where in (None, WHERE, EMPTY_LISTS):
        for reduce, reduction in ((None, "none"), (jnp.sum, "sum"), (jnp.mean, "mean")):
            if reduction == "none" and where is EMPTY_LISTS:
                continue  # NaN in Optax, 0 here
            for factor in (1.0, 2.5):
                case(
                    f"optax.losses.ranking_softmax_loss(logits, labels{', where=where' if where is not None else ''}, weights={factor}, reduce_fn={reduction})",
                    "rankingSoftmax",
                    lambda t, p: optax.losses.ranking_softmax_loss(
                        p, t / factor, where=where, weights=jnp.full(p.shape, factor), reduce_fn=reduce
                    ),
                    inputs,
                    {**({} if where is None else {"where": where.astype(int).tolist()}), "reduction": reduction},
                    targets=where is None,
                )

# A linear layer; PyTorch has the kernel as [classes, features].
FEATURES = float32(random.normal(0, 1, (4, 3)))
KERNEL = float32(random.normal(0, 1, (3, 5)))
BIAS = [0.5, -1.0, 0.0, 2.0, 0.25]
LINEAR_IDS = np.array([4, 0, -100, 2])
LINEAR_SOFT = float32(random.dirichlet(np.ones(5), 4))
LINEAR_WEIGHTS = [1.0, 2.0, 0.5, 0.25, 3.0]


def linear(t, x, kernel, **options):
    return F.linear_cross_entropy(x, kernel.T, t, **options)


for labels in (LINEAR_IDS, LINEAR_SOFT):
    for bias, weights in ((None, None), (BIAS, None), (BIAS, LINEAR_WEIGHTS)):
        for smoothing in (0.0, 0.1):
            for reduction in REDUCTIONS:
                # With distributions PyTorch's mean divides by the rows, whatever the class weights.
                by_rows = labels is LINEAR_SOFT and reduction == "mean"
                case(
                    f"torch.nn.functional.linear_cross_entropy(input, linear_weight, target{shown(linear_bias=bias, weight=weights)}, label_smoothing={smoothing}, reduction='{reduction}')",
                    "linearCrossEntropy",
                    lambda t, x, kernel: linear(
                        t,
                        x,
                        kernel,
                        linear_bias=tensor(bias),
                        weight=tensor(weights),
                        label_smoothing=smoothing,
                        reduction=reduction,
                    ),
                    (labels, FEATURES, KERNEL),
                    {
                        **({"bias": bias} if bias else {}),
                        **({"classWeights": weights} if weights else {}),
                        **({"labelSmoothing": smoothing} if smoothing else {}),
                        "reduction": "sum" if by_rows else reduction,
                        "chunkSize": 3,
                    },
                    divisor=4 if by_rows else 1,
                )
for ignore_index in (0, 4):
    case(
        f"torch.nn.functional.linear_cross_entropy(input, linear_weight, target, ignore_index={ignore_index})",
        "linearCrossEntropy",
        lambda t, x, kernel: linear(t, x, kernel, ignore_index=ignore_index),
        (np.array([4, 0, 1, 2]), FEATURES, KERNEL),
        {"ignoreIndex": ignore_index},
    )

# The F1 score of certain predictions, and a formula for the others: no library has a soft one.
CERTAIN = [
    (np.array([0, 0, 0, 1, 1, 2]), np.array([0, 0, 1, 1, 2, 2])),
    (np.array([0, 1, 2]), np.array([0, 1, 2])),
    (np.array([0, 1, 2]), np.array([1, 2, 0])),
    (np.arange(30) % 3, random.integers(0, 3, 30)),
    (np.arange(30) % 3, np.where(random.uniform(0, 1, 30) < 0.8, np.arange(30) % 3, 0)),
]
ROW_TIMES = [1, 2, 0, 3, 1, 0.5]
for ids, predicted in CERTAIN:
    for average, reduction in (("macro", "mean"), (None, "none")):
        for weights in (None, (ROW_TIMES * 5)[: len(ids)]):
            if weights and len(ids) == 3:
                continue
            case(
                f"sklearn.metrics.f1_score(y_true, y_pred, average={average!r}{shown(sample_weight=weights)})",
                "softF1",
                lambda t, p: 1
                - f1_score(t, p.argmax(-1), labels=range(3), average=average, sample_weight=weights, zero_division=0),
                (ids, np.eye(3)[predicted]),
                {"reduction": reduction, **({"weights": weights} if weights else {})},
                predictions=False,
            )


def soft_f1(t, p, weights):
    weights = np.asarray(weights)[:, None]
    agreement, area = (weights * t * p).sum(0), (weights * (t + p)).sum(0)
    return 1 - 2 * agreement / area


SURE = float32(random.dirichlet(np.ones(3), 6))
for labels in (float32(np.eye(3)[[0, 0, 0, 1, 1, 2]]), float32(random.integers(0, 2, (6, 3))), float32(random.uniform(0, 1, (6, 3)))):
    for weights in ([1] * 6, ROW_TIMES):
        for mean in (False, True):
            case(
                f"numpy.sum 1 - 2 Σ w t p / Σ w (t + p) with w = {weights}{', mean' if mean else ''}",
                "softF1",
                lambda t, p: soft_f1(t, p, weights).mean() if mean else soft_f1(t, p, weights),
                (labels, SURE),
                {"weights": weights, "reduction": "mean" if mean else "none"},
            )


def jsd(ids, splits, alpha, smoothing):
    """timm takes the splits one below the other, those of the examples as they are first."""
    made = JsdCrossEntropy(num_splits=3, alpha=alpha, smoothing=smoothing)
    case(
        f"timm.loss.JsdCrossEntropy(num_splits=3, alpha={alpha}, smoothing={smoothing})(output, ids)",
        "jsdCrossEntropy",
        lambda t, *xs: made(torch.cat(xs), t),
        (ids, *splits),
        {
            **({} if alpha == 12 else {"alpha": alpha}),
            **({"labelSmoothing": smoothing} if smoothing else {}),
        },
    )


for rows, classes, scale in ((2, 3, 1.0), (4, 5, 2.0), (3, 2, 5.0), (6, 10, 1.0)):
    ids = random.integers(0, classes, rows)
    splits = [float32(random.normal(0, scale, (rows, classes))) for _ in range(3)]
    for alpha in (12, 1):
        for smoothing in (0.1, 0, 0.3):
            jsd(ids, splits, alpha, smoothing)
