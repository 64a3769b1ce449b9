// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/compress/compressed_model.h"
#include "core/export/export.h"
#include "core/runtime/worker_client.h"
#include "tests/second_runtime/web_runtime.h"

namespace bitwright::test {

/// A model that files are exported from, and what it is fed with.
struct CaseSource {
  std::string name;
  std::filesystem::path file;
  DataRequest data;             ///< for the native runtime
  std::vector<WebInputs> runs;  ///< the same inputs for the web runtime
};

struct ExportCase {
  std::string source;  ///< CaseSource::name
  std::string spec;
  ExportFormat format = ExportFormat::weights;
  [[nodiscard]] std::string name() const {
    return source + ' ' + spec + (format == ExportFormat::weightsDq ? ", weights-dq" : "");
  }
};

/// One weight of a file and the values it must decode to.
struct ExpectedWeight {
  std::string name;
  std::vector<float> values;
};

/// The exported file of a case, what the native runtime gives for it, and a second file whose outputs are its decoded
/// weights.
struct PreparedCase {
  std::filesystem::path file;
  std::vector<OutputTensor> native;
  std::filesystem::path weightsFile;
  std::vector<ExpectedWeight> weights;  ///< of the main graph
  std::size_t encodedTensors = 0;       ///< of the whole model
};

/// Both sample models, fed with images of the sample.
[[nodiscard]] Result<std::vector<CaseSource>> sampleSources(std::int64_t images);
/// The holder model (made_models.h) at an opset, whose branch its input decides. Its inputs are outputs too: what the
/// native runtime synthesises, the web runtime is fed with.
[[nodiscard]] Result<CaseSource> madeSource(std::int64_t opset, std::int64_t inferences,
                                            const std::filesystem::path& folder);
/// Three layers of a million weights, large enough to be decoded in turns.
[[nodiscard]] Result<CaseSource> largeSource(const std::filesystem::path& folder);

/// Every scheme and form on the samples.
[[nodiscard]] std::vector<ExportCase> sampleCases(const std::string& source);
/// Codes of whole and of parts of bytes, zero points and positions that wait for their turn.
[[nodiscard]] std::vector<ExportCase> largeCases(const std::string& source);
/// Every form that opset has on a made model.
[[nodiscard]] std::vector<ExportCase> madeCases(const std::string& source, std::int64_t opset);

/// Exports, and runs natively; weights-dq without optimizations, whose kernels may quantize activations, each processor
/// its own way.
[[nodiscard]] Result<PreparedCase> prepare(const ExportCase& wanted, const CaseSource& source,
                                           const std::filesystem::path& stem);

}  // namespace bitwright::test
