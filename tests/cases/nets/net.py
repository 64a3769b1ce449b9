# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""A graph under construction, and weights that are distributed as trained ones are."""
import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

IR_OF_OPSET = {9: 4, 13: 7, 14: 7, 17: 8, 21: 10}


class Net:
    def __init__(self, name, opset, seed):
        self.name, self.opset = name, opset
        self.random = np.random.default_rng(seed)
        self.nodes, self.stored, self.inputs, self.outputs, self.count = [], [], [], [], {}

    def input(self, name, shape, dtype=TensorProto.FLOAT):
        self.inputs.append(helper.make_tensor_value_info(name, dtype, shape))
        return name

    def output(self, name, shape, dtype=TensorProto.FLOAT):
        self.outputs.append(helper.make_tensor_value_info(name, dtype, shape))

    def store(self, array, name=None):
        name = name or self.fresh("const")
        self.stored.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def fresh(self, stem):
        self.count[stem] = self.count.get(stem, 0) + 1
        return f"{stem}_{self.count[stem]}"

    def op(self, kind, *inputs, outputs=1, to=None, **attributes):
        """One node; arrays and numbers among the inputs are stored. Returns its output, or their list."""
        inputs = [x if isinstance(x, str) else self.store(np.asarray(x, np.float32) if isinstance(x, float) else np.asarray(x)) for x in inputs]
        names = [to] if to else [self.fresh(kind) for _ in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, name=self.fresh("/" + kind), **attributes))
        return names[0] if len(names) == 1 else names

    def model(self):
        graph = helper.make_graph(self.nodes, self.name, self.inputs, self.outputs, self.stored)
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", self.opset)], ir_version=IR_OF_OPSET[self.opset], producer_name="make_nets")
        checker.check_model(made, full_check=True)
        return made

    # Weights: each output channel a size of its own (log-normal, a few far out), and within most of them flat distributions, whose neighbours are large together: what saturates 16-bit sums.
    def channels(self, count):
        sizes = np.exp(self.random.normal(0, 0.3, count))
        sizes[self.random.random(count) < 0.05] *= 3
        return sizes

    def flat_or_heavy(self, shape):
        return self.random.uniform(-1.7, 1.7, shape) if self.random.random() < 0.5 else self.random.standard_t(6, shape) / 1.2

    def conv_weight(self, outputs, inputs, *kernel):
        fan = inputs * int(np.prod(kernel))
        sizes = self.channels(outputs).reshape((-1, 1) + (1,) * len(kernel))
        return (self.flat_or_heavy((outputs, inputs, *kernel)) * sizes / np.sqrt(fan)).astype(np.float32)

    def matrix(self, inputs, outputs):
        return (self.flat_or_heavy((inputs, outputs)) * self.channels(outputs) / np.sqrt(inputs)).astype(np.float32)

    def vector(self, count, size=0.1, mean=0.0):
        return (mean + size * self.random.normal(size=count)).astype(np.float32)

    # What exporters write in several nodes.
    def linear(self, x, inputs, outputs, name):
        return self.op("Add", self.op("MatMul", x, self.store(self.matrix(inputs, outputs), f"{name}.weight")), self.store(self.vector(outputs), f"{name}.bias"))

    def conv(self, x, inputs, outputs, kernel, stride=1, groups=1, name="conv", bias=True):
        given = [self.store(self.conv_weight(outputs, inputs // groups, kernel, kernel), f"{name}.weight")]
        if bias:
            given.append(self.store(self.vector(outputs), f"{name}.bias"))
        return self.op("Conv", x, *given, kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=[kernel // 2] * 4, group=groups)

    def silu(self, x):
        return self.op("Mul", x, self.op("Sigmoid", x))

    def norm_in_parts(self, x, width, name):
        centred = self.op("Sub", x, self.op("ReduceMean", x, axes=[-1]))
        variance = self.op("ReduceMean", self.op("Pow", centred, 2.0), axes=[-1])
        scaled = self.op("Div", centred, self.op("Sqrt", self.op("Add", variance, 1e-12)))
        gain, shift = self.store(self.vector(width, 0.2, 1.0), f"{name}.weight"), self.store(self.vector(width), f"{name}.bias")
        return self.op("Add", self.op("Mul", scaled, gain), shift)

    def norm_whole(self, x, width, name):
        return self.op("LayerNormalization", x, self.store(self.vector(width, 0.2, 1.0), f"{name}.weight"), self.store(self.vector(width), f"{name}.bias"), axis=-1, epsilon=1e-12)

    def gelu(self, x):
        return self.op("Mul", self.op("Mul", x, self.op("Add", self.op("Erf", self.op("Div", x, float(np.sqrt(2)))), 1.0)), 0.5)
