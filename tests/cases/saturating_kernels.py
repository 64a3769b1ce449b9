# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Integer products as ONNX Runtime's AVX2 kernels compute them on x86 without VNNI.

vpmaddubsw multiplies unsigned with signed bytes and adds *neighbours along the sum* in 16 bits, saturating; the rest is added in 32 bits. So only unsigned · signed saturates; unsigned · unsigned and
signed · signed take kernels that widen first. What is a neighbour: along K in matrix products; in QLinearConv the runtime goes channels-last, so along (kernel row, kernel column, channel of the group).
Depthwise convolutions with one output a channel have a kernel of their own, which widens. All of this is observed (README.md says how), not read from the runtime's code.
"""
import itertools

import numpy as np


def product(a, b):
    """int32 sums of codes a[M, K] · b[K, N], without zero points."""
    if not (a.dtype == np.uint8 and b.dtype == np.int8):
        return np.rint(a.astype(np.float64) @ b.astype(np.float64)).astype(np.int64)
    a, b = a.astype(np.int32), b.astype(np.int32)
    if a.shape[1] % 2:
        a, b = np.pad(a, ((0, 0), (0, 1))), np.pad(b, ((0, 1), (0, 0)))
    total = np.rint(a.astype(np.float64) @ b.astype(np.float64)).astype(np.int64)
    # Only pairs whose weights can overflow at all are added one by one.
    magnitude = np.maximum(b[0::2].clip(0) + b[1::2].clip(0), (-b[0::2]).clip(0) + (-b[1::2]).clip(0))
    for pair in np.flatnonzero((magnitude * 255 > 32767).any(axis=1)):
        exact = a[:, 2 * pair, None] * b[2 * pair] + a[:, 2 * pair + 1, None] * b[2 * pair + 1]
        total += exact.clip(-32768, 32767) - exact
    return total


def centred(a, a_zero, b, b_zero):
    """Sums of (a - a_zero) · (b - b_zero): the saturating sum of the codes, corrected exactly afterwards as the kernels do. b_zero: a scalar or one a column."""
    b_zero = np.asarray(b_zero, np.int64).reshape(1, -1)
    a_zero = int(np.asarray(a_zero).ravel()[0])
    rows, columns = a.astype(np.int64).sum(axis=1, keepdims=True), b.astype(np.int64).sum(axis=0, keepdims=True)
    return product(a, b) - a_zero * columns - rows * b_zero + a.shape[1] * a_zero * b_zero


def matmul(a, a_zero, b, b_zero):
    """Of any rank, with broadcast batches."""
    b_zero = np.asarray(b_zero)
    if b.ndim == 2:
        return centred(a.reshape(-1, a.shape[-1]), a_zero, b, b_zero).reshape(a.shape[:-1] + (b.shape[1],))
    batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    a, b = np.broadcast_to(a, batch + a.shape[-2:]), np.broadcast_to(b, batch + b.shape[-2:])
    out = np.empty(batch + (a.shape[-2], b.shape[-1]), np.int64)
    for index in np.ndindex(*batch):
        zero = b_zero if b_zero.size == 1 else np.broadcast_to(b_zero, batch + (1, b.shape[-1]))[index]
        out[index] = centred(a[index], a_zero, b[index], zero)
    return out


def windows(x, kernel, strides, dilations, pads, fill):
    """x[N, C, spatial…] → [N, out spatial…, kernel…, C]: what lies under the kernel at each place, channels last, padded with the zero point's code."""
    rank = len(kernel)
    x = np.pad(x, [(0, 0), (0, 0)] + [(pads[i], pads[i + rank]) for i in range(rank)], constant_values=fill)
    sizes = [(x.shape[2 + i] - dilations[i] * (kernel[i] - 1) - 1) // strides[i] + 1 for i in range(rank)]
    out = np.empty((x.shape[0], *sizes, *kernel, x.shape[1]), x.dtype)
    for place in itertools.product(*(range(k) for k in kernel)):
        cut = tuple(slice(p * d, p * d + (n - 1) * s + 1, s) for p, d, n, s in zip(place, dilations, sizes, strides))
        out[(slice(None),) * (1 + rank) + place] = np.moveaxis(x[(slice(None), slice(None)) + cut], 1, -1)
    return out


def convolution(x, x_zero, w, w_zero, strides, dilations, pads, groups):
    """Sums of a QLinearConv: [N, O, spatial…]."""
    outputs, kernel = w.shape[0], w.shape[2:]
    w_zero = np.broadcast_to(np.asarray(w_zero).ravel(), (outputs,))
    under = windows(x, kernel, strides, dilations, pads, int(np.asarray(x_zero).ravel()[0]))
    places, width = under.shape[: 1 + len(kernel)], x.shape[1] // groups
    depthwise = groups == x.shape[1] == outputs
    parts = []
    for group in range(groups):
        of = slice(group * outputs // groups, (group + 1) * outputs // groups)
        a = under[..., group * width : (group + 1) * width].reshape(int(np.prod(places)), -1)
        b = np.moveaxis(w[of], 1, -1).reshape(w[of].shape[0], -1).T
        if depthwise:  # its kernel widens: exact
            a, b = a.astype(np.int32), b.astype(np.int32)
        parts.append(centred(a, x_zero, b, w_zero[of]).reshape(places + (-1,)))
    return np.moveaxis(np.concatenate(parts, axis=-1), -1, 1)


def requantized(sums, scale, zero, dtype):
    """Sums to codes: times a float32 scale, rounded to even, shifted, clamped."""
    limits = np.iinfo(dtype)
    scaled = np.rint(sums.astype(np.float32) * scale.astype(np.float32))
    return (scaled + np.float32(zero)).clip(limits.min, limits.max).astype(dtype)
