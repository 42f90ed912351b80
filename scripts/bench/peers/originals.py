"""What computes each loss in PyTorch, or in a library on PyTorch: one table.

A row has the name of the library's function and what is called with the inputs by losskit's names. Class ids come as
int64. A loss that is not in the table has no original. Where the library's value is another by its definition, such
as a mean over pairs and not over rows, the row says so and its values are not compared, only timed.
"""

import os

os.environ.setdefault("KERAS_BACKEND", "torch")

import torch
import torch.nn.functional as F


class Original:
    def __init__(self, name, prepare, same=True):
        """`prepare` gives the function of the inputs; what it makes before is not timed."""
        self.name, self.prepare, self.same = name, prepare, same


def of(name, call, same=True):
    return Original(name, lambda _: call, same)


def torch_loss(name, call, same=True):
    return of(f"torch.nn.functional.{name}", call, same)


def keras_loss(name, prediction):
    def prepare(_):
        import keras

        loss = getattr(keras.losses, name)()
        return lambda x: loss(x["yTrue"], x[prediction])

    return Original(f"keras.losses.{name} on PyTorch", prepare)


def keras_class_loss(name, prediction, one_hot, **options):
    """Of Keras, on class ids or on rows with a one in the column of the class, which are made before."""

    def prepare(inputs):
        import keras

        loss = getattr(keras.losses, name)(**options)
        ids = inputs["labels"]
        truth = F.one_hot(ids, inputs[prediction].shape[1]).float() if one_hot else ids
        return lambda x: loss(truth, x[prediction])

    return Original(f"keras.losses.{name} on PyTorch", prepare)


def keras_penalty(name, **options):
    def prepare(_):
        import keras

        penalty = getattr(keras.regularizers, name)(**options)
        return lambda x: penalty(x["parameters"])

    return Original(f"keras.regularizers.{name} on PyTorch", prepare)


def kornia_loss(name):
    def prepare(_):
        import kornia

        loss = getattr(kornia.losses, name)
        return lambda x: loss(x["yPred"], x["yTrue"], reduction="mean")

    return Original(f"kornia.losses.{name}", prepare)


def channels_first(x):
    return x.movedim(-1, 1).contiguous()


def similarity_loss(name):
    """Of pytorch-msssim, on pictures."""

    def prepare(_):
        import pytorch_msssim

        similarity = getattr(pytorch_msssim, name)
        return lambda x: 1 - similarity(channels_first(x["yPred"]), channels_first(x["yTrue"]), data_range=1)

    return Original(f"pytorch_msssim.{name}", prepare)


def mask_loss(name, same=True, **options):
    """Of MONAI, on masks of classes."""

    def prepare(inputs):
        import monai

        loss = getattr(monai.losses, name)(**options)
        truth = channels_first(F.one_hot(inputs["labels"], inputs["probabilities"].shape[-1]).float())

        def call(x):
            predicted = channels_first(x["probabilities"])
            return loss(truth, predicted) if name == "SoftclDiceLoss" else loss(predicted, truth)

        return call

    return Original(f"monai.losses.{name}", prepare, same)


def view_loss(name, first="first", second="second", **options):
    """Of lightly, on two views of the same rows."""

    def prepare(_):
        from lightly import loss as lightly

        loss = getattr(lightly, name)(**options)
        return lambda x: loss(x[first], x[second])

    return Original(f"lightly.loss.{name}", prepare)


def sample_loss(name, **options):
    """Of GeomLoss, on two samples."""

    def prepare(_):
        import geomloss

        loss = geomloss.SamplesLoss(name, backend="tensorized", **options)
        return lambda x: loss(x["yTrue"], x["yPred"])

    # Half of what it is here, or of other iterations.
    return Original(f"geomloss.SamplesLoss('{name}')", prepare, same=False)


