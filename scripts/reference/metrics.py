"""Writes packages/metrics/fixtures/scikit-learn.json: batches and the values that scikit-learn and SciPy give on them.

    python3 -m venv venv
    venv/bin/pip install scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6 mpmath==1.4.1
    venv/bin/python scripts/reference/metrics.py
"""

import functools
import json
import pathlib
import re
import warnings
from fractions import Fraction

import mpmath
import numpy
import scipy
import sklearn
from scipy.spatial.distance import cdist
from sklearn import metrics
from sklearn.calibration import calibration_curve

BINS = 15
mpmath.mp.dps = 50
FILE = pathlib.Path(__file__).parents[2] / "packages/metrics/fixtures/scikit-learn.json"
generator = numpy.random.default_rng(20240229)


def case(name, batch, values):
    flat = {key: value.ravel().tolist() if isinstance(value, numpy.ndarray) else value for key, value in batch.items()}
    return {"name": name, "batch": flat, "values": values}


def r_squared(targets, predicted):
    """scikit-learn's r2_score in exact arithmetic: its own mean of targets near 1e8 is rounded."""
    columns = [(targets, predicted)] if targets.ndim == 1 else zip(targets.T, predicted.T)
    values = []
    for truth, guess in columns:
        truth, guess = [Fraction(y) for y in truth.tolist()], [Fraction(y) for y in guess.tolist()]
        mean = sum(truth) / len(truth)
        spread = sum((y - mean) ** 2 for y in truth)
        values.append(float(1 - sum((y - p) ** 2 for y, p in zip(truth, guess)) / spread))
    value = sum(values) / len(values)
    ours = metrics.r2_score(targets, predicted, multioutput="uniform_average")
    assert abs(value - ours) <= 1e-8 * (1 + abs(ours)), (value, ours)
    return value


def regression(name, targets, predicted):
    every = (targets.ravel(), predicted.ravel())
    columns = {"columns": targets.shape[1]} if targets.ndim == 2 else {}
    return case(
        name,
        {"targets": targets, "predicted": predicted, **columns},
        {
            "rmse": metrics.root_mean_squared_error(*every),
            "meanAbsoluteError": metrics.mean_absolute_error(*every),
            "medianAbsoluteError": metrics.median_absolute_error(*every),
            "rSquared": r_squared(targets, predicted),
        },
    )


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
    values = {
        "accuracy": metrics.accuracy_score(labels, predicted),
        "balancedAccuracy": metrics.balanced_accuracy_score(labels, predicted),
        "macroF1": metrics.f1_score(labels, predicted, average="macro"),
        "meanIntersectionOverUnion": metrics.jaccard_score(labels, predicted, average="macro"),
        "logLoss": metrics.log_loss(labels, probabilities, labels=every),
        "brier": metrics.brier_score_loss(labels, probabilities, labels=every, scale_by_half=False),
        "expectedCalibrationError": expected_calibration_error(
            predicted == labels, probabilities[numpy.arange(rows), predicted]
        ),
    }
    if classes == 2:
        values["rocAuc"] = metrics.roc_auc_score(labels, probabilities[:, 1])
        values["averagePrecision"] = metrics.average_precision_score(labels, probabilities[:, 1])
    batch = {"labels": labels, "probabilities": probabilities, "classes": classes}
    confusion = metrics.confusion_matrix(labels, predicted, labels=every)
    return {**case(name, batch, values), "confusionMatrix": confusion.tolist()}


def multilabel(name, targets, probabilities):
    predicted = (probabilities > 0.5).astype(int)
    columns = range(targets.shape[1])
    return case(
        name,
        {"targets": targets, "probabilities": probabilities, "labels": targets.shape[1]},
        {
            "subsetAccuracy": metrics.accuracy_score(targets, predicted),
            "hammingAccuracy": 1 - metrics.hamming_loss(targets, predicted),
            "multilabelMacroF1": metrics.f1_score(targets, predicted, average="macro", zero_division=numpy.nan),
            "multilabelLogLoss": numpy.mean(
                [metrics.log_loss(targets[:, k], probabilities[:, k], labels=[0, 1]) for k in columns]
            ),
        },
    )


