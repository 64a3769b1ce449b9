# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Eight architectures, small enough to be trained in minutes, built of what their large relatives are built of."""
import numpy as np
from onnx import TensorProto

from nets.net import Net
from trained.tasks import CHARACTERS, CONTEXT


class Trained(Net):
    """Weights as they are initialized; a Conv has its BatchNormalization behind it until that is folded."""

    def weight(self, name, *shape):
        fan = int(np.prod(shape[1:])) if len(shape) > 2 else shape[0]
        return self.store((self.random.normal(0, 1, shape) * np.sqrt(1.5 / fan)).astype(np.float32), f"{name}.weight")

    def constant(self, name, size, value=0.0):
        return self.store(np.full(size, value, np.float32), name)

    def convolved(self, x, inputs, outputs, kernel, name, stride=1, groups=1, rank=2, norm=True):
        given = [self.weight(name, outputs, inputs // groups, *[kernel] * rank)]
        if not norm:
            given.append(self.constant(f"{name}.bias", outputs))
        y = self.op("Conv", x, *given, kernel_shape=[kernel] * rank, strides=[stride] * rank, pads=[kernel // 2] * 2 * rank, group=groups)
        if not norm:
            return y
        parts = [self.constant(f"{name}.bn.{part}", outputs, value) for part, value in (("gain", 1), ("shift", 0), ("mean", 0), ("variance", 1))]
        return self.op("BatchNormalization", y, *parts)

    def dense(self, x, inputs, outputs, name, bias=True):
        y = self.op("MatMul", x, self.weight(name, inputs, outputs))
        return self.op("Add", y, self.constant(f"{name}.bias", outputs)) if bias else y

    def norm(self, x, width, name):
        return self.op("LayerNormalization", x, self.constant(f"{name}.weight", width, 1.0), self.constant(f"{name}.bias", width), axis=-1, epsilon=1e-5)

    def root_norm(self, x, width, name):
        size = self.op("Sqrt", self.op("Add", self.op("ReduceMean", self.op("Pow", x, 2.0), axes=[-1]), 1e-6))
        return self.op("Mul", self.op("Div", x, size), self.constant(f"{name}.weight", width, 1.0))

    def attention(self, x, tokens, width, heads, name, mask=None, bias=True):
        split, merged = np.array([0, tokens, heads, width // heads]), np.array([0, tokens, width])
        turned = {"query": [0, 2, 1, 3], "key": [0, 2, 3, 1], "value": [0, 2, 1, 3]}
        q, k, v = (self.op("Transpose", self.op("Reshape", self.dense(x, width, width, f"{name}.{part}", bias), split), perm=perm) for part, perm in turned.items())
        scores = self.op("Mul", self.op("MatMul", q, k), float(1 / np.sqrt(width // heads)))
        if mask is not None:
            scores = self.op("Add", scores, mask)
        mixed = self.op("Transpose", self.op("MatMul", self.op("Softmax", scores, axis=-1), v), perm=[0, 2, 1, 3])
        return self.dense(self.op("Reshape", mixed, merged), width, width, f"{name}.out", bias)


def mobilenet():
    net = Trained("mobilenet", 17, 11)
    net.input("image", ["batch", 1, 28, 28])
    x, width = net.op("HardSwish", net.convolved("image", 1, 16, 3, "stem")), 16
    for at, (kernel, wide, outputs, excite, stride) in enumerate([(3, 48, 24, False, 2), (3, 72, 24, False, 1), (5, 96, 40, True, 2), (5, 160, 40, True, 1), (3, 160, 64, True, 2), (3, 256, 64, True, 1)]):
        name = f"blocks.{at}"
        y = net.op("HardSwish", net.convolved(x, width, wide, 1, f"{name}.expand"))
        y = net.op("HardSwish", net.convolved(y, wide, wide, kernel, f"{name}.depthwise", stride, wide))
        if excite:
            inner = net.op("Relu", net.convolved(net.op("GlobalAveragePool", y), wide, wide // 4, 1, f"{name}.reduce", norm=False))
            y = net.op("Mul", y, net.op("HardSigmoid", net.convolved(inner, wide // 4, wide, 1, f"{name}.excite", norm=False), alpha=1 / 6, beta=0.5))
        y = net.convolved(y, wide, outputs, 1, f"{name}.project")
        x, width = net.op("Add", x, y) if stride == 1 and width == outputs else y, outputs
    x = net.op("HardSwish", net.convolved(x, width, 256, 1, "last"))
    x = net.op("Flatten", net.op("GlobalAveragePool", x), axis=1)
    net.op("Add", net.op("MatMul", x, net.weight("head", 256, 10)), net.constant("head.bias", 10), to="scores")
    net.output("scores", ["batch", 10])
    return net


def mobilenet_small():
    """The 54 layers of MobileNetV3-Small at half its width and a quarter of its strides, for pictures of 28 pixels."""
    net = Trained("mobilenet_small", 17, 18)
    net.input("image", ["batch", 1, 28, 28])
    x, width = net.op("HardSwish", net.convolved("image", 1, 8, 3, "stem")), 8
    plan = [(3, 8, 8, True, "Relu", 2), (3, 36, 12, False, "Relu", 2), (3, 44, 12, False, "Relu", 1), (5, 48, 20, True, "HardSwish", 2)]
    plan += [(5, 120, 20, True, "HardSwish", 1)] * 2 + [(5, 60, 24, True, "HardSwish", 1), (5, 72, 24, True, "HardSwish", 1)]
    plan += [(5, 144, 48, True, "HardSwish", 1)] + [(5, 288, 48, True, "HardSwish", 1)] * 2
    for at, (kernel, wide, outputs, excite, between, stride) in enumerate(plan):
        name, y = f"blocks.{at}", x
        if wide != width:
            y = net.op(between, net.convolved(x, width, wide, 1, f"{name}.expand"))
        y = net.op(between, net.convolved(y, wide, wide, kernel, f"{name}.depthwise", stride, wide))
        if excite:
            inner = net.op("Relu", net.convolved(net.op("GlobalAveragePool", y), wide, max(8, wide // 4), 1, f"{name}.reduce", norm=False))
            y = net.op("Mul", y, net.op("HardSigmoid", net.convolved(inner, max(8, wide // 4), wide, 1, f"{name}.excite", norm=False), alpha=1 / 6, beta=0.5))
        y = net.convolved(y, wide, outputs, 1, f"{name}.project")
        x, width = net.op("Add", x, y) if stride == 1 and width == outputs else y, outputs
    x = net.op("HardSwish", net.convolved(x, width, 288, 1, "last"))
    x = net.op("Flatten", net.op("GlobalAveragePool", x), axis=1)
    x = net.op("HardSwish", net.op("Gemm", x, net.weight("classifier.0", 288, 256), net.constant("classifier.0.bias", 256)))
    net.op("Gemm", x, net.weight("classifier.3", 256, 10), net.constant("classifier.3.bias", 10), to="scores")
    net.output("scores", ["batch", 10])
    return net


def vision_transformer(width=64, blocks=4):
    net = Trained("vision_transformer", 17, 12)
    net.input("image", ["batch", 1, 28, 28])
    x = net.op("Conv", "image", net.weight("patches", width, 1, 4, 4), net.constant("patches.bias", width), kernel_shape=[4, 4], strides=[4, 4])
    x = net.op("Transpose", net.op("Reshape", x, np.array([0, width, 49])), perm=[0, 2, 1])
    x = net.op("Add", x, net.store((net.random.normal(0, 0.1, (1, 49, width))).astype(np.float32), "positions"))
    for at in range(blocks):
        x = net.op("Add", x, net.attention(net.norm(x, width, f"blocks.{at}.norm1"), 49, width, 4, f"blocks.{at}.attention"))
        inner = net.gelu(net.dense(net.norm(x, width, f"blocks.{at}.norm2"), width, 4 * width, f"blocks.{at}.up"))
        x = net.op("Add", x, net.dense(inner, 4 * width, width, f"blocks.{at}.down"))
    x = net.op("ReduceMean", net.norm(x, width, "norm"), axes=[1], keepdims=0)
    net.op("Add", net.op("MatMul", x, net.weight("head", width, 10)), net.constant("head.bias", 10), to="scores")
    net.output("scores", ["batch", 10])
    return net


def denoiser(width=16):
    net = Trained("denoiser", 17, 13)
    net.input("image", ["batch", 1, 28, 28])

    def pair(x, inputs, outputs, name):
        for at in (1, 2):
            x = net.op("Relu", net.convolved(x, inputs if at == 1 else outputs, outputs, 3, f"{name}.{at}"))
        return x

    fine = pair("image", 1, width, "down.0")
    middle = pair(net.op("MaxPool", fine, kernel_shape=[2, 2], strides=[2, 2]), width, 2 * width, "down.1")
    coarse = pair(net.op("MaxPool", middle, kernel_shape=[2, 2], strides=[2, 2]), 2 * width, 4 * width, "bottom")
    for at, (beside, narrow) in enumerate([(middle, 2 * width), (fine, width)]):
        up = net.op("Resize", coarse, "", np.array([1, 1, 2, 2], np.float32), mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor")
        coarse = pair(net.op("Concat", up, beside, axis=1), 3 * narrow, narrow, f"up.{at}")
    net.op("Add", "image", net.convolved(coarse, width, 1, 1, "out", norm=False), to="clean")
    net.output("clean", ["batch", 1, 28, 28])
    return net


def detector():
    net = Trained("detector", 17, 14)
    net.input("image", ["batch", 1, 64, 64])
    layer = lambda x, inputs, outputs, kernel, name, stride=1: net.silu(net.convolved(x, inputs, outputs, kernel, name, stride))
    x = layer(layer("image", 1, 16, 3, "stem", 2), 16, 32, 3, "stage.0", 2)
    fine = layer(layer(x, 32, 48, 3, "stage.1", 2), 48, 48, 3, "stage.1.b")
    coarse = layer(layer(fine, 48, 96, 3, "stage.2", 2), 96, 96, 1, "stage.2.b")
    up = net.op("Resize", coarse, "", np.array([1, 1, 2, 2], np.float32), mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor")
    x = layer(layer(net.op("Concat", fine, up, axis=1), 144, 64, 1, "neck"), 64, 64, 3, "neck.b")
    rows = np.array([0, -1, 64])
    for name, outputs in (("boxes", 4), ("there", 1), ("scores", 10)):
        inner = layer(x, 64, 32, 3, f"head.{name}")
        made = net.op("Transpose", net.convolved(inner, 32, outputs, 1, f"head.{name}.out", norm=False), perm=[0, 2, 3, 1])
        made = net.op("Reshape", made, np.array([0, 64, outputs]))
        net.op("Sigmoid", made, to=name) if name == "boxes" else net.op("Reshape", made, np.array([0, 64, outputs]), to=name)
        net.output(name, ["batch", 64, outputs])
    return net


def lstm_reader(width=48, hidden=160):
    net = Trained("lstm_reader", 17, 15)
    net.input("ids", ["batch", CONTEXT], TensorProto.INT64)
    x = net.op("Gather", net.store(net.random.normal(0, 0.3, (len(CHARACTERS), width)).astype(np.float32), "embedding.weight"), "ids")
    x, inputs = net.op("Transpose", x, perm=[1, 0, 2]), width
    for at in range(2):
        given = [net.store((net.random.normal(0, 1, (1, 4 * hidden, size)) / np.sqrt(hidden)).astype(np.float32), f"lstm.{at}.{part}") for part, size in (("weight_ih", inputs), ("weight_hh", hidden))]
        bias = np.zeros((1, 8 * hidden), np.float32)
        bias[0, 2 * hidden : 3 * hidden] = 1
        y = net.op("LSTM", x, *given, net.store(bias, f"lstm.{at}.bias"), hidden_size=hidden, outputs=3)
        x, inputs = net.op("Squeeze", y[0], np.array([1])), hidden
    x = net.op("Transpose", x, perm=[1, 0, 2])
    net.op("Add", net.op("MatMul", x, net.weight("head", hidden, len(CHARACTERS))), net.constant("head.bias", len(CHARACTERS)), to="logits")
    net.output("logits", ["batch", CONTEXT, len(CHARACTERS)])
    return net


def decoder(width=96, blocks=4):
    net = Trained("decoder", 17, 16)
    net.input("ids", ["batch", CONTEXT], TensorProto.INT64)
    x = net.op("Gather", net.store(net.random.normal(0, 0.3, (len(CHARACTERS), width)).astype(np.float32), "embedding.weight"), "ids")
    x = net.op("Add", x, net.store(net.random.normal(0, 0.1, (1, CONTEXT, width)).astype(np.float32), "positions"))
    mask = net.store(np.where(np.tri(CONTEXT) > 0, 0, -1e4).astype(np.float32)[None, None])
    for at in range(blocks):
        name = f"layers.{at}"
        x = net.op("Add", x, net.attention(net.root_norm(x, width, f"{name}.norm1"), CONTEXT, width, 4, f"{name}.attention", mask, bias=False))
        normed = net.root_norm(x, width, f"{name}.norm2")
        gate, up = (net.dense(normed, width, 3 * width, f"{name}.{part}", bias=False) for part in ("gate", "up"))
        x = net.op("Add", x, net.dense(net.op("Mul", net.silu(gate), up), 3 * width, width, f"{name}.down", bias=False))
    net.op("MatMul", net.root_norm(x, width, "norm"), net.weight("head", width, len(CHARACTERS)), to="logits")
    net.output("logits", ["batch", CONTEXT, len(CHARACTERS)])
    return net


def listener(hidden=96):
    net = Trained("listener", 17, 17)
    net.input("wave", ["batch", 1, 1000])
    x = net.op("Relu", net.convolved("wave", 1, 32, 31, "filters", 5, rank=1))
    x = net.op("Relu", net.convolved(x, 32, 64, 5, "conv.1", 2, rank=1))
    x = net.op("Relu", net.convolved(x, 64, 64, 5, "conv.2", 2, rank=1))
    x = net.op("Transpose", x, perm=[2, 0, 1])
    given = [net.store((net.random.normal(0, 1, (1, 3 * hidden, size)) / np.sqrt(hidden)).astype(np.float32), f"gru.{part}") for part, size in (("weight_ih", 64), ("weight_hh", hidden))]
    y = net.op("GRU", x, *given, net.constant("gru.bias", (1, 6 * hidden)), hidden_size=hidden, linear_before_reset=1, outputs=2)
    net.op("Add", net.op("MatMul", net.op("Squeeze", y[1], np.array([0])), net.weight("head", hidden, 8)), net.constant("head.bias", 8), to="scores")
    net.output("scores", ["batch", 8])
    return net
