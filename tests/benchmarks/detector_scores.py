#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""detector_scores.py CLI TRAINED

Does a detector keep its scores in integers? Takes the detector that `train_nets.py` left in TRAINED, ends it as YOLO exports
end (boxes in pixels and confidences of classes as rows of one output), writes it in the integer forms of Bitwright and of
onnxruntime.quantization on the same calibration pictures, and prints of 512 new scenes: signal to noise of each row of the
output, and average precision at an overlap of one half, mean over the classes. Needs onnx, onnxruntime, numpy and jax."""
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, quantize_dynamic, quantize_static

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here), str(here.parent / "cases")]
from trained import tasks  # noqa: E402

SIDE, CELLS, SCENES, BOXES = 64, 8, 512, 4
GRID = np.stack(np.meshgrid(np.arange(CELLS), np.arange(CELLS), indexing="ij"), -1).reshape(-1, 2).astype(np.float32)


def joined(model):
    """boxes, there and scores become one output: [batch, 4 + classes, cells]."""
    graph = model.graph
    stored = {"side": np.float32(SIDE), "cell": np.float32(SIDE / CELLS), "grid": GRID[None], "first": np.array([0]), "second": np.array([2]), "last": np.array([4]), "columns": np.array([2])}
    graph.initializer.extend(numpy_helper.from_array(np.asarray(value), name) for name, value in stored.items())
    for kind, given, made, attributes in (
        ("Slice", ["boxes", "first", "second", "columns"], "offsets", {}), ("Add", ["offsets", "grid"], "places", {}), ("Mul", ["places", "cell"], "middles", {}),
        ("Slice", ["boxes", "second", "last", "columns"], "shares", {}), ("Mul", ["shares", "side"], "sizes", {}), ("Concat", ["middles", "sizes"], "pixels", {"axis": 2}),
        ("Sigmoid", ["there"], "object", {}), ("Softmax", ["scores"], "classes", {"axis": -1}), ("Mul", ["object", "classes"], "confidence", {}),
        ("Concat", ["pixels", "confidence"], "rows", {"axis": 2}), ("Transpose", ["rows"], "output0", {"perm": [0, 2, 1]}),
    ):  # fmt: skip
        graph.node.append(helper.make_node(kind, given, [made], **attributes))
    classes = [output.type.tensor_type.shape.dim[2].dim_value for output in graph.output if output.name == "scores"][0]
    cells = graph.output[0].type.tensor_type.shape.dim[1].dim_value
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info("output0", TensorProto.FLOAT, ["batch", BOXES + classes, cells]))
    onnx.checker.check_model(model)
    return model


def corners(boxes):
    return np.concatenate([boxes[..., :2] - boxes[..., 2:] / 2, boxes[..., :2] + boxes[..., 2:] / 2], -1)


def overlap(one, many):
    one, many = corners(one), corners(many)
    low, high = np.maximum(one[:2], many[:, :2]), np.minimum(one[2:], many[:, 2:])
    both = np.clip(high - low, 0, None).prod(-1)
    return both / ((one[2:] - one[:2]).prod() + (many[:, 2:] - many[:, :2]).prod(-1) - both)


def suppressed(boxes, scores, most=0.5):
    """Positions that are left when each takes away the weaker ones it overlaps."""
    left, order = [], list(np.argsort(-scores))
    while order:
        best = order.pop(0)
        left.append(best)
        order = [at for at in order if overlap(boxes[best], boxes[at][None])[0] < most]
    return left


def average_precision(outputs, targets, kind):
    found, count = [], 0
    for output, target in zip(outputs, targets.reshape(len(targets), -1, 6)):
        there = (target[:, 0] > 0) & (target[:, 5].astype(int) == kind)
        true = np.concatenate([(target[there, 1:3] + GRID[there]) * (SIDE / CELLS), target[there, 3:5] * SIDE], 1)
        count += len(true)
        boxes, scores, free = output[:BOXES].T, output[BOXES + kind], np.ones(len(true), bool)
        boxes, scores = boxes[scores > 0.01], scores[scores > 0.01]
        for at in suppressed(boxes, scores):
            shared = overlap(boxes[at], true) * free if len(true) else np.zeros(1)
            hit = shared.max() >= 0.5
            if hit:
                free[shared.argmax()] = False
            found.append((scores[at], hit))
    hits = np.array([hit for _, hit in sorted(found, key=lambda each: -each[0])], float)
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return (envelope * hits).sum() / count


class Reader(CalibrationDataReader):
    def __init__(self, feed):
        self.batches = iter([{"image": feed["image"][at : at + 8]} for at in range(0, len(feed["image"]), 8)])

    def get_next(self):
        return next(self.batches, None)


def run(path, pictures):
    session = onnxruntime.InferenceSession(str(path))
    return np.concatenate([session.run(None, {"image": pictures[at : at + 64]})[0] for at in range(0, len(pictures), 64)]).astype(np.float64)


def ours(cli, model, out, calibration, *options):
    said = subprocess.run([cli, "compress", str(model), "--all", "uniform:bits=8,granularity=channel", "--data", calibration, *options, "-o", str(out), "--quiet", "--json"], capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout)["verified"]


def main():
    cli, trained = sys.argv[1], pathlib.Path(sys.argv[2])
    calibration = str(trained / "detector.calibration.npz")
    pictures, targets = tasks.scenes(np.random.default_rng(99), SCENES, "test")
    with tempfile.TemporaryDirectory() as made:
        made = pathlib.Path(made)
        floats = made / "floats.onnx"
        onnx.save(joined(onnx.load(trained / "detector.onnx")), floats)
        static = ["--activations", "static", "--calibrate", calibration, "--format"]
        for name, options in (("ours, qdq", [*static, "qdq"]), ("ours, qdq, mse", [*static, "qdq", "--calibrator", "mse"]), ("ours, qoperator", [*static, "qoperator"]), ("ours, dynamic", ["--activations", "dynamic"])):
            ours(cli, floats, made / f"{name}.onnx", calibration, *options)
        feed = dict(np.load(calibration))
        quantize_static(floats, made / "onnxruntime, static.onnx", Reader(feed), per_channel=True, reduce_range=True)
        quantize_dynamic(floats, made / "onnxruntime, dynamic.onnx", per_channel=True, reduce_range=True, op_types_to_quantize=["Conv", "MatMul"])
        reference = run(floats, pictures)
        print("| file | bytes | boxes, dB, least and mean | confidences, dB, least and mean | average precision |\n|---|---:|---:|---:|---:|")
        for path in [floats, *sorted(each for each in made.glob("*,*.onnx"))]:
            given = run(path, pictures)
            with np.errstate(divide="ignore"):
                rows = 10 * np.log10((reference**2).sum((0, 2)) / ((reference - given) ** 2).sum((0, 2)))
            precision = np.mean([average_precision(given, targets, kind) for kind in range(reference.shape[1] - BOXES)])
            decibels = " | ".join("" if np.isinf(part).all() else f"{part.min():.1f}, {part.mean():.1f}" for part in (rows[:BOXES], rows[BOXES:]))
            print(f"| {path.stem} | {path.stat().st_size:,} | {decibels} | {100 * precision:.2f} % |", flush=True)


if __name__ == "__main__":
    main()
