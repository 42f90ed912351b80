"""Writes packages/metrics/fixtures/scikit-learn.json: batches and the values that scikit-learn, SciPy, torchmetrics
and lifelines give on them.

    python3 -m venv venv
    venv/bin/pip install scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6 mpmath==1.3.0
    venv/bin/pip install torch==2.13.0 torchmetrics==1.9.0 lifelines==0.30.0 monai==1.6.0
    venv/bin/python scripts/reference/metrics.py
"""

import functools
import itertools
import json
import math
import pathlib
import re
import warnings
from fractions import Fraction

import lifelines
import mpmath
import numpy
import scipy
import sklearn
import torch
import torchmetrics
from monai.metrics import DiceMetric
from scipy.spatial.distance import cdist
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.preprocessing import label_binarize
from torchmetrics.functional import retrieval, symmetric_mean_absolute_percentage_error
from torchmetrics.functional import text as text_metrics
from torchmetrics.functional.classification import multiclass_specificity
from torchmetrics.functional.image import peak_signal_noise_ratio

BINS = 15
mpmath.mp.dps = 50
FILE = pathlib.Path(__file__).parents[2] / "packages/metrics/fixtures/scikit-learn.json"
generator = numpy.random.default_rng(20240229)
# Drawn from apart, so that cases with weights and of later kinds leave those before them as they are.
weight_generator = numpy.random.default_rng(20240301)


def plain(value):
    return value.ravel().tolist() if isinstance(value, numpy.ndarray) else value


def case(name, batch, values):
    return {"name": name, "batch": {key: plain(value) for key, value in batch.items()}, "values": values}


def quarters(rows):
    """Weights that are multiples of 1/4, so that they can be had by repeating rows; a fifth of them 0."""
    return weight_generator.choice([0, 0.25, 0.5, 1, 2.75], rows)


class Weights:
    """What weights do: rows of weight 0 are left out, and libraries without weights get the others four times as
    often as they weigh."""

    def __init__(self, weights, rows):
        self.batch = {} if weights is None else {"weights": weights}
        weights = numpy.ones(rows) if weights is None else weights
        self.kept = numpy.flatnonzero(weights)
        self.weights = weights[self.kept]
        self.repeats = (4 * self.weights).astype(int)

    def of(self, *arrays):
        return [array[self.kept] for array in arrays]

    def repeated(self, *arrays):
        return [numpy.repeat(array, self.repeats, axis=0) for array in self.of(*arrays)]


def moments(targets, predicted, weights):
    """Σ w·(x − mean)·(y − mean) of targets, predictions and errors in exact arithmetic: means near 1e8 are rounded in
    float64."""
    total = sum(map(Fraction, weights.tolist()))
    truth, guess = (list(map(Fraction, array.tolist())) for array in (targets, predicted))
    errors = [y - p for y, p in zip(truth, guess)]

    def moment(first, second):
        weighed = list(zip(map(Fraction, weights.tolist()), first, second))
        means = sum(w * x for w, x, _ in weighed) / total, sum(w * y for w, _, y in weighed) / total
        return sum(w * (x - means[0]) * (y - means[1]) for w, x, y in weighed)

    squared_errors = sum(Fraction(w) * e**2 for w, e in zip(weights.tolist(), errors))
    return moment(truth, truth), moment(guess, guess), moment(truth, guess), moment(errors, errors), squared_errors


def by_columns(targets, predicted, value_of):
    columns = [(targets, predicted)] if targets.ndim == 1 else zip(targets.T, predicted.T)
    return float(numpy.mean([value_of(*column) for column in columns]))


def near(value, library):
    assert abs(value - library) <= 1e-6 * (1 + abs(library)), (value, library)
    return value


