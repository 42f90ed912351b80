"""Cases of metrics of embeddings, ranked lists, survival, sequences and texts."""

import functools
import itertools

import lifelines
import numpy
import torch
from metric_cases import Weights, case, generator, near, noisy, quarters, weight_generator
from scipy.spatial.distance import cdist
from sklearn import metrics
from torchmetrics.functional import retrieval
from torchmetrics.functional import text as text_metrics


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
    copies = numpy.repeat(counted.kept, counted.repeats)
    repeated = [[rows[row] for row in copies] for rows in (targets, predicted)]
    targets, predicted = ([rows[row] for row in counted.kept] for rows in (targets, predicted))
    words = error_rate([one.split() for one in targets], [one.split() for one in predicted], counted.weights)
    characters = error_rate(targets, predicted, counted.weights)
    near(words, text_metrics.word_error_rate(repeated[1], repeated[0]).item())
    near(characters, text_metrics.char_error_rate(repeated[1], repeated[0]).item())
    return case(name, batch, {"wordErrorRate": words, "characterErrorRate": characters})


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
