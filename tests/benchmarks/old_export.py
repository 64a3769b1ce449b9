#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""old_export.py NET.onnx OLD.onnx

Writes a net of `train_nets.py` as exporters of 2019 did: opset 9, IR version 4, weights in Constant nodes, HardSwish and
HardSigmoid as Add, Clip, Mul and Div. Checks that ONNX Runtime computes the same. Needs onnx and onnxruntime."""
import sys

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper


def rewritten(node, stored):
    """The nodes that stand for one, with constants of their own."""
    y = node.output[0]
    if node.op_type in ("HardSwish", "HardSigmoid"):
        x = node.input[0]
        for name, value in (("three", 3.0), ("six", 6.0)):
            stored.setdefault(name, numpy_helper.from_array(np.float32(value), name))
        above = [helper.make_node("Add", [x, "three"], [f"{y}.above"]), helper.make_node("Clip", [f"{y}.above"], [f"{y}.within"], min=0.0, max=6.0)]
        if node.op_type == "HardSigmoid":
            return [*above, helper.make_node("Div", [f"{y}.within", "six"], [y])]
        return [*above, helper.make_node("Mul", [x, f"{y}.within"], [f"{y}.product"]), helper.make_node("Div", [f"{y}.product", "six"], [y])]
    return [node]


def old(model):
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    nodes = [each for node in model.graph.node for each in rewritten(node, stored)]
    constants = [helper.make_node("Constant", [], [name], value=tensor) for name, tensor in stored.items()]
    graph = helper.make_graph([*constants, *nodes], "torch-jit-export", model.graph.input, model.graph.output)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 9)], ir_version=4, producer_name="pytorch", producer_version="1.1")


def main():
    given = onnx.load(sys.argv[1])
    made = old(given)
    onnx.checker.check_model(made)
    random = np.random.default_rng(1)
    feed = {each.name: random.random([4 if size.dim_param else size.dim_value for size in each.type.tensor_type.shape.dim], np.float32) for each in given.graph.input if each.type.tensor_type.elem_type == TensorProto.FLOAT}
    before, after = (onnxruntime.InferenceSession(model.SerializeToString()).run(None, feed)[0] for model in (given, made))
    apart = np.abs(before - after).max() / np.abs(before).max()
    assert apart < 1e-4, apart
    onnx.save(made, sys.argv[2])
    print(f"{len(made.graph.node)} nodes, {len(made.graph.initializer)} initializers, opset 9; {apart:.1e} from the new one")


if __name__ == "__main__":
    main()
