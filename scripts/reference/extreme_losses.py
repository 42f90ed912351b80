"""Writes packages/losses/fixtures/extremes.json: losses where float32 ends, in 400 digits.

    python -m pip install mpmath==1.4.1
    python scripts/reference/extreme_losses.py

Each case has the formula as it is published and central differences of it: areas, residuals and rows so small or so
large that their squares underflow or overflow. Inputs are rounded to float32 first. A value or a gradient beyond
float32 is "Infinity" or "-Infinity".
"""

import json
import struct
from pathlib import Path

from mpmath import exp, expm1, fabs, inf, log, log1p, mp, mpf, mpmathify, nstr, sign, sqrt

mp.dps = 400
OUTPUT = Path(__file__).parents[2] / "packages/losses/fixtures/extremes.json"
LARGEST = mpf(2) ** 128 - mpf(2) ** 104
cases = []


def float32(nested):
    if isinstance(nested, list):
        return [float32(part) for part in nested]
    return struct.unpack("f", struct.pack("f", nested))[0]


def number(x):
    # A power of a share that central differences take below 0.
    x = mpmathify(x).real
    if fabs(x) > LARGEST:
        return "Infinity" if x > 0 else "-Infinity"
    return float(nstr(x, 10))


def exact(nested):
    return [exact(part) for part in nested] if isinstance(nested, list) else mpf(nested)


def flat(nested):
    return [x for part in nested for x in flat(part)] if isinstance(nested, list) else [nested]


def with_number(nested, place, value):
    """The nested numbers with one of them replaced, counted from the front."""
    count = iter(range(len(flat(nested))))

    def copy(part):
        if isinstance(part, list):
            return [copy(inner) for inner in part]
        return value if next(count) == place else part

    return copy(nested)


def slope(f, x):
    h = (fabs(x) if x else mpf(1e-60)) * mpf(10) ** -150
    return (f(x + h) - f(x - h)) / (2 * h)


def case(loss, formula, inputs, options, fixed=()):
    """`formula` of the inputs; no gradient for those whose places are fixed."""
    numbers = [exact(float32(given)) for given in inputs]

    def gradient(place):
        def moved(at, value):
            return formula(*[with_number(x, at, value) if i == place else x for i, x in enumerate(numbers)])

        return [number(slope(lambda v: moved(at, v), x)) for at, x in enumerate(flat(numbers[place]))]

    cases.append(
        {
            "loss": loss,
            "inputs": inputs,
            "options": options,
            "value": number(formula(*numbers)),
            "gradients": [None if place in fixed else gradient(place) for place in range(len(inputs))],
        }
    )


# Residuals: the target is 0, so that nothing is rounded before the formula.
RESIDUALS = [1e-30, 1e-20, -1e-6, 1e-4, -0.01, 3, -200, 1e10, 1e20, -1e30, 3e38]


def barron(z, a):
    if a == 2:
        return z**2 / 2
    if a == 0:
        return log(1 + z**2 / 2)
    if a in (inf, -inf):
        return sign(a) * expm1(sign(a) * z**2 / 2)
    d = fabs(a - 2)
    return d / a * expm1(a / 2 * log1p(z**2 / d))


def log_cosh(r):
    return fabs(r) + log1p(exp(-2 * fabs(r))) - log(2)


ROBUST = {
    "charbonnier": lambda z: z**2 / (sqrt(z**2 + 1) + 1),
    "gemanMcClure": lambda z: 2 * z**2 / (z**2 + 4),
    "cauchy": lambda z: log1p(z**2 / 2),
    "welsch": lambda z: -expm1(-(z**2) / 2),
}
for residual in RESIDUALS:
    for name, rho in ROBUST.items():
        for scale in (1, 0.25):
            case(name, lambda _y, p: rho(p / mpf(scale)), [0, residual], {"scale": scale}, fixed=(0,))
    for alpha in (-1e30, -1e6, -2, -1e-6, 0, 1e-12, 0.5, 1.75, 2 + 1e-12, 3):
        case("barron", lambda _y, p: barron(p, mpf(alpha)), [0, residual], {"alpha": alpha}, fixed=(0,))
    for alpha, word in ((inf, "Infinity"), (-inf, "-Infinity")):
        case("barron", lambda _y, p: barron(p, alpha), [0, residual], {"alpha": word}, fixed=(0,))
    case("logCosh", lambda _y, p: log_cosh(p), [0, residual], {}, fixed=(0,))


