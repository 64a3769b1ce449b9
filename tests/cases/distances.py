# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""How far the outputs of one run are from those of another: over all, and for the worst channel."""
import numpy as np

# A channel counts where its own size is at least this share of its output's: below, eight bits of the whole output cannot tell it from nothing.
AUDIBLE = 2e-3


def flat(value):
    """Arrays of an output, whatever it is: a tensor, a sequence or map of them, an empty optional."""
    if value is None:
        return []
    if isinstance(value, dict):
        return [array for key in sorted(value) for array in flat(value[key])]
    if isinstance(value, (list, tuple)):
        return [array for part in value for array in flat(part)]
    return [np.asarray(value)]


def is_float(array):
    return array.dtype.kind == "f" or array.dtype.name in ("bfloat16", "float16")


def sqnr_db(reference, got):
    """Signal to noise in dB; inf where equal. Positions that are not finite in the reference are left out: `broken` counts those that became so."""
    reference, got = reference.astype(np.float64).ravel(), got.astype(np.float64).ravel()
    usable = np.isfinite(reference) & np.isfinite(got)
    noise = np.sum((reference[usable] - got[usable]) ** 2)
    signal = np.sum(reference[usable] ** 2)
    if noise == 0:
        return float("inf")
    return float(10 * np.log10(signal / noise)) if signal > 0 else float("-inf")


def broken(reference, got):
    """How many values are finite in the reference and not here."""
    return int(np.sum(np.isfinite(reference.astype(np.float64)) & ~np.isfinite(got.astype(np.float64))))


def worst_channel(reference, got):
    """The channel, along the last axis or the second, that is furthest away, among those that count: {axis, index, sqnr_db, share, dead}."""
    reference, got = reference.astype(np.float64), got.astype(np.float64)
    size = np.sqrt(np.mean(reference[np.isfinite(reference)] ** 2)) if np.isfinite(reference).any() else 0
    worst = None
    if size == 0:
        return None
    for axis in sorted({reference.ndim - 1, 1} if reference.ndim > 1 else set()):
        if not 1 < reference.shape[axis] <= 4096:
            continue
        for index in range(reference.shape[axis]):
            one, other = np.take(reference, index, axis), np.take(got, index, axis)
            if not np.isfinite(one).all() or one.size < 2:
                continue
            share = np.sqrt(np.mean(one**2)) / size
            if share < AUDIBLE:
                continue
            value = sqnr_db(one, other)
            if worst is None or value < worst["sqnr_db"]:
                worst = {"axis": axis, "index": index, "sqnr_db": value, "share": float(share), "dead": bool(np.ptp(one) > 0 and np.ptp(other) == 0)}
    return worst


def distance(name, reference, got):
    """One output against its reference: {name, kind: float|exact|shape, sqnr_db, worst, broken, equal}."""
    ours, theirs = flat(got), flat(reference)
    if [a.shape for a in ours] != [a.shape for a in theirs]:
        return {"name": name, "kind": "shape", "ours": [list(a.shape) for a in ours], "theirs": [list(a.shape) for a in theirs]}
    if not theirs or not all(is_float(a) for a in theirs):
        same = [np.mean(a == b) if a.size else 1.0 for a, b in zip(theirs, ours)]
        return {"name": name, "kind": "exact", "equal": float(min(same, default=1.0))}
    a, b = (np.concatenate([x.astype(np.float64).ravel() for x in arrays]) for arrays in (theirs, ours))
    worst = worst_channel(theirs[0], ours[0]) if len(theirs) == 1 else None
    return {"name": name, "kind": "float", "sqnr_db": sqnr_db(a, b), "broken": broken(a, b), "worst": worst, "largest": float(np.max(np.abs(a), initial=0, where=np.isfinite(a)))}


def distances(names, references, gots):
    return [distance(name, a, b) for name, a, b in zip(names, references, gots)]


def least_sqnr(rows):
    """The least SQNR of the float outputs; inf where there is none."""
    return min((row["sqnr_db"] for row in rows if row["kind"] == "float"), default=float("inf"))
