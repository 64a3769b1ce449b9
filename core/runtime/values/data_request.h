// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/data/images/preprocessing.h"
#include "core/runtime/values/fields.h"

namespace bitwright {

/// The sizes of one input, each 1 or more.
struct InputShape {
  std::string name;
  std::vector<std::int64_t> dims;
  friend bool operator==(const InputShape&, const InputShape&) = default;
};

template <>
struct Fields<InputShape> {
  static void visit(auto& field, auto& item) {
    auto& [name, dims] = item;
    field("name", AsBytes(name)), field("dims", dims);
  }
};

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
  /// Sizes that inputs are made up in where the model leaves them open; with any, `spec` is not read.
  std::vector<InputShape> shapes{};
  friend bool operator==(const DataRequest&, const DataRequest&) = default;
};

template <>
struct Fields<DataRequest> {
  static void visit(auto& field, auto& item) {
    auto& [spec, calibrationPart, limit, seed, idsOf, preprocessing, shapes] = item;
    field("spec", AsBytes(spec)), field("calibration", calibrationPart), field("limit", limit), field("seed", seed);
    field("ids_of", idsOf), field("preprocess", preprocessing);
    field("shapes", shapes);
  }
};

}  // namespace bitwright
