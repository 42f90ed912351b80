"""Cases of the losses over embeddings."""

import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch
import torch.nn.functional as F
from pytorch_metric_learning import losses as metric_learning
from pytorch_metric_learning.reducers import DoNothingReducer

from loss_cases import REDUCTIONS, case, float32

random = np.random.default_rng(20250102)
DISTANCES = {
    "euclidean": lambda a, b: F.pairwise_distance(a, b),
    "squaredEuclidean": lambda a, b: (a - b).square().sum(-1),
    "manhattan": lambda a, b: F.pairwise_distance(a, b, p=1.0),
    "cosine": lambda a, b: 1 - F.cosine_similarity(a, b, dim=-1),
}
TRIPLETS = [
    tuple(float32(random.normal(0, 1, (5, 3))) for _ in range(3)),
    tuple(float32(random.normal(0, 20, (4, 6))) for _ in range(3)),
    tuple(float32(random.normal(0, 1, (2, 2, 3))) for _ in range(3)),
    # The anchor is the positive: the slope is that of what PyTorch adds to the difference.
    (float32([[1, 2], [0, 0]]), float32([[1, 2], [3, 4]]), float32([[1, 2.5], [0.5, 0]])),
]
for inputs in TRIPLETS:
    for p, distance in ((2, "euclidean"), (1, "manhattan")):
        # Where both distances of the negative are equal, PyTorch halves the gradient.
        for swap in (False,) if inputs is TRIPLETS[-1] else (False, True):
            for margin in (1.0, 7.5):
                for reduction in REDUCTIONS:
                    case(
                        f"torch.nn.functional.triplet_margin_loss(anchor, positive, negative, margin={margin}, p={p}, "
                        f"swap={swap}, reduction='{reduction}')",
                        "tripletMargin",
                        lambda a, b, c: F.triplet_margin_loss(a, b, c, margin=margin, p=p, swap=swap, reduction=reduction),
                        inputs,
                        {"margin": margin, "distance": distance, "swap": swap, "reduction": reduction},
                    )
for inputs in TRIPLETS[:3]:
    for name in ("squaredEuclidean", "cosine"):
        for swap in (False, True):
            case(
                f"torch.nn.functional.triplet_margin_with_distance_loss(anchor, positive, negative, "
                f"distance_function={name}, margin=0.75, swap={swap}, reduction='none')",
                "tripletMargin",
                lambda a, b, c: F.triplet_margin_with_distance_loss(
                    a, b, c, distance_function=DISTANCES[name], margin=0.75, swap=swap, reduction="none"
                ),
                inputs,
                {"margin": 0.75, "distance": name, "swap": swap, "reduction": "none"},
            )
for inputs in TRIPLETS[:2]:
    # Only with the Euclidean distance: for others Optax 0.2 takes no absolute value before the power.
    case(
        "optax.losses.triplet_margin_loss(anchors, positives, negatives, margin=1.0)",
        "tripletMargin",
        lambda a, b, c: optax.losses.triplet_margin_loss(a, b, c, margin=1.0),
        inputs,
        {"reduction": "none"},
    )

# Labels and embeddings: two of each, groups of several sizes, rows without a partner, views of one picture, far apart.
BATCHES = [
    (np.array([0, 0, 1, 1]), random.normal(0, 1, (4, 3))),
    (np.array([3, 1, 3, 1, 1, 3, 7, 7]), random.normal(0, 1, (8, 4))),
    (np.array([5, 2, 5, 9, 2, 4]), random.normal(0, 1, (6, 5))),
    (np.array([0, 1, 2, 0, 1, 2]), random.normal(0, 30, (6, 2))),
    (np.array([1, 1, 1, -4]), random.uniform(0, 1, (4, 2))),
]
BATCHES = [(labels, float32(embeddings)) for labels, embeddings in BATCHES]


def partners(labels):
    return [int(np.sum(labels == label)) - 1 for label in labels]


def by_pairs(labels):
    """The weights that make a mean over rows one over pairs of a row and its partner."""
    # A row without a partner has no loss; weight 0 would also take it out of the others' denominators.
    return {"weights": [max(count, 1) for count in partners(labels)]}


