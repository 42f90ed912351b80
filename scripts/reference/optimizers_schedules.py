"""Writes what PyTorch, Optax and Keras schedule into packages/trainer/fixtures/schedules.json.

    python -m pip install -r scripts/reference/requirements.txt
    python -P scripts/reference/optimizers_schedules.py  # -P: a file beside this one must not hide a standard module

A case is the `values` of a schedule at steps 0, 1, 2, …; `options` are those of losskit's schedule of the name in
`schedule`. A plateau's values are the rates after each of the `metrics`.
"""

import json
import os
from pathlib import Path
from types import SimpleNamespace

os.environ["KERAS_BACKEND"] = "jax"

import jax
import keras
import optax
import torch

jax.config.update("jax_enable_x64", True)
OUTPUT = Path(__file__).parents[2] / "packages/trainer/fixtures/schedules.json"
cases = []


def case(library, call, schedule, options, values, **more):
    version = {"torch": torch.__version__.split("+")[0], "optax": optax.__version__, "keras": keras.__version__}[library]
    entry = {"library": library, "version": version, "call": call, "schedule": schedule, "options": options}
    cases.append({**entry, **more, "values": values})


def torch_case(name, arguments, schedule, options, rate=0.1, steps=40):
    weight = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([weight], lr=rate, momentum=0.9)
    scheduler = getattr(torch.optim.lr_scheduler, name)(optimizer, **arguments)
    rates, momenta = [], []
    for step in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        if step < steps - 1:
            scheduler.step()
    more = {"momenta": momenta} if schedule == "oneCycle" else {}
    case("torch", f"{name}({arguments})", schedule, options, rates, **more)


def function_case(library, call, function, schedule, options, steps=40):
    case(library, call, schedule, options, [float(function(step)) for step in range(steps)])


def plateau_case(arguments, options, metrics):
    # Driven by hand: a whole model would add nothing.
    callback = keras.callbacks.ReduceLROnPlateau(monitor="loss", **arguments)
    callback.set_model(SimpleNamespace(optimizer=SimpleNamespace(learning_rate=0.1), metrics=[]))
    callback.on_train_begin()
    rates = []
    for epoch, metric in enumerate(metrics):
        callback.on_epoch_end(epoch, {"loss": metric})
        rates.append(callback.model.optimizer.learning_rate)
    case("keras", f"ReduceLROnPlateau({arguments})", "reduceOnPlateau", options, rates, metrics=metrics)


for steps in (20, 33):
    torch_case("OneCycleLR", {"max_lr": 1.0, "total_steps": steps}, "oneCycle", {"maxLearningRate": 1, "totalSteps": steps}, steps=steps)
torch_case(
    "OneCycleLR",
    {"max_lr": 0.5, "total_steps": 25, "pct_start": 0.5, "div_factor": 10, "final_div_factor": 100, "max_momentum": 0.9, "base_momentum": 0.8},
    "oneCycle",
    {"maxLearningRate": 0.5, "totalSteps": 25, "pctStart": 0.5, "divFactor": 10, "finalDivFactor": 100, "maxMomentum": 0.9, "baseMomentum": 0.8},
    steps=25,
)
# Short cycles, and those whose peak is before the first step. PyTorch divides by 0 where pct_start * total_steps is 1.
for steps in (1, 2, 3, 4):
    for start in (0.0, 0.2, 0.3, 0.75, 1.0):
        if start * steps != 1:
            torch_case("OneCycleLR", {"max_lr": 1.0, "total_steps": steps, "pct_start": start}, "oneCycle", {"maxLearningRate": 1, "totalSteps": steps, "pctStart": start}, steps=steps)
torch_case("OneCycleLR", {"max_lr": 1.0, "total_steps": 30, "pct_start": 0.02}, "oneCycle", {"maxLearningRate": 1, "totalSteps": 30, "pctStart": 0.02}, steps=30)
torch_case("CosineAnnealingWarmRestarts", {"T_0": 1}, "warmRestarts", {"learningRate": 0.1, "period": 1}, steps=5)
torch_case("CosineAnnealingWarmRestarts", {"T_0": 1, "T_mult": 2}, "warmRestarts", {"learningRate": 0.1, "period": 1, "multiplier": 2}, steps=20)
torch_case("StepLR", {"step_size": 1, "gamma": 0.5}, "stepDecay", {"learningRate": 0.1, "every": 1, "factor": 0.5}, steps=5)
torch_case("MultiStepLR", {"milestones": [1], "gamma": 0.1}, "piecewise", {"values": [0.1, 0.01], "boundaries": [1]}, steps=4)
torch_case("CosineAnnealingWarmRestarts", {"T_0": 7}, "warmRestarts", {"learningRate": 0.1, "period": 7})
torch_case("CosineAnnealingWarmRestarts", {"T_0": 5, "T_mult": 2, "eta_min": 0.01}, "warmRestarts", {"learningRate": 0.1, "period": 5, "multiplier": 2, "minimum": 0.01})
torch_case("StepLR", {"step_size": 6, "gamma": 0.5}, "stepDecay", {"learningRate": 0.1, "every": 6, "factor": 0.5})
torch_case("StepLR", {"step_size": 9}, "stepDecay", {"learningRate": 0.1, "every": 9})
torch_case("MultiStepLR", {"milestones": [3, 20], "gamma": 0.1}, "piecewise", {"values": [0.1, 0.01, 0.001], "boundaries": [3, 20]})
torch_case("ExponentialLR", {"gamma": 0.9}, "exponential", {"learningRate": 0.1, "decayRate": 0.9})
torch_case("ConstantLR", {"factor": 1.0}, "constant", 0.1)

