# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""The two sample nets. Each says its structure twice, side by side: `forward` for training
(with BatchNorm) and `emit` for the ONNX graph (BatchNorm folded). Module paths are node names.

Input: float32 [N, 1, 28, 28], pixels / 255. Output: logits [N, 10].
"""

import torch
import torch.nn as nn

CLASSES = 10


class ConvBn(nn.Module):
    """A square convolution with "same" padding, followed by BatchNorm."""

    def __init__(self, inputs, outputs, size, stride=1, groups=1):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        nn.init.kaiming_normal_(self.conv.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x):
        return self.norm(self.conv(x))


class Stem(nn.Module):
    def __init__(self, outputs):
        super().__init__()
        self.conv = ConvBn(1, outputs, 3)

    def forward(self, x):
        return torch.relu_(self.conv(x))

    def emit(self, graph, name, x):
        return graph.relu(f"{name}.relu", graph.conv(f"{name}.conv", self.conv, x))


class ResidualBlock(nn.Module):
    """He et al. 2016, the basic block; the skip is a 1x1 convolution where the shape changes."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = ConvBn(inputs, outputs, 3, stride)
        self.conv2 = ConvBn(outputs, outputs, 3)
        self.skip = ConvBn(inputs, outputs, 1, stride) if stride != 1 or inputs != outputs else None

    def forward(self, x):
        y = self.conv2(torch.relu_(self.conv1(x)))
        return torch.relu_(y + (x if self.skip is None else self.skip(x)))

    def emit(self, graph, name, x):
        y = graph.relu(f"{name}.relu1", graph.conv(f"{name}.conv1", self.conv1, x))
        y = graph.conv(f"{name}.conv2", self.conv2, y)
        if self.skip is not None:
            x = graph.conv(f"{name}.skip", self.skip, x)
        return graph.relu(f"{name}.relu2", graph.add(f"{name}.add", y, x))


class SeparableBlock(nn.Module):
    """A depthwise 3x3 then a pointwise 1x1 convolution, each with ReLU (Howard et al. 2017)."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.depthwise = ConvBn(inputs, inputs, 3, stride, groups=inputs)
        self.pointwise = ConvBn(inputs, outputs, 1)

    def forward(self, x):
        return torch.relu_(self.pointwise(torch.relu_(self.depthwise(x))))

    def emit(self, graph, name, x):
        x = graph.relu(f"{name}.relu1", graph.conv(f"{name}.depthwise", self.depthwise, x))
        return graph.relu(f"{name}.relu2", graph.conv(f"{name}.pointwise", self.pointwise, x))


class Head(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.fc = nn.Linear(inputs, CLASSES)

    def forward(self, x):
        return self.fc(x.mean(dim=(2, 3)))

    def emit(self, graph, name, x):
        x = graph.flatten(f"{name}.flatten", graph.average_pool(f"{name}.pool", x))
        return graph.gemm(f"{name}.fc", self.fc, x)


class Chain(nn.Module):
    """stem, block1 … blockN, head."""

    def __init__(self, blocks, features):
        super().__init__()
        self.stem = Stem(16)
        for number, block in enumerate(blocks, start=1):
            self.add_module(f"block{number}", block)
        self.head = Head(features)

    def forward(self, x):
        for stage in self.children():
            x = stage(x)
        return x

    def emit(self, graph, x):
        for name, stage in self.named_children():
            x = stage.emit(graph, name, x)
        return x


def resnet8():
    """77,072 weights in 10 tensors."""
    return Chain(
        [ResidualBlock(16, 16, 1), ResidualBlock(16, 32, 2), ResidualBlock(32, 64, 2)], features=64
    )


def dscnn():
    """35,392 weights in 12 tensors."""
    widths = [(16, 32, 2), (32, 64, 1), (64, 64, 2), (64, 128, 1), (128, 128, 1)]
    return Chain([SeparableBlock(*width) for width in widths], features=128)
