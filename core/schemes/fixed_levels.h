// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/schemes/common_parameters.h"
#include "core/schemes/scheme.h"

namespace bitwright {

/// Encodes finite weights as the nearest of `levels` (rising, at most 2^bits) times their group's scale, already
/// rounded to `scaleWidth`. A group of scale 0 decodes to zeros.
[[nodiscard]] Result<EncodedTensor> encodeToLevels(const WeightView& weights, std::vector<float> levels,
                                                   const Grouping& grouping, std::vector<float> scales, int bits,
                                                   const Job& job, StoredFloat scaleWidth = StoredFloat::float32);

/// What a scheme tells about itself.
struct SchemeText {
  std::string_view id;  ///< word of the spec
  MessageText name;
  MessageText description;     ///< one sentence: what it gives and what it does not
  std::string_view reference;  ///< paper or standard, citable
};

/// A scheme whose levels are known beforehand, up to a scale for each tensor, channel or block: a new one says what its
/// levels are and how a group's scale follows from its weights, and has `granularity`, `block`, `scales` and `rounding`
/// beside its own parameters.
class FixedLevelsScheme : public Scheme {
 public:
  /// `granularity` and `block`: their defaults.
  explicit FixedLevelsScheme(const SchemeText& text, std::vector<Parameter> ownParameters = {},
                             const std::string& granularity = "channel", std::int64_t block = 32);

  [[nodiscard]] std::string_view id() const final { return text_.id; }
  [[nodiscard]] MessageText name() const final { return text_.name; }
  [[nodiscard]] MessageText description() const final { return text_.description; }
  [[nodiscard]] std::string_view reference() const final { return text_.reference; }
  [[nodiscard]] std::span<const Parameter> parameters() const final { return parameters_; }
  [[nodiscard]] Result<std::vector<EncodedTensor>> encode(std::span<const WeightView> group,
                                                          const ParameterValues& values, const Job& job) const final;

 protected:
  /// The levels, rising and finite, 1 to 65,536 of them; codes take as many bits as they need.
  [[nodiscard]] virtual std::vector<float> levels(const ParameterValues& values) const = 0;
  /// The factor of the levels for one group of finite weights, ≥ 0 and finite; a group is never empty.
  [[nodiscard]] virtual double scale(std::span<const float> weights, const ParameterValues& values) const = 0;

 private:
  SchemeText text_;
  std::vector<Parameter> parameters_;
};

/// Scales that fit many tables: the largest and the mean magnitude of the weights.
[[nodiscard]] double largestMagnitude(std::span<const float> weights);
[[nodiscard]] double meanMagnitude(std::span<const float> weights);

}  // namespace bitwright
