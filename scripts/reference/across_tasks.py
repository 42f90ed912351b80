"""Writes packages/study/fixtures/across.json: what rliable and SciPy say of runs on several tasks, and of two samples.

    python3 -m venv venv
    venv/bin/pip install rliable==1.2.0 scipy==1.17.1 numpy==2.4.6 pandas==2.3.3
    venv/bin/python scripts/reference/across_tasks.py
"""

import json
import math
import pathlib
from importlib.metadata import version

import numpy
from rliable import library, metrics
from scipy import stats

FILE = pathlib.Path(__file__).parents[2] / "packages/study/fixtures/across.json"
generator = numpy.random.default_rng(20210830)
PROFILE_AT = [step / 20 for step in range(25)]


def study(name, scores):
    """Scores by loss, each of shape (runs, tasks)."""
    losses = list(scores)
    # rliable has no ranks: those of SciPy, 1 for the highest mean.
    means = numpy.stack([scores[loss].mean(axis=0) for loss in losses])
    ranks = numpy.stack([stats.rankdata(-column) for column in means.T]).mean(axis=0)
    points, intervals = library.get_interval_estimates(
        scores,
        lambda x: numpy.array([metrics.aggregate_iqm(x)]),
        reps=4000,
    )
    # rliable counts what is above a score, losskit what is at least a score.
    profiles, _ = library.create_performance_profile(scores, numpy.array(PROFILE_AT) - 1e-9, reps=2)
    return {
        "name": name,
        "scores": {loss: values.T.tolist() for loss, values in scores.items()},
        "ranks": dict(zip(losses, ranks.tolist())),
        "interquartileMeans": {loss: float(points[loss][0]) for loss in losses},
        "interquartileIntervals": {loss: intervals[loss].ravel().tolist() for loss in losses},
        "profiles": {loss: profiles[loss].tolist() for loss in losses},
        "improvement": [
            {
                "loss": first,
                "over": second,
                "probability": float(metrics.probability_of_improvement(scores[first], scores[second])),
            }
            for place, first in enumerate(losses)
            for second in losses[place + 1 :]
        ],
    }


def normal_study(runs, tasks, means, spread):
    return {
        f"loss{place}": generator.normal(mean, spread, (runs, tasks)) for place, mean in enumerate(means)
    }


def counted_study(runs, tasks, rows, probabilities):
    """Accuracies of so many test rows, which tie."""
    return {
        f"loss{place}": generator.binomial(rows, probability, (runs, tasks)) / rows
        for place, probability in enumerate(probabilities)
    }


def critical_difference(losses, tasks, confidence):
    quantile = stats.studentized_range.ppf(confidence, losses, numpy.inf)
    return {
        "losses": losses,
        "tasks": tasks,
        "confidence": confidence,
        "value": float(quantile / math.sqrt(2) * math.sqrt(losses * (losses + 1) / (6 * tasks))),
    }


def wilson(successes, trials, confidence):
    interval = stats.binomtest(successes, trials).proportion_ci(confidence, method="wilson")
    return {
        "successes": successes,
        "trials": trials,
        "confidence": confidence,
        "low": float(interval.low),
        "high": float(interval.high),
    }


def difference(name, now, before, paired, level):
    test = stats.ttest_rel(now, before) if paired else stats.ttest_ind(now, before, equal_var=False)
    interval = test.confidence_interval(1 - level)
    return {
        "name": name,
        "paired": paired,
        "now": now.tolist(),
        "before": before.tolist(),
        "level": level,
        "low": float(interval.low),
        "high": float(interval.high),
        "pValue": float(test.pvalue),
    }


def main():
    # rliable draws from the global stream, whatever random_state it is given.
    numpy.random.seed(1)

    def normal(mean, spread, count):
        return generator.normal(mean, spread, count)

    document = {
        "rliable": version("rliable"),
        "scipy": version("scipy"),
        "numpy": numpy.__version__,
        "profileAt": PROFILE_AT,
        "studies": [
            study("five runs of three losses on two tasks", normal_study(5, 2, [0.4, 0.6, 0.9], 0.2)),
            study("ten runs of two losses on six tasks", normal_study(10, 6, [0.7, 0.72], 0.1)),
            study("seven runs of four losses on three tasks", normal_study(7, 3, [0, 0.3, 0.5, 1], 0.4)),
            study("accuracies that tie", counted_study(10, 4, 30, [0.8, 0.85, 0.9])),
        ],
        "criticalDifferences": [
            critical_difference(losses, 10, confidence)
            for confidence in (0.9, 0.95, 0.99)
            for losses in range(2, 45)
        ],
        "wilson": [wilson(0, 2, 0.95), wilson(7, 7, 0.95), wilson(5, 20, 0.9), wilson(50, 100, 0.99)],
        "differences": [
            difference("five pairs", normal(1.2, 0.1, 5), normal(1, 0.1, 5), True, 0.05),
            difference("ten pairs at a level for 44 losses", normal(3, 1, 10), normal(1, 1, 10), True, 0.05 / 44),
            difference("two pairs at a level for 440", normal(3, 0.01, 2), normal(1, 0.01, 2), True, 0.05 / 440),
            difference("Welch, equally many", normal(1.5, 0.3, 8), normal(1, 0.1, 8), False, 0.05),
            difference("Welch, 3 against 20", normal(1.5, 0.3, 3), normal(1, 0.1, 20), False, 0.01),
            difference("Welch, spreads 1:1000", normal(1.5, 1, 6), normal(1, 0.001, 6), False, 0.05 / 15),
        ],
    }
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(document, indent=2) + "\n")


if __name__ == "__main__":
    main()
