"""Writes packages/trainer/fixtures/tensorboard.json: event files by the real TensorBoard.

    python -P scripts/reference/tensorboard_events.py

The bytes are those of tensorboard's own record writer around its own messages, in base64.
"""

import base64
import io
import json
import pathlib

import tensorboard
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

TARGET = pathlib.Path(__file__).parents[2] / "packages/trainer/fixtures/tensorboard.json"

VERSION_TIME = 1700000000.25
EVENTS = [
    {"wallTime": 1700000001.5, "step": 0, "scalars": {"loss": 0.0}},
    {"wallTime": 1700000002.0, "step": 1, "scalars": {"loss": 0.1, "validation/accuracy": -3.5e-8}},
    {"wallTime": 1700000003.0, "step": 128, "scalars": {"verlust/größe": 3.4e38}},
    {
        "wallTime": 1700000004.125,
        "step": 2**40 + 3,
        "scalars": {"loss": -1.0},
        "histograms": {
            "dense/kernel": {
                "lowest": -1.5,
                "highest": 2.5,
                "count": 7,
                "sum": 3.25,
                "sumOfSquares": 11.0,
                "limits": [-0.5, 0.5, 1.5, 2.5],
                "counts": [2, 0, 4, 1],
            },
            "zeros": {
                "lowest": 0,
                "highest": 0,
                "count": 3,
                "sum": 0,
                "sumOfSquares": 0,
                "limits": [0],
                "counts": [3],
            },
        },
    },
]


def message(event):
    values = [
        summary_pb2.Summary.Value(tag=tag, simple_value=value) for tag, value in event["scalars"].items()
    ]
    for tag, histogram in event.get("histograms", {}).items():
        proto = summary_pb2.HistogramProto(
            min=histogram["lowest"],
            max=histogram["highest"],
            num=histogram["count"],
            sum=histogram["sum"],
            sum_squares=histogram["sumOfSquares"],
            bucket_limit=histogram["limits"],
            bucket=histogram["counts"],
        )
        values.append(summary_pb2.Summary.Value(tag=tag, histo=proto))
    return event_pb2.Event(
        wall_time=event["wallTime"], step=event["step"], summary=summary_pb2.Summary(value=values)
    )


def record_bytes(messages):
    buffer = io.BytesIO()
    writer = RecordWriter(buffer)
    for one in messages:
        writer.write(one.SerializeToString())
    return base64.b64encode(buffer.getvalue()).decode()


version = event_pb2.Event(wall_time=VERSION_TIME, file_version="brain.Event:2")
result = {
    "library": f"tensorboard {tensorboard.__version__}",
    "versionTime": VERSION_TIME,
    "events": EVENTS,
    "file": record_bytes([version, *map(message, EVENTS)]),
}
TARGET.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")
