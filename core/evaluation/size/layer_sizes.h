// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/compress/compressed_model.h"
#include "core/export/export_result.h"

namespace bitwright {

/// What one layer takes in an exported file.
struct LayerSize {
  std::string id;      ///< contract.md, Layers
  std::string tensor;  ///< its weight's own name
  std::string spec;    ///< how it is stored, complete; "keep" where it stays as it is
  std::int64_t weights = 0;
  std::uint64_t originalBytes = 0;  ///< of its values
  std::uint64_t bytes = 0;  ///< in the file, framing and decode nodes included; a shared codebook belongs to no layer
  double bitsPerWeight = 0.0;    ///< of codes and tables
  std::optional<double> sqnrDb;  ///< of the weights; none where it stays as it is, +inf where equal
};

/// One entry a compressible layer, in inventory order.
[[nodiscard]] std::vector<LayerSize> layerSizes(const CompressedModel& compressed, const ExportResult& exported);

}  // namespace bitwright
