"""Cases of the losses of ranked lists, in NumPy from the source of TF-Ranking 0.5.5 (losses_impl.py)."""

import numpy as np

from loss_cases import case, float32

random = np.random.default_rng(20250108)
# What TF-Ranking gives items that are not there: their labels are below 0.
LOWEST = np.log(1e-10)


def lists(rows, items, scale=1.0, levels=None):
    """Relevances and scores without ties in the scores, nor in the relevances unless there are levels."""
    labels = random.permuted(np.tile(np.arange(items) * 0.5, (rows, 1)), axis=1)
    if levels:
        labels = random.integers(0, levels, (rows, items))
    return float32(labels), float32(random.normal(0, scale, (rows, items)))


def padded(rows, items, scale=1.0):
    labels, logits = lists(rows, items, scale)
    labels[np.arange(items)[None, :] >= random.integers(2, items + 1, (rows, 1))] = -1
    return labels, logits


DISTINCT = [lists(1, 2), lists(3, 4), lists(2, 7, 3.0), lists(4, 3, 0.1), lists(2, 5, 20.0), padded(3, 5), padded(4, 6, 3.0)]
TIED = [lists(3, 4, levels=3), lists(2, 7, 3.0, levels=2), lists(4, 3, 0.1, levels=2), (float32([[1, 1, 1]]), float32([[3, 1, 2]]))]


def pairs(x):
    return x[..., :, None] - x[..., None, :]


def present(labels):
    return labels.real >= 0


def comparisons(labels):
    mask = present(labels)
    return (pairs(labels.real) > 0) * (mask[..., :, None] & mask[..., None, :])


def ranks(logits, mask):
    scores = np.where(mask, logits.real, np.min(logits.real) - 1)
    return np.argsort(np.argsort(-scores, axis=-1), axis=-1) + 1.0


def gain(labels):
    return 2.0 ** np.where(present(labels), labels.real, 0) - 1


def discount(rank):
    return np.log(2) / np.log1p(rank)


def inverse_max_dcg(labels, topn=None):
    best = -np.sort(-gain(labels), axis=-1)
    each = best * discount(np.arange(best.shape[-1]) + 1.0)
    total = np.sum(each[..., :topn], axis=-1, keepdims=True)
    return np.divide(1, total, where=total > 0, out=np.zeros_like(total))


def logistic(difference):
    positive = np.where(difference.real > 0, difference, -difference)
    return np.where(difference.real > 0, 0, -difference) + np.log(1 + np.exp(-positive))


def hinge(difference):
    return np.where(difference.real < 1, 1 - difference, 0)


def pairwise(cost):
    return lambda labels, logits: np.sum(comparisons(labels) * cost(pairs(logits)), axis=(-2, -1))


def lambda_weighted(smooth_fraction, topn=None):
    def loss(labels, logits):
        rank = ranks(logits, present(labels))
        normalized = gain(labels) * inverse_max_dcg(labels, topn)
        cut = np.where(rank > (topn or np.inf), 0, discount(rank))
        apart = np.abs(pairs(rank))
        apart[apart == 0] = 1
        by_distance = np.abs(discount(apart) - discount(apart + 1))
        by_rank = np.abs(pairs(cut))
        weight = np.abs(pairs(normalized)) * ((1 - smooth_fraction) * by_distance + smooth_fraction * by_rank)
        costs = comparisons(labels) * weight * labels.shape[-1] * logistic(pairs(logits))
        return np.sum(costs, axis=(-2, -1))

    return loss


def list_mle(labels, logits):
    mask = present(labels)
    order = np.argsort(-np.where(mask, labels.real, np.min(labels.real) - 1), axis=-1, kind="stable")
    ordered = np.take_along_axis(np.where(mask, logits, -np.inf), order, axis=-1)
    there = np.take_along_axis(mask, order, axis=-1)
    shifted = ordered - np.max(ordered.real, axis=-1, keepdims=True)
    left = np.cumsum(np.where(there, np.exp(np.where(there, shifted, 0)), 0)[..., ::-1], axis=-1)[..., ::-1]
    return np.sum(np.where(there, np.log(np.where(there, left, 1)) - np.where(there, shifted, 0), 0), axis=-1)


def unique_softmax(labels, logits):
    highest = np.max(logits.real, axis=-1, keepdims=True)
    exponentials = np.exp(np.where(present(labels), logits, highest) - highest)
    lower = np.sum(comparisons(labels) * exponentials[..., None, :], axis=-1)
    return np.sum(gain(labels) * np.log1p(lower / exponentials), axis=-1)


def approx_ndcg(temperature):
    def loss(labels, logits):
        mask = present(labels)
        scaled = logits / temperature
        scaled = np.where(mask, scaled, -1e3 + np.min(scaled.real, axis=-1, keepdims=True))
        # Where the exponential overflows the logistic function is 0.
        above = 1 / (1 + np.exp(np.minimum(pairs(scaled).real, 700) + 1j * pairs(scaled).imag))
        rank = np.sum(above, axis=-1) + 0.5
        return -np.sum(gain(labels) * inverse_max_dcg(labels) * discount(rank), axis=-1)

    return loss


def compare(call, loss, function, tables, options, scale=lambda labels: 1):
    for labels, logits in tables:
        where = {} if present(labels).all() else {"where": present(labels).tolist()}
        by = scale(labels)
        case(f"numpy.{call}", loss, function, (labels, logits), {**options, **where, "reduction": "none"}, divisor=by, targets=False)
        # As tfr.keras.losses reduces: over lists, and for pairs over lists and items.
        rows, items = labels.shape
        for reduction, divisor in (("mean", 1), ("sum", items)):
            mean = lambda t, p: np.sum(function(t, p)) / (rows if reduction == "mean" else rows * items)
            case(
                f"numpy.{call}.{reduction}()",
                loss,
                mean,
                (labels, logits),
                {**options, **where, "reduction": reduction},
                divisor=by * (1 if reduction == "mean" else rows * items),
                targets=False,
            )


compare("pairwise_logistic_loss(labels, logits)", "pairwiseLogistic", pairwise(logistic), DISTINCT + TIED, {})
compare("pairwise_hinge_loss(labels, logits)", "pairwiseHinge", pairwise(hinge), DISTINCT + TIED, {})
compare("list_mle_loss(labels, logits)", "listMle", list_mle, DISTINCT, {})
compare("unique_softmax_loss(labels, logits)", "uniqueSoftmax", unique_softmax, DISTINCT + TIED, {})
for temperature in (0.1, 1.0):
    compare(
        f"approx_ndcg_loss(labels, logits, temperature={temperature})",
        "approxNdcg",
        approx_ndcg(temperature),
        DISTINCT + TIED,
        {"temperature": temperature},
    )


def items_of(labels):
    # TF-Ranking multiplies the weights of pairs by the length of the padded lists.
    return 1 / labels.shape[-1]


for topn in (None, 2, 3):
    compare(
        f"pairwise_logistic_loss(labels, logits, lambda_weight=NDCGLambdaWeight(topn={topn}, smooth_fraction=1))",
        "lambdaRank",
        lambda_weighted(1.0, topn),
        DISTINCT + TIED,
        {"topK": topn} if topn else {},
        scale=items_of,
    )
compare(
    "pairwise_logistic_loss(labels, logits, lambda_weight=NDCGLambdaWeight())",
    "lambdaLoss",
    lambda_weighted(0.0),
    DISTINCT + TIED,
    {},
    scale=items_of,
)
