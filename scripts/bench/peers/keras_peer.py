"""Keras, computed by JAX, as a peer of the bench: `python keras_peer.py FOLDER`."""

import os

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"
if os.environ.get("LOSSKIT_BENCH_THREADS", "1") == "1":
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import keras
from protocol import UnsupportedCase, serve

LAYERS = {
    "dense": lambda layer: keras.layers.Dense(layer["units"], activation=layer.get("activation")),
    "conv2d": lambda layer: keras.layers.Conv2D(
        layer["filters"], layer["kernelSize"], activation=layer.get("activation")
    ),
    "maxPool": lambda layer: keras.layers.MaxPooling2D(layer["size"]),
    "flatten": lambda layer: keras.layers.Flatten(),
    "lstm": lambda layer: keras.layers.LSTM(layer["units"]),
}


class Training:
    def __init__(self, problem):
        work = problem.work
        layers = [LAYERS[layer["kind"]](layer) for layer in work["layers"]]
        self.model = keras.Sequential([keras.Input(work["input"]), *layers])
        self.model.set_weights(problem.weights())
        rate = work["optimizer"]["learningRate"]
        adam = work["optimizer"]["kind"] == "adam"
        optimizer = keras.optimizers.Adam(rate, epsilon=1e-8) if adam else keras.optimizers.SGD(rate)
        loss = "mean_squared_error"
        if work["loss"] == "crossEntropy":
            loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        self.model.compile(optimizer, loss)
        self.inputs, self.targets = problem.batches()
        self.number = 0

    def run(self, steps):
        for _ in range(steps):
            batch = self.number % len(self.inputs)
            self.model.train_on_batch(self.inputs[batch], self.targets[batch])
            self.number += 1

    def evaluate(self):
        return [self.model.test_on_batch(self.inputs[0], self.targets[0])]


def start(problem):
    if problem.work["kind"] != "training":
        raise UnsupportedCase("it trains only")
    return Training(problem)


serve(start, f"Keras {keras.__version__} on JAX {jax.__version__}")