def counts(name, targets, rates):
    # scikit-learn's mean_poisson_deviance, with more digits: of large counts its float64 loses most.
    exact = [mpmath.mpf(float(rate)) for rate in rates]
    deviances = [2 * (y * mpmath.log(y / m) - y + m if y > 0 else m) for y, m in zip(map(mpmath.mpf, targets), exact)]
    value = float(mpmath.fsum(deviances) / len(deviances))
    assert abs(value - metrics.mean_poisson_deviance(targets, rates)) <= 1e-15 * max(*rates, 1) * (1 + value)
    return case(name, {"targets": targets, "rates": rates}, {"poissonDeviance": value})


def embedding(name, labels, embeddings):
    distances = cdist(embeddings, embeddings, "sqeuclidean")
    numpy.fill_diagonal(distances, numpy.inf)
    neighbours = labels[distances.argsort(axis=1, kind="stable")]
    at_one, at_r = [], []
    for row, label in enumerate(labels):
        mates = numpy.count_nonzero(labels == label) - 1
        if mates > 0:
            relevant = neighbours[row, :mates] == label
            precisions = numpy.cumsum(relevant) / numpy.arange(1, mates + 1)
            at_one.append(relevant[0])
            at_r.append(numpy.mean(precisions * relevant))
    return case(
        name,
        {"labels": labels, "embeddings": embeddings, "components": embeddings.shape[1]},
        {"precisionAtOne": numpy.mean(at_one), "meanAveragePrecisionAtR": numpy.mean(at_r)},
    )


@functools.cache
def edit_distance(first, second):
    """By its recursive definition."""
    if not first or not second:
        return len(first) + len(second)
    return min(
        edit_distance(first[1:], second) + 1,
        edit_distance(first, second[1:]) + 1,
        edit_distance(first[1:], second[1:]) + (first[0] != second[0]),
    )


def sequence(name, targets, predicted):
    edits = sum(edit_distance(tuple(one), tuple(other)) for one, other in zip(targets, predicted, strict=True))
    return case(
        name,
        {"targets": targets, "predicted": predicted},
        {
            "labelErrorRate": edits / sum(map(len, targets)),
            "sequenceAccuracy": metrics.accuracy_score([str(one) for one in targets], [str(one) for one in predicted]),
        },
    )


def ranked_probability_score(target, normal):
    """By its integral."""
    below, _ = scipy.integrate.quad(lambda x: normal.cdf(x) ** 2, -numpy.inf, target, epsabs=1e-13, epsrel=1e-12)
    above, _ = scipy.integrate.quad(lambda x: normal.sf(x) ** 2, target, numpy.inf, epsabs=1e-13, epsrel=1e-12)
    return below + above


def distribution(name, targets, means, variances):
    deviations = numpy.sqrt(variances)
    normals = [scipy.stats.norm(mean, deviation) for mean, deviation in zip(means, deviations, strict=True)]
    scores = [ranked_probability_score(*pair) for pair in zip(targets, normals, strict=True)]
    return case(
        name,
        {"targets": targets, "means": means, "variances": variances},
        {
            "negativeLogLikelihood": -numpy.mean(scipy.stats.norm.logpdf(targets, means, deviations)),
            "continuousRankedProbabilityScore": numpy.mean(scores),
        },
    )


def noisy(targets, deviation):
    return targets + generator.normal(0, deviation, targets.shape)


def two_classes(positive):
    return numpy.stack([1 - positive, positive], axis=1)


def regressions():
    odd = generator.normal(3, 2, 31)
    even = generator.normal(-1, 5, 30)
    offset = 1e8 + generator.normal(0, 1, 40)
    outliers = noisy(even, 1)
    outliers[:4] += 1000
    rows = numpy.arange(50.0)
    close = 1e8 + 1e-3 * numpy.sin(rows)
    matrix = generator.normal([0, 100, -3], [1, 30, 0.1], (20, 3))
    return [
        regression("an odd number of rows", odd, noisy(odd, 0.7)),
        regression("an even number of rows", even, noisy(even, 2)),
        regression("outliers, worse than the mean", even, outliers),
        regression("targets of 1e8 that differ by 1", offset, noisy(offset, 0.3)),
        regression("targets near 1e8 that differ by 1e-3", close, close + 3e-4 * numpy.cos(2.0 * rows)),
        regression("one target far from all others", numpy.append(0, close), numpy.append(1, close + 1e-3)),
        regression("two rows", even[:2], odd[:2]),
        regression("three columns of other scales", matrix, noisy(matrix, [0.5, 10, 0.1])),
    ]


