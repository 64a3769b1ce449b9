// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/graph/input_hints.h"
#include "core/runtime/values/data_request.h"

namespace bitwright {

/// What a model leaves open.
struct PlanChoices {
  std::int64_t batch = 1;       ///< where the model takes any
  std::int64_t imageSide = 32;  ///< free height and width of an image-like input
  std::int64_t length = 8;      ///< any other free dimension
  std::int64_t idLimit = 2;
  std::uint64_t seed = 0;
  std::optional<std::int64_t> pastLength{};  ///< positions kept before; empty: as many as `length`
  std::size_t rank = 2;                      ///< of an input without a shape
  std::vector<InputShape> shapes{};          ///< as was asked for
  /// What the model's nodes tell; null: not asked yet.
  std::shared_ptr<const std::map<std::string, InputHint>> hints{};
};

/// Whether an input holds what a model has kept from before, as its name or that of a dimension tells.
[[nodiscard]] bool keepsPast(const std::string& name);

}  // namespace bitwright
