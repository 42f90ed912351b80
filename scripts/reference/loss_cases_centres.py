"""Cases of the losses over embeddings and centres or proxies for each class."""

import numpy as np
from pytorch_metric_learning import losses as metric_learning
from pytorch_metric_learning.reducers import DoNothingReducer

from loss_cases import case, float32

random = np.random.default_rng(20251127)
LABELS = np.array([0, 2, 1, 3, 2])
INPUTS = [
    (LABELS, float32(random.normal(0, scale, (5, components))), float32(random.normal(0, 1, (components, 4))))
    for scale, components in ((1, 3), (5, 6), (0.1, 2))
]


def trained_by(kind, parameter, centres, held, **options):
    """The loss with the centres as they are given in place of its own, so that their gradient is seen."""
    loss = kind(num_classes=centres.shape[1], embedding_size=centres.shape[0], **options)
    del loss._parameters[parameter]
    setattr(loss, parameter, held)
    return loss


def centre_case(kind, name, theirs, ours, parameter="W", hold=lambda centres: centres, table=INPUTS):
    """`hold` gives the centres the shape in which the loss keeps them."""
    for inputs in table:
        for reduction in ("none", "mean"):
            def call(labels, embeddings, centres):
                loss = trained_by(kind, parameter, centres, hold(centres), reducer=DoNothingReducer(), **theirs)
                losses = loss(embeddings, labels)["loss"]["losses"]
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

# Proxies are rows there; of unit vectors the squared distance is 2 - 2 cos.
for softmax_scale in (1, 0.5, 4):
    centre_case(
        metric_learning.ProxyNCALoss,
        "normalizedSoftmax",
        {"softmax_scale": softmax_scale},
        {"temperature": 1 / (2 * softmax_scale)},
        "proxies",
        lambda proxies: proxies.T,
    )

SUBCENTRES = [
    (LABELS, embeddings, float32(random.normal(0, 1, (*centres.shape, count))))
    for (_, embeddings, centres), count in zip(INPUTS, (3, 2, 5))
]
flat = lambda centres: centres.flatten(1)
for degrees, scale in ((28.6, 64), (28.6, 8), (0, 1), (60, 2)):
    for inputs in SUBCENTRES:
        centre_case(
            metric_learning.SubCenterArcFaceLoss,
            "subCenterArcFace",
            {"sub_centers": inputs[2].shape[2], "margin": degrees, "scale": scale},
            {"margin": float(np.radians(degrees)), "scale": scale},
            "W",
            flat,
            [inputs],
        )
for la, gamma, margin in ((20, 0.1, 0.01), (5, 0.1, 0.01), (2, 1, 0), (8, 0.5, 0.2)):
    for inputs in SUBCENTRES:
        centre_case(
            metric_learning.SoftTripleLoss,
            "softTriple",
            {"centers_per_class": inputs[2].shape[2], "la": la, "gamma": gamma, "margin": margin},
            {"scale": la, "temperature": gamma, "margin": margin},
            "fc",
            flat,
            [inputs],
        )

# With a class that has no rows.
PROXIES = INPUTS + [(np.array([0, 2, 2, 0, 2]), *inputs[1:]) for inputs in INPUTS]
for margin, alpha in ((0.1, 32), (0.1, 8), (0, 1), (0.5, 4)):
    for inputs in PROXIES:
        case(
            f"pytorch_metric_learning.losses.ProxyAnchorLoss(margin={margin}, alpha={alpha})(embeddings, labels)",
            "proxyAnchor",
            lambda labels, embeddings, proxies: trained_by(
                metric_learning.ProxyAnchorLoss, "proxies", proxies, proxies.T, margin=margin, alpha=alpha
            )(embeddings, labels),
            inputs,
            {"margin": margin, "scale": alpha},
        )


def unit_columns(x):
    return x / np.sqrt(np.sum(x**2, axis=0))


def proxy_nca(softmax_scale, reduction):
    def loss(labels, embeddings, proxies):
        x, p = unit_columns(embeddings.T).T, unit_columns(proxies).T
        closeness = np.exp(-softmax_scale * np.sum((x[:, None] - p[None]) ** 2, axis=-1))
        own = np.eye(p.shape[0])[labels]
        losses = -np.log(np.sum(own * closeness, axis=1) / np.sum((1 - own) * closeness, axis=1))
        return losses if reduction == "none" else np.mean(losses)

    return loss


def centre_loss(reduction):
    def loss(labels, embeddings, centres):
        losses = np.sum((embeddings - centres.T[labels]) ** 2, axis=1) / 2
        return {"none": losses, "mean": np.mean(losses), "sum": np.sum(losses)}[reduction]

    return loss


for inputs in PROXIES:
    for softmax_scale in (1, 0.3, 4):
        for reduction in ("none", "mean"):
            case(
                f"numpy.proxy_nca(embeddings, labels, softmax_scale={softmax_scale}), reduction='{reduction}'",
                "proxyNca",
                proxy_nca(softmax_scale, reduction),
                inputs,
                {"softmaxScale": softmax_scale, "reduction": reduction},
            )
    for reduction in ("none", "mean", "sum"):
        case(
            f"numpy.center_loss(embeddings, labels), reduction='{reduction}'",
            "center",
            centre_loss(reduction),
            inputs,
            {"reduction": reduction},
        )
for inputs in PROXIES[:2]:
    weights = float32(random.uniform(0.5, 2, 5))
    case(
        "numpy.weighted_center_loss(embeddings, labels, weights)",
        "center",
        lambda labels, embeddings, centres: np.sum(
            weights * np.sum((embeddings - centres.T[labels]) ** 2, axis=1) / 2
        )
        / np.sum(weights),
        inputs,
        {"weights": weights.tolist()},
    )
