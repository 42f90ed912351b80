"""Cases of the losses over classes."""

import keras
import numpy as np
import optax
import torch
import torch.nn.functional as F

from loss_cases import REDUCTIONS, case, float32, keras_reductions, random, shown

# Classes. PyTorch's class axis is 1, losskit's the last.
SCORES = float32([[1, 2, 3], [1, 0, -1], [0.5, 0.5, 2]])
IDS = np.array([2, 0, 1])
IGNORED = np.array([2, 0, -100])
SOFT = float32([[0.2, 0.3, 0.5], [0, 1, 0], [0.7, 0, 0.3]])
CLASS_WEIGHTS = [1.0, 2.0, 0.5]
FAR_SCORES = float32([[1e4, -1e4, 0], [0, 1000, -1000], [-80, 80, 0]])
GRID_IDS = np.array([[0, 1, 2, -100], [2, 2, 0, 1]])
GRID_SCORES = float32(random.normal(0, 3, (2, 4, 3)))
ROWS = float32([[0.2, 0.3, 0.5], [0.9, 0.05, 0.05], [0.25, 0.25, 0.5]])


def classes_torch(name, loss, function, scores, grid, smoothings):
    for inputs in [(IDS, scores), (IGNORED, scores), (GRID_IDS, grid)]:
        for weights in (None, CLASS_WEIGHTS):
            for smoothing in smoothings:
                for reduction in REDUCTIONS:
                    weight = None if weights is None else torch.tensor(weights, dtype=torch.float64)
                    smoothed = {} if smoothing is None else {"label_smoothing": smoothing}
                    case(
                        f"torch.nn.functional.{name}{shown(weight=weights, **smoothed)}, reduction='{reduction}')",
                        loss,
                        lambda t, p: function(
                            torch.movedim(p, -1, 1), t, weight=weight, reduction=reduction, **smoothed
                        ),
                        inputs,
                        {
                            **({"classWeights": weights} if weights else {}),
                            **({"labelSmoothing": smoothing} if smoothing else {}),
                            "reduction": reduction,
                        },
                    )


LOG_ROWS = float32(np.log(ROWS))
GRID_ROWS = float32(torch.softmax(torch.tensor(GRID_SCORES), -1).numpy())
GRID_LOG_ROWS = float32(torch.log_softmax(torch.tensor(GRID_SCORES), -1).numpy())


def nll_of_probabilities(probabilities, target, **options):
    return F.nll_loss(torch.log(probabilities), target, **options)


classes_torch("cross_entropy(input, class_ids", "crossEntropy", F.cross_entropy, SCORES, GRID_SCORES, (None, 0.1))
classes_torch("nll_loss(input, class_ids", "nll", F.nll_loss, LOG_ROWS, GRID_LOG_ROWS, (None,))
classes_torch(
    "nll_loss(probabilities.log(), class_ids", "categoricalCrossEntropy", nll_of_probabilities, ROWS, GRID_ROWS, (None,)
)

for ignore_index in (0, 2, -1):
    for smoothing in (0.0, 0.2):
        labels = np.array([2, 0, 1]) if ignore_index >= 0 else np.array([2, -1, 1])
        case(
            f"torch.nn.functional.cross_entropy(input, class_ids, ignore_index={ignore_index}, label_smoothing={smoothing})",
            "crossEntropy",
            lambda t, p: F.cross_entropy(p, t, ignore_index=ignore_index, label_smoothing=smoothing),
            (labels, SCORES),
            {"ignoreIndex": ignore_index, "labelSmoothing": smoothing},
        )
    case(
        f"torch.nn.functional.nll_loss(input, class_ids, ignore_index={ignore_index})",
        "nll",
        lambda t, p: F.nll_loss(p, t, ignore_index=ignore_index),
        (labels, LOG_ROWS),
        {"ignoreIndex": ignore_index},
    )
