# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""What is wrong with what a step did: a list of (kind, sentence). README.md lists the kinds."""
import re

import distances

ENOUGH_DB = 20.0
CHANNEL_DB = 10.0
# A quiet channel is one that shares its output, and so its scale, with far larger ones; of the others little SQNR is the noise of eight bits.
QUIET = 0.1
NEAR_SCHEMES = {"fp16": 40.0, "bf16": 30.0, "uniform8": 20.0, "uniform7": 15.0, "uniform8-block": 20.0, "uniform8-tensor": 10.0}
TRACES = re.compile(r"terminate called|Traceback \(most|AddressSanitizer|runtime error:|Segmentation fault|core dumped|Assertion .* failed")
OWN_CHECK = re.compile(r"not edited is not as it was|decode|differ|static quantization|scalar|rank 0|as far as rounding", re.IGNORECASE)
WRONG_REASONS = re.compile(r"multiplies values with one another|does not fit 32 bits|takes integers from opset 10", re.IGNORECASE)
MISLEADING = re.compile(r"0\.\d+ times smaller|the original does not run either", re.IGNORECASE)
GREW = re.compile(r"grew|grown|larger|bigger|not smaller|more bytes", re.IGNORECASE)
SATURATION = re.compile(r"satur|overflow|16 bits|VNNI|AVX", re.IGNORECASE)
LEFT_ALONE = re.compile(r"left alone|choice said|^same$|still there", re.IGNORECASE)
NAMED = {";": "semicolon", "tab": "tab"}
REASON_ALLOWED = re.compile(r"reason|says why|refused|declin|left alone|message|unverifiable|nothing to compress|not possible", re.IGNORECASE)


def of_call(call, case, legit):
    """The contract of every call: no signal, no hang, one error line, one JSON document, nothing left behind. `legit`: has to be taken."""
    found = []
    if call.timed_out:
        found.append(("hang", f"no end within {call.limit:.0f} s"))
        return found
    if call.code < 0 or call.code not in (0, 1, 2, 130) or TRACES.search(call.errors):
        found.append(("crash", f"exit {call.code}: {last_line(call.errors)}"))
    if call.code in (1, 2):
        lines = [line for line in call.errors.splitlines() if line.startswith("error: ")]
        if len(lines) != 1:
            found.append(("message", f"{len(lines)} lines of error: {last_line(call.errors)}"))
        if call.left:
            found.append(("F7", "left behind after failing: " + ", ".join(call.left)))
        if call.code == 2 and not case.get("data"):
            found.append(("usage", last_line(call.errors)))
        elif legit and not REASON_ALLOWED.search(case["right"]):
            found.append(("F8" if OWN_CHECK.search(call.errors) else "refused", last_line(call.errors)))
    if call.code == 0 and call.document is None:
        found.append(("json", call.not_json or "no document"))
    if call.strays:
        found.append(("leftover", "temporary files: " + ", ".join(call.strays)))
    # Words that mislead, wherever they stand.
    if MISLEADING.search(call.errors + (call.output if call.document is not None else "")):
        misled = MISLEADING.search(call.errors + call.output).group(0)
        if "does not run" not in misled or case.get("runs"):
            found.append(("F10", f"says “{misled}”"))
    return found


def last_line(text):
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1][:300] if lines else "no words"


def of_inspect(document, hidden):
    """`hidden`: float tensors of weights' size that a model holds, as (name, elements)."""
    found = []
    listed = {layer["tensor"] for layer in document.get("layers", [])}
    short = {name.rsplit("/", 1)[-1] for name in listed} | listed
    for name, elements in hidden:
        if name not in short:
            found.append(("F5", f"{name} ({elements} weights) is not listed"))
    found += [("F5", f"{layer['tensor']} cannot be compressed, without a reason") for layer in document.get("layers", []) if not layer.get("compressible", True) and not layer.get("reason")]
    return found


def of_document(document, step, size, listed, case):
    """What compress says of its own file. `listed`: the layers of inspect, where a reason may already stand."""
    found = []
    ledger = document.get("ledger") or {}
    if sum(ledger.values()) != document.get("file_bytes"):
        found.append(("ledger", f"{sum(ledger.values())} bytes in the ledger, {document.get('file_bytes')} said"))
    if size != document.get("file_bytes"):
        found.append(("ledger", f"{size} bytes on the disk, {document.get('file_bytes')} said"))
    warnings = " ".join(map(str, document.get("warnings") or []))
    layers = document.get("layers") or []
    if step.scheme != "keep" and not warnings and not any(layer.get("skipped") is None for layer in layers):
        if not any(layer.get("skipped") for layer in layers) and not (LEFT_ALONE.search(case["right"]) and all(layer.get("reason") for layer in listed)):
            found.append(("F5", "a copy: no layer is compressed, and nothing says so"))
    if document["file_bytes"] > document["original_bytes"] and step.form == "weights" and step.scheme != "keep" and not GREW.search(warnings):
        found.append(("F10", f"grew from {document['original_bytes']} to {document['file_bytes']} bytes without a word"))
    return found


