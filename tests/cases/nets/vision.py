# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures: detectors as YOLO is exported (boxes, poses, masks), and MobileNet-like classifiers of several opsets."""
import numpy as np

from nets.net import Net

BINS, CLASSES, SIDE = 8, 6, 64


def block(net, x, inputs, outputs, kernel, stride=1, name="conv"):
    return net.silu(net.conv(x, inputs, outputs, kernel, stride, name=name))


def split_block(net, x, width, name):
    """Half passes, half goes through a bottleneck; all of it meets in a Concat."""
    both = block(net, x, width, width, 1, name=f"{name}.cv1")
    left, right = net.op("Split", both, np.array([width // 2] * 2, np.int64), outputs=2, axis=1)
    inner = block(net, block(net, right, width // 2, width // 2, 3, name=f"{name}.m1"), width // 2, width // 2, 3, name=f"{name}.m2")
    return block(net, net.op("Concat", left, right, net.op("Add", right, inner), axis=1), width // 2 * 3, width, 1, name=f"{name}.cv2")


def pyramid_pool(net, x, width):
    x = block(net, x, width, width // 2, 1, name="sppf.cv1")
    pools = [x]
    for _ in range(3):
        pools.append(net.op("MaxPool", pools[-1], kernel_shape=[5, 5], strides=[1, 1], pads=[2] * 4))
    return block(net, net.op("Concat", *pools, axis=1), width * 2, width, 1, name="sppf.cv2")


def head(net, x, width, outputs, name):
    return net.conv(block(net, x, width, width, 3, name=f"{name}.0"), width, outputs, 1, name=f"{name}.1")


def rows(net, levels, channels):
    """Maps of several scales → [batch, channels, places]."""
    flat = [net.op("Reshape", x, np.array([0, channels, -1], np.int64)) for x in levels]
    return net.op("Concat", *flat, axis=2)


def detector(name, seed, extra=None, opset=17):
    net = Net(name, opset, seed)
    net.input("images", ["batch", 3, SIDE, SIDE])
    x = block(net, block(net, "images", 3, 16, 3, 2, name="stem"), 16, 32, 3, 2, name="down1")
    fine = split_block(net, block(net, x, 32, 32, 3, 2, name="down2"), 32, "c2f1")
    coarse = pyramid_pool(net, split_block(net, block(net, fine, 32, 64, 3, 2, name="down3"), 64, "c2f2"), 64)
    up = net.op("Resize", coarse, "", np.array([1, 1, 2, 2], np.float32), mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor")
    fine = block(net, net.op("Concat", up, fine, axis=1), 96, 32, 3, name="neck")
    levels, sides = [(fine, 32), (coarse, 64)], [SIDE // 8, SIDE // 16]
    places = [(col + 0.5, row + 0.5, SIDE // side) for side in sides for row in range(side) for col in range(side)]
    anchors = np.array([[p[0] for p in places], [p[1] for p in places]], np.float32)[None]
    strides = np.array([[[p[2] for p in places]]], np.float32)

    distances = rows(net, [head(net, x, w, 4 * BINS, f"box{i}") for i, (x, w) in enumerate(levels)], 4 * BINS)
    classes = rows(net, [head(net, x, w, CLASSES, f"cls{i}") for i, (x, w) in enumerate(levels)], CLASSES)
    # Distances as expectations over bins: a Softmax, then a convolution with 0 … BINS - 1.
    bins = net.op("Transpose", net.op("Reshape", distances, np.array([0, 4, BINS, len(places)], np.int64)), perm=[0, 2, 1, 3])
    expected = net.op("Conv", net.op("Softmax", bins, axis=1), np.arange(BINS, dtype=np.float32).reshape(1, BINS, 1, 1), kernel_shape=[1, 1])
    near, far = net.op("Split", net.op("Reshape", expected, np.array([0, 4, len(places)], np.int64)), np.array([2, 2], np.int64), outputs=2, axis=1)
    low, high = net.op("Sub", anchors, near), net.op("Add", anchors, far)
    centre, size = net.op("Div", net.op("Add", low, high), 2.0), net.op("Sub", high, low)
    boxes = net.op("Mul", net.op("Concat", centre, size, axis=1), strides)
    parts, count = [boxes, net.op("Sigmoid", classes)], 4 + CLASSES
    if extra == "pose":
        points = rows(net, [head(net, x, w, 15, f"pose{i}") for i, (x, w) in enumerate(levels)], 15)
        split = net.op("Reshape", points, np.array([0, 5, 3, len(places)], np.int64))
        place = net.op("Slice", split, np.array([0], np.int64), np.array([2], np.int64), np.array([2], np.int64))
        seen = net.op("Sigmoid", net.op("Slice", split, np.array([2], np.int64), np.array([3], np.int64), np.array([2], np.int64)))
        place = net.op("Mul", net.op("Add", net.op("Mul", place, 2.0), anchors - 0.5), strides)
        parts.append(net.op("Reshape", net.op("Concat", place, seen, axis=2), np.array([0, 15, len(places)], np.int64)))
        count += 15
    if extra == "masks":
        parts.append(rows(net, [head(net, x, w, 8, f"mask{i}") for i, (x, w) in enumerate(levels)], 8))
        count += 8
        turned = net.op("ConvTranspose", fine, net.store(net.conv_weight(32, 16, 2, 2), "proto.up.weight"), net.store(net.vector(16), "proto.up.bias"), kernel_shape=[2, 2], strides=[2, 2])
        net.op("Identity", net.silu(net.conv(net.silu(turned), 16, 8, 3, name="proto.cv")), to="protos")
        net.output("protos", ["batch", 8, SIDE // 4, SIDE // 4])
    net.op("Concat", *parts, axis=1, to="output0")
    net.outputs.reverse()
    net.output("output0", ["batch", count, len(places)])
    net.outputs.reverse()
    return net, {"images": net.random.random((4, 3, SIDE, SIDE)).astype(np.float32)}


def clamp(net, x, low, high):
    return net.op("Clip", x, min=low, max=high) if net.opset < 11 else net.op("Clip", x, low, high)


def hard_sigmoid(net, x):
    return net.op("HardSigmoid", x, alpha=1 / 6, beta=0.5) if net.opset >= 13 else net.op("Div", clamp(net, net.op("Add", x, 3.0), 0.0, 6.0), 6.0)


def hard_swish(net, x):
    return net.op("HardSwish", x) if net.opset >= 14 else net.op("Mul", x, hard_sigmoid(net, x))


def normed_conv(net, x, inputs, outputs, kernel, stride, groups, name):
    x = net.conv(x, inputs, outputs, kernel, stride, groups, name, bias=False)
    random = net.random
    parameters = [net.vector(outputs, 0.3, 1.0), net.vector(outputs), net.vector(outputs, 0.3), np.exp(random.normal(0, 0.5, outputs)).astype(np.float32)]
    return net.op("BatchNormalization", x, *(net.store(p, f"{name}.bn.{i}") for i, p in enumerate(parameters)), epsilon=1e-3)


def squeeze_excite(net, x, width, name):
    small = max(8, width // 4)
    weights = net.op("Relu", net.conv(net.op("GlobalAveragePool", x), width, small, 1, name=f"{name}.fc1"))
    return net.op("Mul", x, hard_sigmoid(net, net.conv(weights, small, width, 1, name=f"{name}.fc2")))


def classifier(name, seed, opset):
    net = Net(name, opset, seed)
    net.input("image", ["batch", 3, 48, 48])
    x, width = hard_swish(net, normed_conv(net, "image", 3, 16, 3, 2, 1, "stem")), 16
    for number, (wide, out, kernel, stride, excites) in enumerate([(32, 16, 3, 1, True), (64, 24, 3, 2, False), (72, 24, 5, 1, True), (96, 40, 5, 2, True)]):
        called = f"block{number}"
        y = hard_swish(net, normed_conv(net, x, width, wide, 1, 1, 1, f"{called}.expand"))
        y = hard_swish(net, normed_conv(net, y, wide, wide, kernel, stride, wide, f"{called}.depthwise"))
        if excites:
            y = squeeze_excite(net, y, wide, f"{called}.se")
        y = normed_conv(net, y, wide, out, 1, 1, 1, f"{called}.project")
        x, width = net.op("Add", x, y) if stride == 1 and width == out else y, out
    features = net.op("Flatten", net.op("GlobalAveragePool", hard_swish(net, normed_conv(net, x, width, 96, 1, 1, 1, "last"))), axis=1)
    net.op("Gemm", features, net.store(net.matrix(96, 10).T.copy(), "classifier.weight"), net.store(net.vector(10), "classifier.bias"), transB=1, to="logits")
    net.output("logits", ["batch", 10])
    return net, {"image": net.random.normal(size=(8, 3, 48, 48)).astype(np.float32)}


def nets():
    yield detector("yolo_boxes", 11), "scores survive next to boxes; anchors and strides untouched; near"
    yield detector("yolo_pose", 12, "pose"), "scores and points survive next to boxes; near"
    yield detector("yolo_masks", 13, "masks"), "scores and coefficients survive next to boxes; prototypes near"
    for opset in (9, 13, 21):
        yield classifier(f"mobilenet_opset{opset}", 20 + opset, opset), "BatchNorm folded or kept; depthwise a channel; integers at every opset, or the reason"
