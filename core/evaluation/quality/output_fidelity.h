// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// How far one output is from what it should be: the original's output, or a target.
struct OutputFidelity {
  std::string name;
  std::vector<std::int64_t> shape;  ///< whole, samples first
  double sqnrDb = 0.0;              ///< +inf where equal, −inf where values were lost that are finite in the original
  double cosine = 1.0;
  double maxAbsDifference = 0.0;    ///< in the output's own unit, as is the next
  double meanAbsDifference = 0.0;   ///< MAE
  std::optional<double> psnrDb;     ///< of dense outputs; +inf where equal
  std::optional<double> agreement;  ///< share of rows with the same top class, where rows are class scores; of whole
                                    ///< numbers, share of equal ones
  std::optional<double> kl;         ///< nats, likewise
};

/// Whether an output holds indices, labels or flags: such are equal or not, and how far apart they are means nothing.
/// Their distances are not numbers, but where all are equal.
[[nodiscard]] bool holdsWholeNumbers(const OutputTensor& output);
/// Share of equal elements; 1 where there are none.
[[nodiscard]] double equalShare(const OutputTensor& reference, const OutputTensor& actual);

/// An output is taken for dense (image-like) where it is of a floating type and [N, C, H, W], [N, H, W, C] or [N, H, W]
/// with H and W of 8 or more.
[[nodiscard]] bool isDense(const OutputTensor& output);

/// `actual` against `reference` of the same shape. PSNR is that of dense outputs: 10 log10(range² ÷ mean squared
/// error), its peak the range from the lowest to the highest value of the whole reference, since a model does not say
/// how far its pixels could go; none where that is 0.
[[nodiscard]] OutputFidelity measureOutput(const OutputTensor& reference, const OutputTensor& actual, const Job& job);

/// Every output of the variant against the original's of that name, in the original's order; one whose shape is another
/// is left out. Rows are taken for class scores where the model is a classifier (see classScores), where the output is
/// next-token logits (see tokenLogits), and where every row, along the last dimension of two or more, is a
/// distribution.
[[nodiscard]] std::vector<OutputFidelity> measureOutputs(const RunResult& original, const RunResult& variant,
                                                         const Job& job);

}  // namespace bitwright
