# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""What a model holds, read with the onnx package alone: float tensors of weights' size, wherever they are stored."""
import numpy as np
import onnx

FLOATS = {onnx.TensorProto.FLOAT, onnx.TensorProto.FLOAT16, onnx.TensorProto.DOUBLE, onnx.TensorProto.BFLOAT16}
# Tensors that parametrise, and are no weights by their rank: scales, sizes, bounds.
LEAST_ELEMENTS = 32
# Inputs that hold tables of numbers, yet no weights.
NO_WEIGHTS = {"Resize": (1, 2, 3), "Upsample": (1,), "Pad": (1, 2), "Clip": (1, 2), "QuantizeLinear": (1, 2), "DequantizeLinear": (1, 2), "MatMulNBits": (2, 3), "Where": (1, 2), "Add": (0, 1), "Sub": (0, 1)}


def float_tensors(path):
    """[(name, elements)] of float tensors of rank 2 and more that some node reads as more than a summand; [] where the file cannot be read."""
    try:
        model = onnx.load(path, load_external_data=False)
    except Exception:  # protobuf's own types
        return []
    held, used = {}, set()
    walk(model.graph, held, used)
    for function in model.functions:
        walk_nodes(function.node, held, used)
    return [(name, count) for name, count in held.items() if name in used]


def walk(graph, held, used):
    for tensor in graph.initializer:
        note(tensor.name, tensor, held)
    walk_nodes(graph.node, held, used)


def walk_nodes(nodes, held, used):
    for node in nodes:
        if node.op_type == "Constant":
            for attribute in node.attribute:
                if attribute.name == "value":
                    note(node.output[0], attribute.t, held)
        used.update(name for index, name in enumerate(node.input) if name and index not in NO_WEIGHTS.get(node.op_type, ()))
        for attribute in node.attribute:
            for graph in ([attribute.g] if attribute.HasField("g") else []) + list(attribute.graphs):
                walk(graph, held, used)


def note(name, tensor, held):
    count = int(np.prod(tensor.dims, dtype=np.int64))
    if tensor.data_type in FLOATS and len(tensor.dims) >= 2 and count >= LEAST_ELEMENTS and count > max(tensor.dims):
        held[name] = count
