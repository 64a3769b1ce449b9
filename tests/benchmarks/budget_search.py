#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""What the search finds under a budget, next to every recipe of one spec: chosen on training images, judged on test images.

  budget_search.py CLI TRAINING_DATA TEST_DATA LIMIT FOLDER MODEL.onnx...

Searches at 1/5, 1/6, 1/7 and 1/8 of each model's bytes and for at most 0.5 points lost, on LIMIT training images, and judges what it chose and recipes of
one spec, as it is, with bias correction and with GPTQ as well, fitted to the same images, on all test images. Each search runs at most 20 whole mixes, which takes
minutes. Prints tables.
"""
import json
import os
import subprocess
import sys

SPECS = [
    "kmeans:bits=2", "kmeans:bits=2,granularity=channel", "kmeans:bits=3", "kmeans:bits=3,scale=none", "kmeans:bits=3,granularity=channel",
    "kmeans:bits=4", "kmeans:bits=4,scale=none", "kmeans:bits=5", "uniform:bits=2", "uniform:bits=3", "uniform:bits=3,symmetric=false,range=mse",
    "uniform:bits=4", "uniform:bits=4,range=minmax", "uniform:bits=5", "log:bits=4", "nf4", "ternary", "sharing:clusters=8", "sharing:clusters=16",
    "prune:density=0.5+kmeans:bits=3",
]


def run(*arguments):
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(done.stderr, file=sys.stderr)
        return None
    return json.loads(done.stdout)


def main():
    cli, training, test, limit, folder = sys.argv[1:6]
    for model in sys.argv[6:]:
        size = os.path.getsize(model)
        name = os.path.basename(model)
        searches = [(f"1/{share}", ["--max-bytes", str(size // share)]) for share in (5, 6, 7, 8)] + [("0.5 points", ["--max-drop", "0.5"])]
        variants = []
        for label, goal in searches:
            recipe = os.path.join(folder, f"{name}.{label.replace('/', '_').replace(' ', '_')}.json")
            found = run(cli, "search", model, "--data", training, "--limit", limit, "--json", "--quiet", "--save-recipe", recipe, "--evaluations", "20", *goal)
            if found is None:
                continue
            chosen = found["chosen"]
            print(f"{name} {label}: {chosen['bytes']} bytes, lost {100 * chosen['drop']:.2f} points of the training images, "
                  f"{found['evaluations']} mixes", file=sys.stderr)
            variants += ["--variant", f"{label.replace(' ', '-')}={recipe}"]
        for spec in SPECS:
            for behind in ("", "+bias_correction", "+gptq+bias_correction"):
                variants += ["--variant", f'"{spec}{behind}"={spec}{behind}']
        table = run(cli, "compare", model, *variants, "--data", test, "--calibrate", training, "--calibrate-limit", limit, "--measure", "size,accuracy",
                    "--json", "--quiet", "--results", os.path.join(folder, "results"))
        print(f"\n## {name}\n\n| recipe | bytes | times smaller | top-1 % | points lost (95 %) |\n|---|---:|---:|---:|---:|")
        for card in sorted(table["variants"], key=lambda card: card["size"]["file_bytes"]):
            accuracy = card["accuracy"]
            found = card["spec"].endswith(".json")
            shown = f"**found, {card['name']}**" if found else f"`{card['name']}`"
            print(f"| {shown} | {card['size']['file_bytes']} | {card['size']['ratio']:.2f} | {100 * accuracy['top1']:.2f} | "
                  f"{100 * accuracy['drop']:.2f} ({100 * accuracy['drop_low']:.2f} to {100 * accuracy['drop_high']:.2f}) |")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
