"""Cases of the losses of times until an event."""

import numpy as np
import scipy.stats
import statsmodels.api
import torch

from loss_cases import REDUCTIONS, case, float32

random = np.random.default_rng(20250103)

# Times, events, logarithms of hazards.
OBSERVATIONS = [
    ([1, 2, 3, 4], [1, 0, 1, 1], [0.5, -1, 2, 0]),
    ([3, 1, 2, 2], [1, 1, 1, 1], [0, 1, -0.5, 0.25]),
    ([2, 2, 2, 5, 5, 1], [1, 1, 0, 1, 1, 0], [0.1, -2, 3, 1, 0, 0.5]),
    (random.exponential(3, 8), random.integers(0, 2, 8), random.normal(0, 1, 8)),
    (np.ceil(random.exponential(3, 12)), random.integers(0, 2, 12), random.normal(0, 2, 12)),
    (np.ceil(random.exponential(2, 20)), np.ones(20), random.normal(0, 1, 20)),
]
for time, event, log_hazards in OBSERVATIONS:
    # Differences of events and of times that are tied say nothing.
    inputs = (float32(time), np.asarray(event, int), float32(log_hazards))
    for efron in (True, False):
        ties = "efron" if efron else "breslow"
        for reduction in ("sum", "mean"):
            case(
                f"statsmodels.api.PHReg(time, log_hazards, status=event, ties='{ties}').loglike([1])",
                "coxPartialLikelihood",
                lambda t, e, z: -statsmodels.api.PHReg(t, z, status=e, ties=ties).loglike(np.ones(1))
                / (1 if reduction == "sum" else len(t)),
                inputs,
                {**({} if efron else {"efron": False}), "reduction": reduction},
                targets=False,
            )

# Times, events, logarithms of scales and of shapes.
WAITS = [
    ([1, 2, 0.5, 4], [1, 0, 1, 1], [0.5, -1, 2, 0], [0, 0.5, -0.5, 1]),
    ([0.01, 100], [1, 1], [0, 4], [-1, 0.25]),
    (random.exponential(3, 8), random.integers(0, 2, 8), random.normal(1, 0.5, 8), random.normal(0, 0.5, 8)),
    (random.exponential(9, 12), random.integers(0, 2, 12), random.normal(2, 1, 12), random.normal(0, 0.3, 12)),
]
def weibull_of_scipy(time, event, log_scale, log_shape):
    shape, scale = np.exp(log_shape), np.exp(log_scale)
    density = scipy.stats.weibull_min.logpdf(time, shape, scale=scale)
    survival = scipy.stats.weibull_min.logsf(time, shape, scale=scale)
    return -event * density - (1 - event) * survival


for time, event, log_scale, log_shape in WAITS:
    parameters = (float32(log_scale), float32(log_shape))
    for reduction in REDUCTIONS:
        reduced = {"none": lambda x: x, "sum": lambda x: x.sum(), "mean": lambda x: x.mean()}[reduction]
        case(
            "scipy.stats.weibull_min.logpdf(time, shape, scale=scale)",
            "weibullNll",
            lambda *given: reduced(weibull_of_scipy(*given)),
            (float32(time), np.asarray(event, int), *parameters),
            {"reduction": reduction},
        )
        case(
            "torch.distributions.Weibull(scale, concentration).log_prob(time)",
            "weibullNll",
            lambda t, e, scale, shape: reduced(
                -torch.distributions.Weibull(torch.exp(scale), torch.exp(shape)).log_prob(t)
            ),
            (float32(time), np.ones(len(time), int), *parameters),
            {"reduction": reduction},
        )
