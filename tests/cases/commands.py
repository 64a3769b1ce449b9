# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""What is asked of the command line for one case: a list of steps."""
import dataclasses

SCHEMES = {
    "keep": "keep",
    "fp16": "fp16",
    "bf16": "bf16",
    "nf4": "nf4",
    "ternary": "ternary",
    "uniform8": "uniform:bits=8",
    "uniform7": "uniform:bits=7",
    "uniform4": "uniform:bits=4",
    "uniform2": "uniform:bits=2",
    "uniform8-block": "uniform:bits=8,granularity=block,block=32",
    "uniform4-block": "uniform:bits=4,granularity=block,block=32",
    "uniform2-block": "uniform:bits=2,granularity=block,block=16",
    "uniform4-asymmetric": "uniform:bits=4,symmetric=false",
    "uniform8-tensor": "uniform:bits=8,granularity=tensor",
    "log4": "log:bits=4",
    "kmeans4": "kmeans:bits=4",
    "kmeans4-block": "kmeans:bits=4,scale=block",
    "sharing": "sharing:clusters=16",
    "prune-kmeans": "prune:density=0.3+kmeans:bits=4",
    "prune-nm": "prune:nm=2of4+uniform:bits=8",
}
WEIGHT_FORMS = ("weights", "weights-dq", "auto")
INTEGER_FORMS = {"qdq": ["--activations", "static", "--format", "qdq"], "qoperator": ["--activations", "static", "--format", "qoperator"], "dynamic": ["--activations", "dynamic"]}
INTEGER_SCHEMES = ("uniform8", "uniform7", "uniform8-tensor")
HALF_SCHEMES = ("keep", "uniform8")
COMMANDS = ("inspect", "compare", "verify", "sensitivity", "search")
FORMATS = WEIGHT_FORMS + tuple(INTEGER_FORMS) + ("float16",) + COMMANDS


@dataclasses.dataclass
class Step:
    """One call: `arguments` with MODEL, FEED, OUT, LAST (a file written before) and BYTES (of the model) left to fill; `judged` where OUT is to be judged."""

    name: str
    arguments: list
    scheme: str = ""
    form: str = ""
    judged: bool = False


def compress(scheme, form, extra, spec=None):
    return Step(f"{form} {scheme}", ["compress", "MODEL", "-o", "OUT", "--all", spec or SCHEMES[scheme]] + extra, scheme, form, True)


def model_steps(case, schemes, formats, target):
    """All steps of a case that is a model with a feed."""
    steps = []
    if "inspect" in formats:
        steps.append(Step("inspect", ["inspect", "MODEL"]))
    for scheme in schemes:
        steps += [compress(scheme, form, ["--format", form]) for form in WEIGHT_FORMS if form in formats]
    aimed = ["--target", target] if target else []
    for form, extra in INTEGER_FORMS.items():
        if form in formats:
            data = ["--calibrate", "FEED"] if "static" in extra else []
            steps += [compress(scheme, form, extra + data + aimed) for scheme in INTEGER_SCHEMES if scheme in schemes]
    if "float16" in formats:
        steps += [compress(scheme, "float16", ["--activations", "float16"]) for scheme in HALF_SCHEMES if scheme in schemes]
    for number, words in enumerate(case.get("tries") or []):
        words = words.split()
        form = words[words.index("--format") + 1] if "--format" in words else "qdq" if "static" in words else "dynamic" if "dynamic" in words else "weights"
        if form in formats:
            steps.append(Step(f"tried {number + 1}", ["compress", "MODEL", "-o", "OUT"] + words, words[words.index("--all") + 1], form, True))
    if "verify" in formats:
        steps.append(Step("verify", ["verify", "LAST", "--against", "MODEL", "--data", "FEED"]))
    if "compare" in formats:
        steps.append(Step("compare", ["compare", "MODEL", "--variant", "a=uniform:bits=8", "--data", "FEED", "--measure", "accuracy,size"]))
    if "sensitivity" in formats:
        steps.append(Step("sensitivity", ["sensitivity", "MODEL", "--data", "FEED", "--candidates", "uniform:bits=8"]))
    if "search" in formats:
        steps.append(Step("search", ["search", "MODEL", "--data", "FEED", "--max-bytes", "BYTES", "--candidates", "uniform:bits=8"]))
    return steps


def data_steps(case):
    """The commands a data case names; their paths are of the folder of cases."""
    return [Step(f"tried {i + 1}", words.split()) for i, words in enumerate(case.get("tries") or [])]