def msle(y, p):
    return log((1 + p) / (1 + y)) ** 2


for y, p in ((1e-6, 3e-6), (1e-8, 3e-8), (1000, 1000.001), (1e-20, 1e-10), (1e30, 1e-30), (3e38, 1), (5, 5.000001)):
    case("meanSquaredLogarithmicError", msle, [y, p], {})
    case("meanSquaredLogarithmicError", msle, [p, y], {})
for y, p in ((1e20, 3e20), (-1e30, 1e29), (1e-3, 1e20), (1e-6, 2e-6)):
    case("meanAbsolutePercentageError", lambda y, p: 100 * fabs(p - y) / fabs(y), [y, p], {})
for y, mean, variance in ((0, 1e10, 1e30), (0, 1e-20, 1e-25), (1e19, 3e19, 1e38), (0, 1e20, 1e38), (1, 1.5, 1e-28)):
    case(
        "gaussianNll",
        lambda y, m, v: (log(v) + (y - m) ** 2 / v) / 2,
        [y, mean, variance],
        {"eps": 1e-30},
    )


# Rows of any length.
def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def length(a):
    return sqrt(dot(a, a))


def cosine(a, b):
    return dot(a, b) / (length(a) * length(b))


def scaled(row, factor):
    return [x * factor for x in row]


FIRST, SECOND, THIRD = [0.6, -1.5, 0.25], [1.25, 0.5, -2], [-0.75, 1, 0.5]
LENGTHS = [1e-30, 1e-13, 1, 1.9e19, 1e30]
for one in LENGTHS:
    for other in (1e-20, 1e8, 1e30):
        a, b, c = scaled(FIRST, one), scaled(SECOND, other), scaled(THIRD, one)
        case("cosineDistance", lambda y, p: 1 - cosine(y, p), [a, b], {})
        for y in (1, -1):
            case(
                "cosineEmbedding",
                lambda t, p, q: 1 - cosine(p, q) if y == 1 else max(mpf(0), cosine(p, q) + 1),
                [y, a, b],
                {"margin": -1} if y == -1 else {},
                fixed=(0,),
            )
        case(
            "tripletMargin",
            lambda p, q, r: max(mpf(0), cosine(p, r) - cosine(p, q) + 2),
            [a, b, c],
            {"distance": "cosine", "margin": 2},
        )
for size in (1e10, 1.9e19, 1e20, 1e30):
    rows = [scaled(FIRST, size), scaled(SECOND, size), scaled(THIRD, size)]
    case(
        "tripletMargin",
        lambda p, q, r: max(mpf(0), length([x - y for x, y in zip(p, q)]) - length([x - y for x, y in zip(p, r)]) + 1),
        [rows[0], rows[1], scaled(FIRST, -size / 4)],
        {},
    )

LABELS = [0, 0, 1, 1]
LINES = [FIRST, SECOND, THIRD, [0.5, 0.75, 1.5]]


def anchors(loss):
    def mean(_labels, rows):
        total = mpf(0)
        for i in range(4):
            s = [cosine(rows[i], rows[j]) if j != i else None for j in range(4)]
            partners = [s[j] for j in range(4) if j != i and LABELS[j] == LABELS[i]]
            others = [s[j] for j in range(4) if LABELS[j] != LABELS[i]]
            total += loss(partners, others)
        return total / 4

    return mean


def nt_xent(partners, others):
    t = mpf(0.5)
    return sum(log1p(sum(exp((o - p) / t) for o in others)) for p in partners) / len(partners)


def sup_con(partners, others):
    t = mpf(0.5)
    return sum(log(sum(exp((x - p) / t) for x in partners + others)) for p in partners) / len(partners)


for sizes in ([1e-30] * 4, [1e-20, 1e20, 1e-3, 1e30], [1e30] * 4, [1, 1e-13, 1e19, 1e-25]):
    lines = [scaled(row, size) for row, size in zip(LINES, sizes)]
    case("ntXent", anchors(nt_xent), [LABELS, lines], {"temperature": 0.5}, fixed=(0,))
    case("supervisedContrastive", anchors(sup_con), [LABELS, lines], {"temperature": 0.5}, fixed=(0,))


