# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs the nodes of a graph in JAX, so that what is exported is what was trained."""
import jax
import jax.numpy as jnp
import numpy as np
from onnx import helper, numpy_helper

SPATIAL = {1: ("NCH", "OIH", "NCH"), 2: ("NCHW", "OIHW", "NCHW")}


def pads_of(given):
    half = len(given) // 2
    return list(zip(given[:half], given[half:]))


def conv(a, x, w, b=None):
    rank = x.ndim - 2
    y = jax.lax.conv_general_dilated(x, w, a.get("strides", [1] * rank), pads_of(a.get("pads", [0] * 2 * rank)), feature_group_count=a.get("group", 1), dimension_numbers=SPATIAL[rank])
    return y if b is None else y + b.reshape((1, -1) + (1,) * rank)


def conv_transpose(a, x, w, b=None):
    y = jax.lax.conv_transpose(x, w, a["strides"], "VALID", dimension_numbers=("NCHW", "IOHW", "NCHW"), transpose_kernel=False)
    return y if b is None else y + b.reshape(1, -1, 1, 1)


def pooled(a, x):
    return jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (1, 1, *a["kernel_shape"]), (1, 1, *a["strides"]), "VALID")


def gemm(a, x, w, b=None):
    y = x @ (w.T if a.get("transB") else w)
    return y if b is None else y + b


def lstm(a, x, w, r, b, *_):
    hidden = a["hidden_size"]
    given = x @ w[0].T + b[0, : 4 * hidden] + b[0, 4 * hidden :]

    def step(state, now):
        h, c = state
        i, o, f, g = jnp.split(now + h @ r[0].T, 4, axis=-1)
        c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
        h = jax.nn.sigmoid(o) * jnp.tanh(c)
        return (h, c), h

    zero = jnp.zeros((x.shape[1], hidden))
    (h, c), all_steps = jax.lax.scan(step, (zero, zero), given)
    return all_steps[:, None], h[None], c[None]


def gru(a, x, w, r, b, *_):
    hidden = a["hidden_size"]
    given, behind = x @ w[0].T + b[0, : 3 * hidden], b[0, 3 * hidden :]

    def step(h, now):
        z, reset, new = jnp.split(now, 3, axis=-1)
        hz, hr, hn = jnp.split(h @ r[0].T + behind, 3, axis=-1)
        z, reset = jax.nn.sigmoid(z + hz), jax.nn.sigmoid(reset + hr)
        h = (1 - z) * jnp.tanh(new + reset * hn) + z * h
        return h, h

    last, all_steps = jax.lax.scan(step, jnp.zeros((x.shape[1], hidden)), given)
    return all_steps[:, None], last[None]


def layer_norm(a, x, scale, shift):
    centred = x - x.mean(-1, keepdims=True)
    return centred / jnp.sqrt((centred**2).mean(-1, keepdims=True) + a.get("epsilon", 1e-5)) * scale + shift


def reshape(a, x, shape):
    return x.reshape([x.shape[at] if size == 0 else int(size) for at, size in enumerate(np.asarray(shape))])


def resized(a, x, roi, scales):
    tall, wide = (int(s) for s in np.asarray(scales)[2:])
    return x.repeat(tall, axis=2).repeat(wide, axis=3)


OPERATORS = {
    "Conv": conv, "ConvTranspose": conv_transpose, "MaxPool": pooled, "Gemm": gemm, "LSTM": lstm, "GRU": gru, "LayerNormalization": layer_norm, "Reshape": reshape, "Resize": resized,
    "MatMul": lambda a, x, y: x @ y, "Add": lambda a, x, y: x + y, "Sub": lambda a, x, y: x - y, "Mul": lambda a, x, y: x * y, "Div": lambda a, x, y: x / y, "Pow": lambda a, x, y: x**y,
    "Relu": lambda a, x: jnp.maximum(x, 0), "Sigmoid": lambda a, x: jax.nn.sigmoid(x), "Tanh": lambda a, x: jnp.tanh(x), "Erf": lambda a, x: jax.scipy.special.erf(x),
    "HardSigmoid": lambda a, x: jnp.clip(a["alpha"] * x + a["beta"], 0, 1), "HardSwish": lambda a, x: x * jnp.clip(x / 6 + 0.5, 0, 1), "Sqrt": lambda a, x: jnp.sqrt(x), "Reciprocal": lambda a, x: 1 / x,
    "Softmax": lambda a, x: jax.nn.softmax(x, a.get("axis", -1)), "Transpose": lambda a, x: x.transpose(a["perm"]), "Flatten": lambda a, x: x.reshape(x.shape[0], -1),
    "GlobalAveragePool": lambda a, x: x.mean(tuple(range(2, x.ndim)), keepdims=True), "ReduceMean": lambda a, x: x.mean(tuple(a["axes"]), keepdims=bool(a.get("keepdims", 1))),
    "Concat": lambda a, *x: jnp.concatenate(x, a["axis"]), "Gather": lambda a, x, i: jnp.take(x, i, axis=a.get("axis", 0)), "Squeeze": lambda a, x, axes: x.squeeze(tuple(int(i) for i in np.asarray(axes))),
}  # fmt: skip