def of_integers(document, layers, case):
    """Layers that stay in floats: each with a reason, and a true one. `layers`: what inspect lists."""
    found = []
    integer = document.get("integer") or {}
    floats = integer.get("floats") or []
    weights_of = {user for layer in layers for user in layer.get("users", []) if layer.get("compressible")}
    for entry in floats:
        reason = str(entry.get("reason") or "")
        if not reason:
            found.append(("F9", f"{entry.get('id')} ({entry.get('op')}) stays in floats without a reason"))
        elif "from opset" in reason and "cannot be lifted" in " ".join(map(str, document.get("warnings") or [])):
            continue
        elif WRONG_REASONS.search(reason) and not ("does not fit" in reason and "bias not clipped" in case["right"]) and ("multiplies" not in reason or entry.get("id") in weights_of):
            found.append(("F9", f"{entry.get('id')} ({entry.get('op')}): “{reason}”"))
    computing = [layer for layer in layers if layer.get("compressible") and layer.get("op") in ("Conv", "MatMul", "Gemm", "ConvTranspose", "LSTM", "GRU", "RNN")]
    # A reason may also stand at a layer (skipped) or in a warning that names it.
    said = " ".join(map(str, document.get("warnings") or [])) + " ".join(str(layer.get("skipped") or "") for layer in document.get("layers") or [])
    if computing and not integer.get("nodes") and not floats and not said.strip():
        found.append(("F9", f"{computing[0]['id']} ({computing[0]['op']}) stays in floats, no word of it"))
    return found


def of_judgement(answer, document, step, original_ok, layers):
    """What stock ONNX Runtime makes of a written file. `original_ok`: {checker, runs, steady} of the original; `layers`: how many it has."""
    found = []
    verified = bool(document.get("verified"))
    warnings = " ".join(map(str, document.get("warnings") or [])) + str((document.get("verification") or {}).get("reason") or "")
    if answer.get("checker") and original_ok["checker"] is None:
        found.append(("F4", answer["checker"]))
    if not original_ok["runs"]:
        return found
    if not answer["runs"]:
        found.append(("F4" if found else "wrong", ("does not load: " if not answer["loads"] else "does not run: ") + str(answer["error"])))
        return found
    if answer.get("names") is False:
        found.append(("wrong", "names or order of the outputs differ"))
    plain, original = answer.get("to_plain") or [], answer.get("to_original") or []
    for row in original:
        if row["kind"] == "shape":
            found.append(("wrong", f"{row['name']} has another shape"))
        if row.get("broken"):
            found.append(("nonfinite", f"{row['name']}: {row['broken']} values are not finite and were"))
    # Rounding grows with depth: of nets of hundreds of layers no distance is asked.
    if not verified or not original_ok["steady"] or layers > 200:
        return found
    integers = step.form in ("qdq", "qoperator", "dynamic")
    least = distances.least_sqnr(plain)
    if least < ENOUGH_DB:
        kind = "F3" if step.form == "weights-dq" and "2" in step.scheme else "F1" if integers and not SATURATION.search(warnings) else "wrong"
        found.append((kind, f"verified, {least:.1f} dB to its own run without optimizations"))
    needed = NEAR_SCHEMES.get(step.scheme)
    if step.scheme == "keep" and step.form in ("weights", "weights-dq"):
        needed = min(100.0, original_ok["sqnr_db"])  # of what optimizations change in the original itself
    if step.form == "float16" and step.scheme == "keep":
        needed = 30.0
    if needed is not None and original:
        away = distances.least_sqnr(original)
        if away < needed and not (integers and SATURATION.search(warnings)):
            found.append(("wrong", f"verified, {away:.1f} dB to the original"))
    if integers:
        found += lost_channels(original, warnings)
    return found


