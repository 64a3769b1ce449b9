// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "core/export/verify/export_check.h"
#include "core/export/verify/judgement.h"
#include "core/export/verify/verification.h"
#include "core/model/writing/file_limit.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// A model that is to be run and the model it was made from.
struct ReferenceRun {
  std::filesystem::path exported;
  std::filesystem::path plain{};  ///< what is run without optimizations in its place (exact_products.h); empty: itself
  std::shared_ptr<const Model> original;
  DecodedTensors* decoded = nullptr;  ///< emptied: what was held moves into the twin
  DataRequest data;
  std::uint64_t largestFile = kLargestModelFile;  ///< from here on the twin has a data file beside it
  bool withOriginal = false;                      ///< also run the original and fill in sqnrDb
  JudgedBy by;
  /// A run may take this long and, of the exported file, 20 times what its twin took. 0: BITWRIGHT_VERIFY_SECONDS,
  /// else 60 and 30 for each 100 MB of the original.
  double seconds = 0.0;
};

/// By what a written file is judged: what its types and its depth explain.
[[nodiscard]] JudgedBy judgedBy(const Model& written, bool quantizesActivations, bool dequantizes);

/// Runs the twin - the original with the decoded weights written as floats - and the exported file without and with
/// optimizations in the worker on the same inputs, and fills in ran, means, runs, the differences and `verified`,
/// taking `differing` for what was found before. Where kernels compute on stored codes the file is also run at every
/// other level of optimization that a program may choose. A reason is given where the original does not run either
/// (unless that is for the data named), where its inputs cannot be made up, where it takes too long, where it gives
/// other outputs at every run, and where its twin would be too large for an ONNX file. Fails with
/// ErrorKind::verification where only the exported file does not run.
[[nodiscard]] Result<void> runAgainstFloatReference(const ReferenceRun& request, Verification& verification,
                                                    const Job& job);

}  // namespace bitwright
