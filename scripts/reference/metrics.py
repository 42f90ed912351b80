"""Writes packages/metrics/fixtures/scikit-learn.json: batches and the values that scikit-learn, SciPy, torchmetrics
and lifelines give on them.

    python3 -m venv venv
    venv/bin/pip install scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6 mpmath==1.3.0
    venv/bin/pip install torch==2.13.0 torchmetrics==1.9.0 lifelines==0.30.0 monai==1.6.0
    venv/bin/python scripts/reference/metrics.py
"""

import json
import pathlib
import re
import warnings

import lifelines
import numpy
import scipy
import sklearn
import torchmetrics
from metric_cases_classification import classifications, masks, multilabels
from metric_cases_regression import all_amounts, all_counts, distributions, regressions
from metric_cases_retrieval import all_embeddings, rankings, sequences, survivals, texts

FILE = pathlib.Path(__file__).parents[2] / "packages/metrics/fixtures/scikit-learn.json"


def on_one_line(array):
    return "[" + " ".join(array[0][1:-1].split()) + "]"


def main():
    # A class that is predicted but never a label is part of what is tested here.
    warnings.filterwarnings("ignore", message="y_pred contains classes not in y_true")
    warnings.filterwarnings("ignore", message="'k' .* will result in a perfect score")
    document = {
        "library": "scikit-learn",
        "version": sklearn.__version__,
        "scipy": scipy.__version__,
        "numpy": numpy.__version__,
        "torchmetrics": torchmetrics.__version__,
        "lifelines": lifelines.__version__,
        "regression": regressions(),
        "classification": classifications(),
        "multilabel": multilabels(),
        "counts": all_counts(),
        "amounts": all_amounts(),
        "embedding": all_embeddings(),
        "sequence": sequences(),
        "text": texts(),
        "ranking": rankings(),
        "survival": survivals(),
        "distribution": distributions(),
        "mask": masks(),
    }
    text = json.dumps(document, indent=2)
    FILE.write_text(re.sub(r"\[[^\[\]{}]*\]", on_one_line, text) + "\n")


if __name__ == "__main__":
    main()
