#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Judges written files with stock ONNX Runtime. One request a line of JSON on stdin, one answer a line on stdout.

    {"model": FILE, "original": FILE, "feed": FILE.npz, "check": true, "save": FILE.npz, "against": FILE.npz, "saturating": false, "original_saturating": false, "samples": false, "optimized": true}

The answer: checker (null, or what onnx.checker says), loads, runs, error; to_original (the original without optimizations), to_plain (the same file without optimizations) and
to_against (outputs saved by another judge), each a list of distances an output. A process of its own: what kills it kills no more than one judgement, and it can be another Python's or run under `avx2`.
"""
import json
import sys

import numpy as np
import onnxruntime

import distances
import feeds

LEVELS = onnxruntime.GraphOptimizationLevel


def session(path, optimized):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    options.graph_optimization_level = LEVELS.ORT_ENABLE_ALL if optimized else LEVELS.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def run(path, feed, optimized=True, samples=False):
    """(names of outputs, their values) over all runs of a feed."""
    made = session(path, optimized)
    inputs = [(i.name, i.shape) for i in made.get_inputs()]
    results = [made.run(None, one) for one in feeds.runs_of(feed, inputs, samples)]
    return [o.name for o in made.get_outputs()], feeds.joined(results)


def first_line(error):
    return str(error).strip().split("\n")[0][:300]


def check(path):
    import onnx

    try:
        onnx.checker.check_model(path, full_check=True)
    except Exception as error:  # the checker throws types of its own, of inference and of protobuf
        return first_line(error)
    return None


class Judge:
    def __init__(self):
        self.references = {}

    def reference(self, path, feed_path, feed, samples, saturating):
        """The original's outputs without optimizations, or as a processor without VNNI computes them; kept for the files that follow."""
        key = (path, feed_path, samples, saturating)
        if key not in self.references:
            if len(self.references) > 3:
                self.references.pop(next(iter(self.references)))
            try:
                if saturating:
                    import saturating_runtime

                    self.references[key] = saturating_runtime.run(path, feed)
                    return self.references[key]
                self.references[key] = run(path, feed, False, samples)
            except Exception:
                self.references[key] = run(path, feed, True, samples)
        return self.references[key]

    def judge(self, request):
        answer = {"version": onnxruntime.__version__, "checker": None, "loads": False, "runs": False, "error": None}
        path, samples = request["model"], bool(request.get("samples"))
        if request.get("check"):
            answer["checker"] = check(path)
        feed = feeds.read_feed(request["feed"]) if request.get("feed") else None
        if feed is None:
            try:
                session(path, True)
                answer["loads"] = True
            except Exception as error:
                answer["error"] = first_line(error)
            return answer
        try:
            if request.get("saturating"):
                import saturating_runtime

                answer["loads"] = True
                names, values = saturating_runtime.run(path, feed)
            else:
                session(path, True)
                answer["loads"] = True
                names, values = run(path, feed, request.get("optimized", True), samples)
            answer["runs"] = True
        except Exception as error:
            answer["error"] = first_line(error)
            return answer
        if request.get("save"):
            np.savez(request["save"], **{f"{i}": np.concatenate([a.astype(np.float64).ravel() for a in distances.flat(v) if distances.is_float(a)] or [np.zeros(0)]) for i, v in enumerate(values)})
        if request.get("against"):
            with np.load(request["against"]) as saved:
                ours = [np.concatenate([a.astype(np.float64).ravel() for a in distances.flat(v) if distances.is_float(a)] or [np.zeros(0)]) for v in values]
                answer["to_against"] = distances.distances(names, [saved[str(i)] for i in range(len(ours))], ours)
        if request.get("plain", True):
            try:
                answer["to_plain"] = distances.distances(names, run(path, feed, False, samples)[1], values)
            except Exception as error:
                answer["plain_error"] = first_line(error)
        if request.get("original"):
            try:
                names_there, there = self.reference(request["original"], request["feed"], feed, samples, bool(request.get("original_saturating")))
                answer["names"] = names_there == names
                answer["to_original"] = distances.distances(names, there, values)
            except Exception as error:
                answer["original_error"] = first_line(error)
        return answer


def main():
    judge = Judge()
    for line in sys.stdin:
        try:
            answer = judge.judge(json.loads(line))
        except Exception as error:
            answer = {"error": "judge: " + str(error)[:300], "loads": False, "runs": False, "checker": None}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
