# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Sound: voice detectors with recurrent layers and carried states, and nets over spectrograms whose values leave float16."""
import numpy as np

from nets.net import Net

SAMPLES, BANDS, HIDDEN = 512, 33, 48


def spectrum(net, x):
    """Magnitudes by a convolution with sines and cosines, as exporters write a short-time transform. x: [batch, 1, SAMPLES]."""
    times, window = np.arange(64), np.hanning(64)
    waves = np.concatenate([[np.cos(2 * np.pi * k * times / 64) * window for k in range(BANDS)], [np.sin(2 * np.pi * k * times / 64) * window for k in range(BANDS)]])
    both = net.op("Conv", x, net.store(waves[:, None].astype(np.float32), "stft.basis"), kernel_shape=[64], strides=[32])
    real, imaginary = net.op("Split", both, np.array([BANDS, BANDS], np.int64), outputs=2, axis=1)
    return net.op("Sqrt", net.op("Add", net.op("Pow", real, 2.0), net.op("Pow", imaginary, 2.0)))


def recurrent_weights(net, gates, inputs, directions=1):
    w, r = (np.stack([net.matrix(columns, gates * HIDDEN).T for _ in range(directions)]) for columns in (inputs, HIDDEN))
    return net.store(w, "rnn.W"), net.store(r, "rnn.R"), net.store(np.stack([net.vector(2 * gates * HIDDEN) for _ in range(directions)]), "rnn.B")


def detector(name, seed, cell, opset=14):
    """One frame of sound and the states of the one before → is it a voice, and the states."""
    net = Net(name, opset, seed)
    net.input("sound", [1, SAMPLES])
    gates = {"LSTM": 4, "GRU": 3}[cell]
    log = net.op("Log", net.op("Add", spectrum(net, net.op("Unsqueeze", "sound", np.array([1], np.int64))), 1e-5))
    features = net.op("Relu", net.op("Conv", log, net.store(net.conv_weight(HIDDEN, BANDS, 3), "encoder.weight"), net.store(net.vector(HIDDEN), "encoder.bias"), kernel_shape=[3], pads=[1, 1]))
    steps = net.op("Transpose", features, perm=[2, 0, 1])
    states = [net.input(state, [1, 1, HIDDEN]) for state in (["h", "c"] if cell == "LSTM" else ["h"])]
    extra = {"linear_before_reset": 1} if cell == "GRU" else {}
    outs = net.op(cell, steps, *recurrent_weights(net, gates, HIDDEN), "", *states, outputs=1 + len(states), hidden_size=HIDDEN, **extra)
    for state, out in zip(states, outs[1:]):
        net.op("Identity", out, to=state + "_next")
    last = net.op("ReduceMean", net.op("Relu", net.op("Squeeze", outs[0], np.array([1], np.int64))), axes=[0], keepdims=0)
    net.op("Sigmoid", net.op("Gemm", last, net.store(net.matrix(HIDDEN, 4).T.copy(), "decoder.weight"), net.store(net.vector(4), "decoder.bias"), transB=1), to="voice")
    net.output("voice", [1, 4])
    for state in states:
        net.output(state + "_next", [1, 1, HIDDEN])
    time = np.arange(SAMPLES) / 8000
    sound = sum(a * np.sin(2 * np.pi * f * time) for a, f in ((0.4, 200), (0.2, 430), (0.1, 1900))) + net.random.normal(0, 0.02, SAMPLES)
    feed = {"sound": sound.astype(np.float32)[None]}
    feed.update({state: np.tanh(net.random.normal(size=(1, 1, HIDDEN))).astype(np.float32) for state in states})
    return net, feed


def sliced_gates(name, seed, opset=14):
    """Weights of an LSTM that other nodes put together: both directions in one tensor, cut by Slice."""
    net = Net(name, opset, seed)
    net.input("features", [6, 2, BANDS])
    whole = [net.store(np.concatenate([net.matrix(columns, 4 * HIDDEN).T for _ in range(2)]).astype(np.float32), called) for columns, called in ((BANDS, "gates.W"), (HIDDEN, "gates.R"))]
    cut = [net.op("Unsqueeze", net.op("Slice", w, np.array([4 * HIDDEN], np.int64), np.array([8 * HIDDEN], np.int64), np.array([0], np.int64)), np.array([0], np.int64)) for w in whole]
    out = net.op("LSTM", "features", *cut, net.store(net.vector(8 * HIDDEN)[None], "gates.B"), outputs=1, hidden_size=HIDDEN)
    net.op("MatMul", net.op("Squeeze", out, np.array([1], np.int64)), net.store(net.matrix(HIDDEN, 8), "out.weight"), to="y")
    net.output("y", [6, 2, 8])
    return net, {"features": net.random.normal(size=(6, 2, BANDS)).astype(np.float32)}


def spectrogram(name, seed, loudness, opset=17):
    """Power compressed a band (Pow, Log, Exp, Reciprocal), then convolutions: powers reach far beyond float16's 65,504 and below its smallest."""
    net = Net(name, opset, seed)
    net.input("power", ["batch", 1, 40, 24])
    smooth = net.op("AveragePool", "power", kernel_shape=[1, 5], strides=[1, 1], pads=[0, 2, 0, 2])
    # (x / (e + m)^a + d)^r - d^r, with the power written as Exp(a · Log): per-channel energy normalisation.
    gain = net.op("Exp", net.op("Mul", net.op("Log", net.op("Add", smooth, 1e-6)), -0.98))
    even = net.op("Sub", net.op("Pow", net.op("Add", net.op("Mul", "power", gain), 2.0), 0.5), float(np.sqrt(2.0)))
    loud = net.op("Mul", net.op("Log", net.op("Add", "power", 1e-10)), 0.1)
    inverse = net.op("Reciprocal", net.op("Add", net.op("Pow", "power", 2.0), 1e-4))
    x, width = net.op("Concat", even, loud, net.op("Sqrt", inverse), axis=1), 3
    for number, outputs in enumerate((16, 32)):
        x = net.op("Relu", net.conv(x, width, outputs, 3, 2, name=f"conv{number}"))
        width = outputs
    features = net.op("Flatten", net.op("GlobalAveragePool", x), axis=1)
    net.op("Gemm", features, net.store(net.matrix(32, 6), "fc.weight"), net.store(net.vector(6), "fc.bias"), to="logits")
    net.output("logits", ["batch", 6])
    shape = np.exp(net.random.normal(0, 2, (8, 1, 40, 1)) + net.random.normal(0, 1, (8, 1, 40, 24)))
    return net, {"power": (shape * loudness).astype(np.float32)}


def nets():
    yield detector("voice_lstm", 31, "LSTM"), "states fed and passed on; LSTM's weights listed; float16 and integers right, or the reason"
    yield detector("voice_gru", 32, "GRU"), "states fed and passed on; GRU's weights listed; float16 and integers right, or the reason"
    yield sliced_gates("voice_gates_behind_slice", 33), "gates found behind Slice and compressible, or the reason"
    yield spectrogram("audio_spectrogram_loud", 34, 1e6), "float16: what overflows stays in floats; no infinity; near"
    yield spectrogram("audio_spectrogram_quiet", 35, 1e-3), "float16: what is below its smallest stays in floats; near"
