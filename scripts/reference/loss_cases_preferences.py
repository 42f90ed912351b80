"""Cases of the losses of preferences, of adversaries and of teachers.

Those of preferences are in NumPy from the source of TRL (reward_trainer.py, dpo_trainer.py), those of adversaries from
that of TF-GAN (losses_impl.py) and torchgan (functional.py), which need libraries of their own.
"""

import numpy as np
import torch.nn.functional as F

from loss_cases import REDUCTIONS, case, float32

random = np.random.default_rng(20250109)
SHAPES = [((6,), 1.0), ((2, 3), 5.0), ((4,), 30.0), ((3, 1, 2), 0.01)]
REDUCE = {"none": lambda x: x, "sum": np.sum, "mean": np.mean}


def scores(count):
    return [tuple(float32(random.normal(0, scale, shape)) for _ in range(count)) for shape, scale in SHAPES]


def compare(call, loss, function, tables, options):
    for inputs in tables:
        for reduction in REDUCTIONS:
            case(
                f"numpy.{call}, reduction='{reduction}'",
                loss,
                lambda *xs: REDUCE[reduction](function(*xs)),
                inputs,
                {**options, "reduction": reduction},
            )


def log_sigmoid(x):
    size = np.where(x.real < 0, -x, x)
    return np.where(x.real < 0, x, 0) - np.log(1 + np.exp(-size))


compare(
    "reward_loss(rewards_chosen, rewards_rejected)",
    "bradleyTerry",
    lambda chosen, rejected: -log_sigmoid(chosen - rejected),
    scores(2) + scores(2) + [(float32([1, 1e4, -1e4]), float32([1, -1e4, 1e4]))],
    {},
)


def dpo(beta, label_smoothing):
    def loss(reference_chosen, reference_rejected, chosen, rejected):
        delta = (chosen - reference_chosen) - (rejected - reference_rejected)
        return -log_sigmoid(beta * delta) * (1 - label_smoothing) - log_sigmoid(-beta * delta) * label_smoothing

    return loss


LOG_PROBABILITIES = [tuple(-np.abs(x) for x in table) for table in scores(4)]
for beta, label_smoothing in ((0.1, 0.0), (0.5, 0.0), (0.1, 0.2), (2.0, 0.5)):
    compare(
        f"dpo_loss(logps, ref_logps, beta={beta}, label_smoothing={label_smoothing})",
        "dpo",
        dpo(beta, label_smoothing),
        LOG_PROBABILITIES,
        {"beta": beta, "labelSmoothing": label_smoothing},
    )


def hinge(x):
    return np.where(x.real > 0, x, 0)


FAR = [(float32([1e4, -1e4, 0]), float32([-1e4, 1e4, 0]))]
BOTH = scores(2) + scores(2) + FAR
compare("wasserstein_discriminator_loss(real, fake)", "wassersteinCritic", lambda real, fake: fake - real, BOTH, {})
compare(
    "wasserstein_hinge_discriminator_loss(real, fake)",
    "hingeDiscriminator",
    lambda real, fake: hinge(1 - real) + hinge(1 + fake),
    BOTH,
    {},
)
compare("wasserstein_generator_loss(fake)", "wassersteinGenerator", lambda fake: -fake, [(fake,) for _, fake in BOTH], {})
for real_label, fake_label in ((1.0, 0.0), (0.9, 0.1), (1.0, -1.0)):
    compare(
        f"least_squares_discriminator_loss(real, fake, real_label={real_label}, fake_label={fake_label})",
        "leastSquaresDiscriminator",
        lambda real, fake: (real - real_label) ** 2 / 2 + (fake - fake_label) ** 2 / 2,
        BOTH,
        {"realLabel": real_label, "fakeLabel": fake_label},
    )
    compare(
        f"least_squares_generator_loss(fake, real_label={real_label})",
        "leastSquaresGenerator",
        lambda fake: (fake - real_label) ** 2 / 2,
        [(fake,) for _, fake in BOTH],
        {"realLabel": real_label},
    )

TEACHERS = [
    tuple(float32(random.normal(0, scale, (rows, classes))) for _ in range(2))
    for rows, classes, scale in ((3, 4, 1), (5, 2, 3), (2, 10, 10), (4, 3, 0.1))
]
for temperature in (1.0, 2.0, 4.0, 20.0):
    for inputs in TEACHERS:
        for reduction, theirs in (("none", "none"), ("mean", "batchmean"), ("sum", "sum")):
            case(
                f"torch.nn.functional.kl_div(log_softmax(student / {temperature}), log_softmax(teacher / {temperature}), "
                f"reduction='{theirs}', log_target=True){'.sum(-1)' if theirs == 'none' else ''} * {temperature} ** 2",
                "knowledgeDistillation",
                lambda teacher, student: temperature**2
                * (lambda loss: loss.sum(-1) if theirs == "none" else loss)(
                    F.kl_div(
                        F.log_softmax(student / temperature, -1),
                        F.log_softmax(teacher / temperature, -1),
                        reduction=theirs,
                        log_target=True,
                    )
                ),
                inputs,
                {"temperature": temperature, "reduction": reduction},
            )
