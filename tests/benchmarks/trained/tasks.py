# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""What the nets learn: pieces of clothing (the sample's pictures), scenes of several, characters of documentation, chords."""
import gzip
import pathlib

import jax
import jax.numpy as jnp
import numpy as np

SAMPLE = pathlib.Path(__file__).resolve().parents[3] / "resources" / "sample"
CONTEXT, RATE = 64, 4000
CHARACTERS = "".join(chr(code) for code in range(32, 127))


def idx(name, header):
    return np.frombuffer(gzip.decompress((SAMPLE / name).read_bytes())[header:], np.uint8)


def clothes(part):
    pictures = idx(f"{part}-images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28).astype(np.float32) / 255
    return pictures, idx(f"{part}-labels-idx1-ubyte.gz", 8).astype(np.int32)


def cross_entropy(scores, target):
    return -jnp.take_along_axis(jax.nn.log_softmax(scores), target[..., None], -1).mean()


def moved(random, pictures, by=2):
    """Each shifted by some pixels and mirrored at random."""
    wide = np.pad(pictures, ((0, 0), (0, 0), (by, by), (by, by)))
    made = np.empty_like(pictures)
    for at in range(len(pictures)):
        top, left = random.integers(0, 2 * by + 1, 2)
        made[at] = wide[at, :, top : top + 28, left : left + 28][..., :: random.choice([-1, 1])]
    return made


def classes(random, steps, batch=64):
    pictures, labels = clothes("train")
    for _ in range(steps):
        rows = random.integers(0, len(pictures), batch)
        yield {"image": moved(random, pictures[rows])}, labels[rows]


def noisy(random, pictures):
    return (pictures + random.normal(0, 0.3, pictures.shape)).astype(np.float32)


def denoising(random, steps, batch=32):
    pictures, _ = clothes("train")
    for _ in range(steps):
        clean = moved(random, pictures[random.integers(0, len(pictures), batch)])
        yield {"image": noisy(random, clean)}, clean


def scene(random, pictures, labels, side=64, cells=8):
    """Up to three pieces of clothing of several sizes on a patterned ground, and for each cell: is there, box, class."""
    ground = np.kron(random.random((8, 8)), np.ones((side // 8, side // 8))) * 0.3
    target = np.zeros((cells, cells, 6), np.float32)
    for _ in range(random.integers(1, 4)):
        at, shrink = random.integers(len(pictures)), random.integers(1, 3)
        piece = pictures[at, 0, ::shrink, ::shrink]
        top, left = random.integers(0, side - len(piece), 2)
        ground[top : top + len(piece), left : left + len(piece)] = np.maximum(ground[top : top + len(piece), left : left + len(piece)], piece)
        row, column = (top + len(piece) / 2) * cells / side, (left + len(piece) / 2) * cells / side
        target[int(row), int(column)] = 1, row % 1, column % 1, len(piece) / side, len(piece) / side, labels[at]
    return ground[None].astype(np.float32), target


def scenes(random, count, part="train"):
    pictures, labels = clothes(part)
    made = [scene(random, pictures, labels) for _ in range(count)]
    return np.stack([picture for picture, _ in made]), np.stack([target for _, target in made])


def detection(random, steps, batch=32):
    pictures, targets = scenes(random, 2000)
    for _ in range(steps):
        rows = random.integers(0, len(pictures), batch)
        yield {"image": pictures[rows]}, targets[rows]


def detection_loss(values, target):
    boxes, there, scores = values["boxes"], values["there"], values["scores"]
    target = target.reshape(len(target), -1, 6)
    is_there = target[..., 0]
    missed = -(is_there * jax.nn.log_sigmoid(there[..., 0]) * 5 + (1 - is_there) * jax.nn.log_sigmoid(-there[..., 0])).mean()
    apart = (is_there[..., None] * (boxes - target[..., 1:5]) ** 2).sum() / (is_there.sum() + 1)
    named = jnp.take_along_axis(jax.nn.log_softmax(scores), target[..., 5:].astype(jnp.int32), -1)[..., 0]
    return missed * 4 + apart * 4 - (named * is_there).sum() / (is_there.sum() + 1)


def characters(texts):
    known = {character: at for at, character in enumerate(CHARACTERS)}
    return np.array([known[c] for c in " ".join(texts) if c in known], np.int64)


def reading(random, steps, codes, batch=32):
    for _ in range(steps):
        starts = random.integers(0, len(codes) - CONTEXT - 1, batch)
        rows = np.stack([codes[start : start + CONTEXT + 1] for start in starts])
        yield {"ids": rows[:, :-1]}, rows[:, 1:].astype(np.int32)


def chord(random, kind):
    """A quarter of a second of one of eight chords on a ground tone of its own, with overtones, decay and noise."""
    time = np.arange(1000) / RATE
    steps = [(0, 4, 7), (0, 3, 7), (0, 3, 6), (0, 4, 8), (0, 5, 7), (0, 2, 7), (0, 4, 10), (0, 3, 10)][kind]
    ground = 110 * 2 ** (random.integers(0, 24) / 12)
    wave = sum(np.sin(2 * np.pi * ground * 2 ** (step / 12) * time * overtone + random.random() * 6) / overtone for step in steps for overtone in (1, 2, 3))
    return (wave * np.exp(-time * random.uniform(0, 4)) * random.uniform(0.1, 0.4) + random.normal(0, 0.05, time.shape)).astype(np.float32)


def chords(random, count):
    kinds = random.integers(0, 8, count).astype(np.int32)
    return np.stack([chord(random, kind) for kind in kinds])[:, None], kinds


def listening(random, steps, batch=32):
    waves, kinds = chords(random, 3000)
    for _ in range(steps):
        rows = random.integers(0, len(waves), batch)
        yield {"wave": waves[rows]}, kinds[rows]
