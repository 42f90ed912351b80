"""Cases of the losses for classes in an order."""

import numpy as np
import torch
from coral_pytorch.dataset import levels_from_labelbatch
from coral_pytorch.losses import coral_loss, corn_loss

from loss_cases import REDUCTIONS, case, float32

random = np.random.default_rng(20260311)

# Class ids, and one score for each threshold between classes.
PUBLISHED = (np.array([2, 1, 4]), float32([[2.1, 1.8, -2.1, -1.8], [1.9, -1, -1.5, -1.3], [1.9, 1.8, 1.7, 1.6]]))
EACH_CLASS = (np.arange(5), float32(random.normal(0, 2, (5, 4))))
TWO_CLASSES = (np.array([0, 1, 1]), float32(random.normal(0, 3, (3, 1))))
MANY = (random.integers(0, 8, 20), float32(random.normal(0, 3, (20, 7))))
FAR = (np.array([0, 1, 2, 3]), float32([[1e4, -1e4, 0], [-1e4, 1e4, 100], [80, -80, -1000], [1000, -30, 30]]))
TABLE = [PUBLISHED, EACH_CLASS, TWO_CLASSES, MANY, FAR]

for ids, scores in TABLE:
    thresholds = scores.shape[-1]
    levels = levels_from_labelbatch(torch.tensor(ids), thresholds + 1).double()
    for weights in (None, [1.0, 0.5, 3.0, 0.0, 2.0, 1.0, 0.25][:thresholds]):
        for reduction in REDUCTIONS:
            given = None if reduction == "none" else reduction
            importance = None if weights is None else torch.tensor(weights, dtype=torch.float64)
            case(
                f"coral_pytorch.losses.coral_loss(logits, levels, importance_weights={weights}, reduction={given!r})",
                "coral",
                lambda t, x: coral_loss(x, levels, importance_weights=importance, reduction=given),
                (ids, scores),
                {**({"importanceWeights": weights} if weights else {}), "reduction": reduction},
            )

# Its mean divides by the questions that are asked, which are one for each threshold that a class has reached.
SAMPLES = [(random.integers(0, k, n), float32(random.normal(0, 3, (n, k - 1)))) for k in (2, 3, 5, 9) for n in (1, 4, 13, 30)]
for ids, scores in TABLE + SAMPLES:
    classes = scores.shape[-1] + 1
    case(
        f"coral_pytorch.losses.corn_loss(logits, y_train, num_classes={classes})",
        "corn",
        lambda t, x: corn_loss(x, t, num_classes=classes),
        (ids, scores),
        {"reduction": "sum"},
        divisor=int(np.minimum(ids + 1, classes - 1).sum()),
    )