# Areas: targets [rows][classes] and probabilities; the mean is over the classes that have any target.
def overlap(price_right, price_missed, price_claimed, smooth, gamma, weights, present_only, power=None):
    def loss(targets, p):
        shares, sums = [], (mpf(0), mpf(0))
        classes = len(p[0])
        areas = [sum(w * t[c] for w, t in zip(weights, targets)) for c in range(classes)]
        for c in range(classes):
            right = sum(w * t[c] * q[c] for w, t, q in zip(weights, targets, p)) * price_right + smooth
            missed = sum(w * t[c] * (1 - q[c]) for w, t, q in zip(weights, targets, p))
            claimed = sum(w * (1 - t[c]) * q[c] for w, t, q in zip(weights, targets, p))
            wrong = price_missed * missed + price_claimed * claimed
            if areas[c] > 0 and power is not None:
                factor = areas[c] ** -power
                sums = sums[0] + factor * wrong, sums[1] + factor * (wrong + right)
            if areas[c] > 0 or not present_only:
                shares.append((wrong / (wrong + right)) ** gamma)
        return sums[0] / sums[1] if power is not None else sum(shares) / len(shares)

    return loss


def near_softmax(gap):
    """Behind a softmax whose logits are so far apart."""
    small = float(exp(-mpf(gap)))
    return [[1, small, small / 3], [small, 1, small / 2], [1, small / 4, small]]


TARGETS = [
    ([[1, 0]], [[1, 1e-25]]),
    ([[1, 0], [1, 0], [1, 0]], [[1, 1.7e-7], [1, 3.1e-7], [1, 2.3e-7]]),
    ([[1, 0], [1, 0]], [[0.75, 1e-30], [0.5, 1e-20]]),
    ([[1e-25, 1 - 1e-7], [1e-20, 1]], [[1e-22, 0.5], [1e-25, 0.75]]),
    ([[1e-30, 1], [3e-30, 1]], [[2e-30, 0.25], [1e-30, 0.5]]),
    *[([[1, 0, 0], [0, 0, 1], [1, 0, 0]], near_softmax(gap)) for gap in (20, 55, 80)],
]
for targets, p in TARGETS:
    # A target of 0 is at an edge, where the class is absent.
    fixed = () if all(flat(targets)) else (0,)
    for weights, smooth in (([1, 1, 1], 0), ([1, 1, 1], 1e-20), ([1, 1, 1], 1), ([1e-30, 3e-30, 2e-30], 0), ([1e20, 1e-10, 1], 1)):
        given = {} if weights == [1, 1, 1] else {"weights": weights[: len(p)]}
        w = exact(float32(weights))[: len(p)]
        for present_only in (True, False):
            present = {} if present_only else {"presentOnly": False}
            extra = {**given, **present, **({"smooth": smooth} if smooth else {})}
            s = mpf(float32(smooth))
            case("jaccard", overlap(1, 1, 1, s, 1, w, present_only), [targets, p], extra, fixed)
            priced = overlap(1, mpf(0.75), mpf(0.25), s, mpf(1.5), w, present_only)
            case("tversky", priced, [targets, p], {**extra, "alpha": 0.25, "beta": 0.75, "gamma": 1.5}, fixed)
            if smooth == 0:
                case("softF1", overlap(2, 1, 1, 0, 1, w, present_only), [targets, p], {**given, **present}, fixed)
            else:
                case("dice", overlap(2, 1, 1, s, 1, w, present_only), [targets, p], extra, fixed)
        # Areas 1e20 apart have weights 1e40 apart, and the smaller one is subnormal.
        if smooth > 0 or not fixed:
            continue
        case("generalizedDice", overlap(2, 1, 1, 0, 1, w, True, power=2), [targets, p], given, (0,))
        case("generalizedDice", overlap(2, 1, 1, 0, 1, w, True, power=1), [targets, p], {**given, "power": 1}, (0,))

lines = ",\n".join(json.dumps(entry) for entry in cases)
OUTPUT.write_text(f"[\n{lines}\n]\n")
print(len(cases), OUTPUT.stat().st_size)
