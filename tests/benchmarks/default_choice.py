#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""What each scheme's default should be: the error of outputs, on nets of different kinds, of each choice beside today's.

    tests/benchmarks/minilm.py … NETS; tests/benchmarks/train_nets.py NETS
    tests/benchmarks/default_choice.py CLI NETS [--table FILE.md] [NET…]

NETS holds NAME.onnx with NAME.judged.npz (and NAME.calibration.npz for what needs data) for each net; the two sample nets
are added. An error is the squared difference of all outputs from those of the original, ÷ the outputs' own squares. A
choice's figure is 10 · log10 (its error ÷ that of what was the default), the mean over several bit widths: below 0 is better.
Beside it the 95 % interval over 1,000 draws of widths and judged samples, for each net: two ways of rounding differ by chance
from width to width as well. In the last column the mean over nets and its interval (Student's t).
"""
import argparse
import gzip
import pathlib
import subprocess
import tempfile

import numpy as np
import onnxruntime

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "resources" / "sample"
T95 = {1: 12.71, 2: 4.30, 3: 3.18, 4: 2.78, 5: 2.57, 6: 2.45, 7: 2.36, 8: 2.31, 9: 2.26, 10: 2.23, 11: 2.20}

# What is asked: the default as it was, and what could be instead; {} is filled with each number.
QUESTIONS = [
    ("k-means, 2 3 4 bits", "kmeans:bits={},scaled_by=max,rounding=nearest", (2, 3, 4), {
        "fitted": "kmeans:bits={},scaled_by=fitted,rounding=nearest", "sums": "kmeans:bits={},scaled_by=max,rounding=sums",
        "fitted, sums": "kmeans:bits={},scaled_by=fitted,rounding=sums"}),
    ("sharing, 16 64 clusters", "sharing:clusters={},rounding=nearest", (16, 64), {"sums": "sharing:clusters={},rounding=sums", "max, sums": "sharing:clusters={},scaled_by=max,rounding=sums"}),
    ("uniform, 3 4 8 bits", "uniform:bits={},rounding=nearest", (3, 4, 8), {
        "sums": "uniform:bits={},rounding=sums", "minmax, sums": "uniform:bits={},range=minmax,rounding=sums", "mse, sums": "uniform:bits={},range=mse,rounding=sums"}),
    ("log, 4 5 bits", "log:bits={},rounding=nearest", (4, 5), {"sums": "log:bits={},rounding=sums"}),
    ("nf4, blocks of 32 64", "nf4:granularity=block,block={},rounding=nearest", (32, 64), {"sums": "nf4:granularity=block,block={},rounding=sums"}),
    ("k-means, 3 4 bits, with data", "kmeans:bits={},scaled_by=fitted", (3, 4), {"bias": "kmeans:bits={},scaled_by=fitted+bias_correction", "gptq, bias": "kmeans:bits={},scaled_by=fitted+gptq+bias_correction"}),
]  # fmt: skip


def sample_nets(folder):
    pictures = {part: np.frombuffer(gzip.decompress((SAMPLE / f"{part}-images-idx3-ubyte.gz").read_bytes())[16:], np.uint8).reshape(-1, 1, 28, 28) / np.float32(255) for part in ("train", "test")}
    for name in ("resnet8", "dscnn"):
        np.savez(folder / f"{name}.judged.npz", image=pictures["test"][:512].astype(np.float32))
        np.savez(folder / f"{name}.calibration.npz", image=pictures["train"][:256].astype(np.float32))
        yield name, SAMPLE / f"{name}_fashion.onnx", folder


class Net:
    def __init__(self, name, model, folder):
        self.name, self.model, self.folder = name, model, folder
        self.feed = dict(np.load(folder / f"{name}.judged.npz"))
        self.wanted = self.outputs(model)
        self.samples = len(self.wanted[0])

    def outputs(self, path):
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        given = onnxruntime.InferenceSession(str(path), options).run(None, self.feed)
        return [output.reshape(len(output), -1).astype(np.float64) for output in given]

    def errors(self, path):
        """A figure a sample: Σ over outputs of its squared error ÷ the outputs' mean square."""
        return sum(((now - was) ** 2).sum(1) / (was**2).sum(1).mean() for now, was in zip(self.outputs(path), self.wanted))


def written(cli, net, spec, folder):
    target = folder / "out.onnx"
    target.unlink(missing_ok=True)
    data = ["--calibrate", str(net.folder / f"{net.name}.calibration.npz"), "--calibrate-limit", "128"] if "gptq" in spec or "bias" in spec else []
    ran = subprocess.run([cli, "compress", net.model, "-o", target, "--all", spec, "--format", "weights", "--limit", "1", "--accept-unverified", "--quiet", *data], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, (net.name, spec, ran.stderr)
    return target


def ratio(mine, today):
    return 10 * np.log10(max(mine.sum(), 1e-30) / max(today.sum(), 1e-30))


def compared(mine, today, random):
    """Of lists of errors, one a width."""
    def figure(widths, rows):
        return np.mean([ratio(mine[at][rows], today[at][rows]) for at in widths])

    every = np.arange(len(mine))
    draws = [figure(random.choice(every, len(every)), random.integers(0, len(mine[0]), len(mine[0]))) for _ in range(1000)]
    low, high = np.percentile(draws, [2.5, 97.5])
    return figure(every, slice(None)), low, high


def over_nets(values):
    values = np.array(values)
    half = T95.get(len(values) - 1, 2.0) * values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else np.inf
    return values.mean(), values.mean() - half, values.mean() + half


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cli")
    parser.add_argument("nets", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--table", type=pathlib.Path)
    parser.add_argument("--only", default="", help="questions whose name holds this")
    given = parser.parse_args()
    lines, random = [], np.random.default_rng(3)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        found = [*sample_nets(folder), *((path.stem, path, given.nets) for path in sorted(given.nets.glob("*.onnx")))]
        nets = [Net(*each) for each in found if not given.names or each[0] in given.names]
        lines.append("| question | choice | " + " | ".join(net.name for net in nets) + " | mean over nets |")
        lines.append("|---|---|" + "---|" * (len(nets) + 1))
        for question, today, numbers, choices in QUESTIONS:
            if given.only not in question:
                continue

            def errors(net, spec):
                paths = (written(given.cli, net, spec.format(number), folder) for number in numbers)
                return [net.errors(path) for path in paths]

            base = {net.name: errors(net, today) for net in nets}
            sizes = {name: np.mean([10 * np.log10(1 / max(each.mean(), 1e-30)) for each in given_errors]) for name, given_errors in base.items()}
            lines.append(f"| {question} | was: `{today}` | " + " | ".join(f"{sizes[net.name]:.1f} dB" for net in nets) + " | |")
            print(lines[-1], flush=True)
            for label, spec in choices.items():
                found = {net.name: compared(errors(net, spec), base[net.name], random) for net in nets}
                cells = [f"{value:+.2f} ({low:+.2f} … {high:+.2f})" for value, low, high in found.values()]
                mean, low, high = over_nets([value for value, _, _ in found.values()])
                lines.append(f"| | {label} | " + " | ".join(cells) + f" | **{mean:+.2f}** ({low:+.2f} … {high:+.2f}) |")
                print(lines[-1], flush=True)
    if given.table:
        given.table.write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
