// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnxruntime_cxx_api.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/runtime_server/inputs/input_plan.h"

namespace bitwright {

/// The value of an input that no data feed, by the plan's seed, the input and `sample` alone. A tensor of numbers lies
/// in `storage`, which must outlive it; strings, sequences and maps own what they hold. The error is one of
/// inputsNotMadeUp.
[[nodiscard]] Result<Ort::Value> makeUpValue(const InputPlan& plan, std::size_t index, std::int64_t sample,
                                             std::vector<std::byte>& storage);

/// What an input takes at most.
inline constexpr std::uint64_t kMostInputBytes = std::uint64_t{1} << 30U;
/// Elements of a shape; nothing where they take more.
[[nodiscard]] std::optional<std::size_t> elementCount(const std::vector<std::int64_t>& shape, std::size_t elementBytes);

}  // namespace bitwright
