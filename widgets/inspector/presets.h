// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>

namespace bitwright {

/// A way of storing every layer that did well when every scheme and setting was measured on both sample nets
/// (tests/benchmarks/results): the smallest files, the product of both ratios, of those that lost at most so many
/// points of accuracy on either.
struct Preset {
  const char* id;
  const char* spec;
  double mostLost;   ///< percentage points
  double ratios[2];  ///< original / file, of the ResNet-8 and of the DS-CNN
  double lost[2];    ///< percentage points of 10,000 test images
};

/// Smallest, balanced, safest.
[[nodiscard]] std::span<const Preset> presets();
[[nodiscard]] QString presetName(const Preset& preset);
/// What was measured.
[[nodiscard]] QString presetFacts(const Preset& preset);

}  // namespace bitwright
