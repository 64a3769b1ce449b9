// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/error.h"

namespace bitwright {

/// Seconds that a single step in ONNX Runtime may take; 0: any number; empty: as many as its size makes likely.
struct TimeLimits {
  std::optional<double> inference{};
  std::optional<double> load{};
};

/// Of the request that is worked on; before anything runs for it.
void setTimeLimits(const TimeLimits& limits);

/// For building a session of `model`: two minutes, and half a minute for each 100 MB of it and of data files beside it
/// that are named as is usual.
[[nodiscard]] double loadLimit(const std::filesystem::path& model);
/// For an inference: a minute and five times what building the session took, and no less than twenty times the longest
/// inference before.
[[nodiscard]] double inferenceLimit(double loadSeconds, double longestSeconds);

[[nodiscard]] Error loadTooLong(double seconds, const std::string& file);
[[nodiscard]] Error inferenceTooLong(double seconds, const std::string& file);

}  // namespace bitwright
