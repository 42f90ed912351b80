"""Cases of the overlap losses."""

import jax.numpy as jnp
import keras
import numpy as np
import optax
import segmentation_models_pytorch as smp
import torch
from monai.losses import DiceLoss, GeneralizedDiceLoss, TverskyLoss
from segmentation_models_pytorch.losses import lovasz

from loss_cases import case, float32

random = np.random.default_rng(20250103)


def probabilities(shape):
    scores = random.normal(0, 1.5, shape)
    return float32(np.exp(scores) / np.exp(scores).sum(-1, keepdims=True))


def pictures(samples, pixels, classes, present):
    """Class ids in which every sample has the present classes, and probabilities."""
    ids = random.integers(0, present, (samples, pixels))
    ids[:, :present] = np.arange(present)
    return ids, probabilities((samples, pixels, classes))


# All classes in every sample, and one that no sample has.
FULL = [pictures(2, 7, 3, 3), pictures(1, 12, 4, 4), pictures(3, 5, 2, 2)]
PARTIAL = [pictures(2, 6, 4, 3), pictures(1, 8, 3, 1)]
WEIGHTS = [1.0, 0.5, 3.0, 0.25]


def one_hot(ids, classes):
    return np.eye(classes)[ids]


def channels_first(x):
    return torch.movedim(x, -1, 1).contiguous()


# segmentation_models_pytorch: one pool, and the mean counts the classes that are not there as 0.
SMP = {"DiceLoss": "dice", "JaccardLoss": "jaccard", "TverskyLoss": "tversky"}
for name, loss in SMP.items():
    prices = [{}, {"alpha": 0.3, "beta": 0.7}] if loss == "tversky" else [{}]
    for price in prices:
        for smooth in (0.0, 1.0):
            for ids, p in FULL + PARTIAL:
                classes = p.shape[-1]
                make = getattr(smp.losses, name)(mode="multiclass", from_logits=False, smooth=smooth, **price)
                shown = "".join(f", {key}={value}" for key, value in price.items())
                case(
                    f"segmentation_models_pytorch.losses.{name}('multiclass', from_logits=False, smooth={smooth}{shown})"
                    "(y_pred, y_true)",
                    loss,
                    lambda t, x: make(channels_first(x), t),
                    (ids, p),
                    # Dice there adds it to half of numerator and denominator.
                    {**price, "smooth": 2 * smooth if loss == "dice" else smooth, "reduction": "sum"},
                    divisor=classes,
                )
    for ids, p in FULL:
        weights = WEIGHTS[: p.shape[-1]]
        make = getattr(smp.losses, name)(mode="multiclass", from_logits=False, class_weights=weights)
        case(
            f"segmentation_models_pytorch.losses.{name}('multiclass', from_logits=False, class_weights={weights})(y_pred, y_true)",
            loss,
            lambda t, x: make(channels_first(x), t),
            (ids, p),
            {"classWeights": weights},
        )
        ignored = np.where(random.uniform(0, 1, ids.shape) < 0.3, 255, ids)
        ignored[:, : p.shape[-1]] = ids[:, : p.shape[-1]]
        hidden = getattr(smp.losses, name)(mode="multiclass", from_logits=False, ignore_index=255)
        case(
            f"segmentation_models_pytorch.losses.{name}('multiclass', from_logits=False, ignore_index=255)(y_pred, y_true)",
            loss,
            lambda t, x: hidden(channels_first(x), t),
            (ignored, p),
            {"ignoreIndex": 255},
        )
# Its gamma is of the mean over the classes, which for a single class is that of the class.
for gamma in (0.75, 1.5, 2.0):
    target = float32(random.integers(0, 2, (1, 9, 1)))
    predicted = float32(random.uniform(0.05, 0.95, (1, 9, 1)))
    make = smp.losses.TverskyLoss(mode="binary", from_logits=False, alpha=0.7, beta=0.3, gamma=gamma)
    case(
        f"segmentation_models_pytorch.losses.TverskyLoss('binary', from_logits=False, alpha=0.7, beta=0.3, gamma={gamma})"
        "(y_pred, y_true)",
        "tversky",
        lambda t, x: make(channels_first(x), channels_first(t.detach())),
        (target, predicted),
        {"alpha": 0.7, "beta": 0.3, "gamma": gamma},
        targets=False,
    )

