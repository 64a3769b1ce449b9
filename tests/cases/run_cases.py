#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Holds Bitwright's command line against stock ONNX Runtime, on a folder of small models and data sets.

    run_cases.py FOLDER --cli bitwright-cli [--only REGEX] [--schemes NAME,…] [--formats NAME,…] [--jobs 2] [--out results.json] [--runtime native|saturating|avx2-emulated]

FOLDER/manifest.json lists the cases (README.md says how). Each is inspected, compressed with every scheme in every form, compared, verified and searched; every written file is judged: valid, loads,
runs with default optimizations, and near to the original and to itself without optimizations. Ends with a table of findings, and with status 1 where there is one.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import re
import shutil
import sys
import tempfile
import threading
import traceback

import call as calls
import commands
import distances
import findings
import model_facts
from judge_client import JudgeClient

HERE = os.path.dirname(os.path.abspath(__file__))
AVX2 = os.path.join(HERE, "avx2")


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--cli", required=True, help="bitwright-cli")
    parser.add_argument("--only", default="", help="cases whose names hold this regular expression")
    parser.add_argument("--schemes", default=",".join(commands.SCHEMES), help="of: " + ", ".join(commands.SCHEMES))
    parser.add_argument("--formats", default=",".join(commands.FORMATS), help="of: " + ", ".join(commands.FORMATS))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=60, help="limit of one call")
    parser.add_argument("--out", help="everything, as JSON")
    parser.add_argument("--keep", help="folder for the files that findings name")
    parser.add_argument("--python", default=sys.executable, help="the judge's Python, with onnxruntime, onnx and numpy")
    parser.add_argument("--older", action="append", default=[], help="a Python with an older onnxruntime: verified files have to run there where the original does (repeatable)")
    parser.add_argument("--target", help="given to compress --target where it makes integers")
    parser.add_argument("--runtime", choices=["native", "saturating", "avx2-emulated"], default="native",
                        help="native: this processor. saturating, avx2-emulated: integer files are judged as on one without VNNI as well, by the emulator here or by valgrind")
    parser.add_argument("--cli-emulated", action="store_true", help="the command line and its worker run on the emulated processor too (slow)")
    return parser.parse_args()


