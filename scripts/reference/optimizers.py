"""Writes what PyTorch, Optax and schedulefree compute into packages/trainer/fixtures/optimizers.json.

    python -m pip install -r scripts/reference/requirements.txt
    python -P scripts/reference/optimizers.py  # -P: a file beside this one must not hide a standard module

A case is one optimizer of another library on a noisy bowl, in float64: `options` are those of losskit's optimizer of
the name in `optimizer`, `clip` those of a transform before it, and `points` are kernel and bias, flattened and joined,
after each of `steps`.
"""

import json
from importlib.metadata import version as version_of
from pathlib import Path

import jax
import numpy
import optax
import schedulefree
import torch

jax.config.update("jax_enable_x64", True)

OUTPUT = Path(__file__).parents[2] / "packages/trainer/fixtures/optimizers.json"
STEPS = [1, 2, 10, 100, 1000]
START = {"kernel": [[3.0, -2.0], [0.5, 1.5], [4.0, 2.0]], "bias": [0.25, -0.75]}
CURVATURE = {"kernel": [[1.0, 10.0], [2.0, 5.0], [0.5, 4.0]], "bias": [3.0, 1.0]}


def noise():
    """Numbers in [-0.5, 0.5) that float32 holds exactly, eight a step: kernel, then bias."""
    state = 1
    while True:
        numbers = []
        for _ in range(8):
            state = (state * 1664525 + 1013904223) % 2**32
            numbers.append((state >> 16) / 65536 - 0.5)
        yield {"kernel": numpy.reshape(numbers[:6], (3, 2)), "bias": numpy.array(numbers[6:])}


def gradient(name, value, drawn):
    return numpy.array(CURVATURE[name]) * (value - 1) + drawn[name]


def joined(point):
    return [float(number) for name in ("kernel", "bias") for number in numpy.ravel(point[name])]


def set_gradients(point, drawn):
    for name, tensor in point.items():
        tensor.grad = torch.tensor(gradient(name, tensor.detach().numpy(), drawn))


def run_torch(make, clip=None):
    point = {name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in START.items()}
    optimizer = make(point)
    points = []
    for step, drawn in zip(range(1, STEPS[-1] + 1), noise()):
        set_gradients(point, drawn)
        if clip:
            clip(list(point.values()))
        optimizer.step()
        if step in STEPS:
            points.append(joined({name: tensor.detach().numpy() for name, tensor in point.items()}))
    return points


def run_muon(arguments, adam_ratio):
    """PyTorch's kernels are [outputs, inputs]; what is no matrix takes AdamW. Newton-Schulz in float64 instead of bfloat16."""
    kernel = torch.tensor(START["kernel"], dtype=torch.float64).T.contiguous().requires_grad_()
    bias = torch.tensor(START["bias"], dtype=torch.float64, requires_grad=True)
    optimizers = [
        torch.optim.Muon([kernel], **arguments),
        torch.optim.AdamW([bias], lr=arguments["lr"] * adam_ratio, weight_decay=0.0),
    ]
    bfloat16, torch.Tensor.bfloat16 = torch.Tensor.bfloat16, torch.Tensor.clone
    points = []
    for step, drawn in zip(range(1, STEPS[-1] + 1), noise()):
        kernel.grad = torch.tensor(gradient("kernel", kernel.detach().numpy().T, drawn)).T.contiguous()
        bias.grad = torch.tensor(gradient("bias", bias.detach().numpy(), drawn))
        for optimizer in optimizers:
            optimizer.step()
        if step in STEPS:
            points.append(joined({"kernel": kernel.detach().numpy().T, "bias": bias.detach().numpy()}))
    torch.Tensor.bfloat16 = bfloat16
    return points


def run_schedule_free(make):
    """The points are those of evaluation, x."""
    point = {name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in START.items()}
    optimizer = make(point)
    points = []
    for step, drawn in zip(range(1, STEPS[-1] + 1), noise()):
        optimizer.train()
        set_gradients(point, drawn)
        optimizer.step()
        if step in STEPS:
            optimizer.eval()
            points.append(joined({name: tensor.detach().numpy() for name, tensor in point.items()}))
    return points


def run_optax(optimizer, evaluated=lambda state, point: point):
    point = {name: jax.numpy.array(value) for name, value in START.items()}
    state = optimizer.init(point)
    update = jax.jit(optimizer.update)
    points = []
    for step, drawn in zip(range(1, STEPS[-1] + 1), noise()):
        gradients = {name: gradient(name, numpy.asarray(value), drawn) for name, value in point.items()}
        updates, state = update(gradients, state, point)
        point = optax.apply_updates(point, updates)
        if step in STEPS:
            points.append(joined(evaluated(state, point)))
    return points


cases = []


def case(library, call, optimizer, options, points, clip=None):
    version = {"torch": torch.__version__.split("+")[0], "optax": optax.__version__, "schedulefree": version_of("schedulefree")}[library]
    entry = {"library": library, "version": version, "call": call, "optimizer": optimizer, "options": options}
    cases.append({**entry, **({"clip": clip} if clip else {}), "steps": STEPS, "points": points})


