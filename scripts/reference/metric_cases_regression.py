"""Cases of metrics of numbers, counts and normal distributions."""

import math
from fractions import Fraction

import mpmath
import numpy
import scipy
import torch
from metric_cases import Weights, case, generator, near, noisy, quarters, weight_generator
from sklearn import metrics
from torchmetrics.functional import symmetric_mean_absolute_percentage_error
from torchmetrics.functional.image import peak_signal_noise_ratio

mpmath.mp.dps = 50


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


def amounts(name, targets, rates, weights=None):
    counted = Weights(weights, len(targets))
    batch = {"targets": targets, "rates": rates, **counted.batch}
    targets, rates = counted.of(targets, rates)
    weights = counted.weights
    # scikit-learn's mean_gamma_deviance, with more digits: of amounts that are almost met its float64 loses most.
    pairs = [(mpmath.mpf(float(y)), mpmath.mpf(float(m))) for y, m in zip(targets, rates)]
    deviances = [2 * (mpmath.log(m / y) + y / m - 1) for y, m in pairs]
    value = float(mpmath.fsum(w * d for w, d in zip(weights, deviances)) / mpmath.fsum(weights))
    library = metrics.mean_gamma_deviance(targets, rates, sample_weight=weights)
    assert abs(value - library) <= 1e-14 * (1 + value)
    return case(name, batch, {"gammaDeviance": value})


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


def all_counts():
    rates = generator.gamma(2, 3, 40)
    return [
        counts("Poisson counts, some of them 0", generator.poisson(rates).astype(float), rates),
        counts("large counts", generator.poisson(1e6 * rates).astype(float), 1e6 * rates),
        counts("all 0", numpy.zeros(5), rates[:5]),
        counts("weights", weight_generator.poisson(rates).astype(float), rates, quarters(40)),
    ]


def all_amounts():
    own = numpy.random.default_rng(31)
    rates = own.gamma(2, 3, 40)
    return [
        amounts("amounts of every size", own.gamma(0.5, 2 * rates), rates),
        amounts("almost met", rates * (1 + 1e-9 * own.normal(size=40)), rates),
        amounts("weights", own.gamma(3, rates / 3), rates, own.integers(1, 9, 40) / 4),
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
