#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Static quantization by Bitwright next to onnxruntime.quantization, on the bundled nets and any models named.

    peer_quantization.py --build build/dev --data IMAGES,LABELS [--venv FOLDER] [MODEL …]

BUILD is a build folder with the benchmarks in it. Same calibration images (the 1,000 bundled training images), int8 weights a channel, uint8 activations, QDQ, each calibrator. Prints a Markdown table:
scales and zero points, of activations and of weights, that are equal to the bit, accuracy and SQNR of both with the paired interval, how fast the files run, and time (median of three) and peak memory of
calibrating and writing. Without a Python that has onnxruntime, and where PyPI cannot be reached to install it, it says so and ends with status 77.
"""
import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLE = os.path.join(TOP, "resources", "sample")
PEERS_WEIGHTS, OWN_WEIGHTS = "uniform:bits=8,range=minmax,scales=32", "uniform:bits=8"
ROWS = [("minmax", PEERS_WEIGHTS), ("minmax", OWN_WEIGHTS), ("entropy", OWN_WEIGHTS), ("percentile", OWN_WEIGHTS)]


def inside(source, path, method):
    """Runs in the peer's own process: quantizes, and prints seconds and peak memory."""
    import numpy
    from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static

    raw = gzip.open(os.path.join(SAMPLE, "train-images-idx3-ubyte.gz")).read()
    images = numpy.frombuffer(raw, numpy.uint8, offset=16).reshape(-1, 1, 1, 28, 28).astype(numpy.float32) / 255

    class Reader(CalibrationDataReader):
        def __init__(self):
            self.rest = iter(images)

        def get_next(self):
            image = next(self.rest, None)
            return None if image is None else {"image": image}

    methods = {"minmax": CalibrationMethod.MinMax, "entropy": CalibrationMethod.Entropy, "percentile": CalibrationMethod.Percentile}
    started = time.monotonic()
    quantize_static(source, path, Reader(), quant_format=QuantFormat.QDQ, per_channel=True, calibrate_method=methods[method],
                    activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8)
    seconds = time.monotonic() - started
    with open("/proc/self/status") as status:  # getrusage has at least what the process was that started this one
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) * 1024
    print(json.dumps({"seconds": seconds, "peak": peak}))


