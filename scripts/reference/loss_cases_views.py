"""Cases of the losses between two views of the same rows."""

import numpy as np
import torch
from lightly import loss as lightly
from pytorch_metric_learning import losses as metric_learning

from loss_cases import case, float32

random = np.random.default_rng(20260128)


def views(rows, components, scale=1.0, noise=0.5):
    first = random.normal(0, scale, (rows, components))
    return float32(first), float32(first + random.normal(0, noise * scale, first.shape))


TABLES = [views(2, 3), views(4, 2, 0.3), views(6, 4), views(9, 3, 3.0), views(12, 5, 0.1, 2.0)]

for inputs in TABLES:
    for weights in ((25, 25, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1), (10, 5, 2)):
        invariance, variance, covariance = weights
        ours = {"invariance": invariance, "variance": variance, "covariance": covariance}
        case(
            f"lightly.loss.VICRegLoss(lambda_param={invariance}, mu_param={variance}, nu_param={covariance})(z_a, z_b)",
            "vicReg",
            lightly.VICRegLoss(lambda_param=invariance, mu_param=variance, nu_param=covariance),
            inputs,
            ours,
        )
    case(
        "pytorch_metric_learning.losses.VICRegLoss()(embeddings, ref_emb=ref_emb)",
        "vicReg",
        lambda embeddings, ref_emb: metric_learning.VICRegLoss()(embeddings, ref_emb=ref_emb),
        inputs,
        {},
    )
    for eps in (1e-4, 0.1):
        case(
            f"lightly.loss.VICRegLoss(eps={eps})(z_a, z_b)", "vicReg", lightly.VICRegLoss(eps=eps), inputs, {"eps": eps}
        )
    for lambda_param in (0.005, 0.0051, 0.1, 1):
        case(
            f"lightly.loss.BarlowTwinsLoss(lambda_param={lambda_param})(z_a, z_b)",
            "barlowTwins",
            lightly.BarlowTwinsLoss(lambda_param=lambda_param),
            inputs,
            {"lambda": lambda_param},
        )
    case(
        "lightly.loss.NegativeCosineSimilarity()(x0, x1)",
        "cosineDistance",
        lambda x0, x1: 1 + lightly.NegativeCosineSimilarity()(x0, x1),
        inputs,
        {},
    )


def dino(teacher_logits, logits, centre, student_temperature, teacher_temperature):
    loss = lightly.DINOLoss(output_dim=logits.shape[-1], student_temp=student_temperature)
    loss.center = torch.tensor(centre).reshape(1, 1, -1)
    # A view is not compared with itself: the first of the student's is left out.
    return loss([teacher_logits], [logits, logits], teacher_temp=teacher_temperature)


for inputs in TABLES:
    # lightly has the teacher's temperature in float32, and leaves it to the caller to stop the teacher's gradient.
    for student, teacher in ((0.1, float(np.float32(0.04))), (1, 0.5), (0.5, float(np.float32(0.07)))):
        for centre in (np.zeros(inputs[1].shape[1]), float32(random.normal(0, 0.5, inputs[1].shape[1]))):
            case(
                f"lightly.loss.DINOLoss(student_temp={student})([teacher], [other, student], teacher_temp={teacher:.2f})",
                "dino",
                lambda teacher_logits, logits: dino(teacher_logits, logits, centre, student, teacher),
                inputs,
                {"temperature": student, "teacherTemperature": teacher, "centre": centre.tolist()},
                targets=False,
            )
