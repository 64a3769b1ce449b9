#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Trains eight small nets of different kinds, for benchmarks that ask what holds beyond pictures and beyond one net.

    pip install jax onnx; tests/benchmarks/train_nets.py OUT [NAME…]

writes OUT/NAME.onnx (BatchNormalization folded as exporters do), OUT/NAME.calibration.npz and OUT/NAME.judged.npz (256
samples each that were not learned from). The same nets each time on the same version of JAX; a few minutes each.
"""
import pathlib
import sys

import numpy as np
import onnx
from onnx import numpy_helper

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here), str(here.parent / "cases")]

from minilm import sentences  # noqa: E402
from trained import architectures, tasks  # noqa: E402
from trained.onnx_in_jax import Graph, train  # noqa: E402

SAMPLES = 256


def folded(net):
    """Each BatchNormalization goes into the Conv before it."""
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in net.stored}
    makers = {node.output[0]: node for node in net.nodes}
    kept = []
    for node in net.nodes:
        if node.op_type != "BatchNormalization":
            kept.append(node)
            continue
        conv = makers[node.input[0]]
        gain, shift, mean, variance = (stored.pop(name) for name in node.input[1:])
        factor = gain / np.sqrt(variance + 1e-5)
        stored[conv.input[1]] = stored[conv.input[1]] * factor.reshape((-1,) + (1,) * (stored[conv.input[1]].ndim - 1))
        bias = conv.input[1].replace(".weight", ".bias")
        stored[bias] = shift - mean * factor
        conv.input.append(bias)
        conv.output[0] = node.output[0]
    net.nodes, net.stored = kept, [numpy_helper.from_array(np.asarray(array), name) for name, array in stored.items()]


def language(random):
    codes = tasks.characters(sentences())
    edge = len(codes) * 9 // 10
    rows = [codes[edge + at : edge + at + tasks.CONTEXT] for at in random.integers(0, len(codes) - edge - tasks.CONTEXT, 2 * SAMPLES)]
    return codes[:edge], {"ids": np.stack(rows)}


def made(name):
    random = np.random.default_rng(5)
    entropy = lambda values, target: tasks.cross_entropy(values["scores"], target)
    clothes = {"image": tasks.clothes("test")[0][: 2 * SAMPLES]}
    if name in ("mobilenet", "mobilenet_small", "vision_transformer"):
        return list(tasks.classes(random, 1500 if name == "mobilenet_small" else 600)), entropy, 1e-3 if name == "vision_transformer" else 3e-3, clothes
    if name == "denoiser":
        feed = {"image": tasks.noisy(random, clothes["image"])}
        return list(tasks.denoising(random, 200)), lambda values, target: ((values["clean"] - target) ** 2).mean() * 100, 2e-3, feed
    if name == "detector":
        return list(tasks.detection(random, 500)), tasks.detection_loss, 2e-3, {"image": tasks.scenes(random, 2 * SAMPLES, "test")[0]}
    if name == "listener":
        return list(tasks.listening(random, 500)), entropy, 2e-3, {"wave": tasks.chords(random, 2 * SAMPLES)[0]}
    codes, feed = language(random)
    return list(tasks.reading(random, 800 if name == "decoder" else 1200, codes)), lambda values, target: tasks.cross_entropy(values["logits"], target), 2e-3, feed


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    builders = {build().name: build for build in (architectures.mobilenet, architectures.mobilenet_small, architectures.vision_transformer, architectures.denoiser, architectures.detector, architectures.lstm_reader, architectures.decoder, architectures.listener)}
    for name in sys.argv[2:] or builders:
        net = builders[name]()
        batches, loss, rate, feed = made(name)
        train(net, batches, loss, rate)
        graph = Graph(net)
        learned, _ = graph.call(graph.weights, {key: value[:64] for key, value in feed.items()}, training=False)
        folded(net)
        model = net.model()
        onnx.save(model, out / f"{name}.onnx")
        check(model, {key: value[:64] for key, value in feed.items()}, learned)
        np.savez(out / f"{name}.calibration.npz", **{key: value[:SAMPLES] for key, value in feed.items()})
        np.savez(out / f"{name}.judged.npz", **{key: value[SAMPLES:] for key, value in feed.items()})


def check(model, feed, learned):
    """What is written gives what was trained."""
    import onnxruntime

    session = onnxruntime.InferenceSession(model.SerializeToString())
    for output, given in zip(session.get_outputs(), session.run(None, feed)):
        apart = np.abs(given - np.asarray(learned[output.name])).max() / np.abs(given).max()
        assert apart < 1e-2, (output.name, apart)
        print(f"  {output.name} {given.shape}: {apart:.1e} from what was trained")


if __name__ == "__main__":
    main()