def regression(name, targets, predicted, weights=None):
    counted = Weights(weights, len(targets))
    columns = {"columns": targets.shape[1]} if targets.ndim == 2 else {}
    width = columns.get("columns", 1)
    batch = {"targets": targets, "predicted": predicted, **columns, **counted.batch}
    repeated = counted.repeated(targets, predicted)
    targets, predicted = counted.of(targets, predicted)
    every = (targets.ravel(), predicted.ravel())
    weighted = {"sample_weight": numpy.repeat(counted.weights, width)}
    rows = {"sample_weight": counted.weights, "multioutput": "uniform_average"}

    def r_squared(*column):
        spread, _, _, _, squared_errors = moments(*column, counted.weights)
        return float(1 - squared_errors / spread)

    def explained_variance(*column):
        spread, _, _, errors, _ = moments(*column, counted.weights)
        return float(1 - errors / spread)

    def pearson(*column):
        spread, other, product, _, _ = moments(*column, counted.weights)
        return float(product) / math.sqrt(spread) / math.sqrt(other)

    tensors = [torch.tensor(numpy.ascontiguousarray(array)) for array in repeated[::-1]]

    def peak_to_noise(value_range):
        # torchmetrics takes the logarithm of the range in float32.
        value = 10 * math.log10(value_range**2 / metrics.mean_squared_error(*every, **weighted))
        return near(value, peak_signal_noise_ratio(*tensors, data_range=float(value_range)).item())

    values = {
        "rmse": metrics.root_mean_squared_error(*every, **weighted),
        "meanAbsoluteError": metrics.mean_absolute_error(*every, **weighted),
        "medianAbsoluteError": metrics.median_absolute_error(*every, **weighted),
        "rSquared": near(by_columns(targets, predicted, r_squared), metrics.r2_score(targets, predicted, **rows)),
        "explainedVariance": near(
            by_columns(targets, predicted, explained_variance),
            metrics.explained_variance_score(targets, predicted, **rows),
        ),
        "maxError": metrics.max_error(*every),
        "meanAbsolutePercentageError": metrics.mean_absolute_percentage_error(*every, **weighted),
        "symmetricMeanAbsolutePercentageError": symmetric_mean_absolute_percentage_error(*tensors).item(),
        "meanPinballLoss": metrics.mean_pinball_loss(*every, **weighted),
        "meanPinballLoss:quantile=0.9": metrics.mean_pinball_loss(*every, alpha=0.9, **weighted),
        "psnr": peak_to_noise(1),
        "psnr:range=255": peak_to_noise(255),
        "pearson": near(
            by_columns(targets, predicted, pearson), by_columns(*repeated, lambda *one: scipy.stats.pearsonr(*one)[0])
        ),
        "spearman": by_columns(*repeated, lambda *one: scipy.stats.spearmanr(*one)[0]),
        "kendall": by_columns(*repeated, lambda *one: scipy.stats.kendalltau(*one)[0]),
    }
    if min(targets.min(), predicted.min()) > -1:
        values["meanSquaredLogarithmicError"] = metrics.mean_squared_log_error(*every, **weighted)
    return case(name, batch, values)


def expected_calibration_error(correct, confidence):
    """The bins of scikit-learn's reliability diagram, weighted by their rows."""
    accuracy, mean_confidence = calibration_curve(correct, confidence, n_bins=BINS, strategy="uniform")
    bins = numpy.searchsorted(numpy.linspace(0, 1, BINS + 1)[1:-1], confidence)
    rows = numpy.bincount(bins, minlength=BINS)
    return float(numpy.average(numpy.abs(accuracy - mean_confidence), weights=rows[rows > 0]))


def adaptive_calibration_error(labels, probabilities, bins=15):
    """Every row `bins` times, so that bins have as many parts of rows as there are rows; equal ones are as many times
    right."""
    rows, classes = probabilities.shape
    errors = []
    for k in range(classes):
        values, places = numpy.unique(probabilities[:, k], return_inverse=True)
        right = numpy.bincount(places, labels == k) / numpy.bincount(places)
        order = numpy.repeat(numpy.sort(places), bins)
        gaps = (right[order] - values[order]).reshape(bins, rows).mean(axis=1)
        errors.append(numpy.abs(gaps).mean())
    return float(numpy.mean(errors))