def proxy_loss(name, parameter, per_class=None, **options):
    """With proxies, or several centres a class, which are its own parameter there."""

    def prepare(inputs):
        from pytorch_metric_learning import losses

        given = "proxies" if "proxies" in inputs else "centres"
        shape = inputs[given].shape
        if per_class:
            options[per_class] = shape[2]
        loss = getattr(losses, name)(num_classes=shape[1], embedding_size=shape[0], **options)
        delattr(loss, parameter)

        def call(x):
            centres = x[given].reshape(shape[0], -1)
            setattr(loss, parameter, centres.T if parameter == "proxies" else centres)
            return loss(x["embeddings"], x["labels"])

        return call

    return Original(f"pytorch_metric_learning.losses.{name}", prepare)


def transducer(inputs):
    import torchaudio

    rows, frames = inputs["logits"].shape[:2]
    labels = inputs["labels"].int()
    whole = [torch.full((rows,), length, dtype=torch.int32) for length in (frames, labels.shape[1])]
    return lambda x: torchaudio.functional.rnnt_loss(x["logits"], labels, *whole, blank=0)


def jsd_cross_entropy(_):
    from timm.loss import JsdCrossEntropy

    loss = JsdCrossEntropy(num_splits=3, alpha=12, smoothing=0)
    return lambda x: loss(torch.cat([x["logits"], x["firstAugmented"], x["secondAugmented"]]), x["labels"])


def jensen_shannon(_):
    import kornia

    def pictures(x):
        return x[:, :, None, None].movedim(1, 3)

    return lambda x: kornia.losses.js_div_loss_2d(pictures(x["probabilities"]), pictures(x["yTrue"]))


def distillation(x, temperature=2):
    student, teacher = [(x[name] / temperature).log_softmax(-1) for name in ("logits", "teacherLogits")]
    return temperature**2 * F.kl_div(student, teacher, reduction="batchmean", log_target=True)


def total_variation(_):
    import kornia

    return lambda x: kornia.losses.total_variation(channels_first(x["yPred"])).sum(-1).mean()


def box_loss(name):
    def prepare(_):
        import torchvision

        loss = getattr(torchvision.ops, name)
        return lambda x: loss(x["yPred"], x["yTrue"], reduction="mean")

    # It adds a small number to its denominators.
    return Original(f"torchvision.ops.{name}", prepare)


def metric_loss(name, same=True, **options):
    """Of pytorch-metric-learning, on embeddings with labels."""

    def prepare(_):
        from pytorch_metric_learning import losses

        loss = getattr(losses, name)(**options)
        return lambda x: loss(x["embeddings"], x["labels"])

    return Original(f"pytorch_metric_learning.losses.{name}", prepare, same)


def euclidean(**options):
    from pytorch_metric_learning.distances import LpDistance

    return LpDistance(normalize_embeddings=False, **options)


def dot_product():
    from pytorch_metric_learning.distances import DotProductSimilarity

    return DotProductSimilarity(normalize_embeddings=False)


def angular(_):
    from pytorch_metric_learning import losses

    loss = losses.AngularLoss(alpha=40)
    return lambda x: loss(F.normalize(x["embeddings"]), x["labels"])


def raw_metric_loss(name, same=True, distance=euclidean, **options):
    """The same on embeddings that are not divided by their lengths."""

    def prepare(inputs):
        return metric_loss(name, same, distance=distance(), **options).prepare(inputs)

    return Original(f"pytorch_metric_learning.losses.{name}", prepare, same)


def triplet_loss(miner, same=True, **options):
    def prepare(_):
        from pytorch_metric_learning import losses, miners

        distance = euclidean()
        loss = losses.TripletMarginLoss(distance=distance, **options)
        mine = getattr(miners, miner)(distance=distance) if miner else None
        return lambda x: loss(x["embeddings"], x["labels"], mine(x["embeddings"], x["labels"]) if mine else None)

    name = "pytorch_metric_learning.losses.TripletMarginLoss"
    return Original(f"{name} with {miner}" if miner else name, prepare, same)


