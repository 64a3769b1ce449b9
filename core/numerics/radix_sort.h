// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/base/job.h"

namespace bitwright {

/// A value and how much its error counts.
struct WeightedValue {
  float value = 0.0F;
  float weight = 1.0F;
};

/// Sorts values that are not NaN, rising; −0 becomes +0. Least significant digit first on the bits, in which order
/// floats of one sign rise like integers: several times as fast as std::sort on a million values. More than four
/// million are sorted where they are, beside a few million at most; fewer beside a copy. Left unsorted where the job is
/// stopped.
void sortFloats(std::vector<float>& values, const Job& job = {});
/// By value; up to four million equal values keep their order, more come in one that is the same on any number of
/// threads.
void sortByValue(std::vector<WeightedValue>& values, const Job& job = {});

}  // namespace bitwright