def specificities(labels, predicted, classes, weights):
    """Of each class the recall of all others."""
    occurring = numpy.union1d(labels, predicted)
    others = [
        metrics.recall_score(labels != k, predicted != k, zero_division=0, sample_weight=weights) for k in occurring
    ]
    matrices = metrics.multilabel_confusion_matrix(
        labels, predicted, labels=list(range(classes)), sample_weight=weights
    )
    negatives, false = matrices[:, 0, 0].sum(), matrices[:, 0, 1].sum()
    sizes = [weights[labels == k].sum() for k in occurring]
    return {
        "macro": float(numpy.mean(others)),
        "weighted": float(numpy.average(others, weights=sizes)),
        "micro": float(negatives / (negatives + false)),
    }


def of_two_classes(labels, predicted, positive, weights):
    weighted = {"sample_weight": weights, "zero_division": 0}
    return {
        "precision": metrics.precision_score(labels, predicted, **weighted),
        "recall": metrics.recall_score(labels, predicted, **weighted),
        "fBeta": metrics.f1_score(labels, predicted, **weighted),
        "fBeta:beta=2": metrics.fbeta_score(labels, predicted, beta=2, **weighted),
        "specificity": metrics.recall_score(labels, predicted, pos_label=0, **weighted),
        "intersectionOverUnion": metrics.jaccard_score(labels, predicted, **weighted),
        "rocAuc": metrics.roc_auc_score(labels, positive, sample_weight=weights),
        "averagePrecision": metrics.average_precision_score(labels, positive, sample_weight=weights),
    }


def of_areas(labels, probabilities, repeated, weights):
    """Areas of several classes, all of which are labels."""
    indicators = label_binarize(labels, classes=list(range(probabilities.shape[1])))
    area = functools.partial(metrics.roc_auc_score, labels, probabilities, multi_class="ovr", sample_weight=weights)
    pairs = functools.partial(metrics.roc_auc_score, *repeated, multi_class="ovo")
    precision = functools.partial(
        metrics.average_precision_score, indicators, probabilities, sample_weight=weights
    )
    return {
        "rocAuc": area(average="macro"),
        "rocAuc:average=weighted": area(average="weighted"),
        "rocAuc:multiclass=oneVsOne": pairs(average="macro"),
        "rocAuc:average=weighted,multiclass=oneVsOne": pairs(average="weighted"),
        "averagePrecision": precision(average="macro"),
        "averagePrecision:average=weighted": precision(average="weighted"),
    }


def averages(labels, predicted, classes, weights, repeated):
    """Ratios of the counts of classes, averaged."""
    values = {}
    weighted = {"sample_weight": weights, "zero_division": 0}
    for average, specificity in specificities(labels, predicted, classes, weights).items():
        tensors = [torch.tensor(array) for array in repeated[::-1]]
        near(specificity, multiclass_specificity(*tensors, num_classes=classes, average=average).item())
        values |= {
            f"precision:average={average}": metrics.precision_score(labels, predicted, average=average, **weighted),
            f"recall:average={average}": metrics.recall_score(labels, predicted, average=average, **weighted),
            f"fBeta:average={average}": metrics.f1_score(labels, predicted, average=average, **weighted),
            f"fBeta:beta=0.5,average={average}": metrics.fbeta_score(
                labels, predicted, beta=0.5, average=average, **weighted
            ),
            f"intersectionOverUnion:average={average}": metrics.jaccard_score(
                labels, predicted, average=average, **weighted
            ),
            f"specificity:average={average}": specificity,
        }
    return values