def centre_loss(name, **options):
    """A loss with a centre for each class, which is its own parameter."""

    def prepare(inputs):
        from pytorch_metric_learning import losses

        centres = inputs["centres"]
        loss = getattr(losses, name)(num_classes=centres.shape[1], embedding_size=centres.shape[0], **options)
        del loss.W

        def call(x):
            loss.W = x["centres"]
            return loss(x["embeddings"], x["labels"])

        return call

    return Original(f"pytorch_metric_learning.losses.{name}", prepare)


def overlap_loss(name, **options):
    """Of MONAI, with the classes in axis 1 and all rows in one picture."""

    def prepare(inputs):
        import monai

        loss = getattr(monai.losses, name)(**options)
        one_hot = F.one_hot(inputs["labels"], inputs["probabilities"].shape[1]).float().T[None].contiguous()
        return lambda x: loss(x["probabilities"].T[None], one_hot)

    return Original(f"monai.losses.{name}", prepare)


def lovasz_loss(mode, truth, prediction):
    def prepare(_):
        from segmentation_models_pytorch.losses import lovasz

        if mode == "binary":
            return lambda x: lovasz._lovasz_hinge(x[prediction], x[truth], per_image=False)
        return lambda x: lovasz._lovasz_softmax(x[prediction].T[None, :, :, None], x[truth][None, :, None])

    # Neighbours of a long sum are subtracted, which leaves few digits to the gradient of so many numbers.
    return Original(f"segmentation_models_pytorch.losses.LovaszLoss('{mode}')", prepare, same=mode != "binary")


def asymmetric(_):
    from timm.loss import AsymmetricLossMultiLabel

    loss = AsymmetricLossMultiLabel(gamma_neg=4, gamma_pos=1, clip=0.05)
    return lambda x: loss(x["logits"], x["yTrue"])


def asymmetric_single_label(_):
    from timm.loss import AsymmetricLossSingleLabel

    loss = AsymmetricLossSingleLabel(gamma_pos=1, gamma_neg=4, eps=0.1)
    return lambda x: loss(x["logits"], x["labels"])


def coral(inputs):
    from coral_pytorch.losses import coral_loss

    levels = (inputs["labels"][:, None] > torch.arange(inputs["logits"].shape[1])).float()
    return lambda x: coral_loss(x["logits"], levels)


def corn(inputs):
    from coral_pytorch.losses import corn_loss

    classes = inputs["logits"].shape[1] + 1
    return lambda x: corn_loss(x["logits"], x["labels"], classes)


def sigmoid_focal(_):
    from torchvision.ops import sigmoid_focal_loss

    return lambda x: sigmoid_focal_loss(x["logits"], x["yTrue"], alpha=-1, gamma=2, reduction="mean")


def ctc(inputs):
    batch, frames, _ = inputs["logits"].shape
    lengths = torch.full((batch,), frames), torch.full((batch,), inputs["labels"].shape[1])

    def call(x):
        log_probabilities = x["logits"].movedim(1, 0).log_softmax(-1)
        return F.ctc_loss(log_probabilities, x["labels"], *lengths, reduction="none").mean()

    return call


def multilabel_margin(inputs):
    truth = inputs["yTrue"]
    count = truth.sum(1, keepdim=True)
    # The ids of each row first, then −1.
    ids = torch.where(torch.arange(truth.shape[1]) < count, torch.argsort(truth, dim=1, descending=True, stable=True), -1)
    return lambda x: F.multilabel_margin_loss(x["logits"], ids)


def mixture(_):
    from torch import distributions as d

    def call(x):
        parts = d.Normal(x["means"], x["logScales"].exp())
        return -d.MixtureSameFamily(d.Categorical(logits=x["logits"]), parts).log_prob(x["yTrue"]).mean()

    return call


def laplace(x):
    from torch import distributions as d

    return -d.Laplace(x["mean"], (x["variance"] / 2).sqrt()).log_prob(x["yTrue"]).mean()


def gamma(x):
    from torch import distributions as d

    return -d.Gamma(torch.ones(()), (-x["logMeans"]).exp()).log_prob(x["yTrue"]).mean()


