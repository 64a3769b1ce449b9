// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/message.h"
#include "core/encoding/encoded_tensor.h"
#include "core/model/data_type.h"

namespace bitwright {

/// A weight as kernels that compute in integers take it: value = scales[channel] · (element − zeroPoint).
/// https://onnx.ai/onnx/operators/onnx__QLinearConv.html, https://onnx.ai/onnx/operators/onnx__QLinearMatMul.html
struct IntegerWeight {
  DataType type = DataType::int8;   ///< int8 where the codes are symmetric, uint8 elsewhere
  std::int32_t zeroPoint = 0;       ///< one for all: the kernels take no other
  std::vector<float> scales;        ///< one, or one for each index along the channel axis (of each matrix)
  std::vector<std::byte> elements;  ///< one byte each, row-major in the tensor's shape
};

/// `encoded` as such a weight, or why it has no such form: it is sparse, has a codebook, more than 8 bits, several zero
/// points, or scales for anything but the whole tensor or the channels along `channelAxis` (−1: none), where the first
/// axis counts `matrices` also those of each by itself, matrix by matrix.
struct IntegerForm {
  IntegerWeight weight;
  Message reason;  ///< empty where `weight` holds
};
[[nodiscard]] IntegerForm integerForm(const EncodedTensor& encoded, int channelAxis, std::int64_t matrices = 1);

/// The same without the elements: whether there is such a form, and its scales.
[[nodiscard]] IntegerForm integerFormWithoutElements(const EncodedTensor& encoded, int channelAxis,
                                                     std::int64_t matrices = 1);

/// The same values with unsigned elements.
[[nodiscard]] IntegerWeight asUnsigned(IntegerWeight weight);

}  // namespace bitwright