class Runner:
    def __init__(self, args):
        self.args = args
        self.folder = os.path.abspath(args.folder)
        self.schemes, self.formats = args.schemes.split(","), args.formats.split(",")
        unknown = [s for s in self.schemes if s not in commands.SCHEMES] + [f for f in self.formats if f not in commands.FORMATS]
        if unknown:
            sys.exit("unknown: " + ", ".join(unknown))
        self.cli = ([AVX2] if args.cli_emulated else []) + [os.path.abspath(args.cli)]
        self.limit = args.seconds * (20 if args.cli_emulated else 1)
        self.local = threading.local()
        self.clients = []

    def judge(self, which):
        """This thread's judge of a kind."""
        judges = self.local.__dict__.setdefault("judges", {})
        if which not in judges:
            command = [AVX2, self.args.python] if which == "avx2" else [self.args.python if which == "native" else which]
            judges[which] = JudgeClient(command, 600 if which == "avx2" else 120)
            self.clients.append(judges[which])
        return judges[which]

    def path(self, name):
        return os.path.join(self.folder, name) if name else None

    def fill(self, step, case, output, last):
        words = {"MODEL": self.path(case.get("file")) or "", "FEED": self.path(case.get("feed")) or "", "OUT": output, "LAST": last or ""}
        if "BYTES" in step.arguments:
            words["BYTES"] = str(os.path.getsize(words["MODEL"]))
        return [words.get(w, w) for w in step.arguments]

    def run_case(self, case):
        rows = []
        with tempfile.TemporaryDirectory(prefix="bitwright-cases-") as folder:
            if case.get("data"):
                steps = commands.data_steps(case)
            elif case.get("extra"):
                steps = [commands.Step(case["extra"][0], case["extra"])]
            else:
                steps = commands.model_steps(case, self.schemes, self.formats, self.args.target)
            state = {"layers": [], "last": None, "kinds": []}
            if not case.get("data") and not case.get("extra"):
                answer = self.judge("native").ask({"model": self.path(case["file"]), "feed": self.path(case["feed"]), "check": True})
                # Where the runtime itself makes another net of the original, or another one each time, nothing can be said of files made from it.
                steady = answer["runs"] and distances.least_sqnr(answer.get("to_plain") or []) >= findings.ENOUGH_DB
                itself = distances.least_sqnr(answer.get("to_plain") or []) - 1.0
                state["original"] = {"checker": answer["checker"], "runs": answer["runs"], "steady": steady, "sqnr_db": itself}
                case = dict(case, runs=answer["runs"])
                state["kinds"] = [row["kind"] for row in answer.get("to_plain") or []]
            for number, step in enumerate(steps):
                if "LAST" in step.arguments and not state["last"] or "FEED" in step.arguments and not case.get("feed"):
                    continue
                rows.append(self.run_step(case, step, os.path.join(folder, str(number)), state))
            findings.that_cannot_shrink(rows, state["layers"])
        return rows

    def run_step(self, case, step, folder, state):
        os.mkdir(folder)
        output = os.path.join(folder, "out.onnx")
        arguments = self.fill(step, case, output, state["last"])
        made = calls.call(self.cli + arguments, folder, output if step.judged else None, self.limit, cwd=self.folder)
        row = {"case": case["name"], "step": step.name, "arguments": arguments, "code": made.code, "seconds": round(made.seconds, 3)}
        needs_run = step.form in ("qdq", "qoperator") or "--data" in arguments
        found = findings.of_call(made, case, legit=case.get("legit") and (case.get("runs") or not needs_run) and not case.get("data"))
        if case.get("data"):
            found += findings.of_data(made, case)
        elif made.code == 0 and made.document is not None and not case.get("extra"):
            found += self.of_success(case, step, output, folder, made, state, row)
        if made.code == 1:
            row["error"] = findings.last_line(made.errors)
            if found and step.judged and "--accept-unverified" in made.errors and self.is_far(case, arguments, folder, output):
                found = [(kind, text) for kind, text in found if kind not in ("F8", "refused")]
        row["findings"] = [{"kind": kind, "text": text} for kind, text in found]
        if self.args.keep and found and os.path.exists(output):
            os.makedirs(self.args.keep, exist_ok=True)
            shutil.copy(output, os.path.join(self.args.keep, f"{case['name']}.{step.name.replace(' ', '.')}.onnx"))
        if state["last"] != output:
            shutil.rmtree(folder, ignore_errors=True)
        return row

    def is_far(self, case, arguments, folder, output):
        """Whether what was refused for its distance is that far: written all the same, and judged."""
        calls.call(self.cli + arguments + ["--accept-unverified"], folder, output, self.limit, cwd=self.folder)
        if not os.path.exists(output):
            return False
        answer = self.judge("native").ask({"model": output, "original": self.path(case["file"]), "feed": self.path(case["feed"]), "check": False})
        os.remove(output)
        return not answer["runs"] or min(distances.least_sqnr(answer.get(key) or []) for key in ("to_original", "to_plain")) < findings.ENOUGH_DB

    def of_success(self, case, step, output, folder, made, state, row):
        document, found = made.document, []
        if step.name == "inspect":
            state["layers"] = document.get("layers", [])
            return findings.of_inspect(document, model_facts.float_tensors(self.path(case["file"])))
        if step.name == "compare":
            return findings.of_compare(document, state["kinds"])
        if not step.judged:
            return found
        row.update(verified=document.get("verified"), bytes=document.get("file_bytes"), warnings=document.get("warnings"), reason=(document.get("verification") or {}).get("reason"))
        size = sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder) if name.startswith("out") and os.path.isfile(os.path.join(folder, name)))
        found += findings.of_document(document, step, size, state["layers"], case)
        integers = step.form in commands.INTEGER_FORMS
        if integers:
            found += findings.of_integers(document, state["layers"], case)
        request = {"model": output, "original": self.path(case["file"]), "feed": self.path(case["feed"]), "check": True}
        emulated = integers and self.args.runtime != "native" and (document.get("integer") or {}).get("nodes")
        saved = os.path.join(folder, "judge.npz")
        here = self.judge("native").ask(dict(request, save=saved) if emulated else request)
        row["judged"] = here
        if integers and here["runs"] and distances.least_sqnr(here.get("to_original") or []) < findings.ENOUGH_DB:
            # A batch may hold values that no sample of calibration alone does (positions in it): then the samples are judged.
            alone = self.judge("native").ask(dict(request, samples=True, check=False)).get("to_original") or []
            emulated = emulated and distances.least_sqnr(alone) < findings.ENOUGH_DB
            here = dict(here, to_original=alone)
        found += findings.of_judgement(here, document, step, state["original"], len(state["layers"]))
        if here["runs"] and state["original"]["steady"] and emulated and os.path.exists(saved):
            which = "avx2" if self.args.runtime == "avx2-emulated" else "native"
            row["without_vnni"] = self.judge(which).ask({"model": output, "original": request["original"], "feed": request["feed"], "against": saved, "plain": False, "saturating": which == "native"})
            found += findings.of_other_processor(row["without_vnni"], here, document)
        for older in self.args.older if document.get("verified") and here["runs"] else []:
            if self.judge(older).ask(dict(request, model=request["original"], original=None, check=False, plain=False))["runs"]:
                answer = self.judge(older).ask(dict(request, check=False, plain=False))
                if not answer["runs"]:
                    found.append(("F12", f"onnxruntime {answer.get('version')} runs the original and not this: {answer['error']}"))
        if here["runs"] and (step.form == "weights" or not state["last"]):
            state["last"] = output
        return found

    def stop(self):
        for client in self.clients:
            client.stop()


