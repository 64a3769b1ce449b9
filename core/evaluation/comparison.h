// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/evaluation/class_results.h"
#include "core/evaluation/layer_arithmetic.h"
#include "core/evaluation/layer_sizes.h"
#include "core/evaluation/output_fidelity.h"
#include "core/evaluation/perplexity.h"
#include "core/export/export.h"
#include "core/export/size_breakdown.h"
#include "core/recipe/recipe.h"
#include "core/runtime/worker_client.h"
#include "core/stats/interval.h"

namespace bitwright {

/// Where a result comes from (contract.md).
struct Provenance {
  std::string version;
  std::string onnxRuntime;  ///< empty where no worker was to be had
  std::string cpu;
  std::vector<std::string> cpuFeatures;
  int threads = 1;
  std::uint64_t seed = 0;
  std::string modelSha256;  ///< empty: no model
  std::string dataSha256;   ///< empty: no data
};
[[nodiscard]] Provenance provenance(const Job& job, std::uint64_t seed, const Model* model = nullptr);

enum class SpeedVerdict { reference, faster, slower, noDifference, tooNoisy };
/// "faster", "slower", "no difference found", "too noisy to say", "reference": the contract's verdict words.
[[nodiscard]] MessageText verdictText(SpeedVerdict verdict);

struct BatchSpeed {
  std::int64_t batch = 1;
  double medianMs = 0.0;
  double throughput = 0.0;  ///< samples a second
};

/// How fast, against the original, measured side by side in one worker.
struct Speed {
  double loadMs = 0.0;
  double medianMs = 0.0;  ///< median of block medians
  double p95Ms = 0.0;     ///< of all inferences
  Interval speedup;       ///< original time / this time, round by round (paired)
  SpeedVerdict verdict = SpeedVerdict::reference;
  int threads = 1;
  std::vector<BatchSpeed> batches;
  double firstRunMs = 0.0;        ///< the first inference behind a load
  ModelTiming raw;                ///< the times all this was made of, of the first batch
  MachineState machine;           ///< while they were taken
  std::vector<Message> findings;  ///< what makes them less certain than they look: drift, noise, other work
};

/// With labels. Fractions 0–1. Intervals of `top1` and `top5` are Wilson's; `drop` is paired: original − this, with Tango's interval of the paired
/// difference, and McNemar's exact test beside it.
struct Accuracy {
  double top1 = 0.0;
  std::optional<double> top5;  ///< where there are more than five classes
  double low = 0.0;
  double high = 0.0;
  Interval drop;
  std::int64_t samples = 0;
  std::int64_t flipped = 0;  ///< samples whose top prediction is not the original's
  double top5Low = 0.0;      ///< where there is a top5
  double top5High = 0.0;
  double pValue = 1.0;  ///< of the drop: how probable so uneven a split of the differing samples is where neither is better
};

/// Against the original's outputs, with or without labels.
struct Fidelity {
  std::optional<double> agreement;  ///< share of samples with the same top prediction; classifiers only
  double sqnrDb = 0.0;
  double cosine = 1.0;
  std::optional<double> kl;  ///< mean KL divergence of softmax(original) from softmax(this), nats; classifiers only
  double maxAbsDifference = 0.0;
};

struct SizeResult {
  std::uint64_t fileBytes = 0;
  double ratio = 1.0;  ///< original / file
  std::uint64_t payloadBytes = 0;
  std::uint64_t overheadBytes = 0;   ///< scales, codebooks, positions and decode nodes
  std::uint64_t archiveBytes = 0;    ///< zstd level 19 of the file
  std::optional<SizeLedger> ledger;  ///< none for files made by others and for the original
  std::vector<SizeStage> stages;     ///< from the original to the archive; empty where there is no ledger
};

/// All that was measured of one variant. What could not be measured is empty and `notes` says why.
struct Scorecard {
  std::string name;
  std::string spec;  ///< as given; "original" for the first
  SizeResult size;
  std::optional<Speed> speed;
  std::optional<MemoryResult> memory;
  std::optional<Accuracy> accuracy;
  std::optional<Fidelity> fidelity;
  std::vector<OutputFidelity> outputs;   ///< the same, output by output
  std::optional<ClassResults> classes;   ///< with accuracy
  std::vector<bool> agrees;              ///< of classifiers: a bit a sample, whether the top prediction is the original's; for pairedResults()
  std::vector<bool> right;               ///< with accuracy: a bit a sample, likewise
  std::optional<Perplexity> perplexity;  ///< of language models
  std::optional<SequenceLosses> losses;  ///< with perplexity, likewise
  std::shared_ptr<const std::vector<LayerSize>> layers;  ///< of what was exported here; null otherwise
  std::optional<double> integerShare;                    ///< share of multiply-accumulates run in integer kernels, 0–1
  /// The same layer by layer; null where nothing in the file lets any of it run in integers, or it is not known.
  std::shared_ptr<const std::vector<LayerArithmetic>> arithmetic;
  std::optional<Verification> verification;
  std::filesystem::path file;  ///< the exported model, where it was kept
  std::vector<Message> notes;
  bool stored = false;  ///< measured by an earlier comparison, from CompareOptions::resultsIn
};
/// The notes, and behind them what was found about the times.
[[nodiscard]] std::vector<Message> remarks(const Scorecard& card);

struct VariantRequest {
  std::string name;
  std::string spec;                                    ///< text shown and reported
  std::variant<Recipe, std::filesystem::path> source;  ///< a recipe to export, or a finished model file
};

/// `NAME=SPEC|RECIPE.json|MODEL.onnx` of the command line; quotes around NAME as for layers.
[[nodiscard]] Result<VariantRequest> parseVariant(std::string_view text);
/// One of them a line; lines that are empty or begin with `#` are skipped. Paths are as on the command line. What is wrong in the file is
/// ErrorKind::input and names the line.
[[nodiscard]] Result<std::vector<VariantRequest>> readVariantFile(const std::filesystem::path& file);

/// What is measured. A variant is exported and verified in any case, and its file's bytes are known.
struct Measures {
  bool size = true;      ///< the archive's bytes and the sizes stage by stage
  bool accuracy = true;  ///< or fidelity: its outputs on the data
  bool speed = true;     ///< seconds a variant
  bool memory = true;
};

struct CompareOptions {
  /// Of variants that leave activations alone; others are written as their recipe wants them quantized, in this format where it can say so.
  ExportFormat format = ExportFormat::weights;
  Measures measures;
  DataRequest data;
  DataRequest calibration;               ///< what ranges of activations are observed on; its spec empty: synthesised inputs
  int rounds = 0;                        ///< see TimingRequest
  std::vector<std::int64_t> batches{1};  ///< the first decides `speedup`
  std::uint64_t seed = 0;
  std::filesystem::path keepModelsIn;  ///< exported models stay here; empty: each is removed as soon as it is measured
  /// Finished scorecards are kept here, and those of an earlier comparison of the same model, data and settings are taken from here; empty: neither.
  /// Where models are to be kept, all are measured anew.
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

/// Exports, verifies and measures every variant next to the original: several at once where the machine allows, but alone while speed is measured.
/// Whatever the order in which they finish, the result is in the order of `variants`. Of hundreds, no more exported files and outputs exist at a time than
/// are worked on. `partial` is called, from the calling thread, each time a scorecard has grown; its variants are the first of all. Fails whole only where
/// the model, the data or a variant's recipe is not acceptable, or a result cannot be kept.
[[nodiscard]] Result<Comparison> compareVariants(std::shared_ptr<const Model> model, const std::vector<VariantRequest>& variants,
                                                 const CompareOptions& options, const Job& job,
                                                 const std::function<void(const Comparison&)>& partial = {});

}  // namespace bitwright