def classification(name, labels, probabilities, weights=None):
    classes = probabilities.shape[1]
    counted = Weights(weights, len(labels))
    batch = {"labels": labels, "probabilities": probabilities, "classes": classes, **counted.batch}
    repeated = counted.repeated(labels, probabilities)
    labels, probabilities = counted.of(labels, probabilities)
    weights, weighted = counted.weights, {"sample_weight": counted.weights}
    predicted = probabilities.argmax(axis=1)
    every = list(range(classes))
    values = {
        "accuracy": metrics.accuracy_score(labels, predicted, **weighted),
        "balancedAccuracy": metrics.balanced_accuracy_score(labels, predicted, **weighted),
        "macroF1": metrics.f1_score(labels, predicted, average="macro", **weighted),
        "meanIntersectionOverUnion": metrics.jaccard_score(labels, predicted, average="macro", **weighted),
        "logLoss": metrics.log_loss(labels, probabilities, labels=every, **weighted),
        "brier": metrics.brier_score_loss(labels, probabilities, labels=every, scale_by_half=False, **weighted),
        "expectedCalibrationError": expected_calibration_error(
            repeated[1].argmax(axis=1) == repeated[0], repeated[1].max(axis=1)
        ),
        "adaptiveCalibrationError": adaptive_calibration_error(*repeated),
        "adaptiveCalibrationError:bins=4": adaptive_calibration_error(*repeated, bins=4),
        "matthewsCorrelation": metrics.matthews_corrcoef(labels, predicted, **weighted),
        **averages(labels, predicted, classes, weights, [repeated[0], repeated[1].argmax(axis=1)]),
    }
    for cost in ["none", "linear", "quadratic"]:
        option = "" if cost == "none" else f":weights={cost}"
        values[f"cohenKappa{option}"] = metrics.cohen_kappa_score(
            labels, predicted, labels=every, weights=None if cost == "none" else cost, **weighted
        )
    for k in [2, 5]:
        option = "" if k == 5 else f":k={k}"
        scores = probabilities[:, 1] if classes == 2 else probabilities
        values[f"topKAccuracy{option}"] = metrics.top_k_accuracy_score(labels, scores, k=k, labels=every, **weighted)
    if classes == 2:
        values |= of_two_classes(labels, predicted, probabilities[:, 1], weights)
    elif len(set(labels.tolist())) == classes:
        values |= of_areas(labels, probabilities, repeated, weights)
    confusion = metrics.confusion_matrix(labels, predicted, labels=every, **weighted)
    return {**case(name, batch, values), "confusionMatrix": confusion.tolist()}


def mask(name, labels, probabilities, places, weights=None):
    classes = probabilities.shape[1]
    counted = Weights(weights, len(labels))
    pictures = numpy.arange(len(labels)) // places
    predicted = probabilities.argmax(axis=1)

    def dice(first):
        values = []
        for picture in numpy.unique(pictures[counted.kept]):
            kept = counted.kept[pictures[counted.kept] == picture]
            present = [k for k in numpy.unique(labels[kept]) if k >= first]
            if present:
                every = numpy.ones(len(kept)) if weights is None else weights[kept]
                scores = metrics.f1_score(
                    labels[kept], predicted[kept], labels=present, average=None, sample_weight=every
                )
                values.append(scores.mean())
        return float(numpy.mean(values))

    values = {"diceScore": dice(0), "diceScore:classes=foreground": dice(1)}
    if weights is None:
        one_hot = [
            torch.nn.functional.one_hot(torch.tensor(ids).reshape(-1, places), classes).movedim(-1, 1)
            for ids in (predicted, labels)
        ]
        for metric, background in zip(values, [True, False]):
            near(values[metric], DiceMetric(include_background=background)(*one_hot).nanmean(dim=1).nanmean().item())
    batch = {"labels": labels, "probabilities": probabilities, "classes": classes, "places": places}
    return case(name, {**batch, **counted.batch}, values)


