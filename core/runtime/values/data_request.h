// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/data/images/preprocessing.h"
#include "core/runtime/values/fields.h"

namespace bitwright {

/// What inputs a model is fed with.
struct DataRequest {
  std::string spec{};  ///< DATA of contract.md; empty: inputs are synthesised (seeded; ids in range, states zero)
  bool calibrationPart = false;  ///< of `sample`: the training images
  std::int64_t limit = 0;        ///< 0: all
  std::uint64_t seed = 0;
  /// The model whose tables bound the ids that are synthesised; empty: the one that is run. One whose tables are
  /// decoded shows none, and would be fed with other ids than the model it was made from.
  std::filesystem::path idsOf{};
  Preprocessing preprocessing{};  ///< of images
  friend bool operator==(const DataRequest&, const DataRequest&) = default;
};

template <>
struct Fields<DataRequest> {
  static void visit(auto& field, auto& item) {
    auto& [spec, calibrationPart, limit, seed, idsOf, preprocessing] = item;
    field("spec", AsBytes(spec)), field("calibration", calibrationPart), field("limit", limit), field("seed", seed);
    field("ids_of", idsOf), field("preprocess", preprocessing);
  }
};

}  // namespace bitwright
