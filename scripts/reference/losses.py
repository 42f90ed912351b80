"""Writes what PyTorch, Keras and Optax compute into packages/losses/src/fixtures/reference.json.

    python -m pip install -r scripts/reference/requirements.txt
    python scripts/reference/losses.py && npx biome format --write packages/losses/src/fixtures

A case is one call of another library and the call of losskit that must give the same: `options` go to the loss,
`divisor` is what the result is divided by, `weights` are shaped for losskit, and `rowSums` says that losskit gets the
probabilities divided by their row's sum. Everything is computed in float64 from numbers that float32 holds exactly.
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "jax"

import jax

jax.config.update("jax_enable_x64", True)

import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch
import torch.nn.functional as F

keras.config.set_floatx("float64")

VERSIONS = {"torch": torch.__version__.split("+")[0], "keras": keras.__version__, "optax": optax.__version__}
OUTPUT = Path(__file__).parents[2] / "packages/losses/src/fixtures/reference.json"

cases = []


def plain(numbers):
    """Nested lists with 9 significant digits, and strings for what JSON has no numbers for."""
    if isinstance(numbers, list):
        return [plain(number) for number in numbers]
    if np.isnan(numbers):
        return "NaN"
    if np.isinf(numbers):
        return "Infinity" if numbers > 0 else "-Infinity"
    return int(numbers) if isinstance(numbers, (int, np.integer)) else float(f"{numbers:.9g}")


def float32(numbers):
    return np.asarray(np.asarray(numbers, np.float32), np.float64)


def is_integer(numbers):
    return np.asarray(numbers).dtype.kind == "i"


def torch_gradients(function, inputs):
    tensors = [torch.tensor(x) if is_integer(x) else torch.tensor(x, requires_grad=True) for x in inputs]
    value = function(*tensors)
    value.sum().backward()
    return value.tolist(), [None if x.grad is None else x.grad.tolist() for x in tensors]


def jax_gradients(function, inputs):
    arrays = [jnp.asarray(x) for x in inputs]
    value = function(*arrays)
    floating = tuple(index for index, x in enumerate(inputs) if not is_integer(x))
    found = jax.grad(lambda *xs: jnp.sum(function(*xs)), floating)(*arrays)
    gradients = dict(zip(floating, found))
    return value.tolist(), [gradients[i].tolist() if i in gradients else None for i in range(len(inputs))]


def case(call, loss, function, inputs, options, divisor=1, targets=True, row_sums=False):
    """One case. `targets=False` leaves out the gradient with respect to the targets, where the libraries differ."""
    library = call.split(".")[0]
    inputs = [np.asarray(x, np.int64) if is_integer(x) else float32(x) for x in inputs]
    value, gradients = (torch_gradients if library == "torch" else jax_gradients)(function, inputs)
    if not targets:
        gradients[0] = None
    cases.append(
        {
            "library": library,
            "version": VERSIONS[library],
            "call": call,
            "loss": loss,
            "inputs": [x.tolist() if is_integer(x) else plain(x.tolist()) for x in inputs],
            "options": options,
            **({"divisor": divisor} if divisor != 1 else {}),
            **({"rowSums": True} if row_sums else {}),
            "value": plain(value),
            "gradients": [None if gradient is None else plain(gradient) for gradient in gradients],
        }
    )


def shown(**options):
    return "".join(f", {name}={value}" for name, value in options.items() if value is not None)


random = np.random.default_rng(20250101)
REDUCTIONS = ("none", "sum", "mean")

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
ROW_WEIGHTS = [1, 0.5]


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


def keras_reductions(name, loss, make, inputs, options, weights_per_row, width=1, **kwargs):
    """Keras's three reductions with and without sample weights; only one of them divides by the weights."""
    rows = len(inputs[1])
    call = name if name.endswith("(") else f"{name}, "
    column = ROW_WEIGHTS if weights_per_row else [[weight] for weight in ROW_WEIGHTS]
    for reduction in ("sum_over_batch_size", "sum", "mean_with_sample_weight"):
        ours = "sum" if reduction == "sum" else "mean"
        case(
            f"keras.losses.{call}reduction='{reduction}')(y_true, y_pred)",
            loss,
            lambda t, p: make(reduction)(t, p),
            inputs,
            {**options, "reduction": ours},
            divisor=width if ours == "sum" else 1,
            **kwargs,
        )
        by_weights = reduction == "mean_with_sample_weight"
        case(
            f"keras.losses.{call}reduction='{reduction}')(y_true, y_pred, sample_weight)",
            loss,
            lambda t, p: make(reduction)(t, p, sample_weight=jnp.asarray(ROW_WEIGHTS)),
            inputs,
            {**options, "weights": column, "reduction": "mean" if by_weights else "sum"},
            divisor=1 if by_weights else width if reduction == "sum" else width * rows,
            **kwargs,
        )


