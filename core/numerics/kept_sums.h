// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/base/job.h"
#include "core/encoding/encoded_tensor.h"
#include "core/encoding/weight_rows.h"

namespace bitwright {

/// Rounds some weights to the level on their other side, so that the errors of each row of `rows` add up to next to
/// nothing, and before that those of each `kernel` columns of it: those whose own error grows least by it, and only
/// while the sum shrinks. What a layer gives for inputs whose mean is not zero is then changed least (Guo et al. 2022,
/// SQuant: On-the-Fly Data-Free Quantization via Diagonal Hessian Approximation). Only of dense tensors of one term
/// whose levels are equidistant or rise in tables, of at most 8 bits; no level is used that no weight had. `values`:
/// the weights as encoded, one an element. Same on any number of threads.
void keepSums(EncodedTensor& tensor, std::span<const float> values, const WeightRows& rows, std::int64_t kernel,
              const Job& job);

}  // namespace bitwright
