// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/model_builder.h"

namespace bitwright::test {

/// What a holder model is made of.
struct HolderOptions {
  std::int64_t opset = 13;
  std::int64_t ir = 8;
  Type type = kFloat;  ///< of weights and activations
  Encoding encoding = Encoding::raw;
};

/// A model that keeps a weight in every kind of place, and that ONNX Runtime runs where it has kernels for the type:
///
///     x[1,16] ─ MatMul(w.init[16,24]) ─ Gemm(w.const[20,24]ᵀ, b.gemm[20]) ─ If(flag) ─┐
///                                 { MatMul(w.then[20,16]) | MatMul(w.else[20,16]) } ─┘ ─┐
///                                               Dense(w.function[16,20]), where IR ≥ 8 ─┴─ y
///     image[1,4,5,5] ─ Conv(w.input[8,4,3,3]) ─ image.out
///
/// Weights are larger than what the reader leaves in the protobuf, in every type; b.gemm is smaller. ONNX Runtime has
/// no Conv of float64: there it is image[1,9] ─ MatMul(w.input[9,32]). w.init and b.gemm are initializers, w.input an
/// initializer that is also a graph input, w.const and w.else Constants, w.then an initializer of its branch from IR 4
/// on (a Constant before), w.function a Constant in a local function. From IR 10 on the function has an overload, and
/// node, tensor, graph, function and value info carry metadata.
[[nodiscard]] ModelBuilder holderModel(const HolderOptions& options);

/// Fully connected layers of these widths with ReLU between them: {784, 300, 100, 10} is LeNet-300-100, 266,200
/// weights. Weights are named fc1.weight …, stored [out, in] for Gemm with transB, biases fc1.bias ….
[[nodiscard]] ModelBuilder denseModel(const std::vector<std::int64_t>& widths, std::int64_t opset = 13,
                                      std::int64_t ir = 8);

/// `count` small layers (Gemm of 16 × 16) one behind the other, called block.0, block.1 …
[[nodiscard]] ModelBuilder chainModel(int count);

/// LeNet-5 as Deep Compression has it (Caffe's): Conv 20 and 50 of 5×5 with pooling, Gemm 500 and 10; 430,500 weights
/// in four tensors.
[[nodiscard]] ModelBuilder lenet5Model(std::int64_t opset = 13, std::int64_t ir = 8);

/// How much of quantizedModel() is quantized.
enum class Quantized {
  all,      ///< a QuantizeLinear and a DequantizeLinear around each layer: ONNX Runtime runs all in integers
  notConv2  ///< conv2 has floats as weights and reads what a Tanh gives: it runs in floats. (Between quantized values
            ///< ONNX Runtime may quantize them itself.)
};

/// A net of quantized layers, int8 weights and uint8 activations, every scale one value:
///
///     x[1,4,9,9] ─ conv1 (w[8,4,3,3], padding 1, stride 2) ─ Relu ─ conv2 (w[6,8,1,1]) ─ Flatten ─
///         fc (Gemm, w[10,150]ᵀ) ─ y[1,10]
///
/// 1 · 8·5·5 · 4·3·3 = 7,200 multiply-accumulates in conv1, 6·5·5 · 8 = 1,200 in conv2, 10 · 150 = 1,500 in fc. Stored
/// weights are named conv1.weight.q …
[[nodiscard]] ModelBuilder quantizedModel(Quantized quantized = Quantized::all);

/// x[3,16] ─ MatMulInteger(w.q[16,24] of int8) on activations that are quantized as they come ─ MatMul(w[24,5]) ─
/// y[3,5]; 1,152 multiply-accumulates in integers, 360 in floats. No node has a name.
[[nodiscard]] ModelBuilder dynamicModel();

}  // namespace bitwright::test
