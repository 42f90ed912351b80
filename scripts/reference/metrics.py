"""Writes packages/metrics/src/fixtures/scikit-learn.json: data and the values that scikit-learn gives on it.

    python3 -m venv venv
    venv/bin/pip install scikit-learn==1.9.1 numpy==2.4.6
    venv/bin/python scripts/reference/metrics.py
    npx biome check --write packages/metrics
"""

import json
import pathlib
import warnings

import numpy
import sklearn
from sklearn import metrics
from sklearn.calibration import calibration_curve

BINS = 15
FILE = pathlib.Path(__file__).parents[2] / "packages/metrics/src/fixtures/scikit-learn.json"
generator = numpy.random.default_rng(20240229)


def regression(name, targets, predicted):
    return {
        "name": name,
        "targets": targets.tolist(),
        "predicted": predicted.tolist(),
        "values": {
            "rmse": metrics.root_mean_squared_error(targets, predicted),
            "meanAbsoluteError": metrics.mean_absolute_error(targets, predicted),
            "medianAbsoluteError": metrics.median_absolute_error(targets, predicted),
            "rSquared": metrics.r2_score(targets, predicted),
        },
    }


def expected_calibration_error(correct, confidence):
    """The bins of scikit-learn's reliability diagram, weighted by their rows."""
    accuracy, mean_confidence = calibration_curve(correct, confidence, n_bins=BINS, strategy="uniform")
    bins = numpy.searchsorted(numpy.linspace(0, 1, BINS + 1)[1:-1], confidence)
    rows = numpy.bincount(bins, minlength=BINS)
    return float(numpy.average(numpy.abs(accuracy - mean_confidence), weights=rows[rows > 0]))


def classification(name, labels, probabilities):
    rows, classes = probabilities.shape
    predicted = probabilities.argmax(axis=1)
    every = list(range(classes))
    return {
        "name": name,
        "classes": classes,
        "labels": labels.tolist(),
        "probabilities": probabilities.ravel().tolist(),
        "values": {
            "accuracy": metrics.accuracy_score(labels, predicted),
            "balancedAccuracy": metrics.balanced_accuracy_score(labels, predicted),
            "macroF1": metrics.f1_score(labels, predicted, average="macro"),
            "logLoss": metrics.log_loss(labels, probabilities, labels=every),
            "brier": metrics.brier_score_loss(labels, probabilities, labels=every, scale_by_half=False),
            "expectedCalibrationError": expected_calibration_error(
                predicted == labels, probabilities[numpy.arange(rows), predicted]
            ),
        },
        "confusionMatrix": metrics.confusion_matrix(labels, predicted, labels=every).tolist(),
    }


def noisy(targets, deviation):
    return targets + generator.normal(0, deviation, len(targets))


def main():
    # A class that is predicted but never a label is part of what is tested here.
    warnings.filterwarnings("ignore", message="y_pred contains classes not in y_true")
    odd = generator.normal(3, 2, 31)
    even = generator.normal(-1, 5, 30)
    offset = 1e8 + generator.normal(0, 1, 40)
    outliers = noisy(even, 1)
    outliers[:4] += 1000
    labels = generator.integers(0, 3, 40)
    informed = generator.dirichlet(numpy.ones(3), 40) + 1.5 * numpy.eye(3)[labels]
    binary = generator.beta(0.5, 0.5, 40)
    rare = generator.choice([0, 2, 5], 40, p=[0.8, 0.15, 0.05])
    document = {
        "library": "scikit-learn",
        "version": sklearn.__version__,
        "numpy": numpy.__version__,
        "regression": [
            regression("an odd number of rows", odd, noisy(odd, 0.7)),
            regression("an even number of rows", even, noisy(even, 2)),
            regression("outliers, worse than the mean", even, outliers),
            regression("targets of 1e8 that differ by 1", offset, noisy(offset, 0.3)),
            regression("two rows", even[:2], odd[:2]),
        ],
        "classification": [
            classification("three classes", labels, informed / informed.sum(axis=1, keepdims=True)),
            classification(
                "two classes", (generator.random(40) < binary).astype(int), numpy.stack([1 - binary, binary], axis=1)
            ),
            classification("seven classes, four without a label", rare, generator.dirichlet(numpy.full(7, 0.3), 40)),
            classification("one label only", numpy.ones(12, dtype=int), generator.dirichlet(numpy.ones(3), 12)),
        ],
    }
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(document, indent=2) + "\n")


if __name__ == "__main__":
    main()
