"""Times the forward and backward pass of PyTorch's losses on the CPU; scripts/bench/losses.mjs runs it.

Reads {"threads": n, "seconds": s, "cases": [{"loss": ..., "shape": [...]}]} from standard input and answers with a line of
JSON: the median milliseconds of each case, or null where PyTorch has no such loss.
"""

import json
import statistics
import sys
import time

import torch
import torch.nn.functional as F

LABELS = 30


def focal(x, y):
    cross_entropy = F.binary_cross_entropy_with_logits(x, y, reduction="none")
    p = torch.sigmoid(x)
    p_true = p * y + (1 - p) * (1 - y)
    return ((1 - p_true) ** 2 * cross_entropy).mean()


def case_of(loss, shape):
    """The loss of one tensor of predictions, and those predictions."""
    x = torch.randn(shape, requires_grad=True)
    y = torch.rand(shape)
    bits = y.round()
    ids = torch.randint(0, shape[-1], shape[:1])
    one_hot = F.one_hot(ids, shape[-1]).float()
    losses = {
        "meanSquaredError": lambda: F.mse_loss(x, y),
        "meanAbsoluteError": lambda: F.l1_loss(x, y),
        "huber": lambda: F.huber_loss(x, y),
        "binaryCrossEntropyWithLogits": lambda: F.binary_cross_entropy_with_logits(x, bits),
        "binaryFocal": lambda: focal(x, bits),
        "crossEntropy": lambda: F.cross_entropy(x, ids),
        "crossEntropy of distributions": lambda: F.cross_entropy(x, one_hot),
    }
    if loss == "ctc":
        batch, frames, classes = shape
        targets = torch.randint(1, classes, (batch, LABELS))
        lengths = torch.full((batch,), frames), torch.full((batch,), LABELS)
        return lambda: F.ctc_loss(x.movedim(1, 0).log_softmax(-1), targets, *lengths), x
    return losses.get(loss), x


def median_milliseconds(loss, shape, seconds):
    function, x = case_of(loss, shape)
    if function is None:
        return None
    times = []
    started = time.perf_counter()
    while len(times) < 5 or (time.perf_counter() - started < seconds and len(times) < 1000):
        x.grad = None
        before = time.perf_counter()
        function().backward()
        times.append(1000 * (time.perf_counter() - before))
    return statistics.median(times)


request = json.load(sys.stdin)
torch.set_num_threads(request["threads"])
torch.manual_seed(1)
print(json.dumps([median_milliseconds(c["loss"], c["shape"], request["seconds"]) for c in request["cases"]]))
