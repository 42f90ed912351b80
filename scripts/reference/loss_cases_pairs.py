"""Cases of the losses over pairs of labelled rows of a batch."""

import torch.nn.functional as F
from pytorch_metric_learning import losses as metric_learning
from pytorch_metric_learning.distances import DotProductSimilarity, LpDistance
from pytorch_metric_learning.reducers import DoNothingReducer

from loss_cases import case
from loss_cases_embedding import BATCHES, by_pairs, unreduced

for alpha, beta, base in ((2, 50, 0.5), (1, 4, 0.0), (8, 8, -0.25)):
    for inputs in BATCHES:
        for reduction in ("mean", "none"):
            reducer = {} if reduction == "mean" else {"reducer": DoNothingReducer()}
            loss = metric_learning.MultiSimilarityLoss(alpha=alpha, beta=beta, base=base, **reducer)
            case(
                f"pytorch_metric_learning.losses.MultiSimilarityLoss(alpha={alpha}, beta={beta}, base={base}"
                f"{', reducer=DoNothingReducer()' if reducer else ''})(embeddings, labels)",
                "multiSimilarity",
                lambda labels, x: unreduced(loss, x, labels) if reducer else loss(x, labels),
                inputs,
                {"alpha": alpha, "beta": beta, "base": base, "reduction": reduction},
            )

for scale in (0.0625, 0.125, 0.25, 0.5):
    # pytorch-metric-learning's own N-pairs loss takes one pair of each label.
    loss = metric_learning.NTXentLoss(temperature=1, distance=DotProductSimilarity(normalize_embeddings=False))
    for labels, embeddings in BATCHES:
        case(
            "pytorch_metric_learning.losses.NTXentLoss(temperature=1, "
            "distance=DotProductSimilarity(normalize_embeddings=False))(embeddings, labels)",
            "nPairs",
            lambda t, x: loss(x, t),
            (labels, embeddings * scale),
            by_pairs(labels),
        )

# Where every row is far from every other one, its exponentials are all 0.
NEAR = [inputs for inputs in BATCHES if abs(inputs[1]).max() < 10]
for scale in (1, 0.25, 0.5, 2, 4):
    for inputs in NEAR:
        loss = metric_learning.NCALoss(softmax_scale=scale, distance=LpDistance(normalize_embeddings=False, power=2))
        case(
            f"pytorch_metric_learning.losses.NCALoss(softmax_scale={scale}, "
            "distance=LpDistance(normalize_embeddings=False, power=2))(embeddings, labels)",
            "nca",
            lambda labels, x: loss(x, labels),
            inputs,
            {"softmaxScale": scale},
        )

for alpha in (40, 20, 45, 60):
    for inputs in BATCHES:
        # It leaves the rows of other labels as long as they are.
        loss = metric_learning.AngularLoss(alpha=alpha)
        case(
            f"pytorch_metric_learning.losses.AngularLoss(alpha={alpha})(normalize(embeddings), labels)",
            "angular",
            lambda labels, x: loss(F.normalize(x), labels),
            inputs,
            {"alpha": alpha, **by_pairs(inputs[0])},
        )

for margin in (1, 0.25, 3, 8):
    for inputs in BATCHES:
        euclidean = LpDistance(normalize_embeddings=False)
        loss = metric_learning.LiftedStructureLoss(neg_margin=margin, distance=euclidean)
        case(
            f"pytorch_metric_learning.losses.LiftedStructureLoss(neg_margin={margin}, "
            "distance=LpDistance(normalize_embeddings=False))(embeddings, labels)",
            "liftedStructure",
            lambda labels, x: loss(x, labels),
            inputs,
            {"margin": margin, **by_pairs(inputs[0])},
        )
        generalized = metric_learning.GeneralizedLiftedStructureLoss(
            neg_margin=margin, distance=euclidean, reducer=DoNothingReducer()
        )
        # A row without a partner counts there, with what is left of the sum.
        has_partner = [float(weight) for weight in (inputs[0][:, None] == inputs[0]).sum(1) > 1]
        case(
            f"pytorch_metric_learning.losses.GeneralizedLiftedStructureLoss(neg_margin={margin}, "
            "distance=LpDistance(normalize_embeddings=False), reducer=DoNothingReducer())(embeddings, labels)",
            "generalizedLiftedStructure",
            lambda labels, x: unreduced(generalized, x, labels)[:, 0] * x.new_tensor(has_partner),
            inputs,
            {"margin": margin, "reduction": "none"},
        )

for bins in (10, 4, 1, 25):
    for inputs in BATCHES:
        loss = metric_learning.FastAPLoss(num_bins=bins)
        case(
            f"pytorch_metric_learning.losses.FastAPLoss(num_bins={bins})(embeddings, labels)",
            "fastAp",
            lambda labels, x: loss(x, labels),
            inputs,
            {"bins": bins},
        )