def negative_binomial(x):
    from torch import distributions as d

    return -d.NegativeBinomial(torch.ones(()), logits=x["logRates"]).log_prob(x["yTrue"]).mean()


def student_t(x):
    from torch import distributions as d

    freedom = 4
    scale = (x["variance"] * ((freedom - 2) / freedom)).sqrt()
    return -d.StudentT(freedom, x["mean"], scale).log_prob(x["yTrue"]).mean()


def matthews(inputs):
    from segmentation_models_pytorch.losses import MCCLoss

    loss = MCCLoss()
    truth = F.one_hot(inputs["labels"], inputs["probabilities"].shape[1]).float()
    return lambda x: loss(x["probabilities"], truth)


def weibull(x):
    from torch import distributions as d

    law = d.Weibull(x["logScales"].exp(), x["logShapes"].exp())
    return -law.log_prob(x["time"]).mean()


ORIGINALS = {
    # regression
    "meanSquaredError": torch_loss("mse_loss", lambda x: F.mse_loss(x["yPred"], x["yTrue"])),
    "meanAbsoluteError": torch_loss("l1_loss", lambda x: F.l1_loss(x["yPred"], x["yTrue"])),
    "huber": torch_loss("huber_loss", lambda x: F.huber_loss(x["yPred"], x["yTrue"])),
    "smoothL1": torch_loss("smooth_l1_loss", lambda x: F.smooth_l1_loss(x["yPred"], x["yTrue"])),
    "logCosh": keras_loss("LogCosh", "yPred"),
    "meanAbsolutePercentageError": keras_loss("MeanAbsolutePercentageError", "yPred"),
    "meanSquaredLogarithmicError": keras_loss("MeanSquaredLogarithmicError", "yPred"),
    "charbonnier": kornia_loss("charbonnier_loss"),
    "cauchy": kornia_loss("cauchy_loss"),
    "gemanMcClure": kornia_loss("geman_mcclure_loss"),
    "welsch": kornia_loss("welsch_loss"),
    "cosineDistance": torch_loss(
        "cosine_similarity", lambda x: (1 - F.cosine_similarity(x["yPred"], x["yTrue"], dim=-1)).mean()
    ),
    "halfSquaredError": torch_loss("mse_loss", lambda x: F.mse_loss(x["yPred"], x["yTrue"]) / 2),
    # likelihood
    "jensenShannon": Original("kornia.losses.js_div_loss_2d", jensen_shannon),
    "knowledgeDistillation": torch_loss("kl_div", distillation),
    "nll": torch_loss("nll_loss", lambda x: F.nll_loss(x["logProbabilities"], x["labels"])),
    "klDivergence": torch_loss(
        "kl_div", lambda x: F.kl_div(x["logProbabilities"], x["yTrue"], reduction="batchmean")
    ),
    "poissonNll": torch_loss("poisson_nll_loss", lambda x: F.poisson_nll_loss(x["logRates"], x["yTrue"])),
    "gaussianNll": torch_loss(
        "gaussian_nll_loss", lambda x: F.gaussian_nll_loss(x["mean"], x["yTrue"], x["variance"])
    ),
    # These have their constants, too.
    "laplaceNll": of("torch.distributions.Laplace", laplace, same=False),
    "weibullNll": of("torch.distributions.Weibull", weibull, same=False),
    "studentTNll": of("torch.distributions.StudentT", student_t, same=False),
    "gammaNll": of("torch.distributions.Gamma", gamma),
    "negativeBinomialNll": of("torch.distributions.NegativeBinomial", negative_binomial),
    "mixtureNll": Original("torch.distributions.MixtureSameFamily", mixture, same=False),
    # classification
    "crossEntropy": torch_loss("cross_entropy", lambda x: F.cross_entropy(x["logits"], x["labels"])),
    "binaryCrossEntropy": torch_loss(
        "binary_cross_entropy", lambda x: F.binary_cross_entropy(x["probabilities"], x["yTrue"])
    ),
    "binaryCrossEntropyWithLogits": torch_loss(
        "binary_cross_entropy_with_logits", lambda x: F.binary_cross_entropy_with_logits(x["logits"], x["yTrue"])
    ),
    "binaryFocal": Original("torchvision.ops.sigmoid_focal_loss", sigmoid_focal),
    "categoricalCrossEntropy": torch_loss("nll_loss", lambda x: F.nll_loss(x["probabilities"].log(), x["labels"])),
    "linearCrossEntropy": torch_loss(
        "linear_cross_entropy", lambda x: F.linear_cross_entropy(x["features"], x["kernel"].T, x["labels"])
    ),
    "categoricalFocal": keras_class_loss(
        "CategoricalFocalCrossentropy", "logits", True, alpha=1, gamma=2, from_logits=True
    ),
    "multilabelSoftMargin": torch_loss(
        "multilabel_soft_margin_loss", lambda x: F.multilabel_soft_margin_loss(x["logits"], x["yTrue"])
    ),
    # It adds up the columns of a row.
    "asymmetric": Original("timm.loss.AsymmetricLossMultiLabel", asymmetric, same=False),
    "jsdCrossEntropy": Original("timm.loss.JsdCrossEntropy", jsd_cross_entropy),
    "asymmetricSingleLabel": Original("timm.loss.AsymmetricLossSingleLabel", asymmetric_single_label),
    "coral": Original("coral_pytorch.losses.coral_loss", coral),
    # It divides by the classes that count.
    "corn": Original("coral_pytorch.losses.corn_loss", corn, same=False),
    # margin
    "hinge": keras_loss("Hinge", "logits"),
    "squaredHinge": keras_loss("SquaredHinge", "logits"),
    "categoricalHinge": keras_class_loss("CategoricalHinge", "logits", True),
    "softMargin": torch_loss("soft_margin_loss", lambda x: F.soft_margin_loss(x["logits"], x["yTrue"])),
    "multiMargin": torch_loss("multi_margin_loss", lambda x: F.multi_margin_loss(x["logits"], x["labels"])),
    "multilabelMargin": Original("torch.nn.functional.multilabel_margin_loss", multilabel_margin),
    "hingeEmbedding": torch_loss(
        "hinge_embedding_loss", lambda x: F.hinge_embedding_loss(x["distances"], x["yTrue"])
    ),
    "marginRanking": torch_loss(
        "margin_ranking_loss", lambda x: F.margin_ranking_loss(x["first"], x["second"], x["yTrue"])
    ),
    "cosineEmbedding": torch_loss(
        "cosine_embedding_loss", lambda x: F.cosine_embedding_loss(x["first"], x["second"], x["yTrue"])
    ),
    # embedding
    "tripletMargin": torch_loss(
        "triplet_margin_loss", lambda x: F.triplet_margin_loss(x["anchor"], x["positive"], x["negative"])
    ),
    "ntXent": metric_loss("NTXentLoss", temperature=0.07),
    "nPairs": raw_metric_loss("NTXentLoss", distance=dot_product, temperature=1),
    "supervisedContrastive": metric_loss("SupConLoss", temperature=0.1),
    "circle": metric_loss("CircleLoss", m=0.4, gamma=80),
    "multiSimilarity": metric_loss("MultiSimilarityLoss", alpha=2, beta=50, base=0.5),
    "fastAp": metric_loss("FastAPLoss", num_bins=10),
    "angular": Original("pytorch_metric_learning.losses.AngularLoss", angular),
    # Its exponentials vanish among 128 components.
    "nca": raw_metric_loss("NCALoss", same=False, distance=lambda: euclidean(power=2), softmax_scale=1),
    "liftedStructure": raw_metric_loss("LiftedStructureLoss", neg_margin=1, pos_margin=0),
    "generalizedLiftedStructure": raw_metric_loss(
        "GeneralizedLiftedStructureLoss", neg_margin=1, pos_margin=0
    ),
    "batchHardTriplet": triplet_loss("BatchHardMiner", margin=1),
    "batchHardSoftMarginTriplet": triplet_loss("BatchHardMiner", margin=0, smooth_loss=True),
    # Its mean is over the triplets that violate the margin.
    "batchAllTriplet": triplet_loss(None, same=False, margin=1),
    "arcFace": centre_loss("ArcFaceLoss", margin=28.64788975654116, scale=64),
    "cosFace": centre_loss("CosFaceLoss", margin=0.35, scale=64),
    "sphereFace": centre_loss("SphereFaceLoss", margin=4, scale=1),
    "normalizedSoftmax": centre_loss("NormalizedSoftmaxLoss", temperature=0.05),
    "subCenterArcFace": proxy_loss("SubCenterArcFaceLoss", "W", margin=28.64788975654116, scale=64, per_class="sub_centers"),
    "softTriple": proxy_loss("SoftTripleLoss", "fc", per_class="centers_per_class"),
    "proxyAnchor": proxy_loss("ProxyAnchorLoss", "proxies"),
    "proxyNca": proxy_loss("ProxyNCALoss", "proxies"),
    "contrastive": raw_metric_loss("ContrastiveLoss", same=False),
    # views and samples
    "vicReg": view_loss("VICRegLoss"),
    "barlowTwins": view_loss("BarlowTwinsLoss"),
    "dino": torch_loss(
        "cross_entropy", lambda x: F.cross_entropy(x["logits"] / 0.1, (x["teacherLogits"] / 0.04).softmax(-1))
    ),
    "energyDistance": sample_loss("energy"),
    "maximumMeanDiscrepancy": sample_loss("gaussian", blur=1),
    "sinkhorn": sample_loss("sinkhorn", p=2, blur=0.5),
    # preferences
    "bradleyTerry": torch_loss("logsigmoid", lambda x: -F.logsigmoid(x["chosen"] - x["rejected"]).mean()),
    "dpo": torch_loss(
        "logsigmoid",
        lambda x: -F.logsigmoid(
            0.1 * (x["chosen"] - x["referenceChosen"] - x["rejected"] + x["referenceRejected"])
        ).mean(),
    ),
    # pictures and masks
    "ssim": similarity_loss("ssim"),
    "msSsim": similarity_loss("ms_ssim"),
    "totalVariation": Original("kornia.losses.total_variation", total_variation),
    "clDice": mask_loss("SoftclDiceLoss", same=False),
    "hausdorffDistance": mask_loss("HausdorffDTLoss", include_background=True),
    # The logarithm of the mean.
    "logHausdorffDistance": mask_loss("LogHausdorffDTLoss", same=False, include_background=True),
    # overlap and boxes
    "dice": overlap_loss("DiceLoss", batch=True, smooth_nr=0, smooth_dr=1e-12),
    "jaccard": overlap_loss("DiceLoss", jaccard=True, batch=True, smooth_nr=0, smooth_dr=1e-12),
    "tversky": overlap_loss("TverskyLoss", batch=True, smooth_nr=0, smooth_dr=1e-12),
    "generalizedDice": overlap_loss("GeneralizedDiceLoss", batch=True, smooth_nr=0, smooth_dr=1e-12),
    "lovaszSoftmax": lovasz_loss("multiclass", "labels", "probabilities"),
    "lovaszHinge": lovasz_loss("binary", "yTrue", "logits"),
    "giou": box_loss("generalized_box_iou_loss"),
    "diou": box_loss("distance_box_iou_loss"),
    "ciou": box_loss("complete_box_iou_loss"),
    # One correlation of all classes there, one for each here.
    "matthews": Original("segmentation_models_pytorch.losses.MCCLoss", matthews, same=False),
    # sequence and penalties
    "ctc": Original("torch.nn.functional.ctc_loss", ctc),
    "rnnTransducer": Original("torchaudio.functional.rnnt_loss", transducer),
    "l1Penalty": keras_penalty("L1", l1=0.01),
    "l2Penalty": keras_penalty("L2", l2=0.005),
}

if __name__ == "__main__":
    import json

    print(json.dumps({name: original.name for name, original in ORIGINALS.items()}))
