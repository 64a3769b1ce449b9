# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Builds the ONNX file of a trained net, with BatchNorm folded into the convolutions, and runs
such a file node by node, so that figures are measured on the file and not on the net it came from.
"""

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import helper, numpy_helper

OPSET = 13
IR_VERSION = 7  # what onnx releases of opset 13 wrote


def folded(layer):
    """Weight and bias of one convolution equal to `layer` (ConvBn) in evaluation mode."""
    norm = layer.norm
    scale = norm.weight.double() / torch.sqrt(norm.running_var.double() + norm.eps)
    weight = layer.conv.weight.double() * scale.reshape(-1, 1, 1, 1)
    bias = norm.bias.double() - norm.running_mean.double() * scale
    return weight.float(), bias.float()


class GraphBuilder:
    """Collects nodes and initializers; each method adds one node and returns its output's name."""

    def __init__(self):
        self.nodes = []
        self.initializers = []

    def conv(self, name, layer, x):
        weight, bias = folded(layer)
        conv = layer.conv
        attributes = {
            "kernel_shape": list(conv.kernel_size),
            "strides": list(conv.stride),
            "pads": list(conv.padding) * 2,
            "group": conv.groups,
        }
        return self._node("Conv", name, [x, *self._parameters(name, weight, bias)], **attributes)

    def gemm(self, name, layer, x):
        parameters = self._parameters(name, layer.weight, layer.bias)
        return self._node("Gemm", name, [x, *parameters], transB=1)

    def relu(self, name, x):
        return self._node("Relu", name, [x])

    def add(self, name, x, y):
        return self._node("Add", name, [x, y])

    def average_pool(self, name, x):
        return self._node("GlobalAveragePool", name, [x])

    def flatten(self, name, x):
        return self._node("Flatten", name, [x], axis=1)

    def _parameters(self, name, weight, bias):
        names = [f"{name}.weight", f"{name}.bias"]
        for parameter, value in zip(names, (weight, bias)):
            array = np.ascontiguousarray(value.detach().numpy())
            self.initializers.append(numpy_helper.from_array(array, parameter))
        return names

    def _node(self, kind, name, inputs, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [f"{name}.out"], name=name, **attributes))
        return f"{name}.out"


def build(net, name):
    """The ONNX model of `net`: image [N, 1, 28, 28] -> logits [N, 10]."""
    builder = GraphBuilder()
    net.emit(builder, "image")
    builder.nodes[-1].output[0] = "logits"
    real = onnx.TensorProto.FLOAT
    graph = helper.make_graph(
        builder.nodes,
        name,
        [helper.make_tensor_value_info("image", real, ["N", 1, 28, 28])],
        [helper.make_tensor_value_info("logits", real, ["N", 10])],
        builder.initializers,
    )
    model = helper.make_model(
        graph,
        producer_name="bitwright train_sample",
        ir_version=IR_VERSION,
        opset_imports=[helper.make_opsetid("", OPSET)],
    )
    onnx.checker.check_model(model, full_check=True)
    return model


def weights(model):
    """Name -> array of the weight tensors (rank 2 or more, so no biases)."""
    tensors = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    return {name: value for name, value in tensors.items() if value.ndim >= 2}


def run(model, image, replaced=None):
    """Logits of `image` (float tensor) by walking the nodes of `model`.

    `replaced` (name -> array) stands in for initializers of that name.
    """
    values = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in model.graph.initializer}
    for name, value in (replaced or {}).items():
        values[name] = torch.from_numpy(value)
    values["image"] = image
    for node in model.graph.node:
        inputs = [values[name] for name in node.input]
        attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        values[node.output[0]] = OPERATORS[node.op_type](inputs, attributes)
    return values["logits"]


OPERATORS = {
    "Conv": lambda i, a: F.conv2d(*i, stride=a["strides"], padding=a["pads"][:2], groups=a["group"]),
    "Gemm": lambda i, a: F.linear(*i),
    "Relu": lambda i, a: F.relu(i[0]),
    "Add": lambda i, a: i[0] + i[1],
    "GlobalAveragePool": lambda i, a: i[0].mean(dim=(2, 3), keepdim=True),
    "Flatten": lambda i, a: i[0].flatten(1),
}
