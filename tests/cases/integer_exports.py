#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""What the integer files of a folder of cases are worth on a processor without VNNI.

    integer_exports.py FOLDER [FOLDER …] --cli bitwright-cli [--only REGEX] [--jobs 2] [--out results.json]

Each legitimate model with a feed is compressed to 8 bits as such a processor gets it by default (--target avx2), static (qdq, qoperator) and dynamic, calibrated on its feed. SQNR to the original on that feed: as a
processor that adds in 16 bits computes both (saturating_runtime.py), and as the file means it (without optimizations here, where sums are exact: run it on a processor with VNNI). Status 1 where a verified file is below 20 dB.
"""
import argparse
import concurrent.futures
import json
import os
import re
import sys
import tempfile
import threading

import call as calls
import distances
from commands import INTEGER_FORMS
from judge_client import JudgeClient

ENOUGH_DB = 20.0
NEAR_DB = 1.0


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--cli", required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--out")
    return parser.parse_args()


class Runner:
    def __init__(self, args):
        self.args = args
        self.local = threading.local()
        self.clients = []

    def judge(self):
        if not hasattr(self.local, "judge"):
            self.local.judge = JudgeClient([self.args.python], 300)
            self.clients.append(self.local.judge)
        return self.local.judge

    def run(self, case):
        rows = []
        itself = self.judge().ask({"model": case["model"], "feed": case["feed"]})
        if itself["runs"] and distances.least_sqnr(itself.get("to_plain") or []) < ENOUGH_DB:
            return [{"case": case["name"], "form": "", "error": "the runtime's optimizations make another net of the original itself"}]
        for form, extra in INTEGER_FORMS.items():
            with tempfile.TemporaryDirectory(prefix="bitwright-cases-") as folder:
                row = self.run_form(case, form, extra, folder)
            if row:
                rows.append(row)
        return rows

    def run_form(self, case, form, extra, folder):
        output = os.path.join(folder, "out.onnx")
        words = [os.path.abspath(self.args.cli), "compress", case["model"], "-o", output, "--all", "uniform:bits=8", "--target", "avx2", "--calibrate", case["feed"]]
        made = calls.call(words + extra, folder, output, 300, cwd=folder)
        row = {"case": case["name"], "form": form}
        if made.code or made.document is None:
            return dict(row, refused=(made.errors.strip().splitlines() or [""])[-1][:300])
        document = made.document
        if not document["integer"]["nodes"] or not document["verified"] or not (document.get("verification") or {}).get("run"):
            return None
        asked = {"model": output, "original": case["model"], "feed": case["feed"], "plain": False}
        there, meant = self.judge().ask(dict(asked, saturating=True, original_saturating=True)), self.judge().ask(dict(asked, optimized=False))
        if not there.get("to_original") or not meant.get("to_original"):
            return dict(row, error=str(there.get("error") or meant.get("error")))
        row.update(there_db=distances.least_sqnr(there["to_original"]), meant_db=distances.least_sqnr(meant["to_original"]), warnings=document.get("warnings"))
        if row["meant_db"] < ENOUGH_DB:
            # A batch may hold values that no sample of calibration alone does (positions in it): that is no question of processors.
            alone = distances.least_sqnr(self.judge().ask(dict(asked, optimized=False, samples=True)).get("to_original") or [])
            if alone >= ENOUGH_DB:
                return dict(case=row["case"], form=form, error=f"a batch gives it other values than the samples it was calibrated on: {row['meant_db']:.1f} dB, {alone:.1f} dB sample by sample")
        return row


def cases_of(folders, only):
    for folder in folders:
        with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
            for case in json.load(file):
                if case.get("legit") and case.get("feed") and not case.get("data") and re.search(only, case["name"]):
                    yield {"name": case["name"], "model": os.path.abspath(os.path.join(folder, case["file"])), "feed": os.path.abspath(os.path.join(folder, case["feed"]))}


def main():
    args = options()
    runner = Runner(args)
    try:
        with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
            rows = [row for made in pool.map(runner.run, cases_of(args.folders, args.only)) for row in made]
    finally:
        for client in runner.clients:
            client.stop()
    if args.out:
        with open(args.out, "w", encoding="utf-8") as file:
            json.dump(rows, file, indent=1)
    for row in rows:
        if "refused" in row or "error" in row:
            print(f"{row['case']} {row['form']}: {row.get('refused') or row.get('error')}")
    judged = [row for row in rows if "there_db" in row]
    far = [row for row in judged if row["there_db"] < ENOUGH_DB]
    apart = [row for row in judged if row["there_db"] < row["meant_db"] - NEAR_DB]
    for kind, found in (("below 20 dB", far), ("more than 1 dB from what it means", apart)):
        for row in found:
            print(f"{kind}: {row['case']} {row['form']}: {row['there_db']:.1f} dB, means {row['meant_db']:.1f} dB; {'; '.join(map(str, row['warnings']))[:200]}")
    print(f"{len(judged)} verified integer files; {len(far)} below 20 dB; {len(judged) - len(apart)} ({100 * (len(judged) - len(apart)) / max(1, len(judged)):.1f} %) within 1 dB of what they mean")
    return 1 if far else 0


if __name__ == "__main__":
    sys.exit(main())
