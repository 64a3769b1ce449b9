// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/evaluation/results/comparison.h"

namespace bitwright {

/// A model that is timed and what came of it.
struct TimedSubject {
  std::filesystem::path file;
  Scorecard card;
  bool whole = true;  ///< it was timed at every size
};

/// What every inference is fed with: so many samples, or inputs made up in these shapes.
struct TimedSize {
  std::int64_t batch = 1;
  std::vector<InputShape> shapes{};  ///< empty: `batch` samples of the data
};

/// Times the subjects side by side, the first of which is the original, and fills in their cards' speed, each against
/// the original in the same process. Where one of them brings the rest down, each is timed beside the original alone.
/// What cannot be timed is told by a note or, for a whole size, by a warning. Fails where the job is stopped.
[[nodiscard]] Result<void> timeTogether(std::vector<TimedSubject>& subjects, const std::vector<TimedSize>& sizes,
                                        const CompareOptions& options, std::vector<Message>& warnings, const Job& job);

/// What to time: the batches that were asked for, or the model's own where its first input has a fixed one, which is a
/// warning; then the shapes.
[[nodiscard]] std::vector<TimedSize> possibleSizes(const Model& model, const CompareOptions& options,
                                                   std::vector<Message>& warnings);

}  // namespace bitwright
