"""Cases of the losses that PyTorch, Keras and Optax lack: robust regression, pinball, Jensen–Shannon, zero-one."""

import kornia
import numpy as np
from scipy.spatial.distance import jensenshannon
from sklearn.metrics import mean_pinball_loss, zero_one_loss

from loss_cases import REDUCTIONS, case, float32, random

PAIRS = [
    ([0, 0, 0, 0], [0.5, -3, 20, 0]),
    (random.normal(0, 3, (3, 4)), random.normal(0, 3, (3, 4))),
    ([1e-3, 100, -400], [0, -100, 400]),
]
PAIRS = [(float32(t), float32(p)) for t, p in PAIRS]
REDUCE = {"none": lambda x: x, "sum": np.sum, "mean": np.mean}
WEIGHTS = [2.0, 0.5, 0.0, 1.0]


def robust(alpha):
    """Barron's ρ(z, α), equations 2 to 8 of arXiv:1701.03077; as a function of z²."""
    if alpha == 2:
        return lambda s: s / 2
    if alpha == 0:
        return lambda s: np.log(s / 2 + 1)
    if np.isinf(alpha):
        return lambda s: np.sign(alpha) * (np.exp(np.sign(alpha) * s / 2) - 1)
    gap = abs(alpha - 2)
    return lambda s: gap / alpha * ((s / gap + 1) ** (alpha / 2) - 1)


def numpy_cases(call, loss, rho, options, pairs, scale):
    for inputs in pairs:
        for reduction in REDUCTIONS:
            case(
                f"numpy.{call}, reduction='{reduction}')",
                loss,
                lambda t, p: REDUCE[reduction](rho(((p - t) / scale) ** 2)),
                inputs,
                {**options, "reduction": reduction},
            )


ROBUST = {"charbonnier": 1, "cauchy": 0, "gemanMcClure": -2, "welsch": -np.inf}
KORNIA = {"charbonnier": "charbonnier", "cauchy": "cauchy", "gemanMcClure": "geman_mcclure", "welsch": "welsch"}
for loss, alpha in ROBUST.items():
    function = getattr(kornia.losses, f"{KORNIA[loss]}_loss")
    for inputs in PAIRS:
        for reduction in REDUCTIONS:
            case(
                f"kornia.losses.{KORNIA[loss]}_loss(img1, img2, reduction='{reduction}')",
                loss,
                lambda t, p: function(p, t, reduction),
                inputs,
                {"reduction": reduction},
            )
    for scale in (0.5, 4.0):
        numpy_cases(f"robust(z, alpha={alpha}), z = (pred - true) / {scale}", loss, robust(alpha), {"scale": scale}, PAIRS, scale)
    case(
        f"numpy.average(robust(z, alpha={alpha}), weights=w)",
        loss,
        lambda t, p: np.average(robust(alpha)((p - t) ** 2), weights=np.broadcast_to(WEIGHTS, t.shape)),
        PAIRS[1],
        {"weights": WEIGHTS, "reduction": "mean"},
    )

for alpha in (2.0, 1.0, 0.5, 0.0, -2.0, -10.0, 3.0, 8.0, np.inf, -np.inf):
    given = {np.inf: "Infinity", -np.inf: "-Infinity"}.get(alpha, alpha)
    # Above 2 it grows like a power or an exponential: no residuals of 800.
    pairs = PAIRS[:2] if alpha <= 2 else [(PAIRS[1][0] / 2, PAIRS[1][1] / 2)]
    for scale in (1.0, 3.0):
        numpy_cases(
            f"robust(z, alpha={alpha}), z = (pred - true) / {scale}",
            "barron",
            robust(alpha),
            {"alpha": given, "scale": scale},
            [tuple(float32(x) for x in pair) for pair in pairs],
            scale,
        )

# No residual is 0: there the mean is not differentiable.
TABLE = (float32([[1, 2], [3, -4], [0.5, 0.25]]), float32([[0.5, 3], [3.5, -20], [0, 1]]))
COLUMN = tuple(x[:, :1] for x in TABLE)
for alpha in (0.5, 0.1, 0.9, 0.25):
    for inputs in (TABLE, COLUMN, tuple(100 * x for x in TABLE)):
        for weights in (None, [2.0, 0.5, 1.0]):
            case(
                f"sklearn.metrics.mean_pinball_loss(y_true, y_pred, alpha={alpha}"
                f"{', sample_weight=w' if weights else ''})",
                "pinball",
                lambda t, p: mean_pinball_loss(t, p, alpha=alpha, sample_weight=weights),
                inputs,
                {"quantile": alpha, **({"weights": [[w] for w in weights]} if weights else {})},
            )

ROWS = [
    (float32([[0.2, 0.3, 0.5], [0.7, 0.1, 0.2]]), float32([[1, 2, 3], [1, 1, 6]])),
    (float32([[0, 0.4, 0.6], [1, 0, 0]]), float32([[1, 2, 5], [0.5, 0.25, 0.25]])),
    (random.dirichlet(np.ones(5), 4), random.dirichlet(np.ones(5), 4)),
    (np.full((2, 3), 1 / 3), float32([[1, 1, 1.5], [8, 1, 1]])),
]
for truth, prediction in ROWS:
    # float32 would leave the rows of the targets a little beside 1.
    truth = np.round(truth * 2**16) / 2**16
    truth[:, -1] = 1 - truth[:, :-1].sum(-1)
    for reduction in REDUCTIONS:
        for base, divisor in ((np.e, 1), (2.0, np.log(2))):
            case(
                f"scipy.spatial.distance.jensenshannon(p, q, base={base:.5g}, axis=-1) ** 2, {reduction}",
                "jensenShannon",
                lambda t, p: REDUCE[reduction](jensenshannon(t, p, base=base, axis=-1) ** 2),
                (truth, prediction),
                {"reduction": reduction},
                divisor=float(divisor),
                targets=False,
                row_sums=True,
            )

for rows, classes in ((6, 3), (4, 2), (9, 5)):
    ids = random.integers(0, classes, rows)
    scores = random.normal(0, 2, (rows, classes))
    for normalize in (True, False):
        for weights in (None, [float(1 + row % 3) for row in range(rows)]):
            for inputs in ((ids, scores), (np.eye(classes)[ids], scores)):
                case(
                    f"sklearn.metrics.zero_one_loss(y_true, scores.argmax(-1), normalize={normalize}"
                    f"{', sample_weight=w' if weights else ''})",
                    "zeroOne",
                    lambda t, s: float(
                        zero_one_loss(ids, s.argmax(-1), normalize=normalize, sample_weight=weights)
                    ),
                    inputs,
                    {"reduction": "mean" if normalize else "sum", **({"weights": weights} if weights else {})},
                    targets=inputs[0] is ids,
                )