def multilabel(name, targets, probabilities, weights=None):
    counted = Weights(weights, len(targets))
    batch = {"targets": targets, "probabilities": probabilities, "labels": targets.shape[1], **counted.batch}
    targets, probabilities = counted.of(targets, probabilities)
    weighted = {"sample_weight": counted.weights}
    predicted = (probabilities > 0.5).astype(int)
    columns = range(targets.shape[1])
    # Areas are of labels that are true of some rows and false of others.
    varied = [k for k in columns if len(set(targets[:, k])) == 2]
    return case(
        name,
        batch,
        {
            "subsetAccuracy": metrics.accuracy_score(targets, predicted, **weighted),
            "hammingAccuracy": 1 - metrics.hamming_loss(targets, predicted, **weighted),
            "multilabelMacroF1": metrics.f1_score(
                targets, predicted, average="macro", zero_division=numpy.nan, **weighted
            ),
            "multilabelLogLoss": numpy.mean(
                [metrics.log_loss(targets[:, k], probabilities[:, k], labels=[0, 1], **weighted) for k in columns]
            ),
            "multilabelRocAuc": metrics.roc_auc_score(targets[:, varied], probabilities[:, varied], **weighted),
            "multilabelAveragePrecision": metrics.average_precision_score(
                targets[:, varied], probabilities[:, varied], **weighted
            ),
        },
    )


def counts(name, targets, rates, weights=None):
    counted = Weights(weights, len(targets))
    batch = {"targets": targets, "rates": rates, **counted.batch}
    targets, rates = counted.of(targets, rates)
    weights = counted.weights
    # scikit-learn's mean_poisson_deviance, with more digits: of large counts its float64 loses most.
    exact = [mpmath.mpf(float(rate)) for rate in rates]
    deviances = [2 * (y * mpmath.log(y / m) - y + m if y > 0 else m) for y, m in zip(map(mpmath.mpf, targets), exact)]
    value = float(mpmath.fsum(w * d for w, d in zip(weights, deviances)) / mpmath.fsum(weights))
    library = metrics.mean_poisson_deviance(targets, rates, sample_weight=weights)
    assert abs(value - library) <= 1e-15 * max(*rates, 1) * (1 + value)
    return case(name, batch, {"poissonDeviance": value})


