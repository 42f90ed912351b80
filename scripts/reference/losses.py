"""Writes what PyTorch, Keras and Optax compute into packages/losses/src/fixtures/reference.json.

    python -m pip install -r scripts/reference/requirements.txt
    python scripts/reference/losses.py

A case is one call of another library and the call of losskit that must give the same: `options` go to the loss,
`divisor` is what the result is divided by, `weights` are shaped for losskit, and `rowSums` says that losskit gets the
probabilities divided by their row's sum. Everything is computed in float64 from numbers that float32 holds exactly.
"""

import json
from pathlib import Path

# First: it selects Keras's backend. The others record their cases when they are imported.
from loss_cases import cases
import loss_cases_regression  # noqa: F401
import loss_cases_binary  # noqa: F401
import loss_cases_classes  # noqa: F401
import loss_cases_likelihood  # noqa: F401
import loss_cases_margin  # noqa: F401
import loss_cases_penalties  # noqa: F401

OUTPUT = Path(__file__).parents[2] / "packages/losses/src/fixtures/reference.json"

OUTPUT.parent.mkdir(exist_ok=True)
lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in cases)
OUTPUT.write_text(f"[\n{lines}\n]\n")

counts = {}
for entry in cases:
    counts[entry["loss"]] = counts.get(entry["loss"], 0) + 1
print(f"{len(cases)} cases:", ", ".join(f"{loss} {count}" for loss, count in sorted(counts.items())))
