#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""same_files.py OLD_CLI NEW_CLI [--data DATA] MODEL_OR_FOLDER...

Whether two builds of bitwright-cli do the same: every model is written in many ways by both, and files are compared byte for
byte, JSON documents member by member (but for times, temporary paths and versions). For moves of code that are to change
nothing. Prints each difference and ends with the numbers; fails where there is any difference."""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

SPECS = [
    "uniform:bits=8,granularity=channel",
    "uniform:bits=4,granularity=block,block=32",
    "kmeans:bits=4,scale=channel",
    "log:bits=4",
    "sharing:bits=5",
    "ternary",
    "fp16",
    "prune:density=0.3+kmeans:bits=4",
    "equalization+uniform:bits=4,granularity=tensor",
]
WAYS = [
    ["--format", "weights"],
    ["--format", "weights-dq"],
    ["--activations", "dynamic"],
    ["--activations", "static", "--format", "qdq"],
    ["--activations", "static", "--format", "qoperator"],
    ["--activations", "float16"],
]
CALIBRATED = ["kmeans:bits=3+gptq+bias_correction"]
VOLATILE = {"provenance", "peak_rss_bytes", "seconds", "output", "files", "file", "command", "model", "speed", "memory", "report", "models"}


def stable(value):
    if isinstance(value, dict):
        return {key: stable(item) for key, item in value.items() if key not in VOLATILE}
    if isinstance(value, list):
        return [stable(item) for item in value]
    return value


def differences(old, new, where=""):
    """Where two documents differ, as paths of members with both values."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [each for key in sorted(old.keys() | new.keys()) for each in differences(old.get(key), new.get(key), f"{where}/{key}")]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [each for at, pair in enumerate(zip(old, new)) for each in differences(*pair, f"{where}/{at}")]
    return [] if old == new else [f"{where}: {str(old)[:120]} | {str(new)[:120]}"]


def run(cli, arguments, folder):
    done = subprocess.run([str(cli), *arguments], cwd=folder, capture_output=True, text=True, errors="replace", timeout=900)
    document = None
    if done.stdout.strip().startswith("{"):
        document = stable(json.loads(done.stdout))
    message = done.stderr.replace(str(folder), "").strip() if done.returncode else ""
    return done.returncode, document, message


def both(clis, arguments, outputs=()):
    results = []
    for cli in clis:
        with tempfile.TemporaryDirectory() as folder:
            code, document, message = run(cli, arguments, folder)
            files = {name: (pathlib.Path(folder) / name).read_bytes() for name in outputs if (pathlib.Path(folder) / name).exists()}
            results.append((code, document, message, files))
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=pathlib.Path)
    parser.add_argument("new", type=pathlib.Path)
    parser.add_argument("models", nargs="+", type=pathlib.Path)
    parser.add_argument("--data", help="calibrates, and compares accuracy, on this (as --data of the command line)")
    options = parser.parse_args()
    clis = [options.old.resolve(), options.new.resolve()]
    models = []
    for path in options.models:
        models += sorted(path.rglob("*.onnx")) if path.is_dir() else [path]
    counts = {"calls": 0, "files": 0, "different": 0}

    def check(what, arguments, outputs=()):
        old, new = both(clis, arguments, outputs)
        counts["calls"] += 1
        counts["files"] += len(old[3])
        found = []
        if old[0] != new[0]:
            found.append(f"exit code {old[0]} | {new[0]}")
        if old[2] != new[2]:
            found.append(f"message {old[2][:200]} | {new[2][:200]}")
        found += differences(old[1], new[1])
        found += [f"bytes of {name}" for name in sorted(old[3].keys() | new[3].keys()) if old[3].get(name) != new[3].get(name)]
        if found:
            counts["different"] += 1
            print(f"{what}: " + "; ".join(found))

    check("schemes", ["schemes", "--json"])
    for model in models:
        path = str(model.resolve())
        check(f"{model} inspect", ["inspect", path, "--json"])
        calls = [(spec, WAYS[0]) for spec in SPECS] + [(SPECS[0], way) for way in WAYS[1:]]
        if options.data:
            calls += [(spec, way) for spec in CALIBRATED for way in WAYS[:1]]
        for spec, way in calls:
            arguments = ["compress", path, "--all", spec, *way, "-o", "out.onnx", "--json"]
            if options.data and ("static" in way or spec in CALIBRATED):
                arguments += ["--calibrate", options.data]
            check(f"{model} {spec} {' '.join(way)}", arguments, ("out.onnx", "out.onnx.data"))
        if options.data:
            variants = [text for spec in SPECS[:3] for text in ("--variant", f"{spec.split(':')[0]}={spec}")]
            check(f"{model} compare", ["compare", path, *variants, "--data", options.data, "--limit", "200", "--measure", "size,accuracy", "--json"])
    print(f"{counts['calls']} calls, {counts['files']} files: {counts['different']} differences")
    return 1 if counts["different"] else 0


if __name__ == "__main__":
    sys.exit(main())
