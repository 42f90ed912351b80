"""The original of a loss as a peer of the bench: `python original_peer.py FOLDER`."""

import os

import torch
from originals import ORIGINALS
from protocol import UnsupportedCase, serve

torch.set_num_threads(int(os.environ.get("LOSSKIT_BENCH_THREADS", "1")))


class Call:
    def __init__(self, problem):
        work = problem.work
        self.original = ORIGINALS.get(work["loss"])
        if self.original is None:
            raise UnsupportedCase("no original")
        self.inputs = {name: torch.from_numpy(values.copy()) for name, values in problem.tensors.items()}
        for name in work["integers"]:
            self.inputs[name] = self.inputs[name].long()
        self.trained = [self.inputs[name].requires_grad_() for name in work["trained"]]
        self.call = self.original.prepare(self.inputs)

    def run(self, steps):
        for _ in range(steps):
            for one in self.trained:
                one.grad = None
            self.value = self.call(self.inputs)
            self.value.backward()

    def evaluate(self):
        # A yardstick has no values that could be wrong.
        if not self.original.same:
            return []
        squares = [one.grad.square().sum() for one in self.trained if one.grad is not None]
        return [self.value.item(), sum(squares).sqrt().item()]


serve(Call, f"PyTorch {torch.__version__}")
