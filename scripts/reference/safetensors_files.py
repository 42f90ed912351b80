"""Files that Python's safetensors writes: packages/trainer/fixtures/safetensors.json, bytes in base64.

With --read FILE, prints what Python reads of a file instead: names, types, shapes and bytes in hexadecimal, as JSON.
"""

import base64
import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save

FIXTURE = Path(__file__).parents[2] / "packages/trainer/fixtures/safetensors.json"


def describe(name, array):
    return {
        "name": name,
        "shape": list(array.shape),
        "dtype": str(array.dtype),
        "hex": array.tobytes().hex(),
    }


def sample():
    odd = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 1e-45], dtype=np.float32)
    return {
        "odd numbers": odd,
        "scalar": np.array(7, dtype=np.int64),
        "empty": np.zeros((2, 0), dtype=np.float32),
        "half": np.array([[1.5, -2.0]], dtype=np.float16),
        "bytes": np.arange(5, dtype=np.uint8),
        "flags": np.array([True, False]),
        "double": np.array([np.pi]),
        "__proto__": np.array([1, 2], dtype=np.int32),
        "größe/重み": np.array([3], dtype=np.uint16),
    }


def read(path):
    with safe_open(path, framework="np") as file:
        tensors = [describe(name, file.get_tensor(name)) for name in sorted(file.keys())]
        return {"metadata": file.metadata(), "tensors": tensors}


def main():
    if sys.argv[1:2] == ["--read"]:
        print(json.dumps(read(sys.argv[2])))
        return
    tensors = sample()
    fixture = {
        "versions": {"safetensors": version("safetensors"), "numpy": version("numpy")},
        "file": base64.b64encode(save(tensors, metadata={"format": "np", "note": "ü"})).decode(),
        "tensors": [describe(name, array) for name, array in sorted(tensors.items())],
    }
    FIXTURE.write_text(json.dumps(fixture, indent=2, ensure_ascii=False) + "\n")


main()