def torch_case(name, arguments, optimizer, options, clip=None, clip_call=None):
    optim = getattr(torch.optim, name)
    points = run_torch(lambda point: optim(point.values(), **arguments), clip_call)
    case("torch", f"{name}({arguments})", optimizer, options, points, clip)


def torch_decayed(name, arguments, decay, optimizer, options):
    """The bias does not decay."""
    optim = getattr(torch.optim, name)
    groups = lambda point: [
        {"params": [point["kernel"]], "weight_decay": decay},
        {"params": [point["bias"]], "weight_decay": 0.0},
    ]
    call = f"{name}({arguments}), weight_decay {decay} on the kernel"
    case("torch", call, optimizer, options, run_torch(lambda point: optim(groups(point), **arguments)))


def optax_case(call, make, optimizer, options, clip=None):
    case("optax", call, optimizer, options, run_optax(make), clip)


MASK = {"kernel": True, "bias": False}
RATE = {"learningRate": 0.01}

torch_case("SGD", {"lr": 0.01}, "sgd", RATE)
torch_case("SGD", {"lr": 0.01, "momentum": 0.9}, "momentum", RATE)
torch_case("SGD", {"lr": 0.01, "momentum": 0.8, "nesterov": True}, "momentum", {**RATE, "momentum": 0.8, "nesterov": True})
torch_case("Adam", {"lr": 0.01}, "adam", RATE)
torch_decayed("AdamW", {"lr": 0.01}, 0.01, "adamW", RATE)
torch_decayed("AdamW", {"lr": 0.01, "betas": (0.8, 0.99)}, 0.2, "adamW", {**RATE, "beta1": 0.8, "beta2": 0.99, "weightDecay": 0.2})
torch_case("NAdam", {"lr": 0.01}, "nadam", RATE)
torch_case("RAdam", {"lr": 0.01}, "radam", RATE)
torch_case("Adagrad", {"lr": 0.1}, "adagrad", {"learningRate": 0.1})
torch_case("Adagrad", {"lr": 0.1, "initial_accumulator_value": 0.5}, "adagrad", {"learningRate": 0.1, "initialAccumulator": 0.5})
torch_case("Adadelta", {}, "adadelta", {})
torch_case("Adadelta", {"lr": 0.5, "rho": 0.95, "eps": 1e-4}, "adadelta", {"learningRate": 0.5, "rho": 0.95, "epsilon": 1e-4})
torch_case("RMSprop", {"lr": 0.01}, "rmsprop", RATE)
torch_case("RMSprop", {"lr": 0.001, "alpha": 0.9, "momentum": 0.9}, "rmsprop", {"learningRate": 0.001, "decay": 0.9, "momentum": 0.9})
torch_case("RMSprop", {"lr": 0.01, "centered": True}, "rmsprop", {**RATE, "centered": True})
torch_case("RMSprop", {"lr": 0.001, "centered": True, "momentum": 0.5}, "rmsprop", {"learningRate": 0.001, "centered": True, "momentum": 0.5})
torch_case("Adamax", {"lr": 0.01}, "adamax", RATE)
torch_case("Adafactor", {"eps": (1.2e-7, 1e-3)}, "adafactor", {})
torch_decayed("Adafactor", {"lr": 0.1, "d": 2.0, "eps": (1.2e-7, 1e-3)}, 0.2, "adafactor", {"learningRate": 0.1, "clip": 2, "weightDecay": 0.2})
torch_case("SGD", {"lr": 0.01}, "sgd", RATE, {"name": "clipByGlobalNorm", "limit": 2}, lambda parameters: torch.nn.utils.clip_grad_norm_(parameters, 2))
torch_case("Adam", {"lr": 0.01}, "adam", RATE, {"name": "clipByValue", "limit": 0.5}, lambda parameters: torch.nn.utils.clip_grad_value_(parameters, 0.5))

