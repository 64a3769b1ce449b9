// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/data/dataset.h"

namespace bitwright {

/// A folder of ONNX test data (https://github.com/onnx/onnx/blob/main/docs/OnnxBackendTest.md): test_data_set_N with
/// input_K.pb and, where there are any, output_K.pb, or such a set itself. Every set is one inference, fed as it is,
/// its inputs in the model's order. Where all sets hold as many samples, that number is the first dimension of the
/// first input, and a lone output_0.pb of one whole number a sample, or of one score a class, gives labels: the number,
/// or the class with the highest score, which a note says. At most so many sets that `limit` samples are not exceeded,
/// but one.
[[nodiscard]] Result<Dataset> readTestData(const std::filesystem::path& folder, std::int64_t limit, std::uint64_t seed,
                                           const Job& job);

}  // namespace bitwright
