// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/base/message.h"
#include "core/compress/compressed_model.h"
#include "core/model/weight_tensor.h"

namespace bitwright {

/// The figures of one compressed layer, without its codes. Bytes are those of the tensor's data, without decode nodes
/// and framing.
struct LayerOutcome {
  bool encoded = false;  ///< false: stays as it is
  std::int64_t originalBytes = 0;
  std::int64_t codeBytes = 0;
  std::int64_t codebookBytes = 0;  ///< where it is shared: the one of all that share it
  std::int64_t scaleBytes = 0;
  std::int64_t positionBytes = 0;  ///< of a pruned layer; an estimate, the exporter chooses the form
  std::size_t sharedBy = 1;        ///< layers that have the codebook in common, this one among them
  double bitsPerWeight = 0.0;      ///< of `bytes()`
  double sqnrDb = 0.0;             ///< meaningful where encoded
  Message skipped;                 ///< why a chosen scheme was not applied

  [[nodiscard]] bool sharesCodebook() const { return sharedBy > 1 && codebookBytes > 0; }
  /// Of the layer's own: a shared codebook is nobody's.
  [[nodiscard]] std::int64_t bytes() const {
    return encoded ? codeBytes + positionBytes + (sharesCodebook() ? 0 : codebookBytes) + scaleBytes : originalBytes;
  }
};

/// `together`: layers that are encoded together with this one, itself among them.
[[nodiscard]] LayerOutcome outcomeOf(const WeightTensor& tensor, const CompressedLayer& layer, std::size_t together);
[[nodiscard]] LayerOutcome keptOutcome(const WeightTensor& tensor);

}  // namespace bitwright
