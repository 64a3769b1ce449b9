// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compress.h"
#include "core/model/file_limit.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// Target forms.
///   weights    standard operators that ONNX Runtime folds when the session is built
///   weightsDq  DequantizeLinear for tensors with a zero point and a scale, for other runtimes and kernels that compute on integers; ONNX Runtime does
///              not fold it, which makes Conv slower. What has no such form is stored as in `weights`, with a warning
enum class ExportFormat { weights, weightsDq };

/// Where the bytes of an exported file are, its data file included. The parts sum to the size on disk, to the byte.
struct SizeLedger {
  std::uint64_t payload = 0;    ///< packed codes
  std::uint64_t scales = 0;     ///< scales and zero points
  std::uint64_t codebooks = 0;  ///< tables; a shared one once
  std::uint64_t positions = 0;  ///< of sparse tensors
  std::uint64_t decode = 0;     ///< decode nodes and the framing of the above
  std::uint64_t rest = 0;       ///< everything that was not edited, in the data file too, and what aligns it there

  [[nodiscard]] std::uint64_t total() const { return payload + scales + codebooks + positions + decode + rest; }
};

/// contract.md: `verified` where 0 decoded values differ and the file ran within 1e-5 × max |reference| of the model with the
/// decoded weights as floats, or could not be run for a reason that is given.
struct Verification {
  bool verified = false;
  std::int64_t tensors = 0;    ///< weight tensors decoded from the written file and compared
  std::int64_t differing = 0;  ///< values that are not bit-equal to what was meant
  bool ran = false;
  double maxAbsDifference = 0.0;  ///< over all outputs, against the twin with decoded floats
  double maxRelDifference = 0.0;  ///< the same ÷ max |reference|
  /// Form weights-dq: the same with ONNX Runtime's optimizations, whose kernels may quantize activations, against the twin without. Not judged.
  double optimizedRelDifference = 0.0;
  double sqnrDb = 0.0;  ///< `verify`: against the original model's outputs
  Message reason;       ///< why it could not be run; empty otherwise
};

struct ExportResult {
  std::filesystem::path path;
  std::filesystem::path dataPath;  ///< the data file beside it; empty where there is none
  std::uint64_t originalBytes = 0;
  std::uint64_t fileBytes = 0;  ///< of both
  std::uint64_t dataBytes = 0;  ///< of the data file
  SizeLedger ledger;
  Verification verification;
  std::vector<std::uint64_t> layerBytes;  ///< one a tensor: bytes it takes in the file, framing and decode nodes included
  std::vector<Message> warnings;
};

struct ExportOptions {
  ExportFormat format = ExportFormat::weights;
  bool run = true;  ///< also run the file and its twin in the worker
  /// What would be larger as one file is written as OUT.onnx and OUT.onnx.data: initializers that were not edited go there, the largest first.
  std::uint64_t largestFile = kLargestModelFile;
  bool oneFile = false;  ///< fail with ErrorKind::input where that would be two
  /// Weights in large tensors from which on ONNX Runtime is made to decode them in turns, which lowers its peak of memory (form `weights`).
  std::int64_t leastInTurns = std::int64_t{1} << 24;
};

/// Writes the model beside `target`, re-opens it with a fresh reader, decodes every edited tensor with an interpreter of its own, compares bit for
/// bit, runs it in the worker against a twin with decoded floats, and only then renames it into place. On any failure the target is as it was.
/// A data file that stands there already is replaced only where it belongs to the `target` that is replaced with it.
[[nodiscard]] Result<ExportResult> exportModel(const CompressedModel& compressed, const std::filesystem::path& target, const ExportOptions& options,
                                               const Job& job);

/// The exact bytes and ledger `exportModel` would write to a `target` of this name, without writing.
[[nodiscard]] Result<ExportResult> measureExport(const CompressedModel& compressed, const ExportOptions& options,
                                                 const std::filesystem::path& target = "model.onnx", const Job& job = {});

/// `verify OUT --against MODEL`: decodes every weight of `exported` with Bitwright's interpreter and with ONNX Runtime and compares; weights that
/// were not edited must equal the original's bytes; runs `exported` against its decoded twin and against `original`.
[[nodiscard]] Result<Verification> verifyAgainst(const std::filesystem::path& exported, const std::filesystem::path& original,
                                                 const DataRequest& data, const Job& job);

}  // namespace bitwright