def parameters(path, source):
    """{value of the source model: (scale bits, zero point)} of every QuantizeLinear of one, before it or behind its DequantizeLinear, and
    {node: (scales, whether there are zero points)} of the weights of every node, the scales in float32."""
    import onnx
    from onnx import numpy_helper

    model = onnx.load(path)
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "Constant":
            stored[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
    graph = onnx.load(source).graph
    values = {value.name for value in graph.input} | {output for node in graph.node for output in node.output}
    behind = {node.input[0]: node.output[0] for node in model.graph.node if node.op_type == "DequantizeLinear"}
    found = {}
    for node in model.graph.node:
        if node.op_type != "QuantizeLinear" or node.input[0] in stored:
            continue
        zero = int(stored[node.input[2]].reshape(-1)[0]) if len(node.input) > 2 else 0
        for name in (node.input[0], behind.get(node.output[0])):
            if name in values:
                found[name] = (stored[node.input[1]].tobytes(), zero)
    weights = {}
    makers = {output: node for node in model.graph.node for output in node.output}
    for node in model.graph.node:
        weight = makers.get(node.input[1]) if len(node.input) > 1 else None
        if weight is None or weight.op_type != "DequantizeLinear" or weight.input[0] not in stored:
            continue
        scale = weight.input[1]
        while scale in makers and makers[scale].op_type == "Cast":
            scale = makers[scale].input[0]
        zeros = len(weight.input) > 2 and bool(stored[weight.input[2]].any())
        weights[node.name] = (stored[scale].astype("float32").tobytes(), zeros)
    return found, weights


def equal(first, second):
    common = set(first) & set(second)
    return f"{sum(first[name] == second[name] for name in common)} of {len(common)}"


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout


def own(arguments, source, path, calibrator, weights):
    return json.loads(run([os.path.join(arguments.build, "benchmarks", "static_quantization"), source, path, calibrator, weights]))


def row(arguments, source, calibrator, weights, folder):
    ours, theirs = os.path.join(folder, "ours.onnx"), os.path.join(folder, "theirs.onnx")
    cli = os.path.join(arguments.build, "bin", "bitwright-cli")
    mine, peer = {}, {}
    rounds = [(own(arguments, source, ours, calibrator, weights),
               json.loads(run([sys.executable, os.path.abspath(__file__), "--inside", source, theirs, calibrator]).splitlines()[-1])) for _ in range(3)]
    for which, each in enumerate((mine, peer)):
        for key in ("seconds", "peak"):
            each[key] = sorted(pair[which][key] for pair in rounds)[1]
    first, second = parameters(ours, source), parameters(theirs, source)
    accuracy = json.loads(run([cli, "compare", source, "--json", "--variant", "ours=" + ours, "--variant", "theirs=" + theirs, "--data",
                               arguments.data, "--measure", "accuracy"]))
    top1 = [100 * each["accuracy"]["top1"] for each in accuracy["variants"][1:]]
    sqnr = [each["fidelity"]["sqnr_db"] for each in accuracy["variants"][1:]]
    pair = next(each for each in accuracy["pairs"] if each["first"] == "ours" and each["metric"] == "top1")
    speed = json.loads(run([cli, "compare", theirs, "--json", "--variant", "ours=" + ours, "--data", arguments.data, "--limit", "200",
                            "--measure", "speed"]))["variants"][1]["speed"]
    name = os.path.splitext(os.path.basename(source))[0]
    return (f"| {name} | {calibrator} | `{weights}` | {equal(first[0], second[0])}, {equal(first[1], second[1])} | {top1[0]:.2f}, {top1[1]:.2f} % | "
            f"{100 * pair['difference']:+.2f} ({100 * pair['low']:+.2f} to {100 * pair['high']:+.2f}) | {sqnr[0]:.1f}, {sqnr[1]:.1f} | "
            f"{speed['speedup']:.2f} ({speed['speedup_low']:.2f} to {speed['speedup_high']:.2f}) | "
            f"{mine['seconds']:.2f}, {peer['seconds']:.2f} s: {peer['seconds'] / mine['seconds']:.1f} | "
            f"{mine['peak'] / 2**20:.0f}, {peer['peak'] / 2**20:.0f} MiB: 1/{peer['peak'] / mine['peak']:.1f} |")


def with_peer(arguments):
    """This script again, in a Python that has the peer."""
    try:
        import onnx  # noqa: F401
        import onnxruntime.quantization  # noqa: F401
        return
    except ImportError:
        pass
    folder = arguments.venv or os.path.join(tempfile.gettempdir(), "bitwright-peer")
    python = os.path.join(folder, "bin", "python")
    if os.environ.get("BITWRIGHT_PEER") != folder:
        install = [[sys.executable, "-m", "venv", folder], [python, "-m", "pip", "install", "--quiet", "onnxruntime", "onnx", "numpy"]]
        if os.path.exists(python) or all(subprocess.run(step).returncode == 0 for step in install):
            os.environ["BITWRIGHT_PEER"] = folder
            os.execv(python, [python, os.path.abspath(__file__), *sys.argv[1:]])
    print("SKIPPED: onnxruntime.quantization is not here, and PyPI cannot be reached to install it. Nothing was compared.", file=sys.stderr)
    sys.exit(77)


def main():
    if len(sys.argv) == 5 and sys.argv[1] == "--inside":
        return inside(*sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True)
    parser.add_argument("--data", default="sample")
    parser.add_argument("--venv")
    parser.add_argument("models", nargs="*")
    arguments = parser.parse_args()
    with_peer(arguments)
    import onnxruntime
    models = arguments.models or [os.path.join(SAMPLE, net + "_fashion.onnx") for net in ("resnet8", "dscnn")]
    print(f"onnxruntime.quantization {onnxruntime.__version__}; each cell Bitwright's first.\n")
    print("| model | calibrator | Bitwright's weights | equal to the bit: activations, weights | top-1 | difference, points | SQNR, dB | speed of Bitwright's file ÷ the peer's "
          "| calibrating and writing | peak memory |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for source in models:
            for calibrator, weights in ROWS:
                print(row(arguments, source, calibrator, weights, folder), flush=True)
    for source in models:
        bare = json.loads(run([os.path.join(arguments.build, "benchmarks", "bare_engine"), source]))
        print(f"\nThe engine alone with {os.path.basename(source)}, one session and one inference in a process of its own: {bare['peak'] / 2**20:.0f} MiB.")


if __name__ == "__main__":
    main()
