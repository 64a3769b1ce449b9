// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/evaluation/results/comparison.h"
#include "core/evaluation/results/variant_request.h"

namespace bitwright {

/// Whatever goes wrong with one variant alone is a sentence on its card; these errors end the whole: the person stopped
/// it, or what they gave is not acceptable.
[[nodiscard]] bool endsAll(const Error& error);
/// The error as a note.
[[nodiscard]] Message failureNote(const Error& error);

/// The size of a file next to the original's, without its archive, which is made last (archived_group.h).
[[nodiscard]] SizeResult sizeOf(std::uint64_t fileBytes, std::uint64_t originalBytes);
[[nodiscard]] std::vector<std::filesystem::path> filesOf(const Model& model);

/// Timing and memory need a few inputs, not the whole set.
[[nodiscard]] DataRequest fewSamples(DataRequest data, std::int64_t batch);

/// Fills in the memory, on the data and at each of the shapes; what stands in its way becomes a note and false, but for
/// a stop. `originalBytes` say how it is measured (areLargeBlocksReturned).
[[nodiscard]] Result<bool> addMemory(Scorecard& card, const std::filesystem::path& model, const CompareOptions& options,
                                     std::uint64_t originalBytes, const Job& job);

/// Ranges of the original's activations, by the calibrators that variants want.
using RangesByCalibrator = std::map<std::string, std::shared_ptr<const RangeTable>>;

/// Fills in the share of integer arithmetic in `file`, whose layers are those of `source`; what stands in its way
/// becomes a note and false, but for a stop. ONNX Runtime is asked only where something in the file lets it compute in
/// integers.
[[nodiscard]] Result<bool> addArithmetic(Scorecard& card, const Model& file, const Model& source,
                                         const DataRequest& data, const Job& job);

/// What all variants of a comparison share. All is read only.
struct MeasurementContext {
  std::shared_ptr<const Model> model;
  const CompareOptions* options = nullptr;
  const RunResult* originalRun = nullptr;  ///< null: the original does not run, so nothing else does
  bool scoresTokens = false;  ///< a language model whose scores are too many to be kept: only added up as they come
  DataRequest runData;
  int threads = 1;  ///< for memory: as many as the person asked for, however many share the work
  RangesByCalibrator ranges;
};

/// One variant as far as it is measured: all but its speed and its archive.
struct VariantOutcome {
  Scorecard card;
  std::filesystem::path file;                  ///< the model; empty: there is none
  bool runs = false;                           ///< it was run and gave outputs, or would be
  bool whole = true;                           ///< nothing that was to be measured failed
  std::shared_ptr<const Model> opened;         ///< of a finished model: keeps what was unpacked for it
  std::shared_ptr<const Model> given;          ///< the same as it was given, for its archive
  std::optional<TemporaryFolder> folder;       ///< of one that was given float32 inputs and outputs to be measured with
  std::vector<std::filesystem::path> written;  ///< new files, to be removed when they have served
  std::vector<std::filesystem::path> packable;  ///< what its archive would hold
};

/// Exports the variant to `target` (or takes the finished model), runs and judges it, measures its memory. `grown` is
/// called with the card after each step. What fails for this variant alone stands in its notes.
[[nodiscard]] Result<void> measureVariant(const MeasurementContext& context, const VariantRequest& variant,
                                          const std::filesystem::path& target, VariantOutcome& outcome,
                                          const std::function<void(const Scorecard&)>& grown, const Job& job);

}  // namespace bitwright
