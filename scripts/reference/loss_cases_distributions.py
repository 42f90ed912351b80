"""Cases of the likelihoods of single distributions and of proper scores."""

import numpy as np
import properscoring
import torch
from sklearn.metrics import mean_gamma_deviance, mean_tweedie_deviance

from loss_cases import REDUCTIONS, case, float32

# Its own numbers, so that the cases of other families stay as they are.
random = np.random.default_rng(20250102)


def reduced(reduction):
    """The reduction of an array of PyTorch or NumPy."""
    return {"none": lambda x: x, "sum": lambda x: x.sum(), "mean": lambda x: x.mean()}[reduction]


# Counts and the logarithms of their means.
COUNTS = [
    ([0, 1, 2], [1, 2, -5]),
    ([1, 2, 5], [0, 1, 2]),
    ([[0, 3], [1, 10], [4.5, 0.25]], [[-30, 1.5], [0, 2.25], [1, -1]]),
    (random.integers(0, 50, 6), random.normal(2, 1, 6)),
]
COUNTS = [(float32(t), float32(p)) for t, p in COUNTS]


def negative_binomial(t, p, dispersion):
    """What PyTorch's log probability has beside what the count alone decides."""
    total = torch.tensor(1 / dispersion, dtype=torch.float64)
    logits = p + np.log(dispersion)
    distribution = torch.distributions.NegativeBinomial(total, logits=logits, validate_args=False)
    constant = torch.lgamma(total + t) - torch.lgamma(1 + t) - torch.lgamma(total)
    return constant - distribution.log_prob(t)


for inputs in COUNTS:
    for dispersion in (1, 0.1, 3):
        for reduction in ("none", "mean"):
            case(
                "torch.distributions.NegativeBinomial(1 / dispersion, logits=input + log(dispersion)).log_prob(target)",
                "negativeBinomialNll",
                lambda t, p: reduced(reduction)(negative_binomial(t, p, dispersion)),
                inputs,
                {**({"dispersion": dispersion} if dispersion != 1 else {}), "reduction": reduction},
            )

# Amounts and the logarithms of their means.
AMOUNTS = [
    ([1, 4, 0.5], [0, 1, -2]),
    ([[0.25, 3], [100, 10]], [[-3, 1.5], [4, 2.25]]),
    (random.gamma(2, 3, 6), random.normal(1, 1, 6)),
    (random.gamma(0.5, 20, (3, 4)), random.normal(1, 2, (3, 4))),
]
AMOUNTS = [(float32(t), float32(p)) for t, p in AMOUNTS]
for inputs in AMOUNTS:
    for power in (1.5, 1.1, 1.3, 1.9):
        case(
            "sklearn.metrics.mean_tweedie_deviance(y_true, y_pred, power=power)",
            "tweedie",
            lambda t, p: mean_tweedie_deviance(t.ravel(), np.exp(p).ravel(), power=power) / 2
            - np.mean(t ** (2 - power)) / ((1 - power) * (2 - power)),
            inputs,
            {"power": power} if power != 1.5 else {},
        )
    case(
        "sklearn.metrics.mean_gamma_deviance(y_true, y_pred)",
        "gammaNll",
        lambda t, p: mean_gamma_deviance(t.ravel(), np.exp(p).ravel()) / 2 + np.mean(np.log(t)) + 1,
        inputs,
        {},
    )
    for reduction in REDUCTIONS:
        case(
            "torch.distributions.Gamma(1, exp(-input)).log_prob(target)",
            "gammaNll",
            lambda t, p: reduced(reduction)(
                -torch.distributions.Gamma(torch.ones_like(p), torch.exp(-p), validate_args=False).log_prob(t)
            ),
            inputs,
            {"reduction": reduction},
        )
# The density of shape 3 is that of shape 1 to the third, but for what the amount alone decides.
for inputs in AMOUNTS:
    shape = torch.tensor(3, dtype=torch.float64)
    case(
        "torch.distributions.Gamma(3, 3 * exp(-input)).log_prob(target)",
        "gammaNll",
        lambda t, p: -torch.distributions.Gamma(shape, shape * torch.exp(-p), validate_args=False)
        .log_prob(t)
        .sum()
        / 3
        + (shape * torch.log(shape) + (shape - 1) * torch.log(t) - torch.lgamma(shape)).sum() / 3,
        inputs,
        {"reduction": "sum"},
    )
# scikit-learn refuses the amounts beside 0 that its differences would need.
ZEROS = (float32([0, 0, 2, 0]), float32([0, 3, 1, -4]))
for power in (1.5, 1.1, 1.3, 1.9):
    case(
        "numpy.tweedie(y, log_mean, power)",
        "tweedie",
        lambda t, p: t * np.exp((1 - power) * p) / (power - 1) + np.exp((2 - power) * p) / (2 - power),
        ZEROS,
        {"power": power, "reduction": "none"},
    )

# Asymmetric least squares: Newey and Powell, 1987, equation 2.1.
RESIDUALS = [
    ([0, 0, 1], [1, -1, 1]),
    ([[0.5, -2], [3, 100]], [[0.25, -4], [7, -100]]),
    (random.normal(0, 3, 6), random.normal(0, 3, 6)),
]
RESIDUALS = [(float32(t), float32(p)) for t, p in RESIDUALS]
for inputs in RESIDUALS:
    for share in (0.5, 0.1, 0.9, 0.75):
        for reduction in ("none", "mean"):
            case(
                "numpy.expectile(y, prediction, expectile)",
                "expectile",
                lambda t, p: reduced(reduction)(
                    np.where(np.real(p - t) > 0, 1 - share, share) * (p - t) ** 2
                ),
                inputs,
                {**({"expectile": share} if share != 0.5 else {}), "reduction": reduction},
            )