def keras_elementwise(name, loss, make, options, inputs=TABLE, **kwargs):
    keras_reductions(name, loss, make, inputs, options, False, width=len(inputs[1][0]), **kwargs)


def optax_elementwise(name, loss, function, options, table, **kwargs):
    for inputs in table:
        case(f"optax.{name}", loss, function, inputs, {**options, "reduction": "none"}, **kwargs)
        mean = lambda t, p: jnp.mean(function(t, p))
        case(f"optax.{name}.mean()", loss, mean, inputs, {**options, "reduction": "mean"}, **kwargs)


regression_torch("meanSquaredError", F.mse_loss, {}, {}, "weights")
keras_elementwise("MeanSquaredError(", "meanSquaredError", lambda r: keras.losses.MeanSquaredError(reduction=r), {})
optax_elementwise("squared_error(predictions, targets)", "meanSquaredError", lambda t, p: optax.squared_error(p, t), {}, VALUES)

MORE_VALUES = [(random.normal(0, s, (2, 3)), random.normal(0, s, (2, 3))) for s in (0.01, 1, 10, 100)]
optax_elementwise("l2_loss(predictions, targets)", "halfSquaredError", lambda t, p: optax.l2_loss(p, t), {}, VALUES + TIES + MORE_VALUES)

regression_torch("meanAbsoluteError", F.l1_loss, {}, {}, "weights")
keras_elementwise("MeanAbsoluteError(", "meanAbsoluteError", lambda r: keras.losses.MeanAbsoluteError(reduction=r), {})

for delta in (1.0, 0.25, 2.0):
    regression_torch("huber", F.huber_loss, {"delta": delta}, {"delta": delta}, "count")
keras_elementwise("Huber(delta=0.7", "huber", lambda r: keras.losses.Huber(delta=0.7, reduction=r), {"delta": 0.7})
for delta in (1.0, 3.0):
    optax_elementwise(f"huber_loss(predictions, targets, delta={delta})", "huber", lambda t, p: optax.huber_loss(p, t, delta=delta), {"delta": delta}, VALUES)

for beta in (1.0, 0.0, 0.25, 2.0):
    regression_torch("smoothL1", F.smooth_l1_loss, {"beta": beta}, {"beta": beta}, None)

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
    case(f"{call}(input, target, weight=weight)", loss, lambda t, p: function(p, t, weight=weight), table[0], {"weights": ELEMENT_WEIGHTS, "reduction": "sum"}, divisor=6)


binary_torch("binaryCrossEntropy", F.binary_cross_entropy, [(BINARY, PROBABILITIES), (HARD, PROBABILITIES), EDGES, (SOFT_BINARY[0], float32(random.uniform(0, 1, 5)))], "binary_cross_entropy")
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

binary_torch("binaryCrossEntropyWithLogits", F.binary_cross_entropy_with_logits, [(BINARY, LOGITS), (HARD, LOGITS), FAR, RANDOM_BINARY, SOFT_BINARY], "binary_cross_entropy_with_logits")
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
optax_elementwise("sigmoid_binary_cross_entropy(logits, labels)", "binaryCrossEntropyWithLogits", lambda t, p: optax.sigmoid_binary_cross_entropy(p, t), {}, [(BINARY, LOGITS), FAR, SOFT_BINARY])

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
            lambda r: keras.losses.BinaryFocalCrossentropy(apply_class_balancing=balanced, alpha=0.3, gamma=gamma, from_logits=True, reduction=r),
            {"gamma": gamma, **({"alpha": 0.3} if balanced else {})},
            (HARD, LOGITS),
            targets=False,
        )

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


def classes_torch(name, loss, function, scores, smoothings):
    for labels, predicted in [(IDS, scores), (IGNORED, scores), (GRID_IDS, None)]:
        grid = GRID_SCORES if predicted is None and loss == "crossEntropy" else GRID_ROWS[loss] if predicted is None else predicted
        for weights in (None, CLASS_WEIGHTS):
            for smoothing in smoothings:
                for reduction in REDUCTIONS:
                    weight = None if weights is None else torch.tensor(weights, dtype=torch.float64)
                    smoothed = {} if smoothing is None else {"label_smoothing": smoothing}
                    case(
                        f"torch.nn.functional.{name}{shown(weight=weights, **smoothed)}, reduction='{reduction}')",
                        loss,
                        lambda t, p: function(torch.movedim(p, -1, 1), t, weight=weight, reduction=reduction, **smoothed),
                        (labels, grid),
                        {
                            **({"classWeights": weights} if weights else {}),
                            **({"labelSmoothing": smoothing} if smoothing else {}),
                            "reduction": reduction,
                        },
                    )


