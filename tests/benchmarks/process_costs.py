#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""process_costs.py [--model MODEL] [--timeline FILE.csv] COMMAND...

What a command costs, it and every process it starts: seconds, processor seconds, and the highest memory of all of them
at one moment, looked at 20 times a second (`pss` twice a second: it is slow to tell). `private` is resident memory that is no file's (RSS - shared): what has to
be there. `pss` also counts pages of mapped files, each by its share; the system takes those back when it needs them.
With --model it also says how `private` compares to 1.3 times the model's bytes (external data included) + 300 MB, and
fails where it is more. --timeline writes every look: seconds, then private and pss in MB, then private a process."""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import threading
import time

INTERVAL = 0.05
PSS_EVERY = 10
ALLOWED_TIMES = 1.3
ALLOWED_MORE = 300e6


def tree(root):
    """The ids of `root` and all below it."""
    children = {}
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            parent = int(pathlib.Path("/proc", entry, "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(entry))
    found, todo = [], [root]
    while todo:
        found.append(todo.pop())
        todo += children.get(found[-1], [])
    return found


def memory(process, with_pss):
    """Private bytes of one process, and its PSS where that is asked for; zeros where it has ended."""
    try:
        pages, shared = pathlib.Path(f"/proc/{process}/statm").read_text().split()[1:3]
        rollup = pathlib.Path(f"/proc/{process}/smaps_rollup").read_text() if with_pss else "Pss: 0"
        pss = next(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))
        return (int(pages) - int(shared)) * os.sysconf("SC_PAGE_SIZE"), pss
    except (OSError, StopIteration, ValueError):
        return 0, 0


def watch(root, stop, looks):
    start = time.monotonic()
    while not stop.wait(max(0.0, start + INTERVAL * (len(looks) + 1) - time.monotonic())):
        each = {process: memory(process, len(looks) % PSS_EVERY == 0) for process in tree(root)}
        looks.append((time.monotonic() - start, each))


def model_bytes(path):
    """Of the file and of what lies beside it under its name: NAME.onnx.data, NAME.data."""
    beside = [pathlib.Path(str(path) + ".data"), path.with_suffix(".data")]
    return sum(file.stat().st_size for file in [path, *beside] if file.exists())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=pathlib.Path)
    parser.add_argument("--timeline", type=pathlib.Path)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    looks, stop = [], threading.Event()
    start = time.monotonic()
    child = subprocess.Popen(arguments.command)
    watcher = threading.Thread(target=watch, args=(child.pid, stop, looks))
    watcher.start()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - start
    stop.set()
    watcher.join()

    private = max((sum(each[0] for each in look.values()) for _, look in looks), default=0)
    pss = max((sum(each[1] for each in look.values()) for _, look in looks), default=0)
    if arguments.timeline:
        lines = (
            f"{at:.2f},{sum(p for p, _ in look.values()) / 1e6:.0f},{sum(s for _, s in look.values()) / 1e6:.0f},"
            + " ".join(f"{p / 1e6:.0f}" for p, _ in look.values())
            for at, look in looks
        )
        arguments.timeline.write_text("seconds,private_mb,pss_mb,each_mb\n" + "\n".join(lines) + "\n")
    result = {
        "exit": os.waitstatus_to_exitcode(status),
        "seconds": round(seconds, 1),
        "processor_seconds": round(usage.ru_utime + usage.ru_stime, 1),
        "private_mb": round(private / 1e6),
        "pss_mb": round(pss / 1e6),
    }
    holds = True
    if arguments.model:
        model = model_bytes(arguments.model)
        allowed = ALLOWED_TIMES * model + ALLOWED_MORE
        holds = private <= allowed
        result |= {"model_mb": round(model / 1e6), "allowed_mb": round(allowed / 1e6), "holds": holds}
    print(json.dumps(result), file=sys.stderr)
    return result["exit"] or (0 if holds else 1)


if __name__ == "__main__":
    sys.exit(main())