# MONAI: a pool per sample, or with batch=True one; a class that no target has counts.
for ids, p in FULL + PARTIAL:
    targets = one_hot(ids, p.shape[-1])
    for batch in (False, True):
        for jaccard in (False, True):
            make = DiceLoss(jaccard=jaccard, batch=batch, reduction="none", smooth_nr=0.0, smooth_dr=0.0)
            case(
                f"monai.losses.DiceLoss(jaccard={jaccard}, batch={batch}, reduction='none', smooth_nr=0, smooth_dr=0)"
                "(input, target)",
                "jaccard" if jaccard else "dice",
                lambda t, x: make(channels_first(x), channels_first(t)).flatten(-2)
                if batch
                else make(channels_first(x), channels_first(t)).squeeze(-1),
                (targets, p),
                {"perSample": not batch, "presentOnly": False, "reduction": "none"},
                targets=False,
            )
    make = TverskyLoss(alpha=0.2, beta=0.9, batch=True, smooth_nr=0.5, smooth_dr=0.5)
    case(
        "monai.losses.TverskyLoss(alpha=0.2, beta=0.9, batch=True, smooth_nr=0.5, smooth_dr=0.5)(input, target)",
        "tversky",
        lambda t, x: make(channels_first(x), channels_first(t)),
        (targets, p),
        {"alpha": 0.2, "beta": 0.9, "smooth": 0.5, "presentOnly": False},
        targets=False,
    )
# Classes that no target has get the weight of the smallest other one there, and none here.
MORE = [pictures(1, 9, 3, 3), pictures(2, 8, 2, 2), pictures(4, 6, 3, 3)]
for ids, p in FULL + MORE:
    targets = one_hot(ids, p.shape[-1])
    for kind, power in (("square", 2), ("simple", 1), ("uniform", 0)):
        for reduction in ("none", "mean"):
            make = GeneralizedDiceLoss(w_type=kind, reduction=reduction, smooth_nr=0.0, smooth_dr=0.0)
            case(
                f"monai.losses.GeneralizedDiceLoss(w_type='{kind}', reduction='{reduction}', smooth_nr=0, smooth_dr=0)"
                "(input, target)",
                "generalizedDice",
                lambda t, x: make(channels_first(x), channels_first(t.detach())).flatten()
                if reduction == "none"
                else make(channels_first(x), channels_first(t.detach())),
                (targets, p),
                {"power": power, "perSample": True, "reduction": reduction},
                targets=False,
            )

# Keras: whole tensors, or along given axes; up to 3.15.1 its alpha is the price of false negatives.
for ids, p in FULL + PARTIAL:
    targets = one_hot(ids, p.shape[-1])
    case(
        "keras.losses.Dice(axis=(0, 1), reduction='none')(y_true, y_pred)",
        "dice",
        lambda t, x: keras.losses.Dice(axis=(0, 1), reduction="none")(t, x),
        (targets, p),
        {"presentOnly": False, "reduction": "none"},
    )
    case(
        "keras.losses.Dice()(y_true, y_pred)",
        "dice",
        lambda t, x: keras.losses.Dice()(t, x),
        tuple(x.reshape(-1, 1) for x in (targets, p)),
        {},
    )
    case(
        "keras.losses.Tversky(alpha=0.3, beta=0.7, axis=(0, 1), reduction='none')(y_true, y_pred)",
        "tversky",
        lambda t, x: keras.losses.Tversky(alpha=0.3, beta=0.7, axis=(0, 1), reduction="none")(t, x),
        (targets, p),
        {"alpha": 0.7, "beta": 0.3, "presentOnly": False, "reduction": "none"},
    )

