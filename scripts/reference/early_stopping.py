"""Writes packages/trainer/fixtures/early-stopping.json: what Keras's EarlyStopping makes of series of values.

    python -P scripts/reference/early_stopping.py

A case has the options of losskit's early stopping, the `values` of the checks, and what Keras says after each: `best` and
`wait`, up to the check after which it stops.
"""

import json
import os
from pathlib import Path
from types import SimpleNamespace

os.environ["KERAS_BACKEND"] = "jax"

import keras
import numpy

OUTPUT = Path(__file__).parents[2] / "packages/trainer/fixtures/early-stopping.json"
cases = []


def case(arguments, options, values):
    # Driven by hand: a whole model would add nothing.
    callback = keras.callbacks.EarlyStopping(monitor="value", **arguments)
    model = SimpleNamespace(stop_training=False, metrics=[])
    callback.set_model(model)
    callback.on_train_begin()
    checks = []
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {"value": value})
        best = None if callback.best is None else float(callback.best)
        checks.append({"best": best, "wait": callback.wait})
        if model.stop_training:
            break
    call = f"EarlyStopping({arguments})"
    cases.append({"library": "keras", "version": keras.__version__, "call": call, "options": options, "values": values, "checks": checks, "stops": model.stop_training})


series = [round(float(value), 6) for value in 1 / (1 + numpy.arange(12)) + numpy.random.default_rng(3).normal(0, 0.08, 12)]
for patience in (0, 1, 2, 4):
    case({"mode": "min", "patience": patience}, {"mode": "min", "patience": patience}, series)
    case({"mode": "max", "patience": patience}, {"mode": "max", "patience": patience}, [-value for value in series])
case({"mode": "min", "patience": 3, "min_delta": 0.1}, {"mode": "min", "patience": 3, "minDelta": 0.1}, series)
case({"mode": "max", "patience": 2, "min_delta": 0.05}, {"mode": "max", "patience": 2, "minDelta": 0.05}, [-value for value in series])
case({"mode": "min", "patience": 2, "start_from_epoch": 4}, {"mode": "min", "patience": 2, "startFrom": 5}, series)
case({"mode": "min", "patience": 0}, {"mode": "min", "patience": 0}, [3.0, 2.0, 2.0, 1.0])
case({"mode": "min", "patience": 2}, {"mode": "min", "patience": 2}, [3.0, 1e30, 4.0, 2.0])

lines = ",\n".join(json.dumps(entry) for entry in cases)
OUTPUT.write_text(f"[\n{lines}\n]\n")
print(f"{len(cases)} cases")
