"""Records single cases: a call of another library, its value and its gradients."""

import os
from importlib.metadata import version

os.environ["KERAS_BACKEND"] = "jax"

import jax

jax.config.update("jax_enable_x64", True)

import jax.numpy as jnp
import keras
import numpy as np
import torch

keras.config.set_floatx("float64")

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


def difference_gradients(function, inputs):
    """Central differences, for libraries without gradients; the functions have no curvature to speak of."""

    def slope(index, place):
        moved = [[np.array(x) for x in inputs] for _ in range(2)]
        for side, step in zip(moved, (1e-5, -1e-5)):
            side[index][place] += step
        above, below = (np.sum(function(*side)) for side in moved)
        return (above - below) / 2e-5

    return np.asarray(function(*inputs)).tolist(), [
        None if is_integer(x) else np.reshape([slope(index, place) for place in np.ndindex(x.shape)], x.shape).tolist()
        for index, x in enumerate(inputs)
    ]


def complex_step_gradients(function, inputs):
    """Im f(x + ih) / h with a tiny h has no rounding error; the formula must be analytic where it is evaluated."""

    def slope(index, place):
        moved = [np.array(x, complex) if not is_integer(x) else x for x in inputs]
        moved[index][place] += 1e-30j
        return np.sum(function(*moved)).imag / 1e-30

    return np.real(function(*inputs)).tolist(), [
        None if is_integer(x) else np.reshape([slope(index, place) for place in np.ndindex(x.shape)], x.shape).tolist()
        for index, x in enumerate(inputs)
    ]


GRADIENTS = {
    "torch": torch_gradients,
    "torchaudio": torch_gradients,
    "torchvision": torch_gradients,
    "kornia": torch_gradients,
    "lightly": torch_gradients,
    "geomloss": torch_gradients,
    "ot": torch_gradients,
    "timm": torch_gradients,
    "torch_uncertainty": torch_gradients,
    "coral_pytorch": torch_gradients,
    "monai": torch_gradients,
    "torchmetrics": torch_gradients,
    "pytorch_msssim": torch_gradients,
    "pytorch_metric_learning": torch_gradients,
    "segmentation_models_pytorch": torch_gradients,
    "sentence_transformers": torch_gradients,
    "keras": jax_gradients,
    "optax": jax_gradients,
    "sklearn": difference_gradients,
    "skimage": difference_gradients,
    "scipy": difference_gradients,
    "properscoring": difference_gradients,
    "statsmodels": difference_gradients,
    "numpy": complex_step_gradients,
}


def version_of(library):
    return version({"sklearn": "scikit-learn", "skimage": "scikit-image", "ot": "POT"}.get(library, library)).split("+")[0]


def case(call, loss, function, inputs, options, divisor=1, targets=True, predictions=True, row_sums=False):
    """One case. `targets=False` leaves out the gradient with respect to the targets, where the libraries differ, and
    `predictions=False` that with respect to the prediction.

    `call` starts with the library. `numpy.` stands for a formula that is written here in NumPy from the loss's source,
    for losses that no library has.
    """
    library = call.split(".")[0]
    inputs = [np.asarray(x, np.int64) if is_integer(x) else float32(x) for x in inputs]
    value, gradients = GRADIENTS[library](function, inputs)
    if not targets:
        gradients[0] = None
    if not predictions:
        gradients[-1] = None
    cases.append(
        {
            "library": library,
            "version": version_of(library),
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
ROW_WEIGHTS = [1, 0.5]


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


def keras_elementwise(name, loss, make, options, inputs, **kwargs):
    keras_reductions(name, loss, make, inputs, options, False, width=len(inputs[1][0]), **kwargs)


def optax_elementwise(name, loss, function, options, table, **kwargs):
    for inputs in table:
        case(f"optax.{name}", loss, function, inputs, {**options, "reduction": "none"}, **kwargs)
        mean = lambda t, p: jnp.mean(function(t, p))
        case(f"optax.{name}.mean()", loss, mean, inputs, {**options, "reduction": "mean"}, **kwargs)
