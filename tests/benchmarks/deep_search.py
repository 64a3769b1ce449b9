#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""deep_search.py CLI FOLDER MODEL.onnx DATA [--share 6] [--limit N] [--evaluations N] [--only search|thorough]

How long a search of many layers takes, and what it costs beside measuring everything: `search` for a share of the model's bytes as it is and with `--thorough`, on
the same samples. Prints a table: bytes and loss of what was found, seconds until the first mix was shown and in all, processor seconds of all processes until then
and in all, the largest resident memory of all processes together, mixes run. Processor seconds ÷ threads is what an idle machine would need at least; they tell
where other work shares it. What was run is kept in FOLDER, where the recipes are too.
"""
import argparse
import json
import os
import pathlib
import subprocess
import threading
import time

TICKS, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")


def processes(root):
    """Of a process and all below it: processor seconds, those of ended ones included, and resident bytes."""
    seen = {}
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            text = pathlib.Path("/proc", entry, "stat").read_text()
        except OSError:
            continue
        fields = text[text.rindex(")") + 2 :].split()
        seen[int(entry)] = (int(fields[1]), sum(map(int, fields[11:15])) / TICKS, int(fields[21]) * PAGE)
    below, grown = {root}, True
    while grown:
        more = {pid for pid, (parent, _, _) in seen.items() if parent in below} - below
        below |= more
        grown = bool(more)
    return sum(seen[pid][1] for pid in below if pid in seen), sum(seen[pid][2] for pid in below if pid in seen)


class Watched:
    """A command with the time of each line it tells."""

    def __init__(self, command):
        self.begun, self.cpu, self.peak, self.first = time.monotonic(), 0.0, 0, None
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        threads = [threading.Thread(target=target, daemon=True) for target in (self.watch, self.listen)]
        for each in threads:
            each.start()
        self.output = self.process.stdout.read()
        for each in threads:
            each.join()
        self.code, self.seconds = self.process.wait(), time.monotonic() - self.begun

    def watch(self):
        while self.process.poll() is None:
            cpu, memory = processes(self.process.pid)
            self.cpu, self.peak = max(self.cpu, cpu), max(self.peak, memory)
            time.sleep(0.2)

    def listen(self):
        for line in self.process.stderr:
            if self.first is None and line.startswith("1 mix run"):
                self.first = (time.monotonic() - self.begun, self.cpu)


def main():
    parser = argparse.ArgumentParser()
    for name in ("cli", "folder", "model", "data"):
        parser.add_argument(name)
    parser.add_argument("--share", type=int, default=6)
    parser.add_argument("--limit")
    parser.add_argument("--evaluations")
    parser.add_argument("--only", choices=("search", "thorough"))
    asked = parser.parse_args()
    folder = pathlib.Path(asked.folder)
    folder.mkdir(parents=True, exist_ok=True)
    name = pathlib.Path(asked.model).stem
    print(f"\n## {name}, at most {os.path.getsize(asked.model) // asked.share} bytes\n")
    print("| | bytes | loss | first mix, s | its processor s | all, s | its processor s | MiB | mixes |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for label in ("search", "thorough"):
        if asked.only not in (None, label):
            continue
        command = [asked.cli, "search", asked.model, "--data", asked.data, "--max-bytes", str(os.path.getsize(asked.model) // asked.share), "--json"]
        command += ["--results", str(folder / f"{name}.{label}"), "--save-recipe", str(folder / f"{name}.{label}.json")]
        for option in ("limit", "evaluations"):
            if getattr(asked, option):
                command += [f"--{option}", getattr(asked, option)]
        done = Watched(command + (["--thorough"] if label == "thorough" else []))
        if done.code != 0 or done.first is None:
            raise SystemExit(f"{label}: exit code {done.code}")
        found = json.loads(done.output)
        chosen = found["chosen"]
        print(f"| {label} | {chosen['bytes']} | {chosen['loss']:.5f} | {done.first[0]:.0f} | {done.first[1]:.0f} | {done.seconds:.0f} | {done.cpu:.0f} | "
              f"{done.peak / 2**20:.0f} | {found['evaluations']} |", flush=True)


if __name__ == "__main__":
    main()