def cases_of(folder, only):
    with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
        cases = json.load(file)
    named = {case.get("file") for case in cases}
    # What lies in the folder and is in no case: it has to be opened, or refused, without harm.
    for place, ending, words in (("models", ".onnx", ["inspect"]), ("data", (".zst", ".xz"), ["unpack"])):
        for name in sorted(os.listdir(os.path.join(folder, place))) if os.path.isdir(os.path.join(folder, place)) else []:
            if name.endswith(ending) and f"{place}/{name}" not in named:
                extra = words + [os.path.join(os.path.abspath(folder), place, name)] + (["-o", "OUT"] if words == ["unpack"] else [])
                cases.append({"name": name, "right": "opens" if words == ["unpack"] else "opens or refuses", "legit": words == ["unpack"], "extra": extra})
    return [case for case in cases if re.search(only, case["name"])]


def slow_pruning(rows):
    """F6: pruning that takes far longer than the same scheme without it."""
    for case in {row["case"] for row in rows}:
        times = {row["step"]: row for row in rows if row["case"] == case}
        with_it, without = times.get("weights prune-kmeans"), times.get("weights kmeans4")
        if with_it and without and with_it["seconds"] > max(5.0, 8 * without["seconds"]):
            with_it["findings"].append({"kind": "F6", "text": f"{with_it['seconds']:.1f} s, without prune {without['seconds']:.1f} s"})


def print_table(rows):
    kinds, places = collections.Counter(), collections.defaultdict(set)
    for row in rows:
        for finding in row["findings"]:
            kinds[finding["kind"]] += 1
            places[finding["kind"]].add(row["case"])
            print(f"{finding['kind']:10} {row['case']}: {row['step']}: {finding['text']}")
    print(f"\n{len(rows)} calls")
    for kind in sorted(kinds, key=lambda k: (k[0] != "F", int(k[1:]) if k[1:].isdigit() else 0, k)):
        print(f"{kind:10} {kinds[kind]:5} findings in {len(places[kind]):4} cases")
    return sum(kinds.values())


def main():
    args = options()
    cases = cases_of(args.folder, args.only)
    runner = Runner(args)
    rows = []
    try:
        with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
            waiting = {pool.submit(runner.run_case, case): case for case in cases}
            for done, future in enumerate(concurrent.futures.as_completed(waiting), 1):
                try:
                    new = future.result()
                except Exception as error:  # of these scripts: told as a finding, so that the other cases still run
                    traceback.print_exc()
                    new = [{"case": waiting[future]["name"], "step": "", "seconds": 0, "findings": [{"kind": "script", "text": repr(error)}]}]
                rows += new
                print(f"{done}/{len(cases)} {waiting[future]['name']}: {sum(len(r['findings']) for r in new)} findings in {len(new)} calls", file=sys.stderr, flush=True)
                if args.out:
                    write(args.out, rows)
    finally:
        runner.stop()
    slow_pruning(rows)
    rows.sort(key=lambda row: (row["case"], row["step"]))
    if args.out:
        write(args.out, rows)
    return 1 if print_table(rows) else 0


def write(path, rows):
    with open(path + ".part", "w", encoding="utf-8") as file:
        json.dump(rows, file, indent=1)
    os.replace(path + ".part", path)


if __name__ == "__main__":
    sys.exit(main())
