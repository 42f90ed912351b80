"""Cases of the penalties on parameters."""

import keras

from loss_cases import case, float32, random

# Penalties. Keras's l2 has no factor ½.
PARAMETERS = [[0.5], [-2, 3, 1], [[1, -1], [0.25, -4]], random.normal(0, 1, 6), random.normal(0, 100, (2, 2))]
for strength in (0.01, 0.1, 1.0, 2.5):
    for parameters in PARAMETERS:
        case(
            f"keras.regularizers.L1(l1={strength})(x)",
            "l1Penalty",
            lambda w: keras.regularizers.L1(l1=strength)(w),
            (float32(parameters),),
            {"lambda": strength},
        )
        case(
            f"keras.regularizers.L2(l2={strength})(x)",
            "l2Penalty",
            lambda w: keras.regularizers.L2(l2=strength)(w),
            (float32(parameters),),
            {"lambda": 2 * strength},
        )
