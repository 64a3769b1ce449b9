#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Makes a folder of cases for run_cases.py: small networks of the kinds people compress, with seeded weights and calibration feeds.

    make_nets.py OUT [deep]

writes OUT/manifest.json, OUT/models and OUT/feeds. The same bytes each time. With `deep`, only two nets of
many layers, whose feeds are sets of samples (`--data OUT/feeds/NAME.npz`).
"""
import json
import os
import sys

import numpy as np
import onnx

import nets.audio
import nets.deep
import nets.text
import nets.vision


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["deep"]):
        print(__doc__)
        return 2
    folder, cases = sys.argv[1], []
    for part in ("models", "feeds"):
        os.makedirs(os.path.join(folder, part), exist_ok=True)
    for room in (nets.deep,) if sys.argv[2:] else (nets.text, nets.vision, nets.audio):
        for (net, feed), right in room.nets():
            model, fed = f"models/{net.name}.onnx", f"feeds/{net.name}.npz"
            onnx.save(net.model(), os.path.join(folder, model))
            np.savez(os.path.join(folder, fed), **feed)
            cases.append({"name": net.name, "file": model, "feed": fed, "fault": "", "right": right, "legit": True, "runs": True, "tries": [], "note": "", "report": ""})
    with open(os.path.join(folder, "manifest.json"), "w", encoding="utf-8") as file:
        json.dump(cases, file, indent=1)
    print(f"{len(cases)} networks in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
