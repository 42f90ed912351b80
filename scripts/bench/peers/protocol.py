"""What a Python peer of the bench needs: the problem out of its folder, and the conversation with the bench.

A peer's script is started as `python SCRIPT [MODE] FOLDER`. It answers requests, a line of JSON each.
"""

import json
import math
import pathlib
import sys
import time

import numpy


class UnsupportedCase(Exception):
    """The peer can't do the case; the message says why, as a phrase."""


class Problem:
    """A case and the numbers that all peers start from."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        described = json.loads((folder / "problem.json").read_text())
        values = numpy.fromfile(folder / "values.f32", dtype="<f4")
        self.unit = described["case"]["unit"]
        self.work = described["case"]["work"]
        self.tensors = {}
        for tensor in described["tensors"]:
            begin, shape = tensor["begin"], tensor["shape"]
            self.tensors[tensor["name"]] = values[begin : begin + math.prod(shape)].reshape(shape)

    def weights(self):
        """The initial weights in order."""
        return [values for name, values in self.tensors.items() if name.startswith("weight ")]

    def weights_of_layers(self):
        """The layers, each with its initial weights."""
        left = self.weights()
        for layer in self.work["layers"]:
            count = {"dense": 2, "conv2d": 2, "lstm": 3}.get(layer["kind"], 0)
            yield layer, left[:count]
            left = left[count:]

    def batches(self):
        """All batches in order: inputs and targets, class ids as int32."""
        work = self.work
        count = work["rows"] // work["batch"]
        targets = self.tensors["targets"]
        if work["loss"] == "crossEntropy":
            targets = targets.astype("int32")
        return [
            values.reshape([count, work["batch"], *values.shape[1:]]) for values in (self.tensors["inputs"], targets)
        ]


def serve(start, version):
    """Answers the bench until it ends; `start` makes an object with run(steps) and evaluate() of a problem."""
    answers = sys.stdout
    # What libraries print is none of the answers.
    sys.stdout = sys.stderr

    def answer(value):
        print(json.dumps(value), file=answers, flush=True)

    try:
        runner = start(Problem(sys.argv[-1]))
    except UnsupportedCase as reason:
        return answer({"unsupported": str(reason)})
    answer({"version": version})
    for line in sys.stdin:
        request = json.loads(line)
        if "steps" not in request:
            values = [float(value) for value in runner.evaluate()]
            answer({"values": [value if math.isfinite(value) else None for value in values]})
            continue
        processor, begin = time.process_time(), time.perf_counter()
        runner.run(request["steps"])
        elapsed = time.perf_counter() - begin
        answer({"elapsed": elapsed, "processor": time.process_time() - processor})
