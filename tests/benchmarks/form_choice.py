#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""form_choice.py CLI [--spec SPEC] [--batches 1,16] [--threads N] [NET...]

How well `--format auto` chooses. Six made nets are written in forms `weights`, `weights-dq` and `auto` (its --batch as timed), and timed beside each other in
stock ONNX Runtime, in rounds of random order, all sessions made anew several times (where their memory lies shifts times by 10 % and more). Prints medians, how `auto` stands to the
better of the two others (the one of the lower median; the median of the rounds' ratios to it; above 1: slower; with = behind it where both are the same bytes), resident memory and load, and fails where another file is more than 5 % slower. Needs onnx, onnxruntime and numpy; nothing else shall run meanwhile."""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import numpy as np
import onnx
import onnxruntime

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cases"))
import nets.text as text  # noqa: E402
import nets.vision as vision  # noqa: E402
from nets.net import Net  # noqa: E402

SESSIONS, ROUNDS, BLOCK_SECONDS = 7, 9, 0.03


def perceptron(name, between, width=1024, layers=6):
    net = Net(name, 17, 7)
    x = net.input("x", ["batch", width])
    for layer in range(layers):
        x = net.op(between, net.op("MatMul", x, net.store(net.matrix(width, width), f"{layer}.weight")))
    net.op("Identity", x, to="y")
    net.output("y", ["batch", width])
    return net, {"x": net.random.normal(size=(1, width)).astype(np.float32)}


def sentence_encoder():
    text.WIDTH, text.HEADS, text.VOCABULARY, text.LONGEST = 384, 12, 30522, 128
    return text.encoder("encoder_384", 3, 17, 6, -10000.0, whole_norm=True)


def generator():
    text.WIDTH, text.HEADS, text.VOCABULARY = 512, 8, 8000
    return text.decoder("decoder_512", 5, blocks=4)


def recurrent():
    net = Net("lstm_256", 17, 9)
    x, hidden = net.input("x", ["batch", 20, 128]), 256
    gates = [(net.random.standard_t(5, shape) * 0.05).astype(np.float32) for shape in ((1, 4 * hidden, 128), (1, 4 * hidden, hidden))]
    steps = net.op("LSTM", net.op("Transpose", x, perm=[1, 0, 2]), *(net.store(each) for each in gates), outputs=3, hidden_size=hidden)
    last = net.op("Squeeze", steps[1], np.array([0], np.int64))
    net.op("MatMul", last, net.store(net.matrix(hidden, 512), "head"), to="y")
    net.output("y", ["batch", 512])
    return net, {"x": net.random.normal(size=(1, 20, 128)).astype(np.float32)}


MAKERS = {
    "encoder": sentence_encoder,
    "decoder": generator,
    "perceptron_tanh": lambda: perceptron("perceptron_tanh", "Tanh"),
    "perceptron_relu": lambda: perceptron("perceptron_relu", "Relu"),
    "recurrent": recurrent,
    "mobilenet": lambda: vision.classifier("mobilenet", 33, 13),
}
FIXED_BATCH = {"decoder"}  # one sequence; its length stands for the batch


def fed(feed, batch, fixed):
    if fixed:
        longer = dict(feed)
        longer["input_ids"] = np.resize(feed["input_ids"], (1, batch))
        past = feed["attention_mask"].shape[1] - feed["input_ids"].shape[1]
        longer["attention_mask"] = np.ones((1, past + batch), np.int64)
        return longer
    return {name: np.resize(value[:1], (batch, *value.shape[1:])) for name, value in feed.items()}


def compress(cli, source, target, spec, arguments):
    done = subprocess.run([cli, "compress", str(source), "-o", str(target), "--all", spec, "--json", *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{source.name} {arguments}: {done.stderr.strip().splitlines()[-1]}")
    return json.loads(done.stdout)


def resident():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def measured_alone(file, feed, threads):
    """Load in seconds and growth of the resident set in MB, in a process of its own."""
    code = f"import sys; sys.argv=['']; sys.path.insert(0, {str(pathlib.Path(__file__).parent)!r}); import form_choice, numpy as np; form_choice.alone({str(file)!r}, {threads})"
    np.savez(str(file) + ".npz", **feed)
    return json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def alone(file, threads):
    feed = dict(np.load(file + ".npz"))
    before, started = resident(), time.perf_counter()
    loaded = session(file, threads)
    seconds = time.perf_counter() - started
    loaded.run(None, feed)
    print(json.dumps([seconds, (resident() - before) / 1e6]))


def session(file, threads):
    onnxruntime.set_default_logger_severity(4)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def timed(files, feed, threads):
    """Median milliseconds of each, and of each round all of them."""
    rounds = []
    for _ in range(SESSIONS):
        order = list(files)
        random.shuffle(order)
        sessions = {name: session(files[name], threads) for name in order}
        repeats = {}
        for name, each in sessions.items():
            for _ in range(3):
                started = time.perf_counter()
                each.run(None, feed)
            repeats[name] = max(1, int(BLOCK_SECONDS / max(1e-6, time.perf_counter() - started)))
        for _ in range(ROUNDS):
            random.shuffle(order)
            found = {}
            for name in order:
                started = time.perf_counter()
                for _ in range(repeats[name]):
                    sessions[name].run(None, feed)
                found[name] = (time.perf_counter() - started) / repeats[name] * 1e3
            rounds.append(found)
    return {name: float(np.median([each[name] for each in rounds])) for name in files}, rounds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cli")
    parser.add_argument("nets", nargs="*", metavar="NET", help=f"of {', '.join(MAKERS)} (all)")
    parser.add_argument("--spec", default="uniform:bits=4,granularity=block,block=32")
    parser.add_argument("--batches", default="1,16")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    asked = parser.parse_args()
    if unknown := set(asked.nets) - set(MAKERS):
        parser.error(f"no net is called {', '.join(sorted(unknown))}")
    worst = 0.0
    print(f"{'net':<16}{'batch':>6}{'float ms':>10}{'weights':>10}{'dq':>10}{'auto':>10}{'auto/best':>11}{'packed':>9}   load s, resident MB: float, weights, dq, auto")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name in asked.nets or MAKERS:
            net, feed = MAKERS[name]()
            source = folder / f"{name}.onnx"
            onnx.save(net.model(), source)
            files = {"float": source}
            for form in ("weights", "weights-dq"):
                files[form] = folder / f"{name}.{form}.onnx"
                compress(asked.cli, source, files[form], asked.spec, ["--format", form])
            for batch in (int(each) for each in asked.batches.split(",")):
                inputs = fed(feed, batch, name in FIXED_BATCH)
                data = folder / "feed.npz"
                np.savez(data, **fed(feed, batch if name in FIXED_BATCH else 1, name in FIXED_BATCH))
                files["auto"] = folder / f"{name}.auto{batch}.onnx"
                said = compress(asked.cli, source, files["auto"], asked.spec,
                                ["--format", "auto", "--data", str(data), "--batch", "1" if name in FIXED_BATCH else str(batch)])
                medians, rounds = timed(files, inputs, asked.threads)
                better = min(("weights", "weights-dq"), key=medians.get)
                ratio = float(np.median([each["auto"] / each[better] for each in rounds]))
                same = files["auto"].read_bytes() == files[better].read_bytes()  # then its ratio is that of two sessions of one file
                worst = max(worst, 1.0 if same else ratio)
                packed = sum(layer["form"] == "packed" for layer in said["layers"])
                memory = "  ".join("{:.2f} {:.0f}".format(*measured_alone(each, inputs, asked.threads)) for each in files.values())
                print(f"{name:<16}{batch:>6}{medians['float']:>10.3f}{medians['weights']:>10.3f}{medians['weights-dq']:>10.3f}{medians['auto']:>10.3f}{ratio:>10.3f}{'=' if same else ' '}"
                      f"{packed:>5}/{len(said['layers'])}   {memory}", flush=True)
    print(f"auto is at most {100 * (worst - 1):.1f} % slower than the better form")
    return 0 if worst <= 1.05 else 1


if __name__ == "__main__":
    sys.exit(main())
