# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Reads, chooses from and writes gzipped IDX files, the format Fashion-MNIST comes in.

IDX: two zero bytes, the type code (8 = unsigned byte), the number of dimensions, each dimension
as a big-endian uint32, then the values in row-major order.
"""

import gzip
import struct

import numpy as np

UNSIGNED_BYTE = 8


def read(path):
    """The array of a gzipped IDX file of unsigned bytes."""
    with gzip.open(path, "rb") as stream:
        data = stream.read()
    zeros, kind, rank = struct.unpack_from(">HBB", data)
    if zeros != 0 or kind != UNSIGNED_BYTE:
        raise ValueError(f"{path}: not an IDX file of unsigned bytes")
    shape = struct.unpack_from(f">{rank}I", data, 4)
    return np.frombuffer(data, dtype=np.uint8, offset=4 + 4 * rank).reshape(shape)


def write(path, values):
    """Writes `values` (uint8). No name and no time in the gzip header: same values, same bytes."""
    header = struct.pack(f">HBB{values.ndim}I", 0, UNSIGNED_BYTE, values.ndim, *values.shape)
    with open(path, "wb") as stream:
        with gzip.GzipFile("", "wb", compresslevel=9, fileobj=stream, mtime=0) as packed:
            packed.write(header + values.tobytes())


def stratified(labels, per_class, seed):
    """Indices of `per_class` images of each class, drawn without replacement, in file order.

    RandomState, not default_rng: NumPy guarantees that its stream never changes.
    """
    random = np.random.RandomState(seed)
    chosen = [
        random.permutation(np.flatnonzero(labels == label))[:per_class]
        for label in np.unique(labels)
    ]
    return np.sort(np.concatenate(chosen))