class Graph:
    """`call(weights, feed)` gives all values by name and the statistics that BatchNormalization took."""

    def __init__(self, net):
        self.net = net
        stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in net.stored}
        self.constants = {name: array for name, array in stored.items() if array.dtype != np.float32 or name.startswith("const")}
        self.weights = {name: jnp.asarray(array) for name, array in stored.items() if name not in self.constants}

    def call(self, weights, feed, training):
        values, seen = {"": None, **self.constants, **weights, **feed}, {}
        for node in self.net.nodes:
            a = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
            given = [values[name] for name in node.input]
            if node.op_type == "BatchNormalization":
                made = self.normalized(node, given, seen, training)
            else:
                made = OPERATORS[node.op_type](a, *given)
            for name, value in zip(node.output, made if isinstance(made, tuple) else (made,)):
                values[name] = value
        return values, seen

    @staticmethod
    def normalized(node, given, seen, training):
        x, scale, shift, mean, variance = given
        if training:
            axes = (0, *range(2, x.ndim))
            mean, variance = x.mean(axes), x.var(axes)
            seen[node.input[3]], seen[node.input[4]] = mean, variance
        wide = (1, -1) + (1,) * (x.ndim - 2)
        return (x - mean.reshape(wide)) / jnp.sqrt(variance.reshape(wide) + 1e-5) * scale.reshape(wide) + shift.reshape(wide)


def train(net, batches, loss, rate, report=print):
    """Adam with a cosine of rates over the (feed, target) pairs of the list `batches`; puts what was learned back into the net."""
    graph = Graph(net)
    frozen = {name for node in net.nodes if node.op_type == "BatchNormalization" for name in node.input[3:]}

    def cost(weights, feed, target):
        values, seen = graph.call(weights, feed, training=True)
        return loss(values, target), seen

    @jax.jit
    def step(weights, first, second, feed, target, at):
        (value, seen), gradient = jax.value_and_grad(cost, has_aux=True)(weights, feed, target)
        lr = rate * 0.5 * (1 + jnp.cos(jnp.pi * at / len(batches))) * jnp.minimum(1, (at + 1) / 50)
        new, one, two = {}, {}, {}
        for name, weight in weights.items():
            one[name] = 0.9 * first[name] + 0.1 * gradient[name]
            two[name] = 0.99 * second[name] + 0.01 * gradient[name] ** 2
            moved = weight - lr * (one[name] / (1 - 0.9 ** (at + 1))) / (jnp.sqrt(two[name] / (1 - 0.99 ** (at + 1))) + 1e-8)
            decay = 1 - lr * 0.05 if weight.ndim > 1 else 1.0
            new[name] = moved * decay
        for name, statistic in seen.items():
            new[name] = 0.95 * weights[name] + 0.05 * statistic
        for name in frozen - set(seen):
            new[name] = weights[name]
        return new, one, two, value

    weights = graph.weights
    first = {name: jnp.zeros_like(weight) for name, weight in weights.items()}
    second, last = first, []
    for at, (feed, target) in enumerate(batches):
        weights, first, second, value = step(weights, first, second, feed, target, at)
        last.append(float(value))
    report(f"{net.name}: loss {np.mean(last[:20]):.3f} to {np.mean(last[-20:]):.3f} in {len(batches)} steps")
    net.stored = [numpy_helper.from_array(np.asarray(weights[tensor.name]), tensor.name) if tensor.name in weights else tensor for tensor in net.stored]
