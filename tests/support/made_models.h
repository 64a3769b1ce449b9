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
///     x[1,16] ─ MatMul(w.init[16,24]) ─ Gemm(w.const[20,24]ᵀ, b.gemm[20]) ─ If(flag){ MatMul(w.then[20,16]) | MatMul(w.else[20,16]) } ─┐
///     image[1,4,5,5] ─ Conv(w.input[8,4,3,3]) ─ image.out                      Dense(w.function[16,20]), where IR ≥ 8 ─┴─ y
///
/// Weights are larger than what the reader leaves in the protobuf, in every type; b.gemm is smaller. ONNX Runtime has no Conv of float64: there
/// it is image[1,9] ─ MatMul(w.input[9,32]).
/// w.init and b.gemm are initializers, w.input an initializer that is also a graph input, w.const and w.else Constants, w.then an
/// initializer of its branch from IR 4 on (a Constant before), w.function a Constant in a local function. From IR 10 on the function
/// has an overload, and node, tensor, graph, function and value info carry metadata.
[[nodiscard]] ModelBuilder holderModel(const HolderOptions& options);

/// Fully connected layers of these widths with ReLU between them: {784, 300, 100, 10} is LeNet-300-100, 266,200 weights. Weights are named
/// fc1.weight …, stored [out, in] for Gemm with transB, biases fc1.bias ….
[[nodiscard]] ModelBuilder denseModel(const std::vector<std::int64_t>& widths, std::int64_t opset = 13, std::int64_t ir = 8);

/// LeNet-5 as Deep Compression has it (Caffe's): Conv 20 and 50 of 5×5 with pooling, Gemm 500 and 10; 430,500 weights in four tensors.
[[nodiscard]] ModelBuilder lenet5Model(std::int64_t opset = 13, std::int64_t ir = 8);

}  // namespace bitwright::test
