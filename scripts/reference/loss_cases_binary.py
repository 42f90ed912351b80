"""Cases of the losses over two outcomes."""

import keras
import optax
import torch
import torch.nn.functional as F

from loss_cases import REDUCTIONS, case, float32, keras_elementwise, optax_elementwise, random

# Binary: hard and soft targets against probabilities and logits.
BINARY = float32([[1, 0, 1], [0, 1, 0.25]])
HARD = float32([[1, 0, 1], [0, 1, 0]])
PROBABILITIES = float32([[0.9, 0.2, 0.5], [0.01, 0.99, 0.75]])
EDGES = (float32([1, 0, 1, 0, 0.5]), float32([0, 1, 1e-20, 1e-6, 1e-10]))
LOGITS = float32([[2, -1, 0], [-4, 5, 0.5]])
FAR = (float32([1, 0, 1, 0, 1, 0]), float32([-200, -200, 1000, 1000, -1e4, 1e4]))
RANDOM_BINARY = (float32(random.integers(0, 2, (4, 3))), float32(random.normal(0, 4, (4, 3))))
SOFT_BINARY = (float32(random.uniform(0, 1, 5)), float32(random.normal(0, 4, 5)))
ELEMENT_WEIGHTS = [[1, 0, 2], [0.5, 3, 1]]


def binary_torch(loss, function, table, name):
    call = f"torch.nn.functional.{name}"
    for inputs in table:
        for reduction in REDUCTIONS:
            case(
                f"{call}(input, target, reduction='{reduction}')",
                loss,
                lambda t, p: function(p, t, reduction=reduction),
                inputs,
                {"reduction": reduction},
                # PyTorch limits the loss at probabilities 0 and 1, but not its slope with respect to the target.
                targets=inputs is not EDGES,
            )
    weight = torch.tensor(ELEMENT_WEIGHTS, dtype=torch.float64)
    case(
        f"{call}(input, target, weight=weight)",
        loss,
        lambda t, p: function(p, t, weight=weight),
        table[0],
        {"weights": ELEMENT_WEIGHTS, "reduction": "sum"},
        divisor=6,
    )


binary_torch(
    "binaryCrossEntropy",
    F.binary_cross_entropy,
    [(BINARY, PROBABILITIES), (HARD, PROBABILITIES), EDGES, (SOFT_BINARY[0], float32(random.uniform(0, 1, 5)))],
    "binary_cross_entropy",
)
for smoothing in (0.0, 0.1, 0.5):
    keras_elementwise(
        f"BinaryCrossentropy(label_smoothing={smoothing}",
        "binaryCrossEntropy",
        lambda r: keras.losses.BinaryCrossentropy(label_smoothing=smoothing, reduction=r),
        {"labelSmoothing": smoothing},
        (BINARY, PROBABILITIES),
    )
    keras_elementwise(
        f"BinaryCrossentropy(from_logits=True, label_smoothing={smoothing}",
        "binaryCrossEntropyWithLogits",
        lambda r: keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=smoothing, reduction=r),
        {"labelSmoothing": smoothing},
        (BINARY, LOGITS),
    )

binary_torch(
    "binaryCrossEntropyWithLogits",
    F.binary_cross_entropy_with_logits,
    [(BINARY, LOGITS), (HARD, LOGITS), FAR, RANDOM_BINARY, SOFT_BINARY],
    "binary_cross_entropy_with_logits",
)
for weight in (3.0, [1.0, 0.5, 4.0]):
    for reduction in REDUCTIONS:
        pos_weight = torch.tensor(weight, dtype=torch.float64)
        for inputs in [(BINARY, LOGITS), RANDOM_BINARY]:
            case(
                f"torch.nn.functional.binary_cross_entropy_with_logits(input, target, pos_weight={weight}, reduction='{reduction}')",
                "binaryCrossEntropyWithLogits",
                lambda t, p: F.binary_cross_entropy_with_logits(p, t, pos_weight=pos_weight, reduction=reduction),
                inputs,
                {"posWeight": weight, "reduction": reduction},
            )
optax_elementwise(
    "sigmoid_binary_cross_entropy(logits, labels)",
    "binaryCrossEntropyWithLogits",
    lambda t, p: optax.sigmoid_binary_cross_entropy(p, t),
    {},
    [(BINARY, LOGITS), FAR, SOFT_BINARY],
)

for gamma in (0.0, 0.5, 2.0, 5.0):
    for alpha in (None, 0.25):
        # Optax's factors are powers of the expected error, which is linear in the targets only where these are 0 or 1.
        optax_elementwise(
            f"losses.sigmoid_focal_loss(logits, labels, alpha={alpha}, gamma={gamma})",
            "binaryFocal",
            lambda t, p: optax.losses.sigmoid_focal_loss(p, t, alpha=alpha, gamma=gamma),
            {"gamma": gamma, **({"alpha": alpha} if alpha else {})},
            [(HARD, LOGITS), RANDOM_BINARY],
            targets=False,
        )
for gamma in (2.0, 0.5):
    for balanced in (False, True):
        keras_elementwise(
            f"BinaryFocalCrossentropy(apply_class_balancing={balanced}, alpha=0.3, gamma={gamma}, from_logits=True",
            "binaryFocal",
            lambda r: keras.losses.BinaryFocalCrossentropy(
                apply_class_balancing=balanced, alpha=0.3, gamma=gamma, from_logits=True, reduction=r
            ),
            {"gamma": gamma, **({"alpha": 0.3} if balanced else {})},
            (HARD, LOGITS),
            targets=False,
        )
