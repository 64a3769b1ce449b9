// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "core/export/export.h"
#include "core/export/written_check.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// A model that is to be run and the model it was made from.
struct TwinRun {
  std::filesystem::path exported;
  std::shared_ptr<const Model> original;
  DecodedTensors* decoded = nullptr;  ///< emptied: the bytes move into the twin
  DataRequest data;
  std::uint64_t largestFile = kLargestModelFile;  ///< from here on the twin has a data file beside it
  bool withOriginal = false;                      ///< also run the original and fill in sqnrDb
  /// Where DequantizeLinear stands before MatMul, ONNX Runtime's optimizations put kernels that quantize activations: the file and its twin are then run
  /// without optimization, which is what the file says, and the file once more with it, for optimizedRelDifference.
  bool dequantizes = false;
  /// The file quantizes activations: the differences, of a run as the file says, are what that costs and are not judged; that outputs are finite where the
  /// twin's are is. How far integer kernels are from what the file says stands in optimizedRelDifference.
  bool quantizesActivations = false;
  double tolerance = 1e-5;  ///< of what is judged: max |difference| ÷ max |reference|
};

/// Runs the exported file and its twin - the original with the decoded weights written as floats - in the worker on the same inputs and fills
/// in ran, the differences and `verified`, taking `differing` for what was found before. A reason is given where the original does not run
/// either (unless that is for the data named), where the model gives other outputs at every run, and where its twin would be too large for an ONNX file. Fails with
/// ErrorKind::verification where only the exported file does not run.
[[nodiscard]] Result<void> runAgainstTwin(const TwinRun& request, Verification& verification, const Job& job);

}  // namespace bitwright
