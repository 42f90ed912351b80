"""Cases of the losses for noisy labels and rare classes."""

import numpy as np
import torch
from timm.loss import AsymmetricLossSingleLabel

from loss_cases import REDUCTIONS, case, float32

random = np.random.default_rng(20260312)

SCORES = float32([[1, 2, 3], [1, 0, -1], [0.5, 0.5, 2]])
IDS = np.array([2, 0, 1])
SOFT = float32([[0.2, 0.3, 0.5], [0, 1, 0], [0.7, 0, 0.3]])
FAR_SCORES = float32([[1e4, -1e4, 0], [0, 1000, -1000], [-80, 80, 0]])
MANY_IDS = random.integers(0, 5, 8)
MANY_SCORES = float32(random.normal(0, 3, (8, 5)))
TABLE = [(IDS, SCORES), (MANY_IDS, MANY_SCORES), (IDS, FAR_SCORES)]
GRID = (random.integers(0, 3, (2, 4)), float32(random.normal(0, 2, (2, 4, 3))))

for ids, scores in TABLE[:2]:
    for gammas in ((1, 4), (0, 0), (2, 1), (0.5, 0.5)):
        for eps in (0.0, 0.1, 0.5):
            for reduction in ("mean", "none"):
                make = AsymmetricLossSingleLabel(*gammas, eps=eps, reduction=reduction)
                case(
                    f"timm.loss.AsymmetricLossSingleLabel(gamma_pos={gammas[0]}, gamma_neg={gammas[1]}, eps={eps}, reduction='{reduction}')(x, ids)",
                    "asymmetricSingleLabel",
                    lambda t, x: make(x, t),
                    (ids, scores),
                    {"gammaPositive": gammas[0], "gammaNegative": gammas[1], "smoothing": eps, "reduction": reduction},
                )


def log_softmax(x):
    shifted = x - np.max(np.real(x), axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


def one_hot(ids, classes):
    return np.eye(classes)[ids]


def reduced(losses, reduction):
    return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[reduction]


def formula(text, loss, function, table, options):
    """One case per reduction of a formula of one-hot targets and scores."""
    for ids, scores in table:
        for reduction in REDUCTIONS:
            case(
                f"numpy.sum {text}, {reduction}",
                loss,
                lambda t, x: reduced(function(one_hot(t, x.shape[-1]), x), reduction),
                (ids, scores),
                {**options, "reduction": reduction},
            )


def symmetric(t, x, alpha, beta, floor):
    log_p = log_softmax(x)
    reverse = -(np.exp(log_p) * np.log(np.clip(t, floor, 1))).sum(-1)
    return alpha * -(t * log_p).sum(-1) + beta * reverse


for alpha, beta, floor in ((0.1, 1, 1e-4), (6, 0.1, 1e-4), (0.5, 2, 0.01)):
    formula(
        f"alpha CE(p, q) + beta CE(q, p) with log q clipped at log {floor}, alpha={alpha}, beta={beta}",
        "symmetricCrossEntropy",
        lambda t, x: symmetric(t, x, alpha, beta, floor),
        [*TABLE, GRID],
        {"alpha": alpha, "beta": beta, "minTarget": floor},
    )


def bootstrapped(t, x, beta, predicted):
    return -((beta * t + (1 - beta) * predicted) * log_softmax(x)).sum(-1)


for beta in (0.95, 0.8, 0.3):
    formula(
        f"-(beta t + (1 - beta) q) log q with beta={beta}",
        "softBootstrapping",
        lambda t, x: bootstrapped(t, x, beta, np.exp(log_softmax(x))),
        [*TABLE, GRID],
        {"beta": beta},
    )
    formula(
        f"-(beta t + (1 - beta) one-hot(argmax q)) log q with beta={beta}",
        "hardBootstrapping",
        lambda t, x: bootstrapped(t, x, beta, one_hot(np.real(x).argmax(-1), x.shape[-1])),
        [*TABLE, GRID],
        {"beta": beta},
    )

COUNTS = {3: [100, 20, 3], 5: [500, 100, 20, 5, 1]}


def ldam(t, x, counts, max_margin, scale):
    margins = 1 / np.asarray(counts, float) ** 0.25
    margins *= max_margin / margins.max()
    return -(t * log_softmax(scale * (x - t * margins))).sum(-1)


def adjusted(t, x, counts, tau):
    return -(t * log_softmax(x + tau * np.log(np.asarray(counts) / np.sum(counts)))).sum(-1)


for ids, scores in [*TABLE, GRID]:
    counts = COUNTS[scores.shape[-1]]
    for max_margin, scale in ((0.5, 30), (2, 1)):
        formula(
            f"cross-entropy of scale (z - margin of the true class) with counts={counts}, max_m={max_margin}, s={scale}",
            "ldam",
            lambda t, x: ldam(t, x, counts, max_margin, scale),
            [(ids, float32(scores / scale))],
            {"classCounts": counts, "maxMargin": max_margin, "scale": scale},
        )
    for tau in (1, 0.5):
        formula(
            f"cross-entropy of z + tau log prior with counts={counts}, tau={tau}",
            "logitAdjusted",
            lambda t, x: adjusted(t, x, counts, tau),
            [(ids, scores)],
            {"classCounts": counts, "tau": tau},
        )


def relaxed(t, x, alpha):
    """KL from the projection of the prediction to the targets with at least 1 - alpha for the true class."""
    log_p = log_softmax(x)
    others = np.where(t == 1, -np.inf, np.real(log_p))
    highest = others.max(-1, keepdims=True)
    log_of_others = np.log(np.where(t == 1, 0, np.exp(log_p - highest)).sum(-1)) + highest[..., 0]
    log_of_true = (t * log_p).sum(-1)
    divergence = (1 - alpha) * (np.log(1 - alpha) - log_of_true) + alpha * (np.log(alpha) - log_of_others)
    return np.where(np.real(log_of_true) >= np.log(1 - alpha), 0, divergence)


for alpha in (0.1, 0.3, 0.6):
    formula(
        f"KL of the relaxed target, alpha={alpha}",
        "labelRelaxation",
        lambda t, x: relaxed(t, x, alpha),
        [*TABLE, GRID],
        {"alpha": alpha},
    )