GRID_ROWS = {
    "nll": float32(torch.log_softmax(torch.tensor(GRID_SCORES), -1).numpy()),
    "categoricalCrossEntropy": float32(torch.softmax(torch.tensor(GRID_SCORES), -1).numpy()),
}
LOG_ROWS = float32(np.log(ROWS))

classes_torch("cross_entropy(input, class_ids", "crossEntropy", F.cross_entropy, SCORES, (None, 0.1))
classes_torch("nll_loss(input, class_ids", "nll", F.nll_loss, LOG_ROWS, (None,))
classes_torch("nll_loss(probabilities.log(), class_ids", "categoricalCrossEntropy", lambda p, t, **kw: F.nll_loss(torch.log(p), t, **kw), ROWS, (None,))

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
    case("torch.nn.functional.cross_entropy(input, target, reduction='none')", "crossEntropy", lambda t, p: F.cross_entropy(p, t, reduction="none"), (labels, FAR_SCORES), {"reduction": "none"})

TWO_IDS, TWO_SOFT, TWO_SCORES, TWO_ROWS = IDS[:2], SOFT[:2], SCORES[:2], ROWS[:2]
keras_reductions("SparseCategoricalCrossentropy(from_logits=True", "crossEntropy", lambda r: keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction=r), (TWO_IDS, TWO_SCORES), {}, True)
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
    keras_reductions(f"CategoricalCrossentropy(from_logits=True, label_smoothing={smoothing}", "crossEntropy", lambda r: keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing, reduction=r), (TWO_SOFT, TWO_SCORES), options, True)
    keras_reductions(f"CategoricalCrossentropy(label_smoothing={smoothing}", "categoricalCrossEntropy", lambda r: keras.losses.CategoricalCrossentropy(label_smoothing=smoothing, reduction=r), (TWO_SOFT, TWO_ROWS), options, True, row_sums=True)
keras_reductions("SparseCategoricalCrossentropy(", "categoricalCrossEntropy", lambda r: keras.losses.SparseCategoricalCrossentropy(reduction=r), (TWO_IDS, TWO_ROWS), {}, True, row_sums=True)
unnormalised = float32([[2, 3, 5], [1, 1, 2]])
case("keras.losses.CategoricalCrossentropy()(y_true, y_pred)", "categoricalCrossEntropy", lambda t, p: keras.losses.CategoricalCrossentropy()(t, p), (TWO_SOFT, unnormalised), {}, row_sums=True)

for name, function in (("softmax_cross_entropy", optax.softmax_cross_entropy), ("safe_softmax_cross_entropy", optax.safe_softmax_cross_entropy)):
    case(f"optax.{name}(logits, labels)", "crossEntropy", lambda t, p: function(p, t), (SOFT, SCORES), {"reduction": "none"})
case("optax.softmax_cross_entropy_with_integer_labels(logits, labels)", "crossEntropy", lambda t, p: optax.softmax_cross_entropy_with_integer_labels(p, t), (IDS, SCORES), {"reduction": "none"})

for gamma in (0.0, 0.5, 2.0, 5.0):
    for alpha in (0.25, 1.0):
        for smoothing in (0.0, 0.1):
            for labels in (SOFT, np.eye(3)[IDS]):
                case(
                    f"keras.losses.CategoricalFocalCrossentropy(alpha={alpha}, gamma={gamma}, from_logits=True, label_smoothing={smoothing})(y_true, y_pred)",
                    "categoricalFocal",
                    lambda t, p: keras.losses.CategoricalFocalCrossentropy(alpha=alpha, gamma=gamma, from_logits=True, label_smoothing=smoothing)(t, p),
                    (labels, SCORES),
                    {"gamma": gamma, "alpha": alpha, "labelSmoothing": smoothing},
                )

# Penalties. Keras's l2 has no factor ½.
PARAMETERS = [[0.5], [-2, 3, 1], [[1, -1], [0.25, -4]], random.normal(0, 1, 6), random.normal(0, 100, (2, 2))]
for strength in (0.01, 0.1, 1.0, 2.5):
    for parameters in PARAMETERS:
        case(f"keras.regularizers.L1(l1={strength})(x)", "l1Penalty", lambda w: keras.regularizers.L1(l1=strength)(w), (float32(parameters),), {"lambda": strength})
        case(f"keras.regularizers.L2(l2={strength})(x)", "l2Penalty", lambda w: keras.regularizers.L2(l2=strength)(w), (float32(parameters),), {"lambda": 2 * strength})

OUTPUT.parent.mkdir(exist_ok=True)
OUTPUT.write_text(json.dumps(cases, indent=1, ensure_ascii=False) + "\n")

counts = {}
for entry in cases:
    counts[entry["loss"]] = counts.get(entry["loss"], 0) + 1
print(f"{len(cases)} cases:", ", ".join(f"{loss} {count}" for loss, count in sorted(counts.items())))
