"""Writes what PyTorch and SciPy minimise into packages/trainer/fixtures/minima.json.

    python -m pip install -r scripts/reference/requirements.txt
    python -P scripts/reference/minima.py  # -P: a file beside this one must not hide a standard module

A case is a function of `start` in float64: `steps` are the points and values after each line search of PyTorch's LBFGS
with strong_wolfe and a history of 10, and `minimum` is the value that SciPy's BFGS ends at, by tighter tolerances.
"""

import json
from pathlib import Path

import numpy
import scipy.optimize
import torch

OUTPUT = Path(__file__).parents[2] / "packages/trainer/fixtures/minima.json"


def rosenbrock(x):
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


def bowl(x):
    """Curvatures from 1 to 10,000."""
    curvature = 10 ** (4 * torch.arange(len(x), dtype=torch.float64) / (len(x) - 1))
    return 0.5 * (curvature * (x - 1) ** 2).sum()


def logistic(x):
    """Regression of 12 rows on two columns and a constant, with a ridge."""
    rows = torch.arange(12, dtype=torch.float64)
    inputs = torch.stack([torch.sin(rows), torch.cos(2 * rows), torch.ones(12, dtype=torch.float64)], 1)
    labels = torch.tensor([0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0], dtype=torch.float64)
    logits = inputs @ x
    return (torch.nn.functional.softplus(logits) - labels * logits).mean() + 0.005 * (x**2).sum()


def descend(function, start, count):
    point = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [point], max_iter=1, max_eval=1000, history_size=10, line_search_fn="strong_wolfe",
        tolerance_grad=0, tolerance_change=0,
    )

    def closure():
        optimizer.zero_grad()
        loss = function(point)
        loss.backward()
        return loss

    steps = []
    for _ in range(count):
        optimizer.step(closure)
        steps.append({"point": point.detach().tolist(), "value": float(function(point.detach()))})
    return steps


def minimum(function, start):
    def both(x):
        point = torch.tensor(x, dtype=torch.float64, requires_grad=True)
        value = function(point)
        value.backward()
        return float(value.detach()), point.grad.numpy()

    return scipy.optimize.minimize(both, numpy.array(start), jac=True, method="BFGS", options={"gtol": 1e-9})


cases = []
for name, function, start, count in [
    ("rosenbrock", rosenbrock, [-1.2, 1.0], 30),
    ("rosenbrock", rosenbrock, [1.5, -0.5, 2.0, 0.0, -1.0, 0.5], 40),
    ("bowl", bowl, [0.0] * 20, 60),
    ("logistic", logistic, [0.0, 0.0, 0.0], 8),
]:
    found = minimum(function, start)
    versions = {"torch": torch.__version__.split("+")[0], "scipy": scipy.__version__}
    cases.append({"function": name, **versions, "start": start, "steps": descend(function, start, count), "minimum": found.fun, "point": found.x.tolist()})

lines = ",\n".join(json.dumps(entry) for entry in cases)
OUTPUT.write_text(f"[\n{lines}\n]\n")
print(f"{len(cases)} cases", [(one["function"], one["minimum"], one["steps"][-1]["value"]) for one in cases])
