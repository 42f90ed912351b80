"""Cases of metrics of classes, masks and labels."""

import functools

import numpy
import torch
from metric_cases import Weights, case, generator, near, quarters, weight_generator
from monai.metrics import DiceMetric
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.preprocessing import label_binarize
from torchmetrics.functional.classification import multiclass_specificity

BINS = 15


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


def two_classes(positive):
    return numpy.stack([1 - positive, positive], axis=1)


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
