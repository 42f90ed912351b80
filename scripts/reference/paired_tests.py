"""Writes packages/study/fixtures/statistics.json: samples with the intervals and p values of SciPy and statsmodels.

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


def corrected(name, p_values, level):
    rejected, adjusted, _, _ = multipletests(p_values, alpha=level, method="holm")
    return {
        "name": name,
        "pValues": list(p_values),
        "level": level,
        "adjusted": adjusted.tolist(),
        "rejected": rejected.tolist(),
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
            corrected("one", [0.03], 0.05),
            corrected("a failure in the middle", [0.01, 0.04, 0.03], 0.05),
            corrected("all rejected", [0.001, 0.002, 0.01, 0.04], 0.05),
            corrected("none rejected", [0.2, 0.04, 0.9, 0.5], 0.05),
            corrected("ties", [0.009, 0.009, 0.02, 0.02, 1.0], 0.05),
            corrected("a small one after a failure", [0.3, 0.0001, 0.02, 0.02, 0.02], 0.05),
            corrected("twelve", generator.beta(0.4, 4, 12).tolist(), 0.05),
        ],
    }
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(document, indent=2) + "\n")


if __name__ == "__main__":
    main()
