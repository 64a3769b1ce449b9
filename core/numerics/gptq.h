// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/encoding/encoded_tensor.h"
#include "core/encoding/weight_rows.h"

namespace bitwright {

/// Whether codes of this tensor can be chosen anew: one term whose levels are equidistant or in a table.
[[nodiscard]] bool canApplyGptq(const EncodedTensor& tensor);

/// What gptqCodes() makes of the moments of a layer's inputs: the same for every way of storing it, and for wide layers
/// most of the work.
class GptqFactors {
 public:
  struct Group;
  /// `moments`: Σ x xᵀ of the inputs of each group over samples and positions, [groups, columns, columns]. To its
  /// diagonal a hundredth of its mean is added.
  GptqFactors(const WeightRows& layout, std::span<const double> moments, const Job& job);
  GptqFactors(const GptqFactors&) = delete;
  GptqFactors& operator=(const GptqFactors&) = delete;
  ~GptqFactors();

 private:
  friend EncodedTensor gptqCodes(const EncodedTensor& tensor, std::span<const float> weights,
                                 const GptqFactors& factors, const Job& job);
  WeightRows layout_;
  std::vector<Group> groups_;
};

/// GPTQ (Frantar et al. 2023): column by column, from the input of the largest second moment to that of the smallest,
/// each weight takes the nearest level of its scale and table, and what that changes of the row's result is made up for
/// by the weights of the columns that are left. Scales, tables and positions stay; pruned weights stay zero and are
/// made up for too. `weights`: one a element, as encoded. Rows whose result does not come nearer to the original's by
/// the moments keep their codes, as do groups whose moments are not finite. Same on any number of threads; what was
/// stopped is the tensor as it came.
[[nodiscard]] EncodedTensor gptqCodes(const EncodedTensor& tensor, std::span<const float> weights,
                                      const GptqFactors& factors, const Job& job);
/// The same for one tensor alone.
[[nodiscard]] EncodedTensor gptqCodes(const EncodedTensor& tensor, std::span<const float> weights,
                                      const WeightRows& layout, std::span<const double> moments, const Job& job);

}  // namespace bitwright