def lost_channels(rows, warnings):
    found = []
    for row in rows:
        worst = row.get("worst")
        if worst and worst["sqnr_db"] < CHANNEL_DB and (worst["dead"] or worst["share"] < QUIET) and row["sqnr_db"] >= ENOUGH_DB and row["name"] not in warnings:
            what = "is constant now" if worst["dead"] else f"has {worst['sqnr_db']:.1f} dB"
            found.append(("F2", f"{row['name']}: channel {worst['index']} of axis {worst['axis']} {what}, the output {row['sqnr_db']:.1f} dB"))
    return found


def of_other_processor(answer, here, document):
    """A verified file, right on this processor, wrong without VNNI, and nobody was told."""
    warnings = " ".join(map(str, document.get("warnings") or [])) + str((document.get("verification") or {}).get("reason") or "")
    if not document.get("verified") or SATURATION.search(warnings):
        return []
    if not answer["runs"]:
        return [("wrong", "without VNNI: " + str(answer["error"]))]
    there = distances.least_sqnr(answer.get("to_original") or [])
    same = distances.least_sqnr(answer.get("to_against") or [])
    at_home = distances.least_sqnr(here.get("to_original") or [])
    if same < ENOUGH_DB and there < min(ENOUGH_DB, at_home - 3):
        return [("F1", f"verified without a warning; {there:.1f} dB to the original on a processor without VNNI, {at_home:.1f} dB here")]
    return []


def of_compare(document, answer_outputs):
    """compare counts whole-number outputs (indices) into its SQNR? `answer_outputs`: kinds of the outputs."""
    variants = document.get("variants") or []
    if len(variants) < 2 or "exact" not in answer_outputs or "float" not in answer_outputs:
        return []
    fidelity, outputs = variants[1].get("fidelity") or {}, variants[1].get("outputs") or []
    own = [o["sqnr_db"] for o, kind in zip(outputs, answer_outputs) if kind == "float" and o.get("sqnr_db") is not None]
    if own and fidelity.get("sqnr_db") is not None and fidelity["sqnr_db"] < min(own) - 3:
        return [("F10", f"compare says {fidelity['sqnr_db']:.1f} dB, its float outputs alone {min(own):.1f} dB")]
    return []


def that_cannot_shrink(rows, inspected):
    """Takes back what is no finding: a search that says no mix fits into the bytes of the original, where no file of its candidate does; a model without weights to compress."""
    made = [row["bytes"] for row in rows if row["step"] == "weights uniform8" and row.get("bytes")]
    compressible = any(layer.get("compressible") for layer in inspected)
    for row in rows:
        if row["step"] != "search":
            continue
        asked = int(row["arguments"][row["arguments"].index("--max-bytes") + 1])
        if re.search(r"even the smallest mix", row.get("error", "")) and made and min(made) > asked or not compressible and "no weights that can be" in row.get("error", ""):
            row["findings"] = [finding for finding in row["findings"] if finding["kind"] not in ("refused", "F8")]


def of_data(call, case):
    """A data case against what is right for it."""
    right = case["right"]
    expected = re.match(r"(\d+)/(\d+)", right)
    if call.timed_out or call.code not in (0, 1, 2):
        return []
    if call.code:
        # Refusing is right where `right` allows it, and names what it says is to be named.
        named = re.search(r"naming (?:the |')?([a-z]+|.)", right)
        if re.search(r"or (a )?(message|refused|extras)", right) and not (named and not NAMED.get(named.group(1), named.group(1)) in re.sub(r"\S*/\S*", "", call.errors)):
            return []
        if expected or right.startswith(("accepted", "classes", "no labels", "numeric", "all ", "matched", "c stays", "either")):
            return [("F11", f"refused where it can be read ({right}): {last_line(call.errors)}")]
        return []
    if right.startswith(("message", "refused")) and " or " not in right and not call.document.get("warnings"):
        return [("F11", f"accepted without a word; right: {right}")]
    variants = call.document.get("variants") or [{}]
    accuracy = variants[0].get("accuracy") or {}
    if (expected or right.startswith("all ")) and accuracy.get("top1") not in (1, 1.0) and not call.document.get("warnings"):
        return [("F11", f"top-1 {accuracy.get('top1')} without a word; right: {right}")]
    if right.startswith("numeric") and not call.document.get("warnings"):
        classes = [c["name"] if isinstance(c, dict) else c for c in (call.document.get("data") or {}).get("classes") or []]
        if classes != sorted(classes, key=lambda c: int(c) if str(c).isdigit() else 0):
            return [("F11", f"classes in the order {' '.join(map(str, classes))} without a word")]
    if right.startswith("no labels") and not variants[-1].get("fidelity"):
        return [("F11", "no fidelity without labels")]
    return []