for temperature in (0.07, 0.5, 2.0):
    for inputs in BATCHES:
        options = {"temperature": temperature, **by_pairs(inputs[0])}
        case(
            f"pytorch_metric_learning.losses.NTXentLoss(temperature={temperature})(embeddings, labels)",
            "ntXent",
            lambda labels, x: metric_learning.NTXentLoss(temperature=temperature)(x, labels),
            inputs,
            options,
        )
        case(
            f"optax.losses.ntxent(embeddings, labels, temperature={temperature})",
            "ntXent",
            lambda labels, x: optax.losses.ntxent(x, labels, temperature=temperature),
            inputs,
            options,
        )


def unreduced(loss, embeddings, labels):
    return loss(embeddings, labels)["loss"]["losses"]


for temperature in (0.1, 0.5, 2.0):
    for inputs in BATCHES:
        for reduction in ("mean", "none"):
            reducer = {} if reduction == "mean" else {"reducer": DoNothingReducer()}
            loss = metric_learning.SupConLoss(temperature=temperature, **reducer)
            case(
                f"pytorch_metric_learning.losses.SupConLoss(temperature={temperature}"
                f"{', reducer=DoNothingReducer()' if reducer else ''})(embeddings, labels)",
                "supervisedContrastive",
                lambda labels, x: unreduced(loss, x, labels) if reducer else loss(x, labels),
                inputs,
                {"temperature": temperature, "reduction": reduction},
            )

for margin, gamma in ((0.4, 80), (0.25, 32), (0.0, 4), (1.0, 8)):
    for inputs in BATCHES:
        for reduction in ("mean", "none"):
            reducer = {} if reduction == "mean" else {"reducer": DoNothingReducer()}
            loss = metric_learning.CircleLoss(m=margin, gamma=gamma, **reducer)
            case(
                f"pytorch_metric_learning.losses.CircleLoss(m={margin}, gamma={gamma}"
                f"{', reducer=DoNothingReducer()' if reducer else ''})(embeddings, labels)",
                "circle",
                lambda labels, x: unreduced(loss, x, labels) if reducer else loss(x, labels),
                inputs,
                {"margin": margin, "gamma": gamma, "reduction": reduction},
            )
    for labels, embeddings in BATCHES:
        # Keras's gradient goes through the weights of the pairs too, which the paper holds constant.
        rows = embeddings / np.linalg.norm(embeddings, axis=-1, keepdims=True)
        # Rows without a partner are not a number before Keras takes them out.
        if 0 in partners(labels):
            continue
        case(
            f"keras.losses.Circle(margin={margin}, gamma={gamma}, reduction='none')(y_true, y_pred)",
            "circle",
            lambda t, x: keras.losses.Circle(margin=margin, gamma=gamma, reduction="none")(
                jnp.asarray(t), x / jnp.linalg.norm(x, axis=-1, keepdims=True)
            ),
            (labels, rows),
            {"margin": margin, "gamma": gamma, "reduction": "none"},
            predictions=False,
        )


def hadsell(labels, x, margin):
    """½ d² or ½ max(0, m − d)² over all pairs, equation 4 of Hadsell et al., 2006; per row."""
    count = len(labels)
    costs = np.zeros(count, x.dtype)
    for i in range(count):
        for j in range(count):
            if i == j:
                continue
            distance = np.sqrt(np.sum((x[i] - x[j]) ** 2))
            missing = margin - distance
            apart = missing**2 / 2 if missing.real > 0 else 0
            costs[i] += distance**2 / 2 if labels[i] == labels[j] else apart
    return costs / (count - 1)


for margin in (1.0, 0.25, 40.0):
    for inputs in BATCHES:
        for reduction in REDUCTIONS:
            reduce = {"none": lambda x: x, "sum": np.sum, "mean": np.mean}[reduction]
            case(
                f"numpy.hadsell(labels, embeddings, margin={margin}, reduction='{reduction}')",
                "contrastive",
                lambda labels, x: reduce(hadsell(labels, x, margin)),
                inputs,
                {"margin": margin, "reduction": reduction},
            )
