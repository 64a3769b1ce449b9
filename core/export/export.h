// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/calibration/range_table.h"
#include "core/compress/compress.h"
#include "core/export/verification.h"
#include "core/lowering/float_fallback.h"
#include "core/lowering/model_io.h"
#include "core/model/file_limit.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// Target forms.
///   weights    standard operators that ONNX Runtime folds when the session is built
///   weightsDq  DequantizeLinear for tensors with a zero point and a scale, for other runtimes and kernels that compute on integers; ONNX Runtime does
///              not fold it, which makes Conv slower. What has no such form is stored as in `weights`, with a warning
///   dynamic    layers with uniform weights of at most 8 bits compute in integers, on inputs quantized at each inference (DynamicQuantizeLinear,
///              MatMulInteger, ConvInteger); all others as in `weights`
///   qdq        values between layers quantized by ranges observed beforehand, as QuantizeLinear and DequantizeLinear, which ONNX Runtime fuses to
///              integer kernels
///   qoperator  the same as operators on integers (QLinearConv …)
enum class ExportFormat { weights, weightsDq, dynamic, qdq, qoperator };

/// Whether values between layers are quantized by observed ranges.
[[nodiscard]] inline bool needsRanges(ExportFormat format) {
  return format == ExportFormat::qdq || format == ExportFormat::qoperator;
}
/// Whether layers compute in integers.
[[nodiscard]] inline bool quantizesActivations(ExportFormat format) {
  return needsRanges(format) || format == ExportFormat::dynamic;
}
/// The word of the command line: "weights-dq".
[[nodiscard]] std::string_view formatWord(ExportFormat format);
[[nodiscard]] std::optional<ExportFormat> findFormat(std::string_view word);
/// The format a recipe is written in where none is named: by how it wants activations quantized.
[[nodiscard]] ExportFormat standardFormat(const Recipe& recipe);
/// `wanted` where the recipe can be written so, else the standard one.
[[nodiscard]] ExportFormat formatOf(const Recipe& recipe, ExportFormat wanted);

/// Whether layers of a recipe may compute in a type that inputs and outputs could take (ExportOptions::nativeEnds).
[[nodiscard]] bool mayHaveNativeEnds(const Recipe& recipe);

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

struct ExportResult {
  std::filesystem::path path;
  std::filesystem::path dataPath;  ///< the data file beside it; empty where there is none
  std::uint64_t originalBytes = 0;
  std::uint64_t fileBytes = 0;  ///< of both
  std::uint64_t dataBytes = 0;  ///< of the data file
  SizeLedger ledger;
  Verification verification;
  std::vector<std::uint64_t> layerBytes;  ///< one a tensor: bytes it takes in the file, framing and decode nodes included
  std::vector<FloatFallback> floats;      ///< formats that quantize activations: nodes that compute in floats all the same, and why
  std::int64_t integerNodes = 0;          ///< nodes meant to compute in integers
  std::int64_t halfNodes = 0;             ///< nodes meant to compute in float16
  std::vector<ModelIo> ends;              ///< ExportOptions::nativeEnds: the float32 inputs and outputs, and what became of them
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
  /// Formats that need ranges: of the model's values, by name. Nodes whose values have none compute in floats.
  std::shared_ptr<const RangeTable> ranges = nullptr;
  /// Float32 inputs and outputs take the types that the nodes at them compute in, integers or float16 (core/lowering/model_io.h). Fails with ErrorKind::usage where none can.
  bool nativeEnds = false;
  /// What the file is run on where it is checked: calibration data, or those it is compared on. Without a spec inputs are made up.
  DataRequest data{};
  /// Write the file, with a warning, though it does not compute what it is to compute: `verified` is false then. Never where it does not decode to what was meant.
  bool acceptUnverified = false;
};

/// Writes the model beside `target`, re-opens it with a fresh reader, decodes every edited tensor with an interpreter of its own, compares bit for
/// bit, runs it in the worker against a twin with decoded floats, with and without optimizations, and only then renames it into place. Fails with
/// ErrorKind::verification where it does not compute what it is to compute (unless `acceptUnverified`). On any failure the target is as it was.
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