decays = keras.optimizers.schedules
function_case("keras", "PolynomialDecay(1, 30, 0.1, 2)", decays.PolynomialDecay(1.0, 30, 0.1, 2), "polynomial", {"from": 1, "to": 0.1, "steps": 30, "power": 2})
function_case("keras", "ExponentialDecay(1, 10, 0.5)", decays.ExponentialDecay(1.0, 10, 0.5), "exponential", {"learningRate": 1, "decayRate": 0.5, "decaySteps": 10})
function_case("keras", "CosineDecay(1, 30, 0.1)", decays.CosineDecay(1.0, 30, 0.1), "cosineDecay", {"learningRate": 1, "decaySteps": 30, "alpha": 0.1})
function_case(
    "keras", "CosineDecay(0.25, 20, 0.1, warmup_target=1, warmup_steps=8)",
    decays.CosineDecay(0.25, 20, 0.1, warmup_target=1.0, warmup_steps=8),
    "warmupCosineDecay", {"from": 0.25, "steps": 8, "learningRate": 1, "decaySteps": 20, "alpha": 0.1},
)
function_case("optax", "linear_schedule(1, 0.2, 30)", optax.linear_schedule(1.0, 0.2, 30), "linear", {"from": 1, "to": 0.2, "steps": 30})
function_case("optax", "polynomial_schedule(1, 0.1, 3, 30)", optax.polynomial_schedule(1.0, 0.1, 3, 30), "polynomial", {"from": 1, "to": 0.1, "steps": 30, "power": 3})
function_case("optax", "cosine_decay_schedule(1, 30, 0.1)", optax.cosine_decay_schedule(1.0, 30, 0.1), "cosineDecay", {"learningRate": 1, "decaySteps": 30, "alpha": 0.1})
function_case(
    "optax", "warmup_cosine_decay_schedule(0, 1, 8, 28, 0.1)",
    optax.warmup_cosine_decay_schedule(0.0, 1.0, 8, 28, 0.1),
    "warmupCosineDecay", {"from": 0, "steps": 8, "learningRate": 1, "decaySteps": 20, "alpha": 0.1},
)

# One and two steps, and on beyond the end.
for steps in (1, 2):
    function_case("keras", f"PolynomialDecay(1, {steps}, 0.1, 2)", decays.PolynomialDecay(1.0, steps, 0.1, 2), "polynomial", {"from": 1, "to": 0.1, "steps": steps, "power": 2}, 5)
    function_case("keras", f"CosineDecay(1, {steps}, 0.1)", decays.CosineDecay(1.0, steps, 0.1), "cosineDecay", {"learningRate": 1, "decaySteps": steps, "alpha": 0.1}, 5)
    function_case("optax", f"linear_schedule(1, 0.2, {steps})", optax.linear_schedule(1.0, 0.2, steps), "linear", {"from": 1, "to": 0.2, "steps": steps}, 5)
    function_case(
        "keras", f"CosineDecay(0.25, 3, 0.1, warmup_target=1, warmup_steps={steps})",
        decays.CosineDecay(0.25, 3, 0.1, warmup_target=1.0, warmup_steps=steps),
        "warmupCosineDecay", {"from": 0.25, "steps": steps, "learningRate": 1, "decaySteps": 3, "alpha": 0.1}, 7,
    )

flat = [1.0] * 14
uneven = [1.0, 0.9, 0.95, 0.94, 0.93, 0.92, 0.80, 0.79995, 0.81, 0.82, 0.83, 0.70, 0.71, 0.72, 0.73, 0.74, 0.75, 0.76]
plateau_case({"factor": 0.5, "patience": 2, "cooldown": 3}, {"factor": 0.5, "patience": 2, "cooldown": 3}, flat)
plateau_case({"factor": 0.5, "patience": 2, "min_lr": 0.03}, {"factor": 0.5, "patience": 2, "minLearningRate": 0.03}, uneven)
plateau_case({"patience": 3, "cooldown": 1, "min_delta": 0.06}, {"patience": 3, "cooldown": 1, "minDelta": 0.06}, uneven)
plateau_case({"factor": 0.5, "patience": 2, "mode": "max"}, {"factor": 0.5, "patience": 2, "mode": "max"}, uneven)

lines = ",\n".join(json.dumps(entry) for entry in cases)
OUTPUT.write_text(f"[\n{lines}\n]\n")
print(f"{len(cases)} cases")
