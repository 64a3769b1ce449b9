// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/evaluation/results/provenance.h"
#include "core/evaluation/results/scorecard.h"
#include "core/export/format/export_format.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// What is measured. A variant is exported and verified in any case, and its file's bytes are known.
struct Measures {
  bool size = true;      ///< the archive's bytes and the sizes stage by stage
  bool accuracy = true;  ///< or fidelity: its outputs on the data
  bool speed = true;     ///< seconds a variant
  bool memory = true;
};

struct CompareOptions {
  /// Of variants that leave activations alone; others are written as their recipe wants them quantized, in this format
  /// where it can say so.
  ExportFormat format = ExportFormat::automatic;
  Measures measures;
  DataRequest data;
  DataRequest calibration;  ///< what ranges of activations are observed on; its spec empty: synthesised inputs
  int rounds = 0;           ///< see TimingRequest
  /// Samples an inference to time; the first of them, else the first of `shapes`, decides `speedup`. Both empty:
  /// nothing is timed.
  std::vector<std::int64_t> batches{1};
  /// Sizes of inputs, each for all that are named together, that speed and memory are measured at on inputs made up,
  /// and forms are chosen for, as by ExportOptions::shapes.
  std::vector<std::vector<InputShape>> shapes{};
  std::uint64_t seed = 0;
  std::filesystem::path keepModelsIn;  ///< exported models stay here; empty: each is removed as soon as it is measured
  /// Finished scorecards are kept here, and those of an earlier comparison of the same model, data and settings are
  /// taken from here; empty: neither. Where models are to be kept, all are measured anew.
  std::filesystem::path resultsIn;
};

struct Comparison {
  Provenance provenance;
  std::string modelName;
  std::string dataName;  ///< as given; empty: synthesised
  bool synthesised = false;
  std::int64_t samples = 0;
  std::vector<ClassCount> classes;  ///< how many samples of each; empty where there are no labels
  Preprocessing preprocessing;      ///< of images
  std::vector<Scorecard> variants;  ///< the first is the original
  std::vector<Message> warnings;
};

}  // namespace bitwright
