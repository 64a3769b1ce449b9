#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""large_models.py chain|embedding MEGABYTES TARGET.onnx

Makes a large model of random weights, for measuring what compressing it costs: `chain` is residual blocks of MatMul,
Gelu (as Erf), MatMul and LayerNormalization, `embedding` the same behind a table of token vectors that takes about
half of the bytes. Above 2 GB weights go to TARGET.onnx.data, beside it. Needs the Python package onnx."""
import argparse
import pathlib

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

WIDTH = 1024
ONE_FILE = 1 << 31


class Maker:
    def __init__(self, target, external):
        self.nodes, self.initializers, self.external = [], [], external
        self.random = numpy.random.default_rng(1)
        self.name = target.name + ".data"
        self.data = open(str(target) + ".data", "wb") if external else None

    def constant(self, name, array):
        if self.data is None or array.nbytes < 1024:
            self.initializers.append(numpy_helper.from_array(array, name))
            return name
        tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=array.shape, data_location=TensorProto.EXTERNAL)
        for key, value in (("location", self.name), ("offset", self.data.tell()), ("length", array.nbytes)):
            tensor.external_data.add(key=key, value=str(value))
        self.data.write(array.tobytes())
        self.initializers.append(tensor)
        return name

    def weight(self, name, *shape):
        values = self.random.standard_normal(shape, dtype=numpy.float32)
        return self.constant(name, values * numpy.float32(shape[0] ** -0.5))

    def node(self, operator, inputs, name, **attributes):
        self.nodes.append(helper.make_node(operator, inputs, [name], name=name, **attributes))
        return name

    def block(self, x, name):
        y = self.node("MatMul", [x, self.weight(f"{name}.up", WIDTH, 4 * WIDTH)], f"{name}/up")
        erf = self.node("Erf", [self.node("Mul", [y, "root_half"], f"{name}/scaled")], f"{name}/erf")
        half = self.node("Mul", [y, "half"], f"{name}/half")
        y = self.node("Mul", [half, self.node("Add", [erf, "one"], f"{name}/gate")], f"{name}/gelu")
        y = self.node("MatMul", [y, self.weight(f"{name}.down", 4 * WIDTH, WIDTH)], f"{name}/down")
        y = self.node("Add", [x, y], f"{name}/sum")
        scale = self.constant(f"{name}.norm.scale", numpy.ones(WIDTH, numpy.float32))
        bias = self.constant(f"{name}.norm.bias", numpy.zeros(WIDTH, numpy.float32))
        return self.node("LayerNormalization", [y, scale, bias], f"{name}/norm", axis=-1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["chain", "embedding"])
    parser.add_argument("megabytes", type=int)
    parser.add_argument("target", type=pathlib.Path)
    arguments = parser.parse_args()
    total = arguments.megabytes * 10**6
    maker = Maker(arguments.target, total >= ONE_FILE - (1 << 24))
    for name, value in (("root_half", 0.5**0.5), ("half", 0.5), ("one", 1.0)):
        maker.constant(name, numpy.array(value, numpy.float32))
    if arguments.kind == "embedding":
        table = maker.weight("table", total // 2 // (4 * WIDTH), WIDTH)
        given = helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", 16])
        x = maker.node("Gather", [table, "ids"], "embedded")
        total -= total // 2
    else:
        x = "x"
        given = helper.make_tensor_value_info(x, TensorProto.FLOAT, ["batch", 16, WIDTH])
    for index in range(max(1, round(total / (32 * WIDTH * WIDTH)))):
        x = maker.block(x, f"block{index}")
    result = helper.make_tensor_value_info(x, TensorProto.FLOAT, ["batch", 16, WIDTH])
    graph = helper.make_graph(maker.nodes, "large", [given], [result], maker.initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    arguments.target.write_bytes(model.SerializeToString())
    if maker.data is not None:
        maker.data.close()


if __name__ == "__main__":
    main()
