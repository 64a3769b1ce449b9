#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""minilm_forms.py CLI FOLDER [--rounds N] [--only WORD]

A sentence encoder in the forms of Bitwright beside those of onnxruntime.quantization, in one run: FOLDER is what `minilm.py`
made. Of each file bytes, resident memory and load time (a process of its own, least of five), cosine of the sentence
embeddings of 256 sentences to the float model's (mean), and how many times as fast as floats it is at several lengths
(medians of rounds in random order, two threads). Needs onnx, onnx_ir, onnxruntime and numpy; nothing else shall run meanwhile."""
import argparse
import json
import pathlib
import random
import statistics
import subprocess
import sys
import time

import numpy as np
import onnx
import onnxruntime
from onnxruntime.quantization import CalibrationDataReader, quantize_dynamic, quantize_static
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

SHAPES = ((1, 8), (1, 32), (1, 128), (8, 32))
FOUR = "uniform:bits=4,granularity=block,block=32"
OURS = {
    "ours, dynamic": ["--all", "uniform:bits=8", "--activations", "dynamic"],
    "ours, dynamic, smoothquant": ["--all", "smoothquant+uniform:bits=8", "--activations", "dynamic", "--calibrate", "FEED"],
    "ours, static": ["--all", "uniform:bits=8", "--activations", "static", "--calibrate", "FEED", "--format", "qdq"],
    "ours, static, smoothquant": ["--all", "smoothquant+uniform:bits=8", "--activations", "static", "--calibrate", "FEED", "--format", "qdq"],
    "ours, auto, 4 bits": ["--all", FOUR, "--format", "auto", "--shape", "SHAPES"],
    "ours, auto, 4 bits, gptq": ["--all", FOUR + "+gptq+bias_correction", "--format", "auto", "--calibrate", "FEED", "--shape", "SHAPES"],
}


class Reader(CalibrationDataReader):
    def __init__(self, feed):
        count = len(next(iter(feed.values())))
        self.batches = iter([{name: array[at : at + 8] for name, array in feed.items()} for at in range(0, count, 8)])

    def get_next(self):
        return next(self.batches, None)


def peers(model, feed, out):
    def blocks():
        quantizer = MatMulNBitsQuantizer(onnx.load(model), bits=4, block_size=32, is_symmetric=True, accuracy_level=4)
        quantizer.process()
        quantizer.model.save_model_to_file(str(out / "onnxruntime, 4 bits.onnx"))

    yield "onnxruntime, dynamic", lambda: quantize_dynamic(model, out / "onnxruntime, dynamic.onnx", per_channel=True, reduce_range=True)
    yield "onnxruntime, static, MatMul", lambda: quantize_static(model, out / "onnxruntime, static, MatMul.onnx", Reader(feed), per_channel=True, reduce_range=True, op_types_to_quantize=["MatMul"])
    yield "onnxruntime, static", lambda: quantize_static(model, out / "onnxruntime, static.onnx", Reader(feed), per_channel=True, reduce_range=True)
    yield "onnxruntime, 4 bits", blocks


def ours(cli, model, folder, out):
    names = [each.name for each in onnx.load(model, load_external_data=False).graph.input]
    sizes = ",".join(f"{batch}x{length}" for batch, length in SHAPES)
    for name, options in OURS.items():
        shapes = [word for each in names for word in ("--shape", f"{each}={sizes}")]
        words = []
        for option in options:
            if option == "--shape":
                continue
            words += shapes if option == "SHAPES" else [str(folder / "calibration.npz") if option == "FEED" else option]
        call = [cli, "compress", str(model), *words, "--data", str(folder / "calibration.npz"), "-o", str(out / f"{name}.onnx"), "--json", "--quiet"]

        def run(call=call, name=name):
            said = subprocess.run(call, capture_output=True, text=True)
            assert said.returncode == 0, said.stderr
            assert json.loads(said.stdout)["verified"], name

        yield name, run


def opened(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    return onnxruntime.InferenceSession(str(path), options)


def load_alone(path):
    """Seconds and resident bytes of a process that opens it, least of five."""
    program = (
        "import onnxruntime as o, sys, time, os\n"
        "s = o.SessionOptions(); s.intra_op_num_threads = 2\n"
        "resident = lambda: int(open('/proc/self/statm').read().split()[1]) * os.sysconf('SC_PAGE_SIZE')\n"
        "before, start = resident(), time.perf_counter()\n"
        "session = o.InferenceSession(sys.argv[1], s)\n"
        "print(time.perf_counter() - start, resident() - before)"
    )
    runs = [subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True).stdout.split() for _ in range(5)]
    return min(float(seconds) for seconds, _ in runs), min(int(size) for _, size in runs)


def embeddings(session, feed):
    values = session.run(["sentence_embedding"], feed)[0].astype(np.float64)
    return values / np.linalg.norm(values, axis=1, keepdims=True)


def ratios(sessions, rounds):
    """Of each file and shape: float time ÷ its own, median over rounds in random order."""
    faster = {name: [] for name in sessions}
    for batch, length in SHAPES:
        feed = {}
        for each in sessions["floats"].get_inputs():
            kind = np.ones if "mask" in each.name else np.zeros
            feed[each.name] = np.random.default_rng(1).integers(1000, 20000, (batch, length)) if each.name == "input_ids" else kind((batch, length), np.int64)
        times = {name: [] for name in sessions}
        for _ in range(rounds):
            for name in random.sample(list(sessions), len(sessions)):
                sessions[name].run(None, feed)  # what another left in the caches is not its fault
                start = time.perf_counter()
                sessions[name].run(None, feed)
                times[name].append(time.perf_counter() - start)
        for name in sessions:
            faster[name].append(statistics.median(a / b for a, b in zip(times["floats"], times[name])))
    return faster


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cli")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--only", default="")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="where the files are made, and found made by an earlier run")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    model, feed = given.folder / "minilm.onnx", dict(np.load(given.folder / "calibration.npz"))
    paths, seconds = {"floats": model}, {"floats": 0.0}
    for name, make in [*ours(given.cli, model, given.folder, given.out), *peers(model, feed, given.out)]:
        path = given.out / f"{name}.onnx"
        if given.only not in name:
            continue
        start = time.monotonic()
        if not path.exists():
            make()
            print(f"  {name}: made in {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
        paths[name] = path
    judged = dict(np.load(given.folder / "judged.npz"))
    sessions = {name: opened(path) for name, path in paths.items()}
    reference = embeddings(sessions["floats"], judged)
    faster = ratios(sessions, given.rounds)
    print("| file | bytes | resident MB | load s | cosine | " + " | ".join(f"speed at {batch} × {length}" for batch, length in SHAPES) + " |\n|---|---:|---:|---:|---:|" + "---:|" * len(SHAPES))
    for name, path in paths.items():
        load, resident = load_alone(path)
        cosine = (embeddings(sessions[name], judged) * reference).sum(1).mean()
        print(f"| {name} | {path.stat().st_size:,} | {resident / 1e6:.0f} | {load:.2f} | {cosine:.4f} | " + " | ".join(f"{each:.2f}" for each in faster[name]) + " |", flush=True)


if __name__ == "__main__":
    main()