# Targets, means, variances.
OBSERVATIONS = [
    ([1, 2, 5], [0, 1, 2], [1, 0.5, 2]),
    ([[0, 3], [1, -10]], [[0.5, 1.5], [200, 2.25]], [[1, 1e-3], [1e4, 1]]),
    (random.normal(0, 3, (3, 4)), random.normal(0, 3, (3, 4)), random.uniform(0.1, 5, (3, 4))),
    (random.normal(0, 30, 6), random.normal(0, 30, 6), random.uniform(0.1, 500, 6)),
]
OBSERVATIONS = [tuple(map(float32, inputs)) for inputs in OBSERVATIONS]
for inputs in OBSERVATIONS:
    for reduction in REDUCTIONS:
        for full in (True, False):
            case(
                "torch.distributions.Laplace(loc, scale).log_prob(target)",
                "laplaceNll",
                lambda t, mean, var: reduced(reduction)(
                    -torch.distributions.Laplace(mean, (var / 2).sqrt()).log_prob(t)
                    - (0 if full else np.log(2) / 2)
                ),
                inputs,
                {"full": full, "reduction": reduction},
            )
    for freedom in (4, 2.5, 30):
        for reduction in ("none", "mean"):
            case(
                "torch.distributions.StudentT(df, loc, scale).log_prob(target)",
                "studentTNll",
                lambda t, mean, var: reduced(reduction)(
                    -torch.distributions.StudentT(
                        torch.tensor(freedom, dtype=torch.float64), mean, (var * (freedom - 2) / freedom).sqrt()
                    ).log_prob(t)
                ),
                inputs,
                {
                    **({"degreesOfFreedom": freedom} if freedom != 4 else {}),
                    "full": True,
                    "reduction": reduction,
                },
            )
    for reduction in REDUCTIONS:
        for eps in (1e-6, 1e-4):
            case(
                "properscoring.crps_gaussian(x, mu, sig)",
                "gaussianCrps",
                lambda t, mean, var: reduced(reduction)(properscoring.crps_gaussian(t, mean, np.sqrt(var))),
                inputs,
                {**({"eps": eps} if eps != 1e-6 else {}), "reduction": reduction},
            )

# Targets and members of an ensemble.
ENSEMBLES = [
    ([0, 1.25], [[-1, 1], [1, 3]]),
    ([2], [[0.5, 4, 1, 2.5]]),
    (random.normal(0, 2, 5), random.normal(0, 2, (5, 6))),
    (random.normal(0, 30, (2, 3)), random.normal(0, 30, (2, 3, 4))),
]
ENSEMBLES = [tuple(map(float32, inputs)) for inputs in ENSEMBLES]


def size(x):
    """The absolute value for complex steps."""
    return x * np.sign(np.real(x))


def fair_crps(t, members):
    """Ferro, 2014, equation 4."""
    count = members.shape[-1]
    pairs = size(members[..., :, None] - members[..., None, :]).sum((-2, -1))
    return size(members - t[..., None]).mean(-1) - pairs / (2 * count * (count - 1))


for inputs in ENSEMBLES:
    for reduction in REDUCTIONS:
        case(
            "properscoring.crps_ensemble(observations, forecasts)",
            "ensembleCrps",
            lambda t, members: reduced(reduction)(properscoring.crps_ensemble(t, members)),
            inputs,
            {"reduction": reduction},
        )
        case(
            "numpy.fair_crps(observations, forecasts)",
            "ensembleCrps",
            lambda t, members: reduced(reduction)(fair_crps(t, members)),
            inputs,
            {"fair": True, "reduction": reduction},
        )

# Targets, logits, means and logarithms of scales of mixtures.
MIXTURES = [
    ([0, 1], [[0, 0], [1, -1]], [[-1, 1], [0, 4]], [[0, 0], [0.5, -1]]),
    ([3], [[5, 0, -5]], [[3, 2, -50]], [[-2, 0, 3]]),
    (
        random.normal(0, 3, 5),
        random.normal(0, 2, (5, 4)),
        random.normal(0, 3, (5, 4)),
        random.normal(0, 1, (5, 4)),
    ),
    (
        random.normal(0, 9, (2, 3)),
        random.normal(0, 1, (2, 3, 2)),
        random.normal(0, 9, (2, 3, 2)),
        random.normal(1, 0.5, (2, 3, 2)),
    ),
]
MIXTURES = [tuple(map(float32, inputs)) for inputs in MIXTURES]


def mixture(t, logits, means, log_scales):
    return -torch.distributions.MixtureSameFamily(
        torch.distributions.Categorical(logits=logits), torch.distributions.Normal(means, torch.exp(log_scales))
    ).log_prob(t)


for inputs in MIXTURES:
    for reduction in REDUCTIONS:
        for full in (True, False):
            case(
                "torch.distributions.MixtureSameFamily(Categorical(logits=l), Normal(m, exp(s))).log_prob(target)",
                "mixtureNll",
                lambda *given: reduced(reduction)(mixture(*given) - (0 if full else np.log(2 * np.pi) / 2)),
                inputs,
                {"full": full, "reduction": reduction},
            )
