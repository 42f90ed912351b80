"""Cases of the losses of evidence: torch-uncertainty, whose file needs PyTorch alone, while its package needs much more."""

import importlib.util
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from loss_cases import REDUCTIONS, case, float32

package = importlib.util.find_spec("torch_uncertainty")
file = importlib.util.spec_from_file_location(
    "classification", Path(package.origin).parent / "losses/classification.py"
)
classification = importlib.util.module_from_spec(file)
file.loader.exec_module(classification)

random = np.random.default_rng(20250115)


def evidential(ids, logits, weight, reduction):
    # What it takes passes a relu, which leaves softplus as it is.
    made = classification.DECLoss(reg_weight=weight, loss_type="mse", reduction=reduction)
    case(
        f"torch_uncertainty.losses.DECLoss(reg_weight={weight}, loss_type='mse', reduction='{reduction}')"
        "(softplus(logits), ids)" + ("[:, 0]" if reduction == "none" else ""),
        "evidential",
        lambda t, x: (lambda value: value[:, 0] if reduction == "none" else value)(made(F.softplus(x), t)),
        (ids, logits),
        {**({} if weight == 1 else {"klWeight": weight}), "reduction": reduction},
    )


for rows, classes, scale in ((4, 3, 1.0), (6, 5, 5.0), (3, 2, 30.0), (2, 10, 2.0), (5, 4, 200.0)):
    ids = random.integers(0, classes, rows)
    logits = float32(random.normal(0, scale, (rows, classes)))
    for reduction in REDUCTIONS:
        evidential(ids, logits, 1, reduction)
    for weight in (0, 0.1):
        evidential(ids, logits, weight, "mean")
