"""Writes packages/study/fixtures/statistics.json: what SciPy and statsmodels give, and a simulation in NumPy.

    python3 -m venv venv
    venv/bin/pip install scipy==1.17.1 statsmodels==0.15.0 numpy==2.4.6
    venv/bin/python scripts/reference/paired_tests.py
"""

import json
import pathlib

import numpy
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests

FILE = pathlib.Path(__file__).parents[2] / "packages/study/fixtures/statistics.json"
generator = numpy.random.default_rng(20240229)

GAP_DRAWS = 400_000
CHUNK = 20_000


def paired(name, first, second, confidence):
    test = stats.ttest_rel(first, second)
    interval = test.confidence_interval(confidence)
    return {
        "name": name,
        "first": first.tolist(),
        "second": second.tolist(),
        "confidence": confidence,
        "mean": float(numpy.mean(first - second)),
        "low": float(interval.low),
        "high": float(interval.high),
        "pValue": float(test.pvalue),
    }


def corrected(name, p_values, level, method):
    rejected, adjusted, _, _ = multipletests(p_values, alpha=level, method=method)
    return {
        "name": name,
        "pValues": list(p_values),
        "level": level,
        "adjusted": adjusted.tolist(),
        "rejected": rejected.tolist(),
    }


def against_baseline(losses, seeds, level):
    """Paired t tests of several losses against one, with Bonferroni's correction and its intervals."""
    baseline = generator.normal(10, 1, seeds)
    others = [baseline + generator.normal(shift, 1, seeds) for shift in numpy.linspace(-2, 2, losses)]
    tests = [stats.ttest_rel(other, baseline) for other in others]
    _, adjusted, _, single_level = multipletests([test.pvalue for test in tests], alpha=level, method="bonferroni")
    intervals = [test.confidence_interval(1 - single_level) for test in tests]
    return {
        "baseline": baseline.tolist(),
        "others": [other.tolist() for other in others],
        "level": level,
        "means": [float(numpy.mean(other - baseline)) for other in others],
        "low": [float(interval.low) for interval in intervals],
        "high": [float(interval.high) for interval in intervals],
        "pValues": adjusted.tolist(),
    }


def clopper_pearson(count, total, confidence):
    interval = stats.binomtest(count, total).proportion_ci(confidence, method="exact")
    return {
        "count": count,
        "total": total,
        "confidence": confidence,
        "low": float(interval.low),
        "high": float(interval.high),
    }


def student_quantile(probability, degrees_of_freedom):
    return {
        "probability": probability,
        "degreesOfFreedom": degrees_of_freedom,
        "quantile": float(stats.t.ppf(probability, degrees_of_freedom)),
    }


def bounded_mean(name, values, bounds, confidence=0.95):
    """The interval of a mean by the delta method, on the scale of the logit or of the logarithm."""
    lowest, highest = bounds
    mean = numpy.mean(values)
    half = stats.t.ppf(0.5 + confidence / 2, len(values) - 1) * stats.sem(values)
    if numpy.isfinite(lowest) and numpy.isfinite(highest):
        share = (mean - lowest) / (highest - lowest)
        at = numpy.log(share / (1 - share))
        wide = half / (highest - lowest) / (share * (1 - share))
        ends = [lowest + (highest - lowest) / (1 + numpy.exp(-(at + side * wide))) for side in (-1, 1)]
    elif numpy.isfinite(lowest):
        ends = [lowest + numpy.exp(numpy.log(mean - lowest) + side * half / (mean - lowest)) for side in (-1, 1)]
    else:
        ends = [highest - numpy.exp(numpy.log(highest - mean) - side * half / (highest - mean)) for side in (-1, 1)]
    return {
        "name": name,
        "values": list(values),
        # JSON has no infinity: null.
        "bounds": [bound if numpy.isfinite(bound) else None for bound in bounds],
        "confidence": confidence,
        "low": float(ends[0]),
        "high": float(ends[1]),
    }


