# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Nets of many layers, for what takes long: a picture classifier of 54 layers (MobileNetV3-small) and an encoder of sentences with 6 blocks of 384 (MiniLM)."""
import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from nets import text
from nets.net import Net

SIDE, SAMPLES, CLASSES, FITTED = 96, 256, 1000, 64
# Kernel, widened to, outputs, squeezed and excited, hard-swish, stride: table 2 of Howard et al. 2019, Searching for MobileNetV3.
BLOCKS = [
    (3, 16, 16, True, False, 2), (3, 72, 24, False, False, 2), (3, 88, 24, False, False, 1), (5, 96, 40, True, True, 2),
    (5, 240, 40, True, True, 1), (5, 240, 40, True, True, 1), (5, 120, 48, True, True, 1), (5, 144, 48, True, True, 1),
    (5, 288, 96, True, True, 2), (5, 576, 96, True, True, 1), (5, 576, 96, True, True, 1),
]  # fmt: skip


def pictures(random, count):
    """Smooth noise of several scales in colours of its own, with a few bars: what is alike within a picture, and differs between them."""
    made = np.zeros((count, 3, SIDE, SIDE))
    for cells in (3, 6, 12, 24, 48):
        coarse = random.normal(0, 1, (count, 3, cells, cells)) * random.gamma(1.5, 1, (count, 1, 1, 1)) / np.sqrt(cells)
        made += np.kron(coarse, np.ones((1, 1, SIDE // cells, SIDE // cells)))
    for picture in made:
        for _ in range(random.integers(1, 5)):
            top, left = random.integers(0, SIDE - 16, 2)
            picture[:, top : top + random.integers(4, 40), left : left + random.integers(4, 40)] = random.normal(0, 1, (3, 1, 1))
    made += random.normal(0, 1, (count, 3, 1, 1)) * 0.5
    return (made / made.std(axis=(1, 2, 3), keepdims=True)).astype(np.float32)


class Classifier:
    """Layers are put one behind the other, each with the BatchNormalization of what it gives on some pictures folded into it."""

    def __init__(self, name, seed):
        self.net = Net(name, 17, seed)
        self.net.input("image", ["batch", 3, SIDE, SIDE])
        self.pictures = pictures(self.net.random, SAMPLES)

    def layer(self, x, inputs, outputs, kernel=1, stride=1, groups=1, name="conv", gain=None):
        net = self.net
        weight = net.random.normal(0, np.sqrt(2 / (inputs // groups * kernel * kernel)), (outputs, inputs // groups, kernel, kernel)) * net.channels(outputs).reshape(-1, 1, 1, 1)
        gain = np.abs(net.vector(outputs, 0.3, 1.0)) if gain is None else gain
        return self.folded(x, weight, gain, net.vector(outputs, 0.3), name, kernel=kernel, stride=stride, groups=groups)

    def folded(self, x, weight, gain, shift, name, kernel, stride, groups):
        net = self.net
        stored = [f"{name}.weight", f"{name}.bias"]
        made = net.op("Conv", x, net.store(weight.astype(np.float32), stored[0]), net.store(np.zeros(len(weight), np.float32), stored[1]),
                      kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=[kernel // 2] * 4, group=groups)  # fmt: skip
        given = values_of(net, made, self.pictures[:FITTED])
        mean, spread = given.mean(axis=(0, 2, 3)), given.std(axis=(0, 2, 3)) + 1e-3
        factor = gain / spread
        net.stored[-2] = numpy_helper.from_array((weight * factor.reshape(-1, 1, 1, 1)).astype(np.float32), stored[0])
        net.stored[-1] = numpy_helper.from_array((shift - mean * factor).astype(np.float32), stored[1])
        return made

    def excited(self, x, width, name):
        net, narrow = self.net, max(8, width // 4 // 8 * 8)
        pooled = net.op("GlobalAveragePool", x)
        inner = net.op("Relu", net.conv(pooled, width, narrow, 1, name=f"{name}.reduce"))
        return net.op("Mul", x, net.op("HardSigmoid", net.conv(inner, narrow, width, 1, name=f"{name}.expand"), alpha=1 / 6, beta=0.5))

    def block(self, x, inputs, row, name):
        net = self.net
        kernel, wide, outputs, excite, swish, stride = row
        active = (lambda v: net.op("HardSwish", v)) if swish else (lambda v: net.op("Relu", v))
        y = active(self.layer(x, inputs, wide, name=f"{name}.expand")) if wide != inputs else x
        y = active(self.layer(y, wide, wide, kernel, stride, wide, name=f"{name}.depthwise"))
        if excite:
            y = self.excited(y, wide, f"{name}.se")
        same = stride == 1 and inputs == outputs
        y = self.layer(y, wide, outputs, name=f"{name}.project", gain=np.full(outputs, 0.5) if same else None)
        return net.op("Add", x, y) if same else y


def values_of(net, name, given):
    outputs, net.outputs = net.outputs, []
    net.output(name, None)
    session = onnxruntime.InferenceSession(without_check(net).SerializeToString(), providers=["CPUExecutionProvider"])
    net.outputs = outputs
    return session.run(None, {"image": given})[0]


def without_check(net):
    graph = helper.make_graph(net.nodes, net.name, net.inputs, net.outputs, net.stored)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", net.opset)], ir_version=8)


def classifier(seed):
    made = Classifier("deep_mobilenet", seed)
    net = made.net
    x, width = net.op("HardSwish", made.layer("image", 3, 16, 3, 2, name="stem")), 16
    for at, row in enumerate(BLOCKS):
        x, width = made.block(x, width, row, f"blocks.{at}"), row[2]
    x = net.op("HardSwish", made.layer(x, width, 576, name="last"))
    x = net.op("Flatten", net.op("GlobalAveragePool", x), axis=1)
    x = net.op("HardSwish", dense(made, x, 576, 1024, "classifier.0"))
    net.op("Identity", dense(made, x, 1024, CLASSES, "classifier.1", 4.0), to="scores")
    net.output("scores", ["batch", CLASSES])
    return net, {"image": made.pictures}


def dense(made, x, inputs, outputs, name, spread=1.0):
    """Each output with mean 0 and the same spread over the pictures, so that no class always wins."""
    net = made.net
    weight = net.random.normal(0, 1 / np.sqrt(inputs), (outputs, inputs))
    given = values_of(net, x, made.pictures[:FITTED]) @ weight.T
    weight *= (spread / (given.std(axis=0) + 1e-3)).reshape(-1, 1)
    bias = -(spread * given / (given.std(axis=0) + 1e-3)).mean(axis=0)
    return net.op("Gemm", x, net.store(weight.astype(np.float32), f"{name}.weight"), net.store(bias.astype(np.float32), f"{name}.bias"), transB=1)


def encoder(seed, tokens=32):
    small = text.WIDTH, text.HEADS, text.VOCABULARY
    text.WIDTH, text.HEADS, text.VOCABULARY = 384, 12, 8000
    try:
        net, _ = text.encoder("deep_minilm", seed, 17, 6, np.finfo(np.float32).min, True)
    finally:
        text.WIDTH, text.HEADS, text.VOCABULARY = small
    lengths = net.random.integers(6, tokens + 1, (SAMPLES, 1))
    # Few words are frequent, as in any text.
    ids = np.minimum(7999, net.random.zipf(1.3, (SAMPLES, tokens)))
    mask = (np.arange(tokens) < lengths).astype(np.int64)
    return net, {"input_ids": (ids * mask).astype(np.int64), "attention_mask": mask, "token_type_ids": np.zeros((SAMPLES, tokens), np.int64)}


def nets():
    yield classifier(61), ""
    yield encoder(62), ""
