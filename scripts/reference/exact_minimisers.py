"""Writes packages/tasks/fixtures/exact-minimisers.json: planes with the least loss on small tables, by NumPy and SciPy.

    python3 -m venv venv
    venv/bin/pip install scipy==1.17.1 numpy==2.4.6
    venv/bin/python scripts/reference/exact_minimisers.py

Squares come from numpy.linalg.lstsq, pinball losses from the primal linear program in scipy.optimize.linprog, and Huber losses
from scipy.optimize.least_squares. Rows with whole weights stand there as often as their weight says.
"""

import json
import pathlib

import numpy
import scipy
from scipy import optimize

FILE = pathlib.Path(__file__).parents[2] / "packages/tasks/fixtures/exact-minimisers.json"
generator = numpy.random.default_rng(20240229)


# Each gives a plane, the mean loss there, and which residuals lie where the loss is curved.
def least_squares(design, targets, factor):
    plane, *_ = numpy.linalg.lstsq(design, targets)
    return plane, factor * numpy.mean((targets - design @ plane) ** 2), lambda residuals: residuals < numpy.inf


def least_pinball(design, targets, quantile, factor):
    rows, columns = design.shape
    unit = numpy.identity(rows)
    found = optimize.linprog(
        numpy.concatenate([numpy.zeros(columns), numpy.full(rows, quantile), numpy.full(rows, 1 - quantile)]),
        A_eq=numpy.hstack([design, unit, -unit]),
        b_eq=targets,
        bounds=[(None, None)] * columns + [(0, None)] * (2 * rows),
        method="highs-ipm",
    )
    assert found.success
    return found.x[:columns], factor * found.fun / rows, lambda residuals: residuals > numpy.inf


def least_huber(design, targets, delta, factor):
    found = optimize.least_squares(
        lambda plane: design @ plane - targets,
        numpy.zeros(design.shape[1]),
        jac=lambda _: design,
        loss="huber",
        f_scale=delta,
        ftol=1e-15,
        xtol=1e-15,
        gtol=1e-13,
        max_nfev=10_000,
    )
    return found.x, factor * found.cost / len(targets), lambda residuals: abs(residuals) < 0.999 * delta


LOSSES = {
    "meanSquaredError": lambda *rows: least_squares(*rows, 1),
    "halfSquaredError": lambda *rows: least_squares(*rows, 0.5),
    "huber": lambda *rows: least_huber(*rows, 1, 1),
    "huber:delta=0.2": lambda *rows: least_huber(*rows, 0.2, 1),
    "smoothL1:beta=0.5": lambda *rows: least_huber(*rows, 0.5, 2),
    "meanAbsoluteError": lambda *rows: least_pinball(*rows, 0.5, 2),
    "pinball:quantile=0.1": lambda *rows: least_pinball(*rows, 0.1, 1),
    "pinball": lambda *rows: least_pinball(*rows, 0.5, 1),
    "pinball:quantile=0.9": lambda *rows: least_pinball(*rows, 0.9, 1),
    "smoothL1:beta=0": lambda *rows: least_pinball(*rows, 0.5, 2),
}


def case(name, inputs, targets, weights=None):
    inputs, targets = numpy.round(inputs, 3), numpy.round(targets, 3)
    design = numpy.hstack([numpy.ones((len(targets), 1)), inputs])
    counts = numpy.ones(len(targets), int) if weights is None else weights
    repeated = numpy.repeat(design, counts, axis=0), numpy.repeat(targets, counts)
    minima = {}
    for loss, minimise in LOSSES.items():
        plane, minimum, curved = minimise(*repeated)
        # Elsewhere several planes can be as good.
        is_unique = numpy.linalg.matrix_rank(design[curved(targets - design @ plane)]) == design.shape[1]
        minima[loss] = {"minimum": float(minimum), **({"plane": plane.tolist()} if is_unique else {})}
    return {
        "name": name,
        "inputs": inputs.ravel().tolist(),
        "targets": targets.tolist(),
        **({} if weights is None else {"weights": weights.tolist()}),
        "minima": minima,
    }


x = generator.uniform(-1.7, 1.7, (40, 1))
outliers = numpy.where(numpy.arange(40) % 10 == 0, generator.uniform(4, 12, 40), 0)
line = 0.5 + x[:, 0] + generator.normal(0, 0.5, 40) + outliers
columns = generator.normal(size=(40, 3)) @ numpy.array([[1, 0.9, 0], [0, 1, 0.9], [0, 0, 1]])
plane = columns @ [1, -0.5, 0.2] + generator.exponential(1, 40)
whole = generator.integers(0, 4, (30, 2)).astype(float)
counted = numpy.round(whole @ [1, 2] + generator.integers(-2, 3, 30))
few = generator.normal(size=(4, 6))

cases = [
    case("a line with outliers", x, line),
    case("a line with weights, some 0", x, line, generator.integers(0, 4, 40)),
    case("three correlated columns, skewed noise", columns, plane),
    case("whole numbers with ties", whole, counted),
    case("a column twice, and a constant one", numpy.hstack([x, x, numpy.full((40, 1), 3.0)]), line),
    case("more columns than rows", few, generator.normal(size=4)),
    case("one row", numpy.array([[2.0]]), numpy.array([3.0])),
    case("equal targets", x[:10], numpy.full(10, 1.5)),
]
FILE.write_text(json.dumps({"numpy": numpy.__version__, "scipy": scipy.__version__, "cases": cases}) + "\n")
print(f"{len(cases)} cases")
