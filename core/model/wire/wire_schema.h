// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace bitwright {

/// The messages of ONNX, as far as the wire walk tells them apart.
enum class WireMessage : std::uint8_t {
  model,
  trainingInfo,
  graph,
  node,
  attribute,
  tensor,
  sparseTensor,
  function,
  valueInfo,
  type,
  tensorType,
  shape,
  sequenceType,
  mapType,
  optionalType,
  annotation,
  leaf,  ///< a message that holds scalars and strings only
};

/// The message in field `number` of `message`; nothing where that is no message, or one not known here. Field numbers
/// are those of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), IR version 13.
[[nodiscard]] std::optional<WireMessage> wireChild(WireMessage message, std::uint32_t number);

/// Whether ModelProto has a field of this number.
[[nodiscard]] bool isModelField(std::uint32_t number);

}  // namespace bitwright