def classifications():
    labels = generator.integers(0, 3, 40)
    informed = generator.dirichlet(numpy.ones(3), 40) + 0.3 * numpy.eye(3)[labels]
    binary = generator.beta(0.5, 0.5, 40)
    ties = generator.integers(1, 8, 60) / 8
    rare = generator.choice([0, 2, 5], 40, p=[0.8, 0.15, 0.05])
    return [
        classification("three classes", labels, informed / informed.sum(axis=1, keepdims=True)),
        classification("two classes", (generator.random(40) < binary).astype(int), two_classes(binary)),
        classification(
            "two classes, many ties, one class rare", (generator.random(60) < ties / 3).astype(int), two_classes(ties)
        ),
        classification("seven classes, four without a label", rare, generator.dirichlet(numpy.full(7, 0.3), 40)),
        classification("one label only", numpy.ones(12, dtype=int), generator.dirichlet(numpy.ones(3), 12)),
    ]


def multilabels():
    probabilities = generator.beta(0.5, 0.5, (30, 4))
    targets = (generator.random((30, 4)) < probabilities).astype(int)
    never = numpy.array([1, 1, 0, 1])
    return [
        multilabel("four labels", targets, probabilities),
        multilabel("one is neither true nor predicted", targets * never, probabilities * (0.1 + 0.9 * never)),
        multilabel("one is never true", targets * never, probabilities),
    ]


def all_counts():
    rates = generator.gamma(2, 3, 40)
    return [
        counts("Poisson counts, some of them 0", generator.poisson(rates).astype(float), rates),
        counts("large counts", generator.poisson(1e6 * rates).astype(float), 1e6 * rates),
        counts("all 0", numpy.zeros(5), rates[:5]),
    ]


def all_embeddings():
    labels = generator.integers(-1, 4, 50)
    labels[7] = 99
    centers = generator.normal(0, 1, (100, 6))
    lattice = generator.integers(0, 3, (40, 2)).astype(float)
    return [
        embedding("five labels and one row alone", labels, noisy(centers[labels], 0.8)),
        embedding("many equal distances", labels[:40] % 2, lattice),
        embedding("one component, two rows", numpy.array([3, 3]), numpy.array([[0.5], [2.0]])),
    ]


def sequences():
    targets = [generator.integers(0, 4, length).tolist() for length in generator.integers(0, 9, 25)]
    predicted = [
        one if generator.random() < 0.3 else [label for label in one + [2, 1] if generator.random() < 0.8]
        for one in targets
    ]
    return [
        sequence("some right, some with edits, some empty", targets, predicted),
        sequence("nothing predicted", targets, [[] for _ in targets]),
        sequence("of one another", targets, targets[::-1]),
    ]


def distributions():
    means = generator.normal(2, 3, 30)
    variances = generator.gamma(1, 2, 30) + 0.01
    return [
        distribution("honest variances", noisy(means, numpy.sqrt(variances)), means, variances),
        distribution("variances too small", noisy(means, 2), means, variances / 20),
        distribution("means that are met", means, means, variances),
    ]


def on_one_line(array):
    return "[" + " ".join(array[0][1:-1].split()) + "]"


def main():
    # A class that is predicted but never a label is part of what is tested here.
    warnings.filterwarnings("ignore", message="y_pred contains classes not in y_true")
    document = {
        "library": "scikit-learn",
        "version": sklearn.__version__,
        "scipy": scipy.__version__,
        "numpy": numpy.__version__,
        "regression": regressions(),
        "classification": classifications(),
        "multilabel": multilabels(),
        "counts": all_counts(),
        "embedding": all_embeddings(),
        "sequence": sequences(),
        "distribution": distributions(),
    }
    text = json.dumps(document, indent=2)
    FILE.write_text(re.sub(r"\[[^\[\]{}]*\]", on_one_line, text) + "\n")


if __name__ == "__main__":
    main()
