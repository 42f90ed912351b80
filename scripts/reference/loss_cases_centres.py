"""Cases of the losses over embeddings and a centre for each class."""

import numpy as np
import torch
from pytorch_metric_learning import losses as metric_learning
from pytorch_metric_learning.reducers import DoNothingReducer

from loss_cases import case, float32

random = np.random.default_rng(20251127)
LABELS = np.array([0, 2, 1, 3, 2])
INPUTS = [
    (LABELS, float32(random.normal(0, scale, (5, components))), float32(random.normal(0, 1, (components, 4))))
    for scale, components in ((1, 3), (5, 6), (0.1, 2))
]


def losses_of(kind, labels, embeddings, centres, options):
    loss = kind(
        num_classes=centres.shape[1], embedding_size=centres.shape[0], reducer=DoNothingReducer(), **options
    )
    # The centres as they are given, so that their gradient is seen.
    del loss._parameters["W"]
    loss.W = centres
    return loss(embeddings, labels)["loss"]["losses"]


def centre_case(kind, name, theirs, ours):
    for inputs in INPUTS:
        for reduction in ("none", "mean"):
            def call(labels, embeddings, centres):
                losses = losses_of(kind, labels, embeddings, centres, theirs)
                return losses if reduction == "none" else losses.mean()

            given = ", ".join(f"{option}={value}" for option, value in theirs.items())
            case(
                f"pytorch_metric_learning.losses.{kind.__name__}({given})(embeddings, labels), reduction='{reduction}'",
                name,
                call,
                inputs,
                {**ours, "reduction": reduction},
            )


for temperature in (0.05, 0.5, 1, 2):
    centre_case(
        metric_learning.NormalizedSoftmaxLoss,
        "normalizedSoftmax",
        {"temperature": temperature},
        {"temperature": temperature},
    )
for margin, scale in ((0.35, 32), (0.35, 8), (0, 1), (1, 2)):
    options = {"margin": margin, "scale": scale}
    centre_case(metric_learning.CosFaceLoss, "cosFace", options, options)
for degrees, scale in ((28.6, 64), (28.6, 8), (0, 1), (60, 2)):
    centre_case(
        metric_learning.ArcFaceLoss,
        "arcFace",
        {"margin": degrees, "scale": scale},
        {"margin": float(np.radians(degrees)), "scale": scale},
    )
for margin, scale in ((4, 1), (1, 1), (2, 0.5), (3, 2), (5, 1)):
    options = {"margin": margin, "scale": scale}
    centre_case(metric_learning.SphereFaceLoss, "sphereFace", options, options)
