"""Cases of the losses over triplets of a batch."""

import numpy as np
import torch
from pytorch_metric_learning import losses as metric_learning
from pytorch_metric_learning.distances import CosineSimilarity, LpDistance
from pytorch_metric_learning.miners import BatchHardMiner
from pytorch_metric_learning.reducers import DoNothingReducer
from sentence_transformers import losses as sentence_losses
from sentence_transformers.losses import BatchHardTripletLossDistanceFunction as SentenceDistances

from loss_cases import case
from loss_cases_embedding import BATCHES, by_pairs, partners

DISTANCES = {
    "euclidean": LpDistance(normalize_embeddings=False),
    "squaredEuclidean": LpDistance(normalize_embeddings=False, power=2),
    "manhattan": LpDistance(normalize_embeddings=False, p=1),
    "cosine": CosineSimilarity(),
}
SENTENCE_DISTANCES = {
    "euclidean": SentenceDistances.euclidean_distance,
    "squaredEuclidean": lambda x: SentenceDistances.euclidean_distance(x, squared=True),
    "cosine": SentenceDistances.cosine_distance,
}
MARGINS = {"euclidean": (1.0, 0.25), "squaredEuclidean": (5.0,), "manhattan": (2.0,), "cosine": (0.5,)}
# sentence-transformers counts rows without a partner as if they were their own.
PARTNERED = [inputs for inputs in BATCHES if min(partners(inputs[0])) > 0]


def of_anchors(values, anchors, rows):
    return torch.zeros(rows, dtype=values.dtype).index_add(0, anchors, values)


def hardest(x, labels, distance, margin, smooth):
    """pytorch-metric-learning's losses of the hardest triplets, at their anchors."""
    triplets = BatchHardMiner(distance=distance)(x, labels)
    loss = metric_learning.TripletMarginLoss(
        margin=margin, smooth_loss=smooth, distance=distance, reducer=DoNothingReducer()
    )
    return of_anchors(loss(x, labels, triplets)["loss"]["losses"], triplets[0], len(labels))


for name, distance in DISTANCES.items():
    for margin in MARGINS[name]:
        for inputs in BATCHES:
            case(
                f"pytorch_metric_learning.losses.TripletMarginLoss(margin={margin}, distance={name}, "
                "reducer=DoNothingReducer())(embeddings, labels, BatchHardMiner(distance)(embeddings, labels))",
                "batchHardTriplet",
                lambda labels, x: hardest(x, labels, distance, margin, smooth=False),
                inputs,
                {"margin": margin, "distance": name, "reduction": "none"},
            )
    for inputs in BATCHES:
        case(
            f"pytorch_metric_learning.losses.TripletMarginLoss(margin=0, smooth_loss=True, distance={name}, "
            "reducer=DoNothingReducer())(embeddings, labels, BatchHardMiner(distance)(embeddings, labels))",
            "batchHardSoftMarginTriplet",
            lambda labels, x: hardest(x, labels, distance, 0, smooth=True),
            inputs,
            {"distance": name, "reduction": "none"},
        )


def violations(labels, x, distance, margin):
    """How many triplets of each anchor violate the margin: the weights that make a mean over rows one over triplets."""
    loss = metric_learning.TripletMarginLoss(margin=margin, distance=distance, reducer=DoNothingReducer())
    found = loss(torch.tensor(x), torch.tensor(labels))["loss"]
    return of_anchors((found["losses"] > 0).double(), found["indices"][0], len(labels)).tolist()


for name, distance in DISTANCES.items():
    for margin in MARGINS[name]:
        for inputs in BATCHES:
            weights = violations(*inputs, distance, margin)
            # A row of weight 0 would be taken out of the others' triplets.
            if 0 in weights:
                weights = [max(weight, 1e-6) for weight in weights]
            options = {"margin": margin, "distance": name, "weights": weights}
            case(
                f"pytorch_metric_learning.losses.TripletMarginLoss(margin={margin}, distance={name})(embeddings, labels)",
                "batchAllTriplet",
                lambda labels, x: metric_learning.TripletMarginLoss(margin=margin, distance=distance)(x, labels),
                inputs,
                options,
            )
            if name in SENTENCE_DISTANCES:
                case(
                    f"sentence_transformers.losses.BatchAllTripletLoss(model, {name}, {margin})"
                    ".batch_all_triplet_loss(labels, embeddings)",
                    "batchAllTriplet",
                    lambda labels, x: sentence_losses.BatchAllTripletLoss(
                        None, SENTENCE_DISTANCES[name], margin
                    ).batch_all_triplet_loss(labels, x),
                    inputs,
                    options,
                )

for name, distance in SENTENCE_DISTANCES.items():
    for margin in MARGINS[name]:
        for inputs in PARTNERED:
            case(
                f"sentence_transformers.losses.BatchHardTripletLoss(model, {name}, {margin})"
                ".batch_hard_triplet_loss(labels, embeddings)",
                "batchHardTriplet",
                lambda labels, x: sentence_losses.BatchHardTripletLoss(None, distance, margin).batch_hard_triplet_loss(
                    labels, x
                ),
                inputs,
                {"margin": margin, "distance": name},
            )
        for inputs in BATCHES:
            case(
                f"sentence_transformers.losses.BatchSemiHardTripletLoss(model, {name}, {margin})"
                ".batch_semi_hard_triplet_loss(labels, embeddings)",
                "batchSemiHardTriplet",
                lambda labels, x: sentence_losses.BatchSemiHardTripletLoss(
                    None, distance, margin
                ).batch_semi_hard_triplet_loss(labels, x),
                inputs,
                {"margin": margin, "distance": name, **by_pairs(inputs[0])},
            )
    for inputs in PARTNERED:
        case(
            f"sentence_transformers.losses.BatchHardSoftMarginTripletLoss(model, {name})"
            ".batch_hard_triplet_soft_margin_loss(labels, embeddings)",
            "batchHardSoftMarginTriplet",
            lambda labels, x: sentence_losses.BatchHardSoftMarginTripletLoss(
                None, distance
            ).batch_hard_triplet_soft_margin_loss(labels, x),
            inputs,
            {"distance": name},
        )
