"""Cases of the losses of masks, where it counts where pixels lie, and of the unified focal losses."""

import numpy as np
import torch
from monai.losses import (
    AsymmetricUnifiedFocalLoss,
    HausdorffDTLoss,
    LogHausdorffDTLoss,
    SoftclDiceLoss,
)
from scipy.ndimage import distance_transform_edt

from loss_cases import case, float32, is_integer

random = np.random.default_rng(20250121)


def probabilities(shape):
    scores = random.normal(0, 1.5, shape)
    return float32(np.exp(scores) / np.exp(scores).sum(-1, keepdims=True))


def mask(rows, height, width, classes):
    """Class ids in discs around random places, all classes in every picture, and probabilities."""
    down, right = np.meshgrid(np.arange(height), np.arange(width), indexing="ij")
    ids = np.zeros((rows, height, width), np.int64)
    for row in range(rows):
        for id in range(1, classes):
            y, x = random.integers(0, height), random.integers(0, width)
            ids[row][(down - y) ** 2 + (right - x) ** 2 <= random.uniform(1, 5)] = id
        ids[row].flat[:classes] = np.arange(classes)
    return ids, probabilities((rows, height, width, classes))


def one_hot(ids, classes):
    return np.eye(classes)[ids]


def channels_first(x):
    return torch.movedim(x, -1, 1).contiguous()


SIZES = [(1, 5, 6, 2), (2, 6, 4, 2), (2, 5, 5, 3), (1, 8, 9, 2), (3, 4, 7, 2)]
for size in SIZES:
    ids, p = mask(*size)
    targets = one_hot(ids, size[-1])
    for alpha in (2.0, 1.0):
        hausdorff = HausdorffDTLoss(alpha=alpha, include_background=True, reduction="none")
        case(
            f"monai.losses.HausdorffDTLoss(alpha={alpha}, include_background=True, reduction='none')(input, target).mean((1, 2, 3))",
            "hausdorffDistance",
            lambda t, x: hausdorff(channels_first(x), channels_first(t)).mean((1, 2, 3)),
            (targets, p),
            {"alpha": alpha, "reduction": "none"},
        )
        without = HausdorffDTLoss(alpha=alpha, include_background=False)
        case(
            f"monai.losses.HausdorffDTLoss(alpha={alpha}, include_background=False)(input, target)",
            "hausdorffDistance",
            lambda t, x: without(channels_first(x), channels_first(t)),
            (targets, p),
            {"alpha": alpha, "classWeights": [0] + [1] * (size[-1] - 1)},
        )
        logarithm = LogHausdorffDTLoss(alpha=alpha, include_background=True, reduction="none")
        case(
            f"monai.losses.LogHausdorffDTLoss(alpha={alpha}, include_background=True, reduction='none')(input, target).mean((1, 2, 3))",
            "logHausdorffDistance",
            lambda t, x: logarithm(channels_first(x), channels_first(t)).mean((1, 2, 3)),
            (targets, p),
            {"alpha": alpha, "reduction": "none"},
        )
        case(
            f"monai.losses.LogHausdorffDTLoss(alpha={alpha}, include_background=True, reduction='none')(input, target)[:, 1:].mean()",
            "logHausdorffDistance",
            lambda t, x: logarithm(channels_first(x), channels_first(t))[:, 1:].mean(),
            (targets, p),
            {"alpha": alpha, "classWeights": [0] + [1] * (size[-1] - 1)},
        )
    for iterations, smooth in ((3, 1.0), (1, 0.5)):
        make = lambda **more: SoftclDiceLoss(
            iter_=iterations, smooth_nr=smooth, smooth_dr=smooth, smooth=1e-12, **more
        )
        case(
            f"monai.losses.SoftclDiceLoss(iter_={iterations}, smooth_nr={smooth}, smooth_dr={smooth}, smooth=1e-12,"
            " reduction='none')(input, target)",
            "clDice",
            lambda t, x: make(reduction="none")(channels_first(x), channels_first(t.detach())),
            (targets, p),
            {"iterations": iterations, "smooth": smooth, "reduction": "none"},
            targets=False,
        )
        case(
            f"monai.losses.SoftclDiceLoss(iter_={iterations}, smooth_nr={smooth}, smooth_dr={smooth}, smooth=1e-12,"
            " include_background=False)(input, target)",
            "clDice",
            lambda t, x: make(include_background=False)(channels_first(x), channels_first(t.detach())),
            (targets, p),
            {"iterations": iterations, "smooth": smooth, "classWeights": [0] + [1] * (size[-1] - 1)},
            targets=False,
        )


