"""Cases of the losses over sequences. PyTorch takes [time, batch, classes] and log probabilities."""

import keras
import numpy as np
import torch
import torch.nn.functional as F

from loss_cases import REDUCTIONS, case, float32, shown


def ctc_torch(labels, logits, label_lengths, logit_lengths, reduction, blank=0, zero_infinity=None):
    rows, frames = logits.shape[:2]
    for_torch = torch.tensor(label_lengths or [labels.shape[1]] * rows)
    # PyTorch's mean divides every loss by its number of labels; the plain mean is that of losskit.
    case(
        f"torch.nn.functional.ctc_loss(logits.log_softmax(-1), targets, input_lengths, target_lengths"
        f"{shown(blank=blank or None, zero_infinity=zero_infinity)}, "
        + ("reduction='none').mean()" if reduction == "mean" else f"reduction='{reduction}')"),
        "ctc",
        lambda t, x: (lambda values: values.mean() if reduction == "mean" else values)(
            F.ctc_loss(
                torch.movedim(x.log_softmax(-1), 1, 0),
                t,
                torch.tensor(logit_lengths or [frames] * rows),
                for_torch,
                blank=blank,
                reduction="none" if reduction == "mean" else reduction,
                zero_infinity=bool(zero_infinity),
            )
        ),
        (labels, logits),
        {
            **({"labelLengths": label_lengths} if label_lengths else {}),
            **({"logitLengths": logit_lengths} if logit_lengths else {}),
            **({"blank": blank} if blank else {}),
            **({} if zero_infinity is None else {"zeroInfinity": zero_infinity}),
            "reduction": reduction,
        },
    )


random = np.random.default_rng(20250102)
WAVES = float32(np.sin(np.arange(24.0)).reshape(2, 4, 3))
LOGITS = float32(random.normal(0, 2, (3, 6, 5)))
for reduction in REDUCTIONS:
    ctc_torch(np.array([[1, 2], [1, 1]]), WAVES, None, None, reduction)
    ctc_torch(np.array([[1, 2], [1, 2]]), WAVES, [2, 1], [4, 3], reduction)
    ctc_torch(np.array([[1, 2, 3], [4, 4, 1], [2, 2, 2]]), LOGITS, [3, 2, 2], [6, 4, 5], reduction)
    # Nothing to say, and no frame to say it in.
    ctc_torch(np.array([[1, 2], [3, 4], [1, 1]]), LOGITS, [0, 2, 0], [6, 6, 0], reduction)
    # No alignment: too few frames, a repetition without room for a blank, labels without a frame.
    for zero_infinity in (False, True):
        ctc_torch(
            np.array([[1, 1], [2, 2], [3, 1]]), LOGITS, [2, 2, 1], [2, 5, 0], reduction, zero_infinity=zero_infinity
        )
for blank in (2, 4):
    ctc_torch(np.array([[1, 3, 0], [0, 0, 1], [3, 1, 3]]), LOGITS, [3, 2, 1], None, "none", blank=blank)
    ctc_torch(np.array([[1, 3, 0], [0, 0, 1], [3, 1, 3]]), 500 * LOGITS, None, None, "none", blank=blank)
ctc_torch(np.array([[1, 2, 3, 1, 1, 4, 2]] * 2), float32(random.normal(0, 3, (2, 30, 5))), None, None, "mean")

# Keras takes logits of one length; its blank is 0, and so is what stands behind the last label.
for labels, lengths in ((np.array([[1, 2, 0], [3, 3, 4], [2, 0, 0]]), [2, 3, 1]),):
    for reduction in ("sum", "mean"):
        keras_reduction = "sum_over_batch_size" if reduction == "mean" else reduction
        case(
            f"keras.losses.CTC(reduction='{keras_reduction}')(y_true, y_pred)",
            "ctc",
            lambda t, p: keras.losses.CTC(reduction=keras_reduction)(t, p),
            (labels, LOGITS),
            {"labelLengths": lengths, "reduction": reduction},
        )
