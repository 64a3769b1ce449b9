#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs a file as ONNX Runtime would on x86 with AVX2 and without VNNI, on any processor.

    saturating_runtime.py MODEL.onnx FEED.npz

prints how far each output is from the file's run on this processor, and how many nodes were computed with saturating sums. ONNX Runtime itself fuses first (extended level, written back), so what runs
in integers is its own choice; then the graph goes node by node: products of integers as in saturating_kernels.py, all others through sessions of one node. Branches and loops run whole, so integers inside
them do not saturate here; the script `avx2` is the exact, slower way.
"""
import os
import sys
import tempfile

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

import distances
import feeds
import saturating_kernels as kernels


def fused(path):
    """The graph after ONNX Runtime's own fusions, before those that are specific to a memory layout."""
    with tempfile.TemporaryDirectory() as folder:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.optimized_model_filepath = os.path.join(folder, "fused.onnx")
        onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        return onnx.load(options.optimized_model_filepath)


def attributes(node):
    return {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}


def convolution_shape(node, x, w):
    """(strides, dilations, pads, groups), auto_pad resolved."""
    given, rank, kernel = attributes(node), w.ndim - 2, w.shape[2:]
    strides, dilations = given.get("strides", [1] * rank), given.get("dilations", [1] * rank)
    pads, auto = given.get("pads", [0] * 2 * rank), given.get("auto_pad", b"NOTSET").decode()
    if auto.startswith("SAME"):
        needed = [max(0, (-(-n // s) - 1) * s + d * (k - 1) + 1 - n) for n, s, d, k in zip(x.shape[2:], strides, dilations, kernel)]
        small, large = [n // 2 for n in needed], [n - n // 2 for n in needed]
        pads = small + large if auto == "SAME_UPPER" else large + small
    elif auto == "VALID":
        pads = [0] * 2 * rank
    return strides, dilations, pads, given.get("group", 1)


def qlinear_conv(node, v):
    x, x_scale, x_zero, w, w_scale, w_zero, y_scale, y_zero = v[:8]
    sums = kernels.convolution(x, x_zero, w, w_zero, *convolution_shape(node, x, w))
    shape = (1, -1) + (1,) * (x.ndim - 2)
    if len(v) > 8 and v[8] is not None:
        sums = sums + v[8].reshape(shape)
    scale = np.broadcast_to(x_scale.ravel() * w_scale.ravel() / y_scale.ravel(), (w.shape[0],)).reshape(shape)
    return [kernels.requantized(sums, scale, y_zero.ravel()[0], y_zero.dtype)]


def qlinear_matmul(node, v):
    a, a_scale, a_zero, b, b_scale, b_zero, y_scale, y_zero = v
    sums = kernels.matmul(a, a_zero, b, b_zero)
    return [kernels.requantized(sums, a_scale.ravel() * b_scale / y_scale.ravel(), y_zero.ravel()[0], y_zero.dtype)]


def qgemm(node, v):
    given = attributes(node)
    a, a_scale, a_zero, b, b_scale, b_zero = v[:6]
    c, y_scale, y_zero = ((v + [None] * 3)[6:9])
    a, b = a.T if given.get("transA", 0) else a, b.T if given.get("transB", 0) else b
    sums = kernels.centred(np.ascontiguousarray(a), a_zero, np.ascontiguousarray(b), b_zero)
    if c is not None:
        sums = sums + c
    scale = np.float32(given.get("alpha", 1.0)) * a_scale.ravel() * b_scale.ravel()
    if y_scale is None:
        return [(sums.astype(np.float32) * scale).astype(np.float32)]
    return [kernels.requantized(sums, scale / y_scale.ravel(), y_zero.ravel()[0], y_zero.dtype)]


def optional(v, index, default):
    return v[index] if len(v) > index and v[index] is not None else default


def matmul_integer(node, v):
    return [kernels.matmul(v[0], optional(v, 2, np.uint8(0)), v[1], optional(v, 3, np.uint8(0))).astype(np.int32)]


def scaled_product(sums, scale, bias):
    result = sums.astype(np.float32) * scale.astype(np.float32)
    return [result + bias if bias is not None else result]


def matmul_integer_to_float(node, v):
    sums = kernels.matmul(v[0], optional(v, 4, np.uint8(0)), v[1], optional(v, 5, np.uint8(0)))
    return scaled_product(sums, v[2].ravel() * v[3], optional(v, 6, None))


def dynamic_quantize_matmul(node, v):
    codes, scale, zero = quantized_at_run(v[0])
    sums = kernels.matmul(codes, zero, v[1], optional(v, 3, np.uint8(0)))
    return scaled_product(sums, scale * v[2], optional(v, 4, None))


def quantized_at_run(x):
    """DynamicQuantizeLinear."""
    low, high = min(np.float32(0), x.min(initial=0)), max(np.float32(0), x.max(initial=0))
    scale = np.float32((high - low) / np.float32(255)) if high > low else np.float32(1)
    zero = np.uint8(np.clip(np.rint(-low / scale), 0, 255))
    return np.clip(np.rint(x / scale) + zero, 0, 255).astype(np.uint8), scale, zero


INTEGER = {
    "QLinearConv": qlinear_conv,
    "QLinearMatMul": qlinear_matmul,
    "QGemm": qgemm,
    "MatMulInteger": matmul_integer,
    "MatMulIntegerToFloat": matmul_integer_to_float,
    "DynamicQuantizeMatMul": dynamic_quantize_matmul,
}


class SaturatingRuntime:
    def __init__(self, path):
        self.model = fused(path)
        self.saturating = 0
        self.sessions = {}
        graph = self.model.graph
        self.stored = {t.name: numpy_helper.to_array(t, os.path.dirname(path)) for t in graph.initializer}
        self.stored_tensors = {t.name: t for t in graph.initializer}
        self.inputs = [(i.name, [d.dim_value or d.dim_param or None for d in i.type.tensor_type.shape.dim]) for i in graph.input if i.name not in self.stored]
        self.outputs = [o.name for o in graph.output]

    def node_by_session(self, index, node, values):
        """One node through ONNX Runtime. Outer values of its branches become inputs as well, and what is stored stays stored: some operators insist on it."""
        key = (index, tuple((n, values[n].shape, values[n].dtype.str) for n in needed(node) if n in values and isinstance(values[n], np.ndarray)))
        fed = [n for n in needed(node) if n in values and n not in self.stored_tensors]
        if key not in self.sessions:
            inputs = [onnx.helper.make_tensor_value_info(n, onnx.helper.np_dtype_to_tensor_dtype(values[n].dtype), values[n].shape) for n in fed]
            outputs = [onnx.helper.make_empty_tensor_value_info(n) for n in node.output if n]
            graph = onnx.helper.make_graph([node], "one", inputs, outputs, [self.stored_tensors[n] for n in needed(node) if n in self.stored_tensors])
            model = onnx.helper.make_model(graph, opset_imports=self.model.opset_import, ir_version=self.model.ir_version, functions=self.model.functions)
            options = onnxruntime.SessionOptions()
            options.log_severity_level = 4
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
            self.sessions[key] = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        return self.sessions[key].run(None, {n: values[n] for n in fed})

    def in_order(self, values):
        """The nodes, each after those it reads from: files need not be sorted for ONNX Runtime to run them."""
        waiting = list(enumerate(self.model.graph.node))
        while waiting:
            held = []
            for index, node in waiting:
                if all(name in values for name in needed(node)):
                    yield index, node
                else:
                    held.append((index, node))
            if len(held) == len(waiting):
                raise ValueError(f"{held[0][1].op_type} reads what nothing gives")
            waiting = held

    def run_once(self, feed):
        values = dict(self.stored)
        values.update(feed)
        for index, node in self.in_order(values):
            compute = INTEGER.get(node.op_type)
            if compute is not None:
                results = compute(node, [values[n] if n else None for n in node.input])
                self.saturating += 1
            else:
                results = self.node_by_session(index, node, values)
            values.update(zip([n for n in node.output if n], results))
        return [values[n] for n in self.outputs]


def needed(node):
    """Names a node reads, those its branches take from outside included."""
    names = [n for n in node.input if n]
    for attribute in node.attribute:
        graphs = [attribute.g] if attribute.HasField("g") else list(attribute.graphs)
        for graph in graphs:
            inside = {i.name for i in graph.input} | {t.name for t in graph.initializer} | {o for n in graph.node for o in n.output}
            names += [n for one in graph.node for n in needed(one) if n not in inside]
            names += [o.name for o in graph.output if o.name not in inside]
    return list(dict.fromkeys(names))


def run(path, feed):
    """(names of outputs, their values), as judge.run."""
    made = SaturatingRuntime(path)
    results = [made.run_once(one) for one in feeds.runs_of(feed, made.inputs)]
    return made.outputs, feeds.joined(results)


def main():
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    import judge

    feed = feeds.read_feed(sys.argv[2])
    made = SaturatingRuntime(sys.argv[1])
    ours = feeds.joined([made.run_once(one) for one in feeds.runs_of(feed, made.inputs)])
    names, theirs = judge.run(sys.argv[1], feed)
    for row in distances.distances(names, theirs, ours):
        print(row)
    print(f"{made.saturating} products of integers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