def largest_gaps(losses, seeds):
    """Quantiles of the largest studentised gap to the best of equal losses, straight from its definition."""
    gaps = []
    for _ in range(GAP_DRAWS // CHUNK):
        values = generator.standard_normal((CHUNK, losses, seeds))
        best = values.mean(axis=2).argmin(axis=1)
        differences = values - values[numpy.arange(CHUNK), best][:, None, :]
        errors = differences.std(axis=2, ddof=1) / numpy.sqrt(seeds)
        with numpy.errstate(invalid="ignore"):
            studentised = differences.mean(axis=2) / errors
        studentised[numpy.arange(CHUNK), best] = 0
        gaps.append(studentised.max(axis=1))
    gaps = numpy.concatenate(gaps)
    return {
        "losses": losses,
        "seeds": seeds,
        "draws": GAP_DRAWS,
        "quantiles": [
            {"level": level, "gap": float(numpy.quantile(gaps, 1 - level))} for level in (0.2, 0.05, 0.015, 0.01)
        ],
    }


def normal(mean, deviation, count):
    return generator.normal(mean, deviation, count)


def main():
    document = {
        "library": "scipy",
        "version": scipy.__version__,
        "statsmodels": statsmodels.__version__,
        "numpy": numpy.__version__,
        "paired": [
            paired("two pairs", normal(0, 1, 2), normal(0, 1, 2), 0.95),
            paired("three pairs", normal(2, 1, 3), normal(0, 1, 3), 0.95),
            paired("five pairs, no difference", normal(0, 1, 5), normal(0, 1, 5), 0.95),
            paired("five pairs, a clear difference", normal(3, 0.1, 5), normal(0, 0.1, 5), 0.95),
            paired("ten pairs at 99 %", normal(0.5, 1, 10), normal(0, 1, 10), 0.99),
            paired("thirty pairs at 99.9 %", normal(0.5, 1, 30), normal(0, 1, 30), 0.999),
            paired("accuracies", normal(0.9, 0.01, 5), normal(0.89, 0.01, 5), 0.9875),
            paired("a tiny p value", normal(100, 0.1, 10), normal(0, 0.1, 10), 0.95),
        ],
        "holm": [
            corrected("one", [0.03], 0.05, "holm"),
            corrected("a failure in the middle", [0.01, 0.04, 0.03], 0.05, "holm"),
            corrected("all rejected", [0.001, 0.002, 0.01, 0.04], 0.05, "holm"),
            corrected("none rejected", [0.2, 0.04, 0.9, 0.5], 0.05, "holm"),
            corrected("ties", [0.009, 0.009, 0.02, 0.02, 1.0], 0.05, "holm"),
            corrected("a small one after a failure", [0.3, 0.0001, 0.02, 0.02, 0.02], 0.05, "holm"),
            corrected("twelve", generator.beta(0.4, 4, 12).tolist(), 0.05, "holm"),
        ],
        "baseline": [against_baseline(1, 5, 0.05), against_baseline(4, 10, 0.05), against_baseline(13, 20, 0.025)],
        "clopperPearson": [
            clopper_pearson(count, total, confidence)
            for count, total, confidence in [
                (0, 1, 0.95), (1, 1, 0.95), (0, 5, 0.95), (1, 5, 0.95), (5, 5, 0.95),
                (3, 10, 0.95), (19, 20, 0.95), (7, 20, 0.99), (1, 1000, 0.95),
            ]
        ],
        "studentQuantiles": [
            student_quantile(probability, degrees_of_freedom)
            for probability in (0.975, 0.99, 0.995, 0.9995)
            for degrees_of_freedom in (1, 2, 4, 9, 19, 99, 1_000_000)
        ],
        "boundedMeans": [
            bounded_mean("accuracy", [0.91, 0.95, 0.99, 0.93, 0.97], (0, 1)),
            bounded_mean("accuracy near 1", [0.993, 1.0, 1.0, 1.0, 0.98], (0, 1)),
            bounded_mean("Brier score", [0.2, 0.35, 0.1, 0.25], (0, 2)),
            bounded_mean("RMSE", [1.2, 0.3, 2.8, 0.9, 1.1], (0, numpy.inf)),
            bounded_mean("R²", [0.8, -0.3, 0.95, 0.7], (-numpy.inf, 1)),
        ],
        "largestGaps": [
            largest_gaps(losses, seeds)
            for losses, seeds in [(2, 5), (3, 2), (3, 3), (7, 3), (7, 5), (7, 10), (15, 5), (15, 20), (44, 5), (44, 20)]
        ],
    }
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(document, indent=2, allow_nan=False) + "\n")


if __name__ == "__main__":
    main()
