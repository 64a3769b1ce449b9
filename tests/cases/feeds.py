# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Feeds: .npz files with one array an input, of one run or of several samples."""
import numpy as np


def read_feed(path):
    with np.load(path, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def _fits(array, shape):
    return array.ndim == len(shape) and all(not isinstance(d, int) or d == n for d, n in zip(shape, array.shape))


def runs_of(feed, inputs, samples=False):
    """The feed cut into runs: one where all arrays fit the model's shapes, else one a sample where only the first dimension does not. `inputs`: [(name, shape)].
    With `samples`, one a sample also where the first dimension is free: as calibration sees them."""
    used = {name: feed[name] for name, _ in inputs if name in feed}
    shapes = {name: shape for name, shape in inputs if name in used}
    free = samples and all(shape and not isinstance(shape[0], int) for shape in shapes.values()) and len({array.shape[0] for array in used.values() if array.ndim}) == 1
    if free:
        count = next(iter(used.values())).shape[0]
        return [{name: array[i : i + 1] for name, array in used.items()} for i in range(count)]
    if all(_fits(used[name], shapes[name]) for name in used):
        return [used]
    counts = {array.shape[0] // max(1, shapes[name][0]) for name, array in used.items() if array.ndim and array.ndim == len(shapes[name]) and isinstance(shapes[name][0], int) and array.shape[0] != shapes[name][0]}
    if len(counts) != 1:
        return [used]
    samples = counts.pop()
    cut = []
    for sample in range(samples):
        run = {}
        for name, array in used.items():
            step = array.shape[0] // samples if array.ndim and array.shape[0] % samples == 0 else 0
            run[name] = array[sample * step : (sample + 1) * step] if step else array
        cut.append(run)
    return cut


def joined(results):
    """Outputs of several runs as one run's: tensors one behind the other."""
    if len(results) == 1:
        return results[0]
    together = []
    for values in zip(*results):
        if all(isinstance(v, np.ndarray) and v.ndim and v.shape[1:] == values[0].shape[1:] for v in values):
            together.append(np.concatenate(values))
        else:
            together.append(list(values))
    return together