def embedding(name, labels, embeddings, weights=None):
    counted = Weights(weights, len(labels))
    batch = {"labels": labels, "embeddings": embeddings, "components": embeddings.shape[1], **counted.batch}
    labels, embeddings = counted.of(labels, embeddings)
    distances = cdist(embeddings, embeddings, "sqeuclidean")
    numpy.fill_diagonal(distances, numpy.inf)
    neighbours = labels[distances.argsort(axis=1, kind="stable")]
    at_one, at_two, at_ten, at_r, weights = [], [], [], [], []
    for row, label in enumerate(labels):
        mates = numpy.count_nonzero(labels == label) - 1
        if mates > 0:
            relevant = neighbours[row, :mates] == label
            precisions = numpy.cumsum(relevant) / numpy.arange(1, mates + 1)
            at_one.append(relevant[0])
            at_two.append(label in neighbours[row, : min(2, len(labels) - 1)])
            at_ten.append(label in neighbours[row, : min(10, len(labels) - 1)])
            at_r.append(numpy.mean(precisions * relevant))
            weights.append(counted.weights[row])
    return case(
        name,
        batch,
        {
            "precisionAtOne": numpy.average(at_one, weights=weights),
            "meanAveragePrecisionAtR": numpy.average(at_r, weights=weights),
            "embeddingRecallAtK": numpy.average(at_ten, weights=weights),
            "embeddingRecallAtK:k=2": numpy.average(at_two, weights=weights),
        },
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


def error_rate(targets, predicted, weights):
    edits = [edit_distance(tuple(one), tuple(other)) for one, other in zip(targets, predicted, strict=True)]
    return float(numpy.dot(weights, edits) / numpy.dot(weights, [len(one) for one in targets]))


def sequence(name, targets, predicted, weights=None):
    counted = Weights(weights, len(targets))
    batch = {"targets": targets, "predicted": predicted, **counted.batch}
    targets, predicted = ([rows[row] for row in counted.kept] for rows in (targets, predicted))
    return case(
        name,
        batch,
        {
            "labelErrorRate": error_rate(targets, predicted, counted.weights),
            "sequenceAccuracy": metrics.accuracy_score(
                [str(one) for one in targets], [str(one) for one in predicted], sample_weight=counted.weights
            ),
        },
    )


def text(name, targets, predicted, weights=None):
    counted = Weights(weights, len(targets))
    batch = {"targets": targets, "predicted": predicted, **counted.batch}
    repeated = [[rows[row] for row, n in zip(counted.kept, counted.repeats) for _ in range(n)] for rows in batch_of(batch)]
    targets, predicted = ([rows[row] for row in counted.kept] for rows in batch_of(batch))
    words = error_rate([one.split() for one in targets], [one.split() for one in predicted], counted.weights)
    characters = error_rate(targets, predicted, counted.weights)
    near(words, text_metrics.word_error_rate(repeated[1], repeated[0]).item())
    near(characters, text_metrics.char_error_rate(repeated[1], repeated[0]).item())
    return case(name, batch, {"wordErrorRate": words, "characterErrorRate": characters})


def batch_of(batch):
    return batch["targets"], batch["predicted"]


def orders(scores):
    """All orders of a list by its scores, the largest first."""
    groups = [numpy.flatnonzero(scores == score) for score in sorted(set(scores.tolist()), reverse=True)]
    for choice in itertools.product(*(itertools.permutations(group) for group in groups)):
        yield numpy.concatenate(choice)


def reciprocal_rank(hits):
    return 1 / (1 + int(hits.argmax())) if hits.any() else 0.0


def average_precision(hits):
    return float((numpy.cumsum(hits) / numpy.arange(1, len(hits) + 1))[hits].mean())


def ranking(name, relevances, scores, weights=None):
    counted = Weights(weights, len(relevances))
    values = {}
    kept = []
    for row, weight in zip(counted.kept, counted.weights):
        truth, guess = relevances[row], scores[row]
        if not truth.any():
            continue
        kept.append(weight)
        every = [truth[order] > 0 for order in orders(guess)]
        gains = {"ndcg": truth, "ndcg:gain=exponential": 2**truth - 1}
        of_list = {
            "precisionAtK": numpy.mean([hits[:10].sum() / 10 for hits in every]),
            "precisionAtK:k=2": numpy.mean([hits[:2].sum() / 2 for hits in every]),
            "recallAtK": numpy.mean([hits[:10].sum() / hits.sum() for hits in every]),
            "recallAtK:k=2": numpy.mean([hits[:2].sum() / hits.sum() for hits in every]),
            "meanReciprocalRank": numpy.mean([reciprocal_rank(hits) for hits in every]),
            "meanReciprocalRank:k=2": numpy.mean([reciprocal_rank(hits[:2]) for hits in every]),
            "meanAveragePrecision": numpy.mean([average_precision(hits) for hits in every]),
        }
        # scikit-learn has no NDCG of a list of one item, whose order can't be wrong.
        for metric, gain in gains.items():
            of_list[metric] = metrics.ndcg_score([gain], [guess]) if len(truth) > 1 else 1.0
        of_list["ndcg:k=3"] = metrics.ndcg_score([truth], [guess], k=3) if len(truth) > 1 else 1.0
        if len(every) == 1:
            # torchmetrics takes items whose score isn't above 0 as not relevant.
            tensors = torch.tensor(guess - guess.min() + 1), torch.tensor(truth > 0)
            near(of_list["precisionAtK:k=2"], retrieval.retrieval_precision(*tensors, top_k=2).item())
            near(of_list["recallAtK:k=2"], retrieval.retrieval_recall(*tensors, top_k=2).item())
            near(of_list["meanReciprocalRank"], retrieval.retrieval_reciprocal_rank(*tensors).item())
            near(of_list["meanAveragePrecision"], retrieval.retrieval_average_precision(*tensors).item())
        for metric, value in of_list.items():
            values.setdefault(metric, []).append(value)
    batch = {
        "relevances": [one.tolist() for one in relevances],
        "scores": [one.tolist() for one in scores],
        **counted.batch,
    }
    return case(name, batch, {metric: numpy.average(ones, weights=kept) for metric, ones in values.items()})


def survival(name, times, events, risks, weights=None):
    counted = Weights(weights, len(times))
    repeated = counted.repeated(times, -risks, events)
    return case(
        name,
        {"times": times, "events": events, "risks": risks, **counted.batch},
        {"concordanceIndex": lifelines.utils.concordance_index(*repeated)},
    )


def ranked_probability_score(target, normal):
    """By its integral."""
    below, _ = scipy.integrate.quad(lambda x: normal.cdf(x) ** 2, -numpy.inf, target, epsabs=1e-13, epsrel=1e-12)
    above, _ = scipy.integrate.quad(lambda x: normal.sf(x) ** 2, target, numpy.inf, epsabs=1e-13, epsrel=1e-12)
    return below + above


def distribution(name, targets, means, variances, weights=None):
    counted = Weights(weights, len(targets))
    batch = {"targets": targets, "means": means, "variances": variances, **counted.batch}
    targets, means, variances = counted.of(targets, means, variances)
    weights = counted.weights
    deviations = numpy.sqrt(variances)
    normals = [scipy.stats.norm(mean, deviation) for mean, deviation in zip(means, deviations, strict=True)]
    scores = [ranked_probability_score(*pair) for pair in zip(targets, normals, strict=True)]

    def coverage_error(level):
        low, high = scipy.stats.norm.interval(level, means, deviations)
        return abs(numpy.average((low <= targets) & (targets <= high), weights=weights) - level)

    likelihoods = scipy.stats.norm.logpdf(targets, means, deviations)
    return case(
        name,
        batch,
        {
            "negativeLogLikelihood": -numpy.average(likelihoods, weights=weights),
            "continuousRankedProbabilityScore": numpy.average(scores, weights=weights),
            "intervalCoverageError": coverage_error(0.9),
            "intervalCoverageError:level=0.5": coverage_error(0.5),
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
        regression("weights", odd, 1.5 * odd - 1, quarters(31)),
        regression("three columns with weights", matrix, matrix[::-1] / 2, quarters(20)),
        regression(
            "many ties, with weights",
            weight_generator.integers(0, 4, 60).astype(float),
            weight_generator.integers(1, 5, 60).astype(float),
            quarters(60),
        ),
    ]


def classifications():
    labels = generator.integers(0, 3, 40)
    informed = generator.dirichlet(numpy.ones(3), 40) + 0.3 * numpy.eye(3)[labels]
    binary = generator.beta(0.5, 0.5, 40)
    ties = generator.integers(1, 8, 60) / 8
    rare = generator.choice([0, 2, 5], 40, p=[0.8, 0.15, 0.05])
    informed /= informed.sum(axis=1, keepdims=True)
    return [
        classification("three classes", labels, informed),
        classification("two classes", (generator.random(40) < binary).astype(int), two_classes(binary)),
        classification(
            "two classes, many ties, one class rare", (generator.random(60) < ties / 3).astype(int), two_classes(ties)
        ),
        classification("seven classes, four without a label", rare, generator.dirichlet(numpy.full(7, 0.3), 40)),
        classification("one label only", numpy.ones(12, dtype=int), generator.dirichlet(numpy.ones(3), 12)),
        classification("three classes with weights", labels, informed, quarters(40)),
        classification(
            "two classes, many ties, with weights",
            (weight_generator.random(60) < ties).astype(int),
            two_classes(ties),
            quarters(60),
        ),
        classification("as many rows as bins", labels[25:], numpy.roll(informed[25:], 1, axis=1)),
    ]


def masks():
    labels = weight_generator.choice([0, 0, 1, 2, 3], 96)
    labels[:8] = 0
    probabilities = weight_generator.dirichlet(numpy.ones(4), 96) + 0.4 * numpy.eye(4)[labels]
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    return [
        mask("pictures of 8 pixels, one of them all background", labels, probabilities, 8),
        mask("one picture", labels, probabilities, 96),
        mask("weights", labels, probabilities, 8, quarters(96)),
    ]


def multilabels():
    probabilities = generator.beta(0.5, 0.5, (30, 4))
    targets = (generator.random((30, 4)) < probabilities).astype(int)
    never = numpy.array([1, 1, 0, 1])
    return [
        multilabel("four labels", targets, probabilities),
        multilabel("one is neither true nor predicted", targets * never, probabilities * (0.1 + 0.9 * never)),
        multilabel("one is never true", targets * never, probabilities),
        multilabel("weights", targets, probabilities[::-1], quarters(30)),
    ]


def all_counts():
    rates = generator.gamma(2, 3, 40)
    return [
        counts("Poisson counts, some of them 0", generator.poisson(rates).astype(float), rates),
        counts("large counts", generator.poisson(1e6 * rates).astype(float), 1e6 * rates),
        counts("all 0", numpy.zeros(5), rates[:5]),
        counts("weights", weight_generator.poisson(rates).astype(float), rates, quarters(40)),
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
        embedding("weights", labels[:40] % 3, lattice + centers[:40, :2], quarters(40)),
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
        sequence("weights", targets, predicted, quarters(25)),
    ]


def texts():
    words = ["an", "apple", "a", "pear", "or", "größer", "🍐", "and"]
    targets = [" ".join(weight_generator.choice(words, length)) for length in weight_generator.integers(1, 9, 20)]
    predicted = [
        " ".join(word[:3] for word in one.split() if weight_generator.random() < 0.8) + " oh" for one in targets
    ]
    return [
        text("words that are left out, cut and added", targets, predicted),
        text("nothing predicted", targets, ["" for _ in targets]),
        text("weights", targets, predicted[::-1], quarters(20)),
    ]


def rankings():
    lengths = weight_generator.integers(1, 15, 30)
    relevances = [weight_generator.choice([0, 0, 0, 1, 2, 3], length).astype(float) for length in lengths]
    scores = [weight_generator.normal(one, 2) for one in relevances]
    short = [one[:7] for one in relevances]
    ties = [weight_generator.integers(0, 3, len(one)).astype(float) for one in short]
    return [
        ranking("lists of up to 14 items", relevances, scores),
        ranking("equal scores", short, ties),
        ranking("one list, all scores equal", [numpy.array([0.0, 2, 0, 1])], [numpy.zeros(4)]),
        ranking("weights", short, ties, quarters(30)),
    ]


def survivals():
    risks = weight_generator.normal(0, 1, 50)
    times = weight_generator.exponential(numpy.exp(-risks))
    events = (weight_generator.random(50) < 0.6).astype(int)
    return [
        survival("times and risks that differ", times, events, risks),
        survival("no row is censored", times, numpy.ones(50, dtype=int), weight_generator.normal(risks, 1)),
        survival("many ties", numpy.ceil(4 * times), events, numpy.round(risks)),
        survival("weights", numpy.ceil(4 * times), events, numpy.round(risks, 1), quarters(50)),
    ]


def distributions():
    means = generator.normal(2, 3, 30)
    variances = generator.gamma(1, 2, 30) + 0.01
    return [
        distribution("honest variances", noisy(means, numpy.sqrt(variances)), means, variances),
        distribution("variances too small", noisy(means, 2), means, variances / 20),
        distribution("means that are met", means, means, variances),
        distribution("weights", weight_generator.normal(means, 2), means, variances, quarters(30)),
    ]


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
