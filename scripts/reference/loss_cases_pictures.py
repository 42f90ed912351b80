"""Cases of the losses of pictures."""

import kornia
import numpy as np
import torch
from pytorch_msssim import ms_ssim, ssim
from skimage.metrics import structural_similarity
from torchmetrics.functional.image import (
    multiscale_structural_similarity_index_measure,
    structural_similarity_index_measure,
    total_variation,
)

from loss_cases import case, float32

random = np.random.default_rng(20250120)


def channels_first(x):
    return torch.movedim(x, -1, 1).contiguous()


def pair(rows, height, width, channels, scale=1.0):
    """Smooth pictures, and others that are like them."""
    down, right = np.meshgrid(np.arange(height), np.arange(width), indexing="ij")
    wave = lambda: 0.5 + 0.4 * np.sin(down * random.uniform(0.2, 1) + right * random.uniform(0.2, 1))
    first = np.stack([np.stack([wave() for _ in range(channels)], -1) for _ in range(rows)])
    first = np.clip(first + random.normal(0, 0.05, first.shape), 0, 1)
    second = np.clip(0.8 * first + 0.1 + random.normal(0, 0.1, first.shape), 0, 1)
    return float32(scale * first), float32(scale * second)


SIZES = [(1, 11, 11, 1), (2, 12, 15, 1), (2, 13, 12, 2), (1, 14, 14, 3)]
LONG = (1, 12, 50, 1)

# Total variation is a sum per picture.
for shape in ((1, 4, 5, 1), (2, 3, 4, 2), (3, 1, 4, 1), (2, 5, 1, 3), (1, 2, 2, 1)):
    pictures = float32(random.normal(0, 1, shape))
    case(
        "kornia.losses.total_variation(img).sum(-1)",
        "totalVariation",
        lambda x: kornia.losses.total_variation(channels_first(x)).sum(-1),
        (pictures,),
        {"reduction": "none"},
    )
    for reduction in ("sum", "mean"):
        case(
            f"torchmetrics.functional.image.total_variation(img, reduction='{reduction}')",
            "totalVariation",
            lambda x: total_variation(channels_first(x), reduction=reduction),
            (pictures,),
            {"reduction": reduction},
        )
    with_mean = lambda x: kornia.losses.total_variation(channels_first(x), reduction="mean").sum()
    if shape[1] == shape[2]:
        # The mean is over the differences, as many along either axis in a square.
        case(
            "kornia.losses.total_variation(img, reduction='mean').sum()",
            "totalVariation",
            with_mean,
            (pictures,),
            {"reduction": "sum"},
            divisor=shape[1] * (shape[1] - 1),
        )
for shape in ((1, 6, 6, 1), (2, 4, 4, 2), (1, 3, 3, 1), (1, 5, 5, 2)):
    pictures = float32(random.normal(0, 1, shape))
    case(
        "kornia.losses.total_variation(img, reduction='mean').sum()",
        "totalVariation",
        lambda x: kornia.losses.total_variation(channels_first(x), reduction="mean").sum(),
        (pictures,),
        {"reduction": "sum"},
        divisor=shape[1] * (shape[1] - 1),
    )

for shape in SIZES + [LONG]:
    first, second = pair(*shape)
    in_bytes = tuple(float32(255 * x) for x in (first, second))
    ranges = [(1.0, (first, second)), (255.0, in_bytes)]
    for data_range, (x, y) in ranges if shape in SIZES[:2] else ranges[:1]:
        case(
            f"kornia.losses.ssim_loss(img1, img2, 11, max_val={data_range}, padding='valid')",
            "ssim",
            lambda t, p: kornia.losses.ssim_loss(
                channels_first(p), channels_first(t), 11, max_val=data_range, padding="valid"
            ),
            (x, y),
            {"dataRange": data_range},
            divisor=2,
        )
        case(
            f"torchmetrics.functional.image.structural_similarity_index_measure(preds, target, data_range={data_range},"
            " return_full_image=True)[1][..., 5:-5, 5:-5].mean()",
            "ssim",
            # All windows that reach into its padding left out.
            lambda t, p: 1
            - structural_similarity_index_measure(
                channels_first(p), channels_first(t), data_range=data_range, return_full_image=True
            )[1][..., 5:-5, 5:-5].mean(),
            (x, y),
            {"dataRange": data_range},
        )
        case(
            f"pytorch_msssim.ssim(X, Y, data_range={data_range}, size_average=False)",
            "ssim",
            lambda t, p: 1
            - ssim(channels_first(t), channels_first(p), data_range=data_range, size_average=False),
            (x, y),
            {"dataRange": data_range, "reduction": "none"},
        )
    if len(first) == 1 and shape != LONG:
        case(
            "skimage.metrics.structural_similarity(im1, im2, data_range=1, gaussian_weights=True,"
            " use_sample_covariance=False, channel_axis=-1)",
            "ssim",
            lambda t, p: np.asarray(
                1
                - structural_similarity(
                    t[0],
                    p[0],
                    data_range=1,
                    gaussian_weights=True,
                    use_sample_covariance=False,
                    channel_axis=-1,
                )
            ),
            (first, second),
            {},
        )

FACTORS = [(0.4, 0.6), (0.3, 0.5, 0.2), (1.0,)]
# Even sizes at every scale, as it pads others; and it wants room for five scales, however many there are.
for factors in FACTORS[:2]:
    for channels in (1, 2):
        first, second = pair(1, 36, 36, channels)
        case(
            f"pytorch_msssim.ms_ssim(X, Y, data_range=1, win_size=3, weights={list(factors)}, size_average=False)",
            "msSsim",
            lambda t, p: 1
            - ms_ssim(
                channels_first(t),
                channels_first(p),
                data_range=1,
                win_size=3,
                weights=list(factors),
                size_average=False,
            ),
            (first, second),
            {"windowSize": 3, "powerFactors": list(factors), "reduction": "none"},
        )
# torchmetrics averages over the channels before it multiplies, and counts windows in its padding at the coarsest scale.
for factors in ((0.4, 0.6, 0.0), (0.7, 0.0), (1.0, 0.0)):
    for rows, side, data_range in ((1, 12, 1.0), (2, 12, 1.0), (1, 12, 255.0), (1, 14, 1.0), (2, 13, 1.0), (1, 16, 4.0)):
        first, second = pair(rows, side, side + 1, 1, data_range)
        case(
            f"torchmetrics.functional.image.multiscale_structural_similarity_index_measure(preds, target, sigma=0.3,"
            f" data_range={data_range}, betas={factors}, normalize='relu', reduction='none')",
            "msSsim",
            lambda t, p: 1
            - multiscale_structural_similarity_index_measure(
                channels_first(p),
                channels_first(t),
                gaussian_kernel=True,
                sigma=0.3,
                kernel_size=3,
                data_range=data_range,
                betas=factors,
                normalize="relu",
                reduction="none",
            ),
            (first, second),
            {
                "windowSize": 3,
                "sigma": 0.3,
                "powerFactors": list(factors),
                "dataRange": data_range,
                "reduction": "none",
            },
        )
