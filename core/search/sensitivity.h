// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/evaluation/results/comparison.h"
#include "core/model/model.h"
#include "core/recipe/recipe.h"
#include "core/runtime/tensor_variants.h"
#include "core/runtime/worker_client.h"
#include "core/stats/interval.h"

// Which layer hurts: each layer compressed alone, and what that changes of what the network gives.

namespace bitwright {

struct SensitivityRequest {
  std::shared_ptr<const Model> model;
  std::vector<SchemeSpec> candidates;  ///< empty: standardCandidates()
  std::vector<std::size_t> tensors;    ///< indices into Model::tensors(); empty: every compressible one
  DataRequest data;  ///< what the outputs are compared on, and biases are corrected on. Of `sample` the training
                     ///< images, where it says so
  /// Finished scores are kept here, and those of an earlier analysis of the same model, data and settings are taken
  /// from here; empty: neither.
  std::filesystem::path resultsIn;
  std::uint64_t seed = 0;
  std::uint64_t mostKeptBytes = kMostKeptValues;  ///< memory for what layers read; where it is not enough the original
                                                  ///< runs once more for each layer
  WorkerLimits limits;
};

/// What tells most for its time: k-means at 2 to 5 bits, uniform at 3, 4 and 8 bits.
[[nodiscard]] std::vector<SchemeSpec> standardCandidates();

/// One layer stored one way, all others as they are.
struct LayerScore {
  std::string spec;                 ///< as the candidate was given, canonical
  std::optional<double> kl;         ///< nats, as Fidelity::kl; classifiers only
  double sqnrDb = 0.0;              ///< of all outputs; +inf where nothing changed
  std::optional<double> agreement;  ///< share of samples with the same top prediction, 0–1; classifiers only
  std::optional<Interval> drop;     ///< accuracy lost, paired, as Accuracy::drop; classifiers with labels only
  std::uint64_t bytes = 0;          ///< the layer takes so stored as the only one, decode nodes included
  Message skipped;  ///< why it stays as it is (NaN weights, …), or is stored otherwise than the candidate says; empty
                    ///< otherwise
  bool stored = false;  ///< measured by an earlier analysis, from SensitivityRequest::resultsIn
};

struct LayerSensitivity {
  std::size_t tensor = 0;   ///< index into Model::tensors()
  std::string id;           ///< contract.md, Layers
  std::string name;         ///< of the tensor
  std::uint64_t bytes = 0;  ///< as it stands
  std::int64_t weights = 0;
  bool wholeModel = false;         ///< it could not be told apart in the graph: the whole model was run for it
  std::vector<LayerScore> scores;  ///< one a candidate, in their order; empty where `failed`
  Message failed;                  ///< why it could not be measured
};

struct Sensitivity {
  Provenance provenance;
  std::string modelName;
  std::string dataName;  ///< as given; empty: synthesised
  std::int64_t samples = 0;
  std::optional<double> top1;            ///< the original's, 0–1, where there are labels
  std::vector<std::string> candidates;   ///< canonical texts
  std::vector<LayerSensitivity> layers;  ///< those that are done, in inventory order
  std::size_t layerCount = 0;            ///< how many there are to be
  std::vector<Message> warnings;

  /// It was stopped before all layers were done.
  [[nodiscard]] bool partial() const { return layers.size() < layerCount; }
};

/// What layers are ranked by; greater is worse. It is changed predictions that accuracy is lost by: KL also hears of
/// confidence, and its ranking is further from the truth (tests/benchmarks).
struct Damage {
  double share = 0.0;  ///< of a classifier's predictions, that change; of what is none noise ÷ signal of the outputs.
                       ///< 2: of a classifier, not finite
  double kl = 0.0;     ///< tells classifiers' layers apart that change as many; else 0
  friend bool operator<(const Damage& a, const Damage& b) {
    return a.share != b.share ? a.share < b.share : a.kl < b.kl;
  }
};
[[nodiscard]] Damage damageOf(const LayerScore& score);

/// The layers under the candidate at `candidate`, the one of most damage first. Positions in Sensitivity::layers; those
/// that failed are left out.
[[nodiscard]] std::vector<std::size_t> rankedLayers(const Sensitivity& sensitivity, std::size_t candidate);

}  // namespace bitwright
