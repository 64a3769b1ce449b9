# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Text: an encoder of sentences as MiniLM is exported, and a decoder with caches."""
import numpy as np
from onnx import TensorProto, helper

from nets.net import Net

WIDTH, HEADS, VOCABULARY, LONGEST = 64, 4, 400, 32


def heads(net, x):
    """[batch, tokens, WIDTH] → [batch, heads, tokens, depth], the shape read at run time."""
    shape = net.op("Shape", x)
    batch, tokens = (net.op("Gather", shape, np.array([i], np.int64)) for i in (0, 1))
    size = net.op("Concat", batch, tokens, np.array([HEADS], np.int64), np.array([WIDTH // HEADS], np.int64), axis=0)
    return net.op("Transpose", net.op("Reshape", x, size), perm=[0, 2, 1, 3])


def merged(net, x):
    turned = net.op("Transpose", x, perm=[0, 2, 1, 3])
    shape = net.op("Shape", turned)
    batch, tokens = (net.op("Gather", shape, np.array([i], np.int64)) for i in (0, 1))
    return net.op("Reshape", turned, net.op("Concat", batch, tokens, np.array([WIDTH], np.int64), axis=0))


def attention(net, x, mask, name):
    q, k, v = (heads(net, net.linear(x, WIDTH, WIDTH, f"{name}.{part}")) for part in ("query", "key", "value"))
    scores = net.op("Div", net.op("MatMul", q, net.op("Transpose", k, perm=[0, 1, 3, 2])), float(np.sqrt(WIDTH // HEADS)))
    return net.linear(merged(net, net.op("MatMul", net.op("Softmax", net.op("Add", scores, mask), axis=-1), v)), WIDTH, WIDTH, f"{name}.output")


def encoder(name, seed, opset, blocks, lowest, whole_norm):
    net = Net(name, opset, seed)
    for given in ("input_ids", "attention_mask", "token_type_ids"):
        net.input(given, ["batch", "sequence"], TensorProto.INT64)
    norm = net.norm_whole if whole_norm else net.norm_in_parts

    def table(rows, called):
        return net.store((net.random.standard_t(5, (rows, WIDTH)) * 0.05).astype(np.float32), called)

    length = net.op("Gather", net.op("Shape", "input_ids"), np.array([1], np.int64))
    positions = net.op("Slice", np.arange(LONGEST, dtype=np.int64)[None], np.array([0], np.int64), length, np.array([1], np.int64))
    words = net.op("Add", net.op("Gather", table(VOCABULARY, "embeddings.word"), "input_ids"), net.op("Gather", table(2, "embeddings.type"), "token_type_ids"))
    x = norm(net.op("Add", words, net.op("Gather", table(LONGEST, "embeddings.position"), positions)), WIDTH, "embeddings.norm")
    if opset >= 13:
        wide = net.op("Unsqueeze", net.op("Unsqueeze", "attention_mask", np.array([1], np.int64)), np.array([2], np.int64))
    else:
        wide = net.op("Unsqueeze", "attention_mask", axes=[1, 2])
    mask = net.op("Mul", net.op("Sub", 1.0, cast_float(net, wide)), float(lowest))
    for block in range(blocks):
        called = f"encoder.{block}"
        x = norm(net.op("Add", x, attention(net, x, mask, f"{called}.attention")), WIDTH, f"{called}.norm1")
        inner = net.gelu(net.linear(x, WIDTH, 4 * WIDTH, f"{called}.intermediate"))
        x = norm(net.op("Add", x, net.linear(inner, 4 * WIDTH, WIDTH, f"{called}.output")), WIDTH, f"{called}.norm2")
    net.op("Identity", x, to="last_hidden_state")
    net.output("last_hidden_state", ["batch", "sequence", WIDTH])
    feed = {"input_ids": net.random.integers(1, VOCABULARY, (8, 16)), "attention_mask": np.ones((8, 16), np.int64), "token_type_ids": np.zeros((8, 16), np.int64)}
    for row in range(1, 8):
        feed["attention_mask"][row, 16 - row :] = 0
    return net, feed


def cast_float(net, x):
    name = net.fresh("Cast")
    net.nodes.append(helper.make_node("Cast", [x], [name], name=net.fresh("/Cast"), to=TensorProto.FLOAT))
    return name


def decoder(name, seed, opset=17, blocks=2):
    """One step of generating: new tokens, and what was computed for those before."""
    net = Net(name, opset, seed)
    net.input("input_ids", [1, "new"], TensorProto.INT64)
    net.input("attention_mask", [1, "all"], TensorProto.INT64)
    past, depth = 6, WIDTH // HEADS
    feed = {"input_ids": net.random.integers(0, VOCABULARY, (1, 4)), "attention_mask": np.ones((1, past + 4), np.int64)}
    words = net.store((net.random.standard_t(5, (VOCABULARY, WIDTH)) * 0.05).astype(np.float32), "model.embed")
    x = net.op("Gather", words, "input_ids")
    wide = net.op("Unsqueeze", "attention_mask", np.array([1, 2], np.int64))
    mask = net.op("Mul", net.op("Sub", 1.0, cast_float(net, wide)), float(np.finfo(np.float32).min))

    def root_norm(x, called):
        size = net.op("Sqrt", net.op("Add", net.op("ReduceMean", net.op("Pow", x, 2.0), axes=[-1]), 1e-6))
        return net.op("Mul", net.op("Mul", x, net.op("Reciprocal", size)), net.store(net.vector(WIDTH, 0.3, 1.0), f"{called}.weight"))

    for block in range(blocks):
        called = f"model.{block}"
        normed = root_norm(x, f"{called}.norm1")
        q, k, v = (heads(net, net.op("MatMul", normed, net.store(net.matrix(WIDTH, WIDTH), f"{called}.{part}"))) for part in ("q", "k", "v"))
        for part, fresh in (("key", k), ("value", v)):
            before = net.input(f"past.{block}.{part}", [1, HEADS, "past", depth])
            feed[before] = net.random.normal(size=(1, HEADS, past, depth)).astype(np.float32)
            net.op("Concat", before, fresh, axis=2, to=f"present.{block}.{part}")
            net.output(f"present.{block}.{part}", [1, HEADS, "all", depth])
        scores = net.op("Mul", net.op("MatMul", q, net.op("Transpose", f"present.{block}.key", perm=[0, 1, 3, 2])), float(1 / np.sqrt(depth)))
        seen = net.op("MatMul", net.op("Softmax", net.op("Add", scores, mask), axis=-1), f"present.{block}.value")
        x = net.op("Add", x, net.op("MatMul", merged(net, seen), net.store(net.matrix(WIDTH, WIDTH), f"{called}.o")))
        normed = root_norm(x, f"{called}.norm2")
        gate, up = (net.op("MatMul", normed, net.store(net.matrix(WIDTH, 3 * WIDTH), f"{called}.{part}")) for part in ("gate", "up"))
        x = net.op("Add", x, net.op("MatMul", net.op("Mul", net.silu(gate), up), net.store(net.matrix(3 * WIDTH, WIDTH), f"{called}.down")))
    # The table of words once more, turned: tied.
    net.op("MatMul", root_norm(x, "model.norm"), net.op("Transpose", words, perm=[1, 0]), to="logits")
    net.output("logits", [1, "new", VOCABULARY])
    return net, feed


def nets():
    lowest = float(np.finfo(np.float32).min)
    yield encoder("text_parts_mask_10000", 1, 13, 3, -10000.0, whole_norm=False), "mask of -10000 left in floats or kept out of the ranges; near"
    yield encoder("text_whole_mask_fltmax", 2, 17, 2, lowest, whole_norm=True), "mask of -FLT_MAX left in floats or kept out of the ranges; near"
    yield encoder("text_parts_four_blocks", 3, 14, 4, -10000.0, whole_norm=False), "near through four blocks"
    yield decoder("text_decoder_cache", 5), "caches fed and passed on; tied embedding stored once; near"
