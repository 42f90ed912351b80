"""JAX with Optax as a peer of the bench: `python jax_peer.py scan|jit FOLDER`.

`scan` compiles a unit of steps as one lax.scan, `jit` calls a compiled step over and over.
"""

import os
import sys

THREADS = os.environ.get("LOSSKIT_BENCH_THREADS", "1")
if THREADS == "1":
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import optax
from protocol import UnsupportedCase, serve

MODE = sys.argv[1]
ACTIVATIONS = {"relu": jax.nn.relu, "sigmoid": jax.nn.sigmoid, "linear": lambda x: x}


def lstm(x, weights, units):
    kernel, recurrent, bias = weights
    rows = x.shape[0]

    def step(carry, projected):
        hidden, cell = carry
        i, f, c, o = jnp.split(projected + hidden @ recurrent, 4, axis=-1)
        cell = jax.nn.sigmoid(f) * cell + jax.nn.sigmoid(i) * jnp.tanh(c)
        hidden = jax.nn.sigmoid(o) * jnp.tanh(cell)
        return (hidden, cell), None

    projected = jnp.moveaxis(x @ kernel + bias, 1, 0)
    zeros = jnp.zeros((rows, units))
    (hidden, _), _ = jax.lax.scan(step, (zeros, zeros), projected)
    return hidden


def apply_layer(layer, weights, x):
    kind = layer["kind"]
    if kind == "dense":
        return ACTIVATIONS[layer.get("activation", "linear")](x @ weights[0] + weights[1])
    if kind == "conv2d":
        y = jax.lax.conv_general_dilated(x, weights[0], (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC"))
        return ACTIVATIONS[layer.get("activation", "linear")](y + weights[1])
    if kind == "maxPool":
        size = (1, layer["size"], layer["size"], 1)
        return jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, size, size, "VALID")
    if kind == "flatten":
        return x.reshape(x.shape[0], -1)
    return lstm(x, weights, layer["units"])


class Training:
    def __init__(self, problem):
        work = problem.work
        self.unit = problem.unit
        parts = list(problem.weights_of_layers())
        layers = [layer for layer, _ in parts]
        self.weights = [[jnp.asarray(one) for one in weights] for _, weights in parts]
        self.batches = [jnp.asarray(part) for part in problem.batches()]
        count = self.batches[0].shape[0]
        rate = work["optimizer"]["learningRate"]
        self.optimizer = optax.adam(rate) if work["optimizer"]["kind"] == "adam" else optax.sgd(rate)
        self.state = self.optimizer.init(self.weights)
        self.step = jnp.int32(0)

        def loss(weights, x, y):
            for layer, one in zip(layers, weights, strict=True):
                x = apply_layer(layer, one, x)
            if work["loss"] == "crossEntropy":
                return optax.softmax_cross_entropy_with_integer_labels(x, y).mean()
            return jnp.square(x - y).mean()

        def step(carry, _):
            weights, state, number = carry
            x, y = (jax.lax.dynamic_index_in_dim(part, number % count, keepdims=False) for part in self.batches)
            value, gradients = jax.value_and_grad(loss)(weights, x, y)
            updates, state = self.optimizer.update(gradients, state, weights)
            return (optax.apply_updates(weights, updates), state, number + 1), value

        self.one = jax.jit(lambda carry: step(carry, None))
        self.many = jax.jit(lambda carry: jax.lax.scan(step, carry, None, length=self.unit))
        self.loss = jax.jit(loss)

    def run(self, steps):
        carry = (self.weights, self.state, self.step)
        value = None
        for _ in range(steps // self.unit if MODE == "scan" else steps):
            carry, value = self.many(carry) if MODE == "scan" else self.one(carry)
        self.weights, self.state, self.step = carry
        value.block_until_ready()

    def evaluate(self):
        x, y = (part[0] for part in self.batches)
        return [self.loss(self.weights, x, y)]


LOSSES = {
    "meanSquaredError": lambda x, y: jnp.square(x - y).mean(),
    "meanAbsoluteError": lambda x, y: jnp.abs(x - y).mean(),
    "huber": lambda x, y: optax.huber_loss(x, y).mean(),
    "binaryCrossEntropyWithLogits": lambda x, y: optax.sigmoid_binary_cross_entropy(x, y).mean(),
    "crossEntropy": lambda x, y: optax.softmax_cross_entropy_with_integer_labels(x, y.astype("int32")).mean(),
}


class Loss:
    def __init__(self, problem):
        loss = LOSSES.get(problem.work["loss"])
        if loss is None:
            raise UnsupportedCase("Optax has no such loss")
        self.x, truth = (jnp.asarray(problem.tensors[name]) for name in ("predictions", "truth"))
        self.function = jax.jit(jax.value_and_grad(lambda x: loss(x, truth)))

    def run(self, steps):
        for _ in range(steps):
            jax.block_until_ready(self.function(self.x))

    def evaluate(self):
        value, gradient = self.function(self.x)
        return [value, jnp.linalg.norm(gradient)]


class Update:
    def __init__(self, problem):
        self.weights = jnp.asarray(problem.tensors["weight 0"])
        gradient = jnp.asarray(problem.tensors["gradient"])
        optimizer = optax.adam(problem.work["learningRate"])
        self.state = optimizer.init(self.weights)

        def update(weights, state):
            updates, state = optimizer.update(gradient, state, weights)
            return optax.apply_updates(weights, updates), state

        self.update = jax.jit(update, donate_argnums=(0, 1))

    def run(self, steps):
        for _ in range(steps):
            self.weights, self.state = self.update(self.weights, self.state)
        self.weights.block_until_ready()

    def evaluate(self):
        return [jnp.square(self.weights).mean()]


class Product:
    def __init__(self, problem):
        work = problem.work
        self.a, self.b = (jnp.asarray(problem.tensors[name]) for name in "ab")

        def product(a, b):
            return (a.T if work.get("transposeA") else a) @ (b.T if work.get("transposeB") else b)

        self.product = jax.jit(product)

    def run(self, steps):
        for _ in range(steps):
            self.product(self.a, self.b).block_until_ready()

    def evaluate(self):
        return [jnp.square(self.product(self.a, self.b)).mean()]


def start(problem):
    kind = problem.work["kind"]
    if MODE == "scan" and kind != "training":
        raise UnsupportedCase("one call is compared by 'JAX jit'")
    kinds = {"training": Training, "loss": Loss, "update": Update, "product": Product}
    return kinds[kind](problem)


serve(start, f"JAX {jax.__version__}, Optax {optax.__version__}")
