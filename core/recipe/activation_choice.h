// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/model/data_type.h"

namespace bitwright {

/// How the values that layers read and make are quantized.
struct ActivationChoice {
  DataType type = DataType::uint8;  ///< uint8, int8, uint16, int16; float32: not at all; float16: computed in float16,
                                    ///< not quantized
  bool symmetric = false;           ///< the zero point stands in the middle of the type's range
  friend bool operator==(const ActivationChoice&, const ActivationChoice&) = default;
};

/// Whether values are integers then.
[[nodiscard]] inline bool isQuantized(const ActivationChoice& choice) {
  return choice.type != DataType::float32 && choice.type != DataType::float16;
}

/// When activations are quantized.
enum class ActivationMode {
  none,        ///< never, but for layers with an `act` part
  dynamic,     ///< at each inference, by the range of the very values
  calibrated,  ///< by ranges observed beforehand ("static")
  float16,     ///< never, and layers compute in float16
};

/// What layers without an `act` part of their own get.
[[nodiscard]] inline ActivationChoice standardChoice(ActivationMode mode) {
  switch (mode) {
    case ActivationMode::none:
      return {DataType::float32, false};
    case ActivationMode::float16:
      return {DataType::float16, false};
    default:
      return {};
  }
}

/// The processors on which layers that compute in integers have to be right. Those without VNNI add products of 8 bits
/// in sums of 16, which overflow.
enum class TargetProcessor {
  thisOne,  ///< that the program runs on
  vnni,     ///< with AVX512-VNNI, AVX-VNNI or better, and those of ARM
  avx2,     ///< x86 without: layers whose sums overflow on calibration data are written otherwise
  any,      ///< every one: layers whose sums can overflow on any data are
};

/// "this", "vnni", "avx2", "any".
[[nodiscard]] inline const char* targetWord(TargetProcessor target) {
  constexpr const char* kWords[] = {"this", "vnni", "avx2", "any"};
  return kWords[static_cast<int>(target)];
}

[[nodiscard]] inline std::optional<TargetProcessor> findTarget(std::string_view word) {
  for (const auto target :
       {TargetProcessor::thisOne, TargetProcessor::vnni, TargetProcessor::avx2, TargetProcessor::any}) {
    if (word == targetWord(target)) return target;
  }
  return std::nullopt;
}

/// What the levels of a value cover where a person set it: low ≤ 0 ≤ high, finite, and not both 0, as padding and ReLU
/// need an exact zero.
struct HandRange {
  float low = 0.0F;
  float high = 0.0F;
  [[nodiscard]] bool isSound() const {
    return std::isfinite(low) && std::isfinite(high) && low <= 0.0F && high >= 0.0F && low < high;
  }
  friend bool operator==(const HandRange&, const HandRange&) = default;
};

inline constexpr double kStandardPercentile = 99.999;

/// What a recipe says of activations as a whole.
struct ActivationPlan {
  ActivationMode mode = ActivationMode::none;
  std::string calibrator = "minmax";          ///< id of a calibrator
  double percentile = kStandardPercentile;    ///< of calibrator `percentile`, which alone reads it: 50–100, in %
  std::map<std::string, HandRange> ranges{};  ///< by the values' names; they stand before the calibrator's
  TargetProcessor target = TargetProcessor::thisOne;
  /// Whether its calibrator reads `percentile`.
  [[nodiscard]] bool readsPercentile() const { return calibrator == "percentile"; }
  friend bool operator==(const ActivationPlan&, const ActivationPlan&) = default;
};

/// What a range chosen by the plan's calibrator depends on beside what was observed: equal texts, equal ranges.
[[nodiscard]] std::string rangesKey(const ActivationPlan& plan);

/// "none", "dynamic", "static", "float16".
[[nodiscard]] inline const char* activationModeWord(ActivationMode mode) {
  constexpr const char* kWords[] = {"none", "dynamic", "static", "float16"};
  return kWords[static_cast<int>(mode)];
}

[[nodiscard]] inline std::optional<ActivationMode> findActivationMode(std::string_view word) {
  for (const auto mode :
       {ActivationMode::none, ActivationMode::dynamic, ActivationMode::calibrated, ActivationMode::float16}) {
    if (word == activationModeWord(mode)) return mode;
  }
  return std::nullopt;
}

}  // namespace bitwright