for weights in (None, CLASS_WEIGHTS):
    for smoothing in (0.0, 0.1):
        for reduction in REDUCTIONS:
            weight = None if weights is None else torch.tensor(weights, dtype=torch.float64)
            # With distributions PyTorch's mean divides by the rows, whatever the class weights.
            by_rows = reduction == "mean"
            case(
                f"torch.nn.functional.cross_entropy(input, distributions{shown(weight=weights)}, label_smoothing={smoothing}, reduction='{reduction}')",
                "crossEntropy",
                lambda t, p: F.cross_entropy(p, t, weight=weight, label_smoothing=smoothing, reduction=reduction),
                (SOFT, SCORES),
                {
                    **({"classWeights": weights} if weights else {}),
                    "labelSmoothing": smoothing,
                    "reduction": "sum" if by_rows else reduction,
                },
                divisor=3 if by_rows else 1,
            )
for labels in (IDS, SOFT):
    case(
        "torch.nn.functional.cross_entropy(input, target, reduction='none')",
        "crossEntropy",
        lambda t, p: F.cross_entropy(p, t, reduction="none"),
        (labels, FAR_SCORES),
        {"reduction": "none"},
    )

TWO_IDS, TWO_SOFT, TWO_SCORES, TWO_ROWS = IDS[:2], SOFT[:2], SCORES[:2], ROWS[:2]
keras_reductions(
    "SparseCategoricalCrossentropy(from_logits=True",
    "crossEntropy",
    lambda r: keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction=r),
    (TWO_IDS, TWO_SCORES),
    {},
    True,
)
for ignore_class in (0, 2):
    case(
        f"keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class={ignore_class})(y_true, y_pred)",
        "crossEntropy",
        lambda t, p: keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=ignore_class)(t, p),
        (IDS, SCORES),
        {"ignoreIndex": ignore_class},
    )
for smoothing in (0.0, 0.1):
    options = {"labelSmoothing": smoothing}
    keras_reductions(
        f"CategoricalCrossentropy(from_logits=True, label_smoothing={smoothing}",
        "crossEntropy",
        lambda r: keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing, reduction=r),
        (TWO_SOFT, TWO_SCORES),
        options,
        True,
    )
    keras_reductions(
        f"CategoricalCrossentropy(label_smoothing={smoothing}",
        "categoricalCrossEntropy",
        lambda r: keras.losses.CategoricalCrossentropy(label_smoothing=smoothing, reduction=r),
        (TWO_SOFT, TWO_ROWS),
        options,
        True,
        row_sums=True,
    )
keras_reductions(
    "SparseCategoricalCrossentropy(",
    "categoricalCrossEntropy",
    lambda r: keras.losses.SparseCategoricalCrossentropy(reduction=r),
    (TWO_IDS, TWO_ROWS),
    {},
    True,
    row_sums=True,
)
unnormalised = float32([[2, 3, 5], [1, 1, 2]])
case(
    "keras.losses.CategoricalCrossentropy()(y_true, y_pred)",
    "categoricalCrossEntropy",
    lambda t, p: keras.losses.CategoricalCrossentropy()(t, p),
    (TWO_SOFT, unnormalised),
    {},
    row_sums=True,
)

for name, function in (
    ("softmax_cross_entropy", optax.softmax_cross_entropy),
    ("safe_softmax_cross_entropy", optax.safe_softmax_cross_entropy),
):
    case(
        f"optax.{name}(logits, labels)",
        "crossEntropy",
        lambda t, p: function(p, t),
        (SOFT, SCORES),
        {"reduction": "none"},
    )
case(
    "optax.softmax_cross_entropy_with_integer_labels(logits, labels)",
    "crossEntropy",
    lambda t, p: optax.softmax_cross_entropy_with_integer_labels(p, t),
    (IDS, SCORES),
    {"reduction": "none"},
)

for gamma in (0.0, 0.5, 2.0, 5.0):
    for alpha in (0.25, 1.0):
        for smoothing in (0.0, 0.1):
            for labels in (SOFT, np.eye(3)[IDS]):
                case(
                    f"keras.losses.CategoricalFocalCrossentropy(alpha={alpha}, gamma={gamma}, from_logits=True, label_smoothing={smoothing})(y_true, y_pred)",
                    "categoricalFocal",
                    lambda t, p: keras.losses.CategoricalFocalCrossentropy(
                        alpha=alpha, gamma=gamma, from_logits=True, label_smoothing=smoothing
                    )(t, p),
                    (labels, SCORES),
                    {"gamma": gamma, "alpha": alpha, "labelSmoothing": smoothing},
                )
