"""Writes what PyTorch, Keras, Optax and others compute into packages/losses/fixtures/reference/<loss>.json.

    python -m pip install -r scripts/reference/requirements.txt
    python scripts/reference/losses.py            every loss
    python scripts/reference/losses.py huber nll  these losses only

A case is one call of another library and the call of losskit that must give the same: `options` go to the loss,
`divisor` is what the result is divided by, `weights` are shaped for losskit, and `rowSums` says that losskit gets the
probabilities divided by their row's sum. Everything is computed in float64 from numbers that float32 holds exactly.
"""

import json
import sys
from pathlib import Path

# First: it selects Keras's backend. The others record their cases when they are imported.
from loss_cases import cases
import loss_cases_regression  # noqa: F401
import loss_cases_binary  # noqa: F401
import loss_cases_classes  # noqa: F401
import loss_cases_likelihood  # noqa: F401
import loss_cases_distributions  # noqa: F401
import loss_cases_survival  # noqa: F401
import loss_cases_margin  # noqa: F401
import loss_cases_penalties  # noqa: F401
import loss_cases_classification  # noqa: F401
import loss_cases_sequences  # noqa: F401
import loss_cases_robust  # noqa: F401
import loss_cases_embedding  # noqa: F401
import loss_cases_pairs  # noqa: F401
import loss_cases_triplets  # noqa: F401
import loss_cases_overlap  # noqa: F401
import loss_cases_centres  # noqa: F401
import loss_cases_views  # noqa: F401
import loss_cases_boxes  # noqa: F401
import loss_cases_ranking  # noqa: F401
import loss_cases_preferences  # noqa: F401
import loss_cases_transport  # noqa: F401
import loss_cases_ordinal  # noqa: F401
import loss_cases_noisy  # noqa: F401
import loss_cases_evidence  # noqa: F401
import loss_cases_pictures  # noqa: F401
import loss_cases_masks  # noqa: F401

OUTPUT = Path(__file__).parents[2] / "packages/losses/fixtures/reference"

of_loss = {}
for entry in cases:
    of_loss.setdefault(entry["loss"], []).append(entry)

wanted = sys.argv[1:] or sorted(of_loss)
unknown = [loss for loss in wanted if loss not in of_loss]
if unknown:
    sys.exit(f"losses.py: expected names of losses that have cases, got {', '.join(unknown)}.")

OUTPUT.mkdir(parents=True, exist_ok=True)
for loss in wanted:
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in of_loss[loss])
    (OUTPUT / f"{loss}.json").write_text(f"[\n{lines}\n]\n")
print(", ".join(f"{loss} {len(of_loss[loss])}" for loss in wanted))
