"""Cases of the regression losses."""

import keras
import optax
import torch
import torch.nn.functional as F

from loss_cases import REDUCTIONS, case, float32, keras_elementwise, optax_elementwise, random, shown

# Regression: targets and predictions. Ties come last: at a kink JAX takes another subgradient than PyTorch and losskit.
VALUES = [
    ([0, 0, 0], [0.5, -3, 2]),
    ([1, 2, 3, 4], [1.5, 2.25, -5, 404]),
    ([[1, 2, 3], [4, 5, 6]], [[1.25, 0, 3.5], [4.5, 5.125, -6]]),
    (random.normal(0, 2, (3, 4)), random.normal(0, 2, (3, 4))),
    (random.normal(0, 50, 6), random.normal(0, 50, 6)),
]
TIES = [([1, 2, 3, 4, 5], [1, 2, 3, 4, 10000]), ([0, 1, -2], [0, 1, -1])]
VALUES = [(float32(t), float32(p)) for t, p in VALUES]
TIES = [(float32(t), float32(p)) for t, p in TIES]
TABLE = VALUES[2]


def regression_torch(loss, function, options, torch_options, weighted_by):
    call = f"torch.nn.functional.{function.__name__}"
    for inputs in VALUES + TIES:
        for reduction in REDUCTIONS:
            case(
                f"{call}(input, target{shown(**torch_options)}, reduction='{reduction}')",
                loss,
                lambda t, p: function(p, t, reduction=reduction, **torch_options),
                inputs,
                {**options, "reduction": reduction},
            )
    if weighted_by is None:
        return
    weight = [[1, 0, 2], [0.5, 3, 1]]
    case(
        f"{call}(input, target{shown(**torch_options)}, weight=weight)",
        loss,
        lambda t, p: function(p, t, weight=torch.tensor(weight, dtype=torch.float64), **torch_options),
        TABLE,
        {**options, "weights": weight, "reduction": "mean" if weighted_by == "weights" else "sum"},
        divisor=1 if weighted_by == "weights" else 6,
    )


regression_torch("meanSquaredError", F.mse_loss, {}, {}, "weights")
keras_elementwise(
    "MeanSquaredError(", "meanSquaredError", lambda r: keras.losses.MeanSquaredError(reduction=r), {}, TABLE
)
optax_elementwise(
    "squared_error(predictions, targets)", "meanSquaredError", lambda t, p: optax.squared_error(p, t), {}, VALUES
)

MORE_VALUES = [(random.normal(0, s, (2, 3)), random.normal(0, s, (2, 3))) for s in (0.01, 1, 10, 100)]
optax_elementwise(
    "l2_loss(predictions, targets)",
    "halfSquaredError",
    lambda t, p: optax.l2_loss(p, t),
    {},
    VALUES + TIES + MORE_VALUES,
)

regression_torch("meanAbsoluteError", F.l1_loss, {}, {}, "weights")
keras_elementwise(
    "MeanAbsoluteError(", "meanAbsoluteError", lambda r: keras.losses.MeanAbsoluteError(reduction=r), {}, TABLE
)

for delta in (1.0, 0.25, 2.0):
    regression_torch("huber", F.huber_loss, {"delta": delta}, {"delta": delta}, "count")
keras_elementwise(
    "Huber(delta=0.7", "huber", lambda r: keras.losses.Huber(delta=0.7, reduction=r), {"delta": 0.7}, TABLE
)
for delta in (1.0, 3.0):
    optax_elementwise(
        f"huber_loss(predictions, targets, delta={delta})",
        "huber",
        lambda t, p: optax.huber_loss(p, t, delta=delta),
        {"delta": delta},
        VALUES,
    )

for beta in (1.0, 0.0, 0.25, 2.0):
    regression_torch("smoothL1", F.smooth_l1_loss, {"beta": beta}, {"beta": beta}, None)

# Where Keras's and Optax's form cancels, in float64: not before residuals of 1e-6.
COSH = VALUES[:3] + [(float32(random.normal(0, s, (2, 3))), float32(random.normal(0, s, (2, 3)))) for s in (0.1, 1, 30)]
optax_elementwise("log_cosh(predictions, targets)", "logCosh", lambda t, p: optax.log_cosh(p, t), {}, COSH)
for inputs in (TABLE, COSH[3], COSH[4]):
    keras_elementwise("LogCosh(", "logCosh", lambda r: keras.losses.LogCosh(reduction=r), {}, inputs)

# Targets away from 0, and numbers of at least 0 away from Keras's clip at 1e-7.
NONZERO = [TABLE, (float32([[10, -20], [0.5, 1e-3]]), float32([[11, -15], [-0.5, 2e-3]]))]
NONZERO += [(float32(random.uniform(0.5, s, (2, 3))), float32(random.normal(0, s, (2, 3)))) for s in (2, 50)]
NONNEGATIVE = [(float32([[1, 2, 3], [4, 50, 6000]]), float32([[1.25, 0.5, 3.5], [0.01, 5, 5000]]))]
NONNEGATIVE += [(float32(random.uniform(0, s, (2, 3))), float32(random.uniform(0, s, (2, 3)))) for s in (0.1, 5, 1e4)]
for inputs in NONZERO:
    keras_elementwise(
        "MeanAbsolutePercentageError(",
        "meanAbsolutePercentageError",
        lambda r: keras.losses.MeanAbsolutePercentageError(reduction=r),
        {},
        inputs,
    )
for inputs in NONNEGATIVE:
    keras_elementwise(
        "MeanSquaredLogarithmicError(",
        "meanSquaredLogarithmicError",
        lambda r: keras.losses.MeanSquaredLogarithmicError(reduction=r),
        {},
        inputs,
    )
