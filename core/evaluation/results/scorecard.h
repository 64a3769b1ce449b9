// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/evaluation/quality/class_results.h"
#include "core/evaluation/quality/output_fidelity.h"
#include "core/evaluation/quality/perplexity.h"
#include "core/evaluation/quality/quality.h"
#include "core/evaluation/size/layer_sizes.h"
#include "core/evaluation/size/size_breakdown.h"
#include "core/evaluation/speed/layer_arithmetic.h"
#include "core/evaluation/speed/speed.h"
#include "core/export/export_result.h"
#include "core/export/verify/verification.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

struct SizeResult {
  std::uint64_t fileBytes = 0;
  double ratio = 1.0;  ///< original / file
  std::uint64_t payloadBytes = 0;
  std::uint64_t overheadBytes = 0;   ///< scales, codebooks, positions and decode nodes
  std::uint64_t archiveBytes = 0;    ///< the file as zstd packs it; 0: not made, or not yet: it comes last
  int archiveLevel = 0;              ///< zstd's, by archiveLevel(); 0 with archiveBytes
  std::optional<SizeLedger> ledger;  ///< none for files made by others and for the original
  std::vector<SizeStage> stages;     ///< from the original to the archive; empty where there is no ledger
};

/// With inputs made up in sizes that were asked for.
struct ShapeMemory {
  std::vector<InputShape> shapes;
  MemoryResult memory;
};

/// All that was measured of one variant. What could not be measured is empty and `notes` says why.
struct Scorecard {
  std::string name;
  std::string spec;  ///< as given; "original" for the first
  SizeResult size;
  std::optional<Speed> speed;
  std::optional<MemoryResult> memory;
  std::vector<ShapeMemory> shapeMemory;  ///< one for each of CompareOptions::shapes that ran
  std::optional<Accuracy> accuracy;
  std::optional<Fidelity> fidelity;
  std::vector<OutputFidelity> outputs;  ///< the same, output by output
  std::optional<ClassResults> classes;  ///< with accuracy
  std::vector<bool>
      agrees;  ///< of classifiers: a bit a sample, whether the top prediction is the original's; for pairedResults()
  std::vector<bool> right;                               ///< with accuracy: a bit a sample, likewise
  std::optional<Perplexity> perplexity;                  ///< of language models
  std::optional<SequenceLosses> losses;                  ///< with perplexity, likewise
  std::shared_ptr<const std::vector<LayerSize>> layers;  ///< of what was exported here; null otherwise
  std::optional<double> integerShare;  ///< share of multiply-accumulates run in integer kernels, 0–1
  /// The same layer by layer; null where nothing in the file lets any of it run in integers, or it is not known.
  std::shared_ptr<const std::vector<LayerArithmetic>> arithmetic;
  std::optional<Verification> verification;
  std::filesystem::path file;  ///< the exported model, where it was kept
  std::vector<Message> notes;
  bool stored = false;  ///< measured by an earlier comparison, from CompareOptions::resultsIn
};
/// The notes, and behind them what was found about the times.
[[nodiscard]] std::vector<Message> remarks(const Scorecard& card);

/// The speeds of those that were timed in this comparison, not taken from an earlier one.
[[nodiscard]] std::vector<Speed> freshSpeeds(const std::vector<Scorecard>& cards);

}  // namespace bitwright
