#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Trains the sample nets on Fashion-MNIST and writes the files of this folder.

    python3 train_sample.py data             # the shipped images and labels
    python3 train_sample.py resnet8 dscnn    # train; one core, a few minutes each
    python3 train_sample.py check            # figures of the files as they are now

Needs Debian's python3-torch, python3-onnx, python3-numpy and dataset-fashion-mnist. The test
images play no part in training; the net is what the last epoch leaves, not the best of several.
"""

import argparse
import hashlib
import math
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True  # keeps the sample folder free of __pycache__

import numpy as np
import onnx
import torch
import torch.nn.functional as F

from training import idx, nets, onnx_graph

HERE = Path(__file__).resolve().parent
SEED = 2026
BATCH = 128
MOMENTUM = 0.9
LABEL_SMOOTHING = 0.05
SHIFT = 2  # pixels, either way, filled with the background (0)
SHIPPED = {"test": ("t10k", 200), "train": ("train", 100)}  # source prefix, images per class

# The smaller net underfits, so it is held back less. Its rate is the lower one because at 0.1 a
# channel of its stem died: folding then divides by a variance of almost 0, and one weight of over
# 200 among weights of about 1 would make every figure of per-tensor rounding meaningless.
NETS = {
    "resnet8": {"make": nets.resnet8, "file": "resnet8_fashion.onnx", "rate": 0.1, "decay": 5e-4,
                "epochs": 15, "weights": 77_072, "tensors": 10, "bytes": 315_000, "accuracy": 0.910},
    "dscnn": {"make": nets.dscnn, "file": "dscnn_fashion.onnx", "rate": 0.05, "decay": 2e-4,
              "epochs": 8, "weights": 35_392, "tensors": 12, "bytes": 152_000, "accuracy": 0.880},
}


def load(source, prefix):
    images = idx.read(source / f"{prefix}-images-idx3-ubyte.gz")
    labels = idx.read(source / f"{prefix}-labels-idx1-ubyte.gz")
    return images, labels


def tensors(images, labels):
    """uint8 images [n, 28, 28] and labels -> image [n, 1, 28, 28] in 0..1, labels int64."""
    image = torch.from_numpy(images.astype(np.float32) / np.float32(255)).unsqueeze(1)
    return image, torch.from_numpy(labels.astype(np.int64))


def augmented(padded, picks, flips):
    """The picked images (already padded by SHIFT), each shifted at random and maybe mirrored."""
    count = len(picks)
    side = padded.shape[-1] - 2 * SHIFT
    offsets = torch.randint(0, 2 * SHIFT + 1, (2, count, 1))
    steps = torch.arange(side).expand(count, side)
    rows = offsets[0] + steps
    columns = offsets[1] + torch.where(flips, side - 1 - steps, steps)
    return padded[picks[:, None, None], rows[:, :, None], columns[:, None, :]].unsqueeze(1)


def train(kind, image, label, epochs):
    """SGD with Nesterov momentum; one epoch of warm-up, then the rate falls along a cosine to 0."""
    peak = NETS[kind]["rate"]
    torch.manual_seed(SEED)
    net = NETS[kind]["make"]().to(memory_format=torch.channels_last)  # a third faster here
    # Decay pulls the filters only: BatchNorm's own parameters and biases are left free.
    filters = [p for p in net.parameters() if p.ndim > 1]
    others = [p for p in net.parameters() if p.ndim <= 1]
    groups = [{"params": filters, "weight_decay": NETS[kind]["decay"]}, {"params": others}]
    optimizer = torch.optim.SGD(groups, lr=peak, momentum=MOMENTUM, nesterov=True)

    padded = F.pad(image.squeeze(1), [SHIFT] * 4)
    batches = len(image) // BATCH
    total = epochs * batches
    net.train()
    began = time.monotonic()
    for epoch in range(epochs):
        order = torch.randperm(len(image))
        loss_sum = 0.0
        for batch in range(batches):
            step = epoch * batches + batch
            rate = peak * min((step + 1) / batches, 0.5 + 0.5 * math.cos(math.pi * step / total))
            for group in optimizer.param_groups:
                group["lr"] = rate
            picks = order[batch * BATCH : (batch + 1) * BATCH]
            x = augmented(padded, picks, torch.rand(BATCH, 1) < 0.5)
            loss = F.cross_entropy(net(x), label[picks], label_smoothing=LABEL_SMOOTHING)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            loss_sum += loss.item()
        print(f"{kind} epoch {epoch + 1}/{epochs} loss {loss_sum / batches:.4f} "
              f"{time.monotonic() - began:.0f} s", flush=True)
    return net.eval()


def logits(forward, image):
    with torch.no_grad():
        return torch.cat([forward(part) for part in image.split(1000)])


def correct(model, image, label, replaced=None):
    """How many images the ONNX file classifies rightly."""
    result = logits(lambda x: onnx_graph.run(model, x, replaced), image)
    return int((result.argmax(1) == label).sum())


def rounded(weight, bits):
    """Nearest of the 2^bits - 1 symmetric levels, one scale for the tensor."""
    top = 2 ** (bits - 1) - 1
    scale = np.abs(weight).max() / top
    return (np.clip(np.round(weight / scale), -top, top) * scale).astype(np.float32)


def write_data(source):
    for name, (prefix, per_class) in SHIPPED.items():
        images, labels = load(source, prefix)
        chosen = idx.stratified(labels, per_class, SEED)
        idx.write(HERE / f"{name}-images-idx3-ubyte.gz", images[chosen])
        idx.write(HERE / f"{name}-labels-idx1-ubyte.gz", labels[chosen])


def write_net(kind, source, epochs):
    net = train(kind, *tensors(*load(source, "train")), epochs)
    model = onnx_graph.build(net, NETS[kind]["file"].removesuffix(".onnx"))
    image, _ = tensors(*load(source, "t10k"))
    expected = logits(net, image)
    apart = (logits(lambda x: onnx_graph.run(model, x), image) - expected).abs().max()
    if apart > 1e-5 * expected.abs().max():
        raise SystemExit(f"{kind}: folded outputs differ from the trained net by up to {apart:.2g}")
    (HERE / NETS[kind]["file"]).write_bytes(model.SerializeToString())


def check(source):
    """Prints the figures for PROVENANCE.md, measured on the files; False if a promise is broken."""
    whole = tensors(*load(source, "t10k"))
    shipped = tensors(*load(HERE, "test"))
    kept = True
    for kind, promise in NETS.items():
        path = HERE / promise["file"]
        model = onnx.load(str(path))
        onnx.checker.check_model(model, full_check=True)
        found = onnx_graph.weights(model)
        count = sum(w.size for w in found.values())
        size = path.stat().st_size
        right = correct(model, *whole)
        print(f"{path.name}: {count} weights in {len(found)} tensors, {size} bytes")
        print(f"  {right} of {len(whole[1])} test images, "
              f"{correct(model, *shipped)} of the shipped {len(shipped[1])}")
        at = {}
        for bits in (8, 4):
            codes = {name: rounded(weight, bits) for name, weight in found.items()}
            at[bits] = correct(model, *whole, codes)
            print(f"  weights rounded to {bits} bits per tensor: {at[bits]}")
        # 8 bits per tensor are known to be harmless; a loss of a point says a channel died.
        kept &= at[8] >= right - 0.01 * len(whole[1])
        kept &= (count == promise["weights"] and len(found) == promise["tensors"]
                 and size <= promise["bytes"] and right >= promise["accuracy"] * len(whole[1]))
    for path in sorted(HERE.iterdir()):
        if path.suffix in (".onnx", ".gz"):
            print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}")
    print("all promises kept" if kept else "A PROMISE IS BROKEN")
    return kept


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jobs", nargs="+", choices=["data", *NETS, "check"])
    parser.add_argument("--epochs", type=int, help="instead of each net's own number")
    parser.add_argument("--source", type=Path, default=Path("/usr/share/datasets/fashion-mnist"),
                        help="folder of the four Fashion-MNIST files")
    options = parser.parse_args()
    # One thread: sums are added in one order, so the same machine writes the same bytes again.
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    for job in options.jobs:
        if job == "data":
            write_data(options.source)
        elif job == "check":
            if not check(options.source):
                return 1
        else:
            write_net(job, options.source, options.epochs or NETS[job]["epochs"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
