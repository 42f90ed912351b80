"""Cases of the losses over sequences. PyTorch's CTC takes [time, batch, classes] and log probabilities."""

import itertools

import keras
import numpy as np
import torch
import torch.nn.functional as F
import torchaudio

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


def rnnt_torch(labels, logits, label_lengths, logit_lengths, reduction, blank=0):
    """torchaudio takes float32 alone."""

    def int32(given, whole):
        return torch.tensor(given or [whole] * len(logits), dtype=torch.int32)

    case(
        f"torchaudio.functional.rnnt_loss(logits, targets, logit_lengths, target_lengths, blank={blank}, "
        f"reduction='{reduction}')",
        "rnnTransducer",
        lambda t, x: torchaudio.functional.rnnt_loss(
            x.float(),
            t.int(),
            int32(logit_lengths, logits.shape[1]),
            int32(label_lengths, labels.shape[1]),
            blank=blank,
            reduction=reduction,
        ),
        (labels, logits),
        {
            **({"labelLengths": label_lengths} if label_lengths else {}),
            **({"logitLengths": logit_lengths} if logit_lengths else {}),
            **({"blank": blank} if blank else {}),
            "reduction": reduction,
        },
    )


def all_ways(labels, logits, blank):
    """Every order of the labels and the blanks by itself, in float64."""
    frames, length = logits.shape[0], len(labels)
    log_probabilities = logits - np.log(np.sum(np.exp(logits), axis=-1, keepdims=True))
    total = 0
    for places in itertools.combinations(range(frames - 1 + length), length):
        frame, said, log_probability = 0, 0, 0
        for step in range(frames + length):
            if step in places:
                log_probability += log_probabilities[frame, said, labels[said]]
                said += 1
            else:
                log_probability += log_probabilities[frame, said, blank]
                frame += 1
        total += np.exp(log_probability)
    return -np.log(total)


JOINT = float32(random.normal(0, 2, (3, 5, 4, 4)))
SPOKEN = np.array([[1, 2, 3], [3, 3, 1], [2, 2, 2]])
for reduction in REDUCTIONS:
    rnnt_torch(SPOKEN, JOINT, None, None, reduction)
    rnnt_torch(SPOKEN, JOINT, [3, 1, 2], [5, 4, 2], reduction)
    rnnt_torch(SPOKEN, JOINT, [2, 3, 0], [1, 5, 3], reduction)
    rnnt_torch(SPOKEN, float32(0.01 * JOINT), [3, 2, 2], None, reduction)
for blank in (1, 3):
    renamed = np.where(SPOKEN == blank, 0, SPOKEN)
    rnnt_torch(renamed, JOINT, [3, 2, 1], [3, 5, 4], "none", blank)
rnnt_torch(
    np.array([[1, 2, 3, 1, 1, 4, 2]] * 2), float32(random.normal(0, 3, (2, 30, 8, 5))), [7, 5], [30, 21], "mean"
)
for frames, labels in ((1, [2]), (4, [1, 1]), (3, [3, 1, 2]), (6, [2, 3]), (5, [1]), (2, [1, 2, 3, 1])):
    # Where float32 of torchaudio has no digits left for slopes.
    lattice = float32(random.normal(0, 30 if frames == 4 else 3, (1, frames, len(labels) + 1, 4)))
    for blank in (0, 2):
        renamed = [0 if label == blank else label for label in labels]
        case(
            f"numpy.all_ways(labels, logits, blank={blank})",
            "rnnTransducer",
            lambda t, x: all_ways(t[0], x[0], blank),
            (np.array([renamed]), lattice),
            {"blank": blank},
        )
