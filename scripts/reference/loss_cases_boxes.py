"""Cases of the losses of boxes."""

import numpy as np
import torch
from torchvision import ops

from loss_cases import REDUCTIONS, case, float32, random

WEIGHTS = [2.0, 0.5, 1.0]


def boxes(scale, *shape):
    """Corners in order, sides from 0.1 to 0.5 of the scale."""
    low = random.uniform(0, 0.5, (*shape, 2))
    return float32(scale * np.concatenate([low, low + random.uniform(0.1, 0.5, (*shape, 2))], -1))


# Unit squares and pixels. Edges in common are kinks that both sides cut in half; far apart; one inside the other.
# torchvision's eps is below what float32 resolves, for boxes of these areas.
TABLE = [(boxes(scale, *shape), boxes(scale, *shape)) for scale, shape in [(4, (3,)), (640, (3,)), (10, (2, 3))]]
SPECIAL = [
    (float32([[0, 0, 2, 1]]), float32([[0, 0, 2, 1]])),
    (float32([[0, 0, 4, 4], [0, 0, 2, 2]]), float32([[1, 2, 2, 3], [5, -7, 9, -4]])),
    (float32([[0, 0, 4, 4], [-1, -8, 1, 8]]), float32([[0, 1, 4, 2], [-8, -1, 8, 1]])),
]


def pairwise_iou_loss(p, t):
    return 1 - torch.stack([ops.box_iou(a[None], b[None])[0, 0] for a, b in zip(p.reshape(-1, 4), t.reshape(-1, 4))])


REDUCE = {"none": lambda x: x, "sum": torch.sum, "mean": torch.mean}
for inputs in [*TABLE, *SPECIAL]:
    for reduction in REDUCTIONS:
        case(
            "torchvision.ops.box_iou(boxes1, boxes2)",
            "boxIou",
            lambda t, p: REDUCE[reduction](pairwise_iou_loss(p, t)),
            inputs,
            {"reduction": reduction},
        )
case(
    "torchvision.ops.box_iou(boxes1, boxes2)",
    "boxIou",
    lambda t, p: (pairwise_iou_loss(p, t) * torch.tensor(WEIGHTS)).sum() / sum(WEIGHTS),
    TABLE[0],
    {"weights": WEIGHTS},
)
case("torchvision.ops.box_iou(boxes1, boxes2)", "boxIou", lambda t, p: pairwise_iou_loss(p, t).sum(), TABLE[2], {"reduction": "sum"})

NAMES = {"giou": "generalized_box_iou_loss", "diou": "distance_box_iou_loss", "ciou": "complete_box_iou_loss"}
for loss, name in NAMES.items():
    function = getattr(ops, name)
    for inputs in [*TABLE, *SPECIAL]:
        for reduction in REDUCTIONS:
            case(
                f"torchvision.ops.{name}(boxes1, boxes2, reduction='{reduction}')",
                loss,
                lambda t, p: function(p, t, reduction),
                inputs,
                {"reduction": reduction},
            )
    for inputs in TABLE[:2]:
        case(
            f"torchvision.ops.{name}(boxes1, boxes2, reduction='none')",
            loss,
            lambda t, p: (function(p, t) * torch.tensor(WEIGHTS)).sum() / sum(WEIGHTS),
            inputs,
            {"weights": WEIGHTS},
        )
    # Corners out of order: no overlap, and a union that may be below 0. The angles of ciou differ there.
    if loss != "ciou":
        reversed_boxes = (float32([[0, 0, 1, 1], [0, 0, 4, 2]]), float32([[0.75, 0, 0.25, 0.5], [1, 3, 6, 1]]))
        case(
            f"torchvision.ops.{name}(boxes1, boxes2, reduction='none')",
            loss,
            lambda t, p: function(p, t),
            reversed_boxes,
            {"reduction": "none"},
        )