# Optax: a pool per sample, of logits; the softmax of logarithms is the row divided by its sum.
for ids, p in FULL + PARTIAL:
    targets = one_hot(ids, p.shape[-1])
    for alpha, beta, smooth in ((0.5, 0.5, 1.0), (0.3, 0.7, 0.25)):
        case(
            f"optax.losses.dice_loss(logits, targets, alpha={alpha}, beta={beta}, smooth={smooth}, reduction='none')",
            "tversky",
            lambda t, x: optax.losses.dice_loss(
                jnp.log(x), t, alpha=alpha, beta=beta, smooth=smooth, reduction="none"
            ),
            (targets, p),
            {
                "alpha": alpha,
                "beta": beta,
                "smooth": smooth,
                "perSample": True,
                "presentOnly": False,
                "reduction": "none",
            },
            row_sums=True,
        )

def pixels(x):
    # Of three axes they take the last two as a picture.
    return channels_first(x).unsqueeze(-1)


# The authors' own Lovász losses, which segmentation_models_pytorch contains. They compute in float32.
for ids, p in FULL + MORE + PARTIAL:
    make = smp.losses.LovaszLoss(mode="multiclass")
    case(
        "segmentation_models_pytorch.losses.LovaszLoss('multiclass')(y_pred, y_true)",
        "lovaszSoftmax",
        lambda t, x: make(pixels(x.log()).float(), t),
        (ids, p),
        {},
        row_sums=True,
    )
    for classes in ("present", "all"):
        case(
            f"segmentation_models_pytorch.losses.lovasz._lovasz_softmax(probas, labels, classes='{classes}')",
            "lovaszSoftmax",
            lambda t, x: lovasz._lovasz_softmax(pixels(x).float(), t, classes=classes),
            (ids, p),
            {"presentOnly": classes == "present"},
        )
for ids, p in FULL + MORE:
    case(
        "segmentation_models_pytorch.losses.lovasz._lovasz_softmax(probas, labels, per_image=True)",
        "lovaszSoftmax",
        lambda t, x: lovasz._lovasz_softmax(pixels(x).float(), t, per_image=True),
        (ids, p),
        {"perSample": True},
    )
    ignored = np.where(random.uniform(0, 1, ids.shape) < 0.3, 255, ids)
    case(
        "segmentation_models_pytorch.losses.lovasz._lovasz_softmax(probas, labels, ignore=255)",
        "lovaszSoftmax",
        lambda t, x: lovasz._lovasz_softmax(pixels(x).float(), t, ignore=255),
        (ignored, p),
        {"ignoreIndex": 255},
    )
for scale in (0.5, 2.0, 30.0):
    for shape in ((4,), (2, 5), (3, 2, 4)):
        scores = float32(random.normal(0, scale, shape))
        for truth in (float32(random.integers(0, 2, shape)), np.zeros(shape)):
            for per_image in (False, True):
                if per_image and len(shape) == 1:
                    continue
                make = smp.losses.LovaszLoss(mode="binary", per_image=per_image)
                case(
                    f"segmentation_models_pytorch.losses.LovaszLoss('binary', per_image={per_image})(y_pred, y_true)",
                    "lovaszHinge",
                    lambda t, x: make(x.float(), t.detach().float()),
                    (truth, scores),
                    {"perSample": per_image},
                    targets=False,
                )

# Matthews: one class against the rest at a time, all of the batch together.
for ids, p in FULL + MORE:
    targets = one_hot(ids, p.shape[-1])
    for eps in (1e-5, 0.5):
        make = smp.losses.MCCLoss(eps=eps)
        for reduction, reduce in (("none", torch.stack), ("mean", lambda losses: torch.stack(losses).mean())):
            case(
                f"segmentation_models_pytorch.losses.MCCLoss(eps={eps})(y_pred, y_true) of each class, {reduction}",
                "matthews",
                lambda t, x: reduce([make(x[..., c], t[..., c].detach()) for c in range(x.shape[-1])]),
                (targets, p),
                {"smooth": eps / ids.size, "reduction": reduction},
                targets=False,
            )
