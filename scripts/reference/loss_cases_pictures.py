"""Cases of the losses of pictures. The libraries have channels first, losskit has them last."""

import kornia
import numpy as np
import torch
from monai.losses import SSIMLoss
from torchmetrics.functional.image import structural_similarity_index_measure

from loss_cases import REDUCTIONS, case, float32, random

REDUCE = {"none": lambda x: x, "sum": torch.sum, "mean": torch.mean}


def channels_first(x):
    return x.permute(0, 3, 1, 2)


def pictures(*shape, noise=0.1):
    """Smooth pictures and noisy copies of them."""
    count, height, width, channels = shape
    rows, columns = np.mgrid[0:height, 0:width] / 8
    waves = [np.sin(rows * random.uniform(0.5, 2) + columns * random.uniform(0.5, 2)) for _ in range(count * channels)]
    truth = 0.5 + 0.4 * np.stack(waves, -1).reshape(height, width, count, channels).transpose(2, 0, 1, 3)
    return float32(np.round(truth, 3)), float32(np.round(np.clip(truth + random.normal(0, noise, shape), 0, 1), 3))


SMALL, COLOURED, DARK = pictures(2, 12, 13, 1), pictures(2, 11, 12, 3), pictures(1, 13, 12, 1, noise=0.4)
WINDOWS = [(7, 1.0), (5, 1.5), (3, 0.5)]

for inputs in (SMALL, COLOURED, DARK):
    for reduction in REDUCTIONS:
        case(
            "torchmetrics.functional.image.structural_similarity_index_measure(preds, target, data_range=1.0)",
            "ssim",
            lambda t, p: REDUCE[reduction](
                1
                - structural_similarity_index_measure(
                    channels_first(p), channels_first(t), data_range=1.0, reduction="none"
                )
            ),
            inputs,
            {"reduction": reduction},
        )
for k1, k2, data_range in [(0.02, 0.05, 1.0), (0.01, 0.03, 2.0), (0.05, 0.01, 1.0)]:
    case(
        "torchmetrics.functional.image.structural_similarity_index_measure"
        f"(preds, target, data_range={data_range}, k1={k1}, k2={k2})",
        "ssim",
        lambda t, p: 1
        - structural_similarity_index_measure(channels_first(p), channels_first(t), data_range=data_range, k1=k1, k2=k2),
        SMALL,
        {"maxValue": data_range, "k1": k1, "k2": k2},
    )
for inputs in (SMALL, COLOURED):
    for window, sigma in [(11, 1.5), *WINDOWS]:
        case(
            f"monai.losses.SSIMLoss(spatial_dims=2, win_size={window}, kernel_sigma={sigma})(input, target)",
            "ssim",
            lambda t, p: SSIMLoss(spatial_dims=2, win_size=window, kernel_sigma=sigma)(channels_first(p), channels_first(t)),
            inputs,
            {"windowSize": window, "sigma": sigma},
        )
for window in (11, 7):
    # kornia halves the distance of SSIM from 1, and has a loss per window.
    case(
        f"kornia.losses.ssim_loss(img1, img2, window_size={window}, padding='valid')",
        "ssim",
        lambda t, p: kornia.losses.ssim_loss(channels_first(p), channels_first(t), window, padding="valid"),
        COLOURED,
        {"windowSize": window},
        divisor=2,
    )

TABLE = [(random.normal(0, 1, shape),) for shape in [(2, 3, 4, 1), (1, 2, 5, 3), (3, 1, 4, 2)]]
TABLE += [(float32([[[[0], [1]], [[0], [3]]]]),), (float32(np.ones((2, 2, 2, 1))),), (COLOURED[1],), (DARK[1],)]
for inputs in TABLE:
    for reduction in REDUCTIONS:
        case(
            "kornia.losses.total_variation(img)",
            "totalVariation",
            lambda p: REDUCE[reduction](kornia.losses.total_variation(channels_first(p))),
            inputs,
            {"reduction": reduction},
        )
