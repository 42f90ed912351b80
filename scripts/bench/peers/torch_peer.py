"""PyTorch as a peer of the bench: `python torch_peer.py eager|compile FOLDER`."""

import os
import sys

import torch
import torch.nn.functional as F
from protocol import UnsupportedCase, serve
from torch import nn

MODE = sys.argv[1]
torch.set_num_threads(int(os.environ.get("LOSSKIT_BENCH_THREADS", "1")))


class Lstm(nn.Module):
    """The last output of an LSTM; its one bias is that of the inputs."""

    def __init__(self, inputs, units):
        super().__init__()
        self.cell = nn.LSTM(inputs, units, batch_first=True)
        self.cell.bias_hh_l0.requires_grad_(False)

    def forward(self, x):
        return self.cell(x)[1][0][0]


ACTIVATIONS = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid}


def activated(module, layer):
    activation = ACTIVATIONS.get(layer.get("activation"))
    return [module, activation()] if activation else [module]


@torch.no_grad()
def set_weights(pairs):
    for parameter, values in pairs:
        parameter.copy_(torch.from_numpy(values.copy()))


class Flatten(nn.Module):
    """Flattens pictures in the order height, width, channels, which the weights are for."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1) if x.dim() == 4 else x.flatten(1)


def modules_of(layer, weights):
    kind = layer["kind"]
    if kind == "dense":
        module = nn.Linear(*weights[0].shape)
        set_weights([(module.weight, weights[0].T), (module.bias, weights[1])])
        return activated(module, layer)
    if kind == "conv2d":
        height, width, inputs, filters = weights[0].shape
        module = nn.Conv2d(inputs, filters, (height, width)).to(memory_format=torch.channels_last)
        set_weights([(module.weight, weights[0].transpose(3, 2, 0, 1)), (module.bias, weights[1])])
        return activated(module, layer)
    if kind == "maxPool":
        return [nn.MaxPool2d(layer["size"])]
    if kind == "flatten":
        return [Flatten()]
    module = Lstm(weights[0].shape[0], layer["units"])
    cell = module.cell
    set_weights([(cell.weight_ih_l0, weights[0].T), (cell.weight_hh_l0, weights[1].T), (cell.bias_ih_l0, weights[2])])
    with torch.no_grad():
        cell.bias_hh_l0.zero_()
    return [module]


def maybe_compiled(function):
    return torch.compile(function) if MODE == "compile" else function


class Training:
    def __init__(self, problem):
        work = problem.work
        modules = [module for part in problem.weights_of_layers() for module in modules_of(*part)]
        model = nn.Sequential(*modules)
        inputs, targets = (torch.from_numpy(part.copy()) for part in problem.batches())
        if inputs.dim() == 5:
            inputs = inputs.permute(0, 1, 4, 2, 3)
        self.batches = list(zip(inputs, targets.long() if work["loss"] == "crossEntropy" else targets, strict=True))
        trained = [one for one in model.parameters() if one.requires_grad]
        rate = work["optimizer"]["learningRate"]
        adam = work["optimizer"]["kind"] == "adam"
        self.optimizer = torch.optim.Adam(trained, rate) if adam else torch.optim.SGD(trained, rate)
        compute = F.cross_entropy if work["loss"] == "crossEntropy" else F.mse_loss
        self.loss = lambda x, y: compute(model(x), y)
        self.number = 0

        def step(x, y):
            self.optimizer.zero_grad()
            loss = self.loss(x, y)
            loss.backward()
            self.optimizer.step()

        def compiled_loss():
            function = torch.compile(self.loss)

            def step(x, y):
                self.optimizer.zero_grad()
                function(x, y).backward()
                self.optimizer.step()

            return step

        self.step = compiled_loss() if MODE == "compile" else step

    def run(self, steps):
        for _ in range(steps):
            self.step(*self.batches[self.number % len(self.batches)])
            self.number += 1

    def evaluate(self):
        with torch.no_grad():
            return [self.loss(*self.batches[0]).item()]


def focal(x, y):
    cross_entropy = F.binary_cross_entropy_with_logits(x, y, reduction="none")
    p = torch.sigmoid(x)
    return ((1 - (p * y + (1 - p) * (1 - y))) ** 2 * cross_entropy).mean()


def ctc(x, labels):
    batch, frames, _ = x.shape
    lengths = torch.full((batch,), frames), torch.full((batch,), labels.shape[1])
    return F.ctc_loss(x.movedim(1, 0).log_softmax(-1), labels.long(), *lengths)


LOSSES = {
    "meanSquaredError": F.mse_loss,
    "meanAbsoluteError": F.l1_loss,
    "huber": F.huber_loss,
    "binaryCrossEntropyWithLogits": F.binary_cross_entropy_with_logits,
    "binaryFocal": focal,
    "crossEntropy": lambda x, y: F.cross_entropy(x, y.long()),
    "ctc": ctc,
}


class Loss:
    def __init__(self, problem):
        loss = LOSSES.get(problem.work["loss"])
        if loss is None:
            raise UnsupportedCase("PyTorch has no such loss")
        self.x, truth = (torch.from_numpy(problem.tensors[name].copy()) for name in ("predictions", "truth"))
        self.x.requires_grad_()
        self.loss = maybe_compiled(lambda x: loss(x, truth))

    def run(self, steps):
        for _ in range(steps):
            self.x.grad = None
            self.value = self.loss(self.x)
            self.value.backward()

    def evaluate(self):
        return [self.value.item(), self.x.grad.norm().item()]


class Update:
    def __init__(self, problem):
        self.weights = nn.Parameter(torch.from_numpy(problem.tensors["weight 0"].copy()))
        self.weights.grad = torch.from_numpy(problem.tensors["gradient"].copy())
        optimizer = torch.optim.Adam([self.weights], problem.work["learningRate"], fused=True)
        self.update = maybe_compiled(optimizer.step)

    def run(self, steps):
        for _ in range(steps):
            self.update()

    def evaluate(self):
        return [self.weights.detach().square().mean().item()]


class Product:
    def __init__(self, problem):
        work = problem.work
        a, b = (torch.from_numpy(problem.tensors[name].copy()) for name in "ab")
        self.a, self.b = a.T if work.get("transposeA") else a, b.T if work.get("transposeB") else b

    def run(self, steps):
        for _ in range(steps):
            self.product = self.a @ self.b

    def evaluate(self):
        return [self.product.square().mean().item()]


def start(problem):
    kind = problem.work["kind"]
    if MODE == "compile" and kind == "product":
        raise UnsupportedCase("one product is compared by 'PyTorch'")
    kinds = {"training": Training, "loss": Loss, "update": Update, "product": Product}
    return kinds[kind](problem)


serve(start, f"PyTorch {torch.__version__}")
