"""What the cases of all metrics have in common: seeded draws, weights of rows, the form of a case."""

import numpy

generator = numpy.random.default_rng(20240229)
# Drawn from apart, so that cases with weights and of later kinds leave those before them as they are.
weight_generator = numpy.random.default_rng(20240301)


def plain(value):
    return value.ravel().tolist() if isinstance(value, numpy.ndarray) else value


def case(name, batch, values):
    return {"name": name, "batch": {key: plain(value) for key, value in batch.items()}, "values": values}


def quarters(rows):
    """Weights that are multiples of 1/4, so that they can be had by repeating rows; a fifth of them 0."""
    return weight_generator.choice([0, 0.25, 0.5, 1, 2.75], rows)


class Weights:
    """What weights do: rows of weight 0 are left out, and libraries without weights get the others four times as
    often as they weigh."""

    def __init__(self, weights, rows):
        self.batch = {} if weights is None else {"weights": weights}
        weights = numpy.ones(rows) if weights is None else weights
        self.kept = numpy.flatnonzero(weights)
        self.weights = weights[self.kept]
        self.repeats = (4 * self.weights).astype(int)

    def of(self, *arrays):
        return [array[self.kept] for array in arrays]

    def repeated(self, *arrays):
        return [numpy.repeat(array, self.repeats, axis=0) for array in self.of(*arrays)]


def near(value, library):
    assert abs(value - library) <= 1e-6 * (1 + abs(library)), (value, library)
    return value


def noisy(targets, deviation):
    return targets + generator.normal(0, deviation, targets.shape)