def boundary(targets, p, weights):
    """The mean over the classes of the mean of the authors' distance map times p, with SciPy's distances."""
    planes = np.moveaxis(one_hot(targets, p.shape[-1]) if is_integer(targets) else np.real(targets), -1, 1) > 0.5
    maps = np.zeros(planes.shape)
    for place in np.ndindex(planes.shape[:2]):
        inside = planes[place]
        if inside.any() and not inside.all():
            maps[place] = distance_transform_edt(~inside) * ~inside - (distance_transform_edt(inside) - 1) * inside
    of_classes = (maps * np.moveaxis(p, -1, 1)).mean((2, 3))
    return (of_classes * weights).sum(1) / np.sum(weights)


for size in SIZES + [(1, 12, 7, 3), (2, 3, 10, 2)]:
    ids, p = mask(*size)
    for weights in ([1] * size[-1], [0] + [1] * (size[-1] - 1)):
        for targets in (ids, one_hot(ids, size[-1])):
            case(
                "numpy.mean(distance map of scipy.ndimage.distance_transform_edt * probabilities)",
                "boundary",
                lambda t, x: boundary(t, x, np.asarray(weights)),
                (targets, p),
                {"classWeights": weights, "reduction": "none"},
                targets=False,
            )


def unified_focal(targets, p, weight, delta, gamma, is_symmetric):
    """After the code of M. Yeung (unified-focal-loss), without its epsilon; pictures are groups of their own there."""
    tp, fn = (targets * p).sum(1), (targets * (1 - p)).sum(1)
    fp = ((1 - targets) * p).sum(1)
    wrong = 1 - tp / (tp + delta * fn + (1 - delta) * fp)
    powers = np.full(p.shape[-1], 1 - gamma)
    focus = np.full(p.shape[-1], gamma if is_symmetric else 0.0)
    prices = np.full(p.shape[-1], delta)
    prices[0] = 1 - delta
    if not is_symmetric:
        powers[0], focus[0] = 1, gamma
    areas = (wrong**powers).mean(-1)
    pixels = (-prices * (1 - p) ** focus * targets * np.log(p)).sum(-1).mean(-1)
    return weight * areas + (1 - weight) * pixels


for samples, rows, classes in ((1, 8, 2), (2, 6, 2), (2, 7, 3), (1, 12, 4)):
    ids = random.integers(0, classes, (samples, rows))
    ids[:, :classes] = np.arange(classes)
    p = probabilities((samples, rows, classes))
    targets = one_hot(ids, classes)
    for weight, delta, gamma in ((0.5, 0.6, 0.5), (0.2, 0.7, 0.25), (0.8, 0.3, 0.75)):
        for loss, is_symmetric in (("unifiedFocal", False), ("symmetricUnifiedFocal", True)):
            for reduction, reduce in (("none", lambda x: x), ("mean", np.mean)):
                case(
                    f"numpy.unified_focal_loss(weight={weight}, delta={delta}, gamma={gamma}) of each sample, {reduction}",
                    loss,
                    lambda t, x: reduce(unified_focal(t, x, weight, delta, gamma, is_symmetric)),
                    (targets, p),
                    {"weight": weight, "delta": delta, "gamma": gamma, "perSample": True, "reduction": reduction},
                    targets=False,
                )
        # Its part of pixels is the mean over both classes, not their sum, and the weight is that of this part.
        if classes == 2:
            make = AsymmetricUnifiedFocalLoss(weight=1 - weight, delta=delta, gamma=gamma)
            total = weight + (1 - weight) / 2
            case(
                f"monai.losses.AsymmetricUnifiedFocalLoss(weight={1 - weight:g}, delta={delta}, gamma={gamma})(y_pred, y_true)",
                "unifiedFocal",
                lambda t, x: make(channels_first(x).unsqueeze(-1), channels_first(t).unsqueeze(-1)),
                (targets, p),
                {"weight": weight / total, "delta": delta, "gamma": gamma, "perSample": True},
                divisor=1 / total,
                targets=False,
            )
