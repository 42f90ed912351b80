"""Writes packages/trainer/fixtures/frozen-layers.json: what Keras makes of a model while parts of it are frozen.

    python -P scripts/reference/frozen_layers.py

A model has a base, a dense layer with an L2 penalty and a batch norm, and a head. Each case freezes parts of it in
phases; a phase trains a few steps of SGD on the same batch. The file has the first weights, and for each phase the loss
before each step and all weights after the last, in the order of Keras's `weights`.
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy

OUTPUT = Path(__file__).parents[2] / "packages/trainer/fixtures/frozen-layers.json"
STEPS = 3
LEARNING_RATE = 0.1
MOMENTUM = 0.8

random = numpy.random.default_rng(11)


def numbers(*shape):
    return random.normal(0, 1, shape).round(3).astype("float32")


inputs = numbers(6, 4) * 2 + 1
targets = numbers(6, 1)
initial = {
    "base/dense/kernel": numbers(4, 3),
    "base/dense/bias": numbers(3),
    "base/norm/gamma": numbers(3),
    "base/norm/beta": numbers(3),
    "base/norm/moving_mean": numbers(3),
    "base/norm/moving_variance": numpy.abs(numbers(3)) + 0.5,
    "head/kernel": numbers(3, 1),
    "head/bias": numbers(1),
}


def make():
    base = keras.Sequential(
        [
            keras.Input([4]),
            keras.layers.Dense(3, activation="tanh", kernel_regularizer=keras.regularizers.L2(0.05), name="dense"),
            keras.layers.BatchNormalization(momentum=MOMENTUM, name="norm"),
        ],
        name="base",
    )
    model = keras.Sequential([keras.Input([4]), base, keras.layers.Dense(1, name="head")])
    for variable in model.variables:
        name = variable.path.removeprefix("sequential/")
        name = next(known for known in initial if name.endswith(known.split("/", 1)[1]) and ("head" in name) == ("head" in known))
        variable.assign(initial[name])
    return model, base


def named(model):
    flat = {}
    for layer in [*model.get_layer("base").layers, model.get_layer("head")]:
        prefix = "head" if layer.name == "head" else f"base/{layer.name}"
        for variable in layer.weights:
            flat[f"{prefix}/{variable.name}"] = numpy.asarray(keras.ops.convert_to_numpy(variable)).tolist()
    return flat


PARTS = {"base": lambda base: base, "base/dense": lambda base: base.get_layer("dense"), "base/norm": lambda base: base.get_layer("norm")}


def run(phases):
    model, base = make()
    told = []
    for frozen in phases:
        base.trainable = True
        for part in frozen:
            PARTS[part](base).trainable = False
        # Keras reads `trainable` when it compiles.
        model.compile(optimizer=keras.optimizers.SGD(LEARNING_RATE), loss="mean_squared_error")
        losses = []
        for _ in range(STEPS):
            # Keras averages over the calls since the last reset.
            model.reset_metrics()
            losses.append(float(model.train_on_batch(inputs, targets)))
        evaluation = float(model.evaluate(inputs, targets, batch_size=6, verbose=0))
        told.append({"frozen": frozen, "losses": losses, "evaluation": evaluation, "weights": named(model)})
    return told


cases = [run(phases) for phases in [[["base"], []], [[], ["base"], []], [["base/norm"], []], [["base/dense"]]]]
OUTPUT.write_text(
    json.dumps(
        {
            "library": "keras",
            "version": keras.__version__,
            "learningRate": LEARNING_RATE,
            "momentum": MOMENTUM,
            "inputs": inputs.tolist(),
            "targets": targets.tolist(),
            "initial": {name: value.tolist() for name, value in initial.items()},
            "cases": cases,
        },
    )
    + "\n"
)