optax_case("sgd(0.01)", optax.sgd(0.01), "sgd", RATE)
optax_case("sgd(0.01, momentum=0.8, nesterov=True)", optax.sgd(0.01, momentum=0.8, nesterov=True), "momentum", {**RATE, "momentum": 0.8, "nesterov": True})
optax_case("adam(0.01)", optax.adam(0.01), "adam", RATE)
optax_case("adamw(0.01, weight_decay=0.01, mask=kernel)", optax.adamw(0.01, weight_decay=0.01, mask=MASK), "adamW", RATE)
optax_case("radam(0.01)", optax.radam(0.01), "radam", RATE)
optax_case("adagrad(0.1, initial_accumulator_value=0.5, eps=1e-20)", optax.adagrad(0.1, initial_accumulator_value=0.5, eps=1e-20), "adagrad", {"learningRate": 0.1, "initialAccumulator": 0.5})
optax_case("adadelta(1.0)", optax.adadelta(1.0), "adadelta", {})
optax_case("rmsprop(0.01, decay=0.99, eps_in_sqrt=False)", optax.rmsprop(0.01, decay=0.99, eps_in_sqrt=False), "rmsprop", RATE)
optax_case("rmsprop(0.01, decay=0.99, eps_in_sqrt=False, centered=True)", optax.rmsprop(0.01, decay=0.99, eps_in_sqrt=False, centered=True), "rmsprop", {**RATE, "centered": True})
optax_case("adamax(0.01)", optax.adamax(0.01), "adamax", RATE)
optax_case("lion(0.003, mask=kernel)", optax.lion(0.003, mask=MASK), "lion", {"learningRate": 0.003})
optax_case("lamb(0.01, weight_decay=0.01, mask=kernel)", optax.lamb(0.01, weight_decay=0.01, mask=MASK), "lamb", RATE)
optax_case("chain(clip(0.5), adam(0.01))", optax.chain(optax.clip(0.5), optax.adam(0.01)), "adam", RATE, {"name": "clipByValue", "limit": 0.5})
optax_case("chain(clip_by_global_norm(2), sgd(0.01))", optax.chain(optax.clip_by_global_norm(2.0), optax.sgd(0.01)), "sgd", RATE, {"name": "clipByGlobalNorm", "limit": 2})
optax_case("chain(adaptive_grad_clip(0.2), sgd(0.01))", optax.chain(optax.adaptive_grad_clip(0.2), optax.sgd(0.01)), "sgd", RATE, {"name": "adaptiveClip", "limit": 0.2})

torch_case("Adam", {"lr": 0.01, "betas": (0.9, 0.9), "amsgrad": True}, "adam", {**RATE, "beta2": 0.9, "amsgrad": True})
torch_decayed("AdamW", {"lr": 0.01, "betas": (0.9, 0.9), "amsgrad": True}, 0.2, "adamW", {**RATE, "beta2": 0.9, "weightDecay": 0.2, "amsgrad": True})
torch_case("SGD", {"lr": 0.01, "momentum": 0.9, "dampening": 0.5}, "momentum", {**RATE, "dampening": 0.5})
torch_case("SGD", {"lr": 0.01, "momentum": 0.0, "dampening": 0.5}, "momentum", {**RATE, "momentum": 0, "dampening": 0.5})

muons = [
    ({"lr": 0.002}, 0.015, {"learningRate": 0.002}),
    ({"lr": 0.01, "momentum": 0.8, "nesterov": False, "weight_decay": 0.0, "ns_steps": 3}, 0.015, {**RATE, "momentum": 0.8, "nesterov": False, "weightDecay": 0, "newtonSchulzSteps": 3}),
    ({"lr": 0.01, "adjust_lr_fn": "match_rms_adamw"}, 1, {**RATE, "adjust": "matchRmsAdamW"}),
]
for arguments, ratio, options in muons:
    case("torch", f"Muon({arguments}) on the kernel, AdamW(lr={arguments['lr'] * ratio}) on the bias", "muon", options, run_muon(arguments, ratio))


def schedule_free_case(arguments, decay, optimizer, options):
    """The bias does not decay."""
    groups = lambda point: [
        {"params": [point["kernel"]], "weight_decay": decay},
        {"params": [point["bias"]], "weight_decay": 0.0},
    ]
    call = f"AdamWScheduleFree({arguments}), weight_decay {decay} on the kernel"
    make = lambda point: schedulefree.AdamWScheduleFree(groups(point), **arguments)
    case("schedulefree", call, optimizer, options, run_schedule_free(make))


schedule_free_case({"lr": 0.01}, 0.0, "scheduleFreeAdamW", RATE)
schedule_free_case({}, 0.1, "scheduleFreeAdamW", {"weightDecay": 0.1})
schedule_free_case({"lr": 0.05, "betas": (0.8, 0.99), "warmup_steps": 20}, 0.05, "scheduleFreeAdamW", {"learningRate": 0.05, "warmupSteps": 20, "beta1": 0.8, "beta2": 0.99, "weightDecay": 0.05})
case(
    "schedulefree", "SGDScheduleFree(lr=0.1, momentum=0.7)", "scheduleFreeSgd", {"learningRate": 0.1, "beta1": 0.7},
    run_schedule_free(lambda point: schedulefree.SGDScheduleFree(point.values(), lr=0.1, momentum=0.7)),
)
case(
    "optax", "contrib.schedule_free_adamw(0.01)", "scheduleFreeAdamW", RATE,
    run_optax(optax.contrib.schedule_free_adamw(0.01), optax.contrib.schedule_free_eval_params),
)

lines = ",\n".join(json.dumps(entry) for entry in cases)
OUTPUT.parent.mkdir(exist_ok=True)
OUTPUT.write_text(f"[\n{lines}\n]\n")
print(f"{len(cases)} cases")
