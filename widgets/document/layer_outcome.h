// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/base/message.h"
#include "core/compress/compress.h"
#include "core/model/weight_tensor.h"

namespace bitwright {

/// The figures of one compressed layer, without its codes. Bytes are those of the tensor's data, without decode nodes and framing.
struct LayerOutcome {
  bool encoded = false;  ///< false: stays as it is
  std::int64_t originalBytes = 0;
  std::int64_t codeBytes = 0;
  std::int64_t codebookBytes = 0;
  std::int64_t scaleBytes = 0;
  double bitsPerWeight = 0.0;
  double sqnrDb = 0.0;  ///< meaningful where encoded
  Message skipped;      ///< why a chosen scheme was not applied

  [[nodiscard]] std::int64_t bytes() const { return encoded ? codeBytes + codebookBytes + scaleBytes : originalBytes; }
};

[[nodiscard]] LayerOutcome outcomeOf(const WeightTensor& tensor, const CompressedLayer& layer);
[[nodiscard]] LayerOutcome keptOutcome(const WeightTensor& tensor);

}  // namespace bitwright
