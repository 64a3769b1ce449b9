#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""What stock ONNX Runtime makes of files in form weights-dq, or another, version by version.

Runtimes fuse DequantizeLinear with what stands behind it. This writes nets of many small layers (MatMul, Gemm, Gather, Conv and tied
embeddings over odd and even sizes) in every way that form has, runs each file in every runtime named with its default optimizations, and
holds each output against the decoded weights computed with by NumPy. It prints the layers that are wrong and those that do not load.

    fused_forms.py --cli build/dev/bin/bitwright-cli --runtime 1.20=FOLDER --runtime 1.32

A runtime is a name and a folder that `pip install --target FOLDER --no-deps onnxruntime==…` filled; without a folder it is the one that
Python has. Needs onnx, numpy and onnxruntime. Minutes, not seconds; no test runs it.
"""

import argparse
import collections
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROWS = 3  # of each input
FEATURES = [(64, 5), (64, 8), (33, 7), (48, 12), (16, 3), (128, 16), (256, 32), (100, 64), (31, 1), (160, 10), (640, 9), (33, 8), (131, 4)]
OPSETS = [13, 19, 21, 25]
EXACT = 1e-5  # of the largest output: what sums of float32 are apart
EIGHT_BITS = 3e-2  # what activations of 8 bits explain (MatMulNBits with accuracy_level 4, which is what fusing chooses)


def layers():
    """Name, operator, shape of the weight."""
    for k, n in FEATURES:
        yield f"matmul_{k}x{n}", "MatMul", (k, n)
        yield f"gemm_{k}x{n}", "Gemm", (k, n)
        yield f"gemmT_{k}x{n}", "GemmT", (n, k)
        yield f"matmulT_{k}x{n}", "MatMulT", (n, k)
        yield f"gather_{k}x{n}", "Gather", (k, n)
    for n, c, size in [(5, 3, 3), (8, 16, 3), (7, 33, 1), (16, 8, 5)]:
        yield f"conv_{n}x{c}x{size}", "Conv", (n, c, size, size)
    for rows, width in [(11, 16), (40, 64), (33, 31)]:
        yield f"tied_{rows}x{width}", "Tied", (rows, width)


def build(opset, wanted, path, half=False):
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    random = np.random.default_rng(7)
    kind = TensorProto.FLOAT16 if half else TensorProto.FLOAT
    nodes, inputs, outputs, weights = [], [], [], []
    for name, op, shape in layers():
        if op not in wanted:
            continue
        weight = (random.standard_normal(shape) / np.sqrt(shape[-1])).astype(np.float16 if half else np.float32)
        weights.append(numpy_helper.from_array(weight, f"w_{name}"))
        x, y, w = f"x_{name}", f"y_{name}", f"w_{name}"
        outputs.append(helper.make_tensor_value_info(y, kind, None))
        if op in ("Gather", "Tied"):
            inputs.append(helper.make_tensor_value_info(x, TensorProto.INT64, [ROWS]))
            if op == "Gather":
                nodes.append(helper.make_node("Gather", [w, x], [y], name=name))
                continue
            nodes.append(helper.make_node("Gather", [w, x], [f"e_{name}"], name=f"{name}_in"))
            nodes.append(helper.make_node("Transpose", [w], [f"t_{name}"], perm=[1, 0], name=f"{name}_t"))
            nodes.append(helper.make_node("MatMul", [f"e_{name}", f"t_{name}"], [y], name=name))
        elif op == "Conv":
            inputs.append(helper.make_tensor_value_info(x, kind, [1, shape[1], 9, 9]))
            nodes.append(helper.make_node("Conv", [x, w], [y], name=name))
        elif op == "MatMulT":
            inputs.append(helper.make_tensor_value_info(x, kind, [ROWS, shape[1]]))
            nodes.append(helper.make_node("Transpose", [w], [f"t_{name}"], perm=[1, 0], name=f"{name}_t"))
            nodes.append(helper.make_node("MatMul", [x, f"t_{name}"], [y], name=name))
        else:
            inputs.append(helper.make_tensor_value_info(x, kind, [ROWS, shape[1] if op == "GemmT" else shape[0]]))
            extra = {"transB": 1} if op == "GemmT" else {}
            read = [x, w]
            if op != "MatMul" and opset < 11:  # before, a Gemm has to have a bias
                weights.append(numpy_helper.from_array(np.zeros(1, weight.dtype), f"b_{name}"))
                read.append(f"b_{name}")
            nodes.append(helper.make_node("MatMul" if op == "MatMul" else "Gemm", read, [y], name=name, **extra))
    graph = helper.make_graph(nodes, "layers", inputs, outputs, weights)
    ir = next(ir for least, ir in ((25, 13), (23, 11), (21, 10), (19, 9), (15, 8), (12, 7), (7, 4)) if opset >= least)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=ir), path)


def feeds(model):
    import numpy as np

    random = np.random.default_rng(3)
    fed = {}
    for value in model.graph.input:
        dims = [d.dim_value for d in value.type.tensor_type.shape.dim]
        kind = value.type.tensor_type.elem_type
        if kind == 7:
            fed[value.name] = random.integers(0, 11, dims)
        else:
            fed[value.name] = random.standard_normal(dims).astype(np.float16 if kind == 10 else np.float32)
    return fed


def only(model, output):
    """The part of a model that makes one output."""
    import onnx

    makers = {name: node for node in model.graph.node for name in node.output}
    wanted, keep = [output], set()
    while wanted:
        name = wanted.pop()
        node = makers.get(name)
        if node is not None and id(node) not in keep:
            keep.add(id(node))
            wanted.extend(node.input)
    part = onnx.ModelProto()
    part.CopyFrom(model)
    kept = [node for node in model.graph.node if id(node) in keep]
    read = {name for node in kept for name in node.input}
    del part.graph.node[:]
    part.graph.node.extend(kept)
    for field in ("input", "initializer"):
        values = [v for v in getattr(model.graph, field) if v.name in read]
        del getattr(part.graph, field)[:]
        getattr(part.graph, field).extend(values)
    del part.graph.output[:]
    part.graph.output.extend(v for v in model.graph.output if v.name == output)
    del part.graph.value_info[:]
    return part


def run_child(files):
    """Runs every file and, where one does not load, each of its outputs alone."""
    import numpy as np
    import onnx
    import onnxruntime

    onnxruntime.set_default_logger_severity(4)
    for file in files:
        file = pathlib.Path(file)
        model = onnx.load(file)
        fed = feeds(model)
        results, reasons, fused = {}, {}, collections.Counter()

        def run(data, names):
            options = onnxruntime.SessionOptions()
            optimized = tempfile.NamedTemporaryFile(suffix=".onnx", delete=False)
            options.optimized_model_filepath = optimized.name
            session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
            values = session.run(names, {i.name: fed[i.name] for i in session.get_inputs()})
            try:
                for node in onnx.load(optimized.name, load_external_data=False).graph.node:
                    fused[node.op_type] += 1
            except Exception:
                pass
            os.unlink(optimized.name)
            return dict(zip(names, values))

        names = [value.name for value in model.graph.output]
        try:
            results = run(str(file), names)
        except Exception as whole:
            for name in names:
                try:
                    results.update(run(only(model, name).SerializeToString(), [name]))
                except Exception as reason:
                    reasons[name] = " ".join(str(reason).split())[:400]
            reasons.setdefault("", " ".join(str(whole).split())[:400])
        np.savez(str(file) + ".out.npz", **results)
        print(json.dumps({"file": str(file), "reasons": reasons, "fused": fused}), flush=True)


def reference(file):
    import onnx
    from onnx.reference import ReferenceEvaluator

    model = onnx.load(file)
    for imported in model.opset_import:  # what the evaluator has no DequantizeLinear for; the nodes of these nets mean the same there
        if not imported.domain and imported.version < 19:
            imported.version = 19
    session = ReferenceEvaluator(model)
    names = [value.name for value in model.graph.output]
    return dict(zip(names, session.run(names, feeds(model))))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli")
    parser.add_argument("--runtime", action="append", default=[], metavar="NAME[=FOLDER]")
    parser.add_argument("--opset", type=int, action="append")
    parser.add_argument("--bits", type=int, action="append")
    parser.add_argument("--format", default="weights-dq")
    parser.add_argument("--spec", action="append", help="instead of uniform in all its ways")
    parser.add_argument("--op", action="append", help="MatMul MatMulT Gemm GemmT Gather Conv Tied")
    parser.add_argument("--half", action="store_true", help="float16 models")
    parser.add_argument("--keep", help="keep the files there")
    parser.add_argument("--run", nargs="*", help=argparse.SUPPRESS)
    parser.add_argument("--all", action="store_true", help="print rows that are right too")
    options = parser.parse_args()
    if options.run is not None:
        run_child(options.run)
        return
    import numpy as np

    folder = pathlib.Path(options.keep or tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    wanted = options.op or ["MatMul", "MatMulT", "Gemm", "GemmT", "Gather", "Conv", "Tied"]
    files = []
    groupings = ["tensor", "channel"] + [f"block,block={size}" for size in (16, 32, 64, 128)]
    for opset in options.opset or OPSETS:
        source = folder / f"net{opset}.onnx"
        build(opset, wanted, source, options.half)
        specs = options.spec or [
            f"uniform:bits={bits},granularity={grouping},symmetric={symmetric}"
            for bits, grouping, symmetric in itertools.product(options.bits or range(1, 9), groupings, ("true", "false"))
        ]
        for number, spec in enumerate(specs):
            target = folder / f"o{opset}_{number}.onnx"
            done = subprocess.run([options.cli, "compress", source, "-o", target, "--all", spec, "--format", options.format, "--quiet"],
                                  capture_output=True, text=True)
            if done.returncode != 0:
                print(f"not written: opset {opset} {spec}: {done.stderr.strip().splitlines()[-1]}")
                continue
            files.append((opset, spec, target))
    meant = {target: reference(target) for _, _, target in files}
    worst = collections.defaultdict(dict)
    for runtime in options.runtime:
        name, _, where = runtime.partition("=")
        environment = dict(os.environ)
        if where:
            environment["PYTHONPATH"] = where
        left = [str(target) for _, _, target in files]
        by_file = {str(target): (opset, spec) for opset, spec, target in files}
        while left:
            done = subprocess.run([sys.executable, __file__, "--run", *left], capture_output=True, text=True, env=environment)
            told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
            for each in told:
                file = each["file"]
                opset, spec = by_file[file]
                found = np.load(file + ".out.npz")
                for output, right in meant[pathlib.Path(file)].items():
                    row = (opset, spec, output[2:])
                    if output not in found:
                        worst[row][name] = "no load: " + each["reasons"].get(output, "")
                        continue
                    right = right.astype(np.float64)
                    apart = np.abs(found[output].astype(np.float64) - right).max() / max(np.abs(right).max(), 1e-30)
                    worst[row][name] = float(apart)
                fused = {op: count for op, count in each["fused"].items() if op in ("MatMulNBits", "GatherBlockQuantized", "DequantizeLinear")}
                if options.all:
                    print(name, opset, spec, fused)
            left = left[len(told):]
            if left and not told or done.returncode != 0 and left:
                print(f"{name}: died with {done.returncode} in {left[0]}: {done.stderr.strip().splitlines()[-1:]}")
                left = left[1:]
    runtimes = [runtime.partition("=")[0] for runtime in options.runtime]
    print("\nLayers that are wrong or do not load: largest difference ÷ largest output, by runtime")
    bad = 0
    coarse = collections.Counter()
    for (opset, spec, layer), found in worst.items():
        values = [found.get(name, "died") for name in runtimes]
        for name, value in zip(runtimes, values):
            coarse[name] += isinstance(value, float) and (2e-3 if options.half else EXACT) < value <= EIGHT_BITS
        if all(isinstance(value, float) and value <= EIGHT_BITS for value in values):
            continue
        bad += 1
        cells = [value[:70] if isinstance(value, str) else f"{value:8.1e}" for value in values]
        print(f"opset {opset:2} {spec:55} {layer:18} " + " | ".join(cells))
    print(f"{bad} of {len(worst)} layers; runtimes {', '.join(runtimes)}")
    print("as far apart as activations of 8 bits explain: " + ", ".join(f"{coarse[name]} in {name}" for name in runtimes))


if __name__ == "__main__":
    main()
