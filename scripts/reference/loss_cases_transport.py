"""Cases of the losses between two samples: SciPy's energy distance of one component and assignment, GeomLoss's and POT's
Sinkhorn divergences, others in NumPy from the papers."""

import geomloss
import numpy as np
import ot
import scipy.optimize
import scipy.spatial.distance
import scipy.stats

from loss_cases import case, float32

random = np.random.default_rng(20250110)


def samples(rows, components, scale=1.0, shift=0.5):
    return tuple(float32(random.normal(by, scale, (rows, components))) for by in (0, shift))


def distances(a, b):
    return np.sqrt(np.sum((a[:, None] - b[None]) ** 2, axis=-1))


def energy(y, x):
    return 2 * np.mean(distances(y, x)) - np.mean(distances(y, y)) - np.mean(distances(x, x))


def kernel_mean(a, b, bandwidth):
    return np.mean(np.exp(-np.sum((a[:, None] - b[None]) ** 2, axis=-1) / (2 * bandwidth**2)))


def discrepancy(bandwidth):
    def loss(y, x):
        return kernel_mean(y, y, bandwidth) + kernel_mean(x, x, bandwidth) - 2 * kernel_mean(y, x, bandwidth)

    return loss


for rows, scale in ((2, 1.0), (5, 3.0), (9, 0.5), (16, 10.0)):
    y, x = samples(rows, 1, scale, 2 * scale)
    weights = float32(random.uniform(0.5, 2, rows))
    for given in (None, weights):
        case(
            f"scipy.stats.energy_distance(u, v{', w, w' if given is not None else ''}) ** 2",
            "energyDistance",
            lambda u, v: scipy.stats.energy_distance(u[:, 0], v[:, 0], given, given) ** 2,
            (y, x),
            {} if given is None else {"weights": given.tolist()},
        )
TABLES = [samples(*shape) for shape in ((1, 3), (3, 2), (6, 4), (8, 1, 0.1), (10, 3, 20.0), (4, 7, 2.0, 5.0))]
for inputs in TABLES:
    for reduction in ("mean", "sum", "none"):
        case("numpy.energy_distance(y, x)", "energyDistance", energy, inputs, {"reduction": reduction})
for bandwidth in (0.5, 1.0, 4.0, 20.0):
    for inputs in TABLES:
        case(
            f"numpy.squared_mmd(y, x, bandwidth={bandwidth})",
            "maximumMeanDiscrepancy",
            discrepancy(bandwidth),
            inputs,
            {"bandwidth": bandwidth},
        )


def sinkhorn_divergence(blur):
    """Its value is near convergence, because the temperature falls slowly; its gradient is less so."""
    return geomloss.SamplesLoss("sinkhorn", p=2, blur=blur, scaling=0.998, backend="tensorized")


def pot_divergence(blur):
    def transport(a, b):
        return ot.solve_sample(a, b, reg=2 * blur**2, reg_type="KL", max_iter=3000, tol=1e-10).value

    return lambda y, x: transport(y, x) - transport(y, y) / 2 - transport(x, x) / 2


def assignment(y, x):
    costs = scipy.spatial.distance.cdist(y, x, "sqeuclidean")
    return np.mean(costs[scipy.optimize.linear_sum_assignment(costs)])


for shape in ((2, 2), (5, 3, 1.0), (8, 2, 1.5), (12, 4, 1.0, 1.0)):
    inputs = samples(*shape)
    for blur in (1.0, 2.0, 5.0):
        options = {"blur": blur, "iterations": 100 if blur == 1.0 else 40}
        case(
            f"geomloss.SamplesLoss('sinkhorn', p=2, blur={blur}, scaling=0.998)(y, x)",
            "sinkhorn",
            sinkhorn_divergence(blur),
            inputs,
            options,
            targets=False,
            predictions=False,
        )
        case(
            f"ot.solve_sample(y, x, reg={2 * blur**2}, reg_type='KL').value, debiased",
            "sinkhorn",
            pot_divergence(blur),
            inputs,
            options,
            divisor=0.5,
        )
    options = {"blur": 0.01, "iterations": 100}
    case("scipy.optimize.linear_sum_assignment(costs)", "sinkhorn", assignment, inputs, options, divisor=0.5)
