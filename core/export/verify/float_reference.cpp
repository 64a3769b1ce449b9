// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/verify/float_reference.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/platform/process_info.h"
#include "core/base/text/ascii.h"
#include "core/export/decode/node_writer.h"
#include "core/export/verify/run_comparison.h"
#include "core/graph/linear_layer.h"
#include "core/lowering/float16/float16_chain.h"
#include "core/lowering/float16/float16_operators.h"
#include "core/model/model_document.h"
#include "core/model/writing/model_edit.h"
#include "core/runtime/worker/find_worker.h"

namespace bitwright {

namespace {

constexpr double kStandardSeconds = 60.0;
constexpr double kSecondsPerByte =
    30.0 / 100e6;  // as sessions may take to be built: the twin's weights are only mapped
constexpr double kTimesTheTwin = 20.0;
constexpr std::uint64_t kLargestTwinFile = std::uint64_t{64}
                                           << 20U;  // the engine maps a data file, and reads a model's
constexpr std::int64_t kFewSamples = 1;             // where the outputs of all are too many

/// False where the twin cannot be written, even with its weights in a data file.
Result<bool> writeTwin(const ReferenceRun& request, const std::filesystem::path& target, const Job& job) {
  ModelEdit edit(request.original);
  for (auto& [index, bytes] : *request.decoded) {
    const auto& tensor = request.original->tensors()[index];
    auto stored = edit.lateTensor(tensor.type, tensor.shape, std::move(bytes));
    // Like the exported file's, the twin's weight is a constant even where the caller could have replaced the
    // original's.
    if (tensor.isGraphInput)
      edit.replaceWithNodes(index, {constantNode(std::move(stored), tensor.tensor)});
    else
      edit.replaceWithTensor(index, std::move(stored));
  }
  request.decoded->clear();
  const FileLimit limit{std::min(request.largestFile, kLargestTwinFile), target.filename().string() + ".data"};
  if (!edit.sizes(limit)) return false;
  if (auto written = edit.writeTo(target, limit, job); !written) return passOn(written);
  return true;
}

double secondsOf(const ReferenceRun& request) {
  if (request.seconds > 0.0) return request.seconds;
  const char* text = std::getenv("BITWRIGHT_VERIFY_SECONDS");
  const auto given = leadingNumber<double>(text != nullptr ? text : "");
  if (given && *given > 0.0) return *given;
  return kStandardSeconds + kSecondsPerByte * static_cast<double>(request.original->fileBytes());
}

/// The runs of one verification: on the same inputs, each within its time.
class Runs {
 public:
  explicit Runs(const ReferenceRun& request) : request_(request), data_(request.data), limits_{0, secondsOf(request)} {
    data_.idsOf = request.original->path();
  }

  /// `Optimization::none`: weights stay where they are mapped, and what is held against one another rounds alike.
  Result<RunResult> run(const std::filesystem::path& model, Optimization optimize, const Job& job) {
    return ask(model, optimize, optimize != Optimization::none, job);
  }

  /// As a program runs it that asks for these optimizations and for nothing else.
  Result<RunResult> runAsPrograms(const std::filesystem::path& model, Optimization optimize, const Job& job) {
    return ask(model, optimize, true, job);
  }

  /// The first run: it says how many samples the others are fed with, and how long they may take.
  Result<RunResult> runFirst(const std::filesystem::path& model, const Job& job) {
    const auto started = std::chrono::steady_clock::now();
    auto result = run(model, Optimization::none, job);
    const bool none = result && result->outputs.empty();  // of another size for every sample
    if ((none || (!result && tooLarge(result.error()))) && data_.limit != kFewSamples) {
      data_.limit = kFewSamples;
      result = run(model, Optimization::none, job);
    }
    limits_.seconds +=
        kTimesTheTwin * std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return result;
  }

  [[nodiscard]] double seconds() const { return limits_.seconds; }

 private:
  Result<RunResult> ask(const std::filesystem::path& model, Optimization optimize, bool prepack, const Job& job) {
    RunRequest asked;
    asked.optimize = optimize;
    asked.prepack = prepack;
    asked.model = model;
    asked.data = data_;
    asked.limits = limits_;
    return runModel(asked, job);
  }

  static bool tooLarge(const Error& error) {
    return error.what.id() == std::string_view("runtime.outputs_too_large") ||
           error.what.id() == std::string_view("runtime.output_varies");
  }

  const ReferenceRun& request_;
  DataRequest data_;
  WorkerLimits limits_;
};

bool cancelled(const Error& error) {
  return error.kind == ErrorKind::cancelled;
}

/// What could not be run is no proof, and no fault of the file.
void leaveUnrun(Verification& verification, Message reason) {
  verification.means.reason = reason;
  verification.runs.reason = reason;
  verification.reason = std::move(reason);
  verification.ran = false;
  verification.means.done = verification.runs.done = false;
  verification.verified = verification.differing == 0;
}

/// The twin does not run: for a reason of the original's, or for one of ours.
Result<void> twinDoesNotRun(const ReferenceRun& request, Runs& runs, const Error& why, Verification& verification,
                            const Job& job) {
  auto original = runs.run(request.original->path(), Optimization::all, job);
  if (original) {
    return fail(ErrorKind::verification,
                Message(BW_MESSAGE("export.only_original_runs", "the original runs, the written file does not: %1"),
                        {why.what.text()}));
  }
  if (cancelled(original.error())) return passOn(original);
  // Data that a person named and that cannot be read or fed are their mistake, not a property of the model.
  if (!request.data.spec.empty() && original.error().kind != ErrorKind::engine) return passOn(original);
  if (inputsNotMadeUp(original.error())) {
    leaveUnrun(verification,
               {BW_MESSAGE("export.inputs_needed", "inputs cannot be made up: %1; give data that fit: --data"),
                {original.error().what.text()}});
  } else if (ranTooLong(original.error())) {
    leaveUnrun(verification, {BW_MESSAGE("export.takes_too_long", "the original takes too long: %1"),
                              {original.error().what.text()}});
  } else {
    leaveUnrun(verification,
               {BW_MESSAGE("export.original_does_not_run", "could not be run; the original does not run either: %1"),
                {original.error().what.text()}});
  }
  return {};
}

Failure onlyOriginalRuns(Error why) {
  why.what = Message(BW_MESSAGE("export.only_original_runs", "the original runs, the written file does not: %1"),
                     {why.what.text()});
  why.kind = ErrorKind::verification;
  return Failure(std::move(why));
}

/// What programs may ask for in place of the default optimizations. Kernels that compute on stored codes are others at
/// each: codes and scales are constants for them or are not, and nodes are fused or are not.
struct OtherLevel {
  Optimization optimize;
  const char* name;
};
constexpr std::array<OtherLevel, 3> kOtherLevels{{{Optimization::none, "ORT_DISABLE_ALL"},
                                                  {Optimization::basic, "ORT_ENABLE_BASIC"},
                                                  {Optimization::extended, "ORT_ENABLE_EXTENDED"}}};

/// What the written file is held against at every level.
struct Held {
  const std::filesystem::path& twin;
  const RunResult& reference;
  const RunResult& plain;
  const RunDifference& meaning;
};

/// *Runs* at one level; nothing where that says nothing: it takes too long there, or the twin does not run either.
Result<std::optional<VerificationCheck>> judgeLevel(const ReferenceRun& request, Runs& runs, const Held& held,
                                                    const OtherLevel& level, const Job& job) {
  using Judged = std::optional<VerificationCheck>;
  const bool lenient = request.by.quantizesActivations || request.by.halves;
  auto run = runs.runAsPrograms(request.exported, level.optimize, job.part(0.0, 0.5));
  if (!run && cancelled(run.error())) return passOn(run);
  if (!run && ranTooLong(run.error())) return Judged();
  const auto ownRun = [&] { return runs.runAsPrograms(held.twin, level.optimize, job.part(0.5, 1.0)); };
  if (!run) {
    auto other = ownRun();
    if (!other && cancelled(other.error())) return passOn(other);
    if (!other) return Judged();
    return onlyOriginalRuns(std::move(run.error()));
  }
  const auto apart = compareRuns(*run, held.plain, lenient);
  if (!apart) return Failure(apart.error());
  const auto fromReference = compareRuns(*run, held.reference, lenient);
  if (!fromReference) return Failure(fromReference.error());
  auto check = judgeRun(*apart, *fromReference, held.meaning, nullptr, request.by);
  if (check.holds) return Judged(std::move(check));
  auto other = ownRun();
  if (!other) return passOn(other);
  const auto own = compareRuns(*other, held.reference, true);
  if (own) check = judgeRun(*apart, *fromReference, held.meaning, &*own, request.by);
  if (!check.holds) {
    check.reason = {BW_MESSAGE("export.level_differs",
                               "run at the optimization level %1, which programs may choose, its outputs are %2 of "
                               "their size (%3 dB) from what it means"),
                    {level.name, apart->maxRel, std::round(10.0 * apart->sqnrDb) / 10.0}};
  }
  return Judged(std::move(check));
}

/// *Runs* becomes what the first level shows at which it does not hold.
Result<void> judgeOtherLevels(const ReferenceRun& request, Runs& runs, const Held& held, Verification& verification,
                              const Job& job) {
  const bool differs = request.by.dequantizes || request.by.quantizesActivations || !request.plain.empty();
  for (std::size_t at = 0; differs && verification.runs.holds && at < kOtherLevels.size(); ++at) {
    const auto part = static_cast<double>(at) / kOtherLevels.size();
    auto check = judgeLevel(request, runs, held, kOtherLevels[at], job.part(part, part + 1.0 / kOtherLevels.size()));
    if (!check) return passOn(check);
    if (*check && !(*check)->holds) verification.runs = std::move(**check);
  }
  return {};
}

/// What float32 sums on the way to an output may round, ÷ max |output|: grows with the depth of the net.
double floatTolerance(const Model& model) {
  constexpr double kLeast = 1e-5;
  constexpr double kEach = 5e-7;  // a float32 sum of some hundred products, of its size
  constexpr double kMost = 1e-3;
  double products = 0.0;
  for (const auto& node : model.document().slim().graph().node()) products += isLinearLayer(node) ? 1.0 : 0.0;
  return std::clamp(kEach * products, kLeast, kMost);
}

}  // namespace

JudgedBy judgedBy(const Model& written, bool quantizesActivations, bool dequantizes) {
  const auto halves = float16Chain(written);
  JudgedBy by{floatTolerance(written), halves.nodes > 0, quantizesActivations, dequantizes};
  if (by.halves) by.tolerance = std::max(by.tolerance, float16Tolerance(halves));
  return by;
}

Result<void> runAgainstFloatReference(const ReferenceRun& request, Verification& verification, const Job& job) {
  if (auto worker = findWorker(); !worker) return passOn(worker);
  job.progress(BW_MESSAGE("export.phase.run", "Running the written file"), 0.0);
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto twin = folder->path() / "twin.onnx";
  const auto written = writeTwin(request, twin, job.part(0.0, 0.1));
  if (!written) return Failure(written.error());
  if (!*written) {
    leaveUnrun(
        verification,
        BW_MESSAGE("export.twin_too_large",
                   "could not be compared: with its weights as floats the model is too large for one ONNX file"));
    return {};
  }
  // What checking left to the heap is as much as the engine is about to need.
  platform::returnFreeMemory();
  request.original->release();
  Runs runs(request);
  auto reference = runs.runFirst(twin, job.part(0.1, 0.3));
  if (!reference) {
    if (cancelled(reference.error())) return passOn(reference);
    return twinDoesNotRun(request, runs, reference.error(), verification, job.part(0.3, 1.0));
  }
  const auto& by = request.by;
  const bool lenient = by.quantizesActivations || by.halves;
  auto optimized = runs.run(request.exported, Optimization::all, job.part(0.3, 0.5));
  if (!optimized && cancelled(optimized.error())) return passOn(optimized);
  if (!optimized) return onlyOriginalRuns(std::move(optimized.error()));
  auto plain =
      runs.run(request.plain.empty() ? request.exported : request.plain, Optimization::none, job.part(0.5, 0.7));
  if (!plain && cancelled(plain.error())) return passOn(plain);
  if (!plain) return onlyOriginalRuns(std::move(plain.error()));
  const auto meaning = compareRuns(*plain, *reference, lenient);
  if (!meaning) return Failure(meaning.error());
  const auto apart = compareRuns(*optimized, *plain, lenient);
  if (!apart) return Failure(apart.error());
  const auto fromReference = compareRuns(*optimized, *reference, lenient);
  if (!fromReference) return Failure(fromReference.error());

  if (meaning->outputs.empty()) {
    leaveUnrun(verification,
               BW_MESSAGE("export.nothing_to_compare",
                          "ran, but none of its outputs can be compared: they are sequences, maps or strings"));
    return {};
  }
  verification.ran = true;
  verification.onData = !reference->synthesised;
  verification.samples = reference->samples;
  verification.tolerance = by.tolerance;
  verification.quantizedActivations = by.quantizesActivations;
  verification.maxAbsDifference = meaning->maxAbs;
  verification.maxRelDifference = meaning->maxRel;
  verification.optimizedRelDifference = apart->maxRel;
  verification.sqnrDb = by.quantizesActivations ? fromReference->sqnrDb : meaning->sqnrDb;
  verification.means = judgeMeaning(*meaning, by);
  verification.runs = judgeRun(*apart, *fromReference, *meaning, nullptr, by);
  if (!verification.means.holds || !verification.runs.holds) {
    // A model with random operators differs from itself as much.
    auto again = runs.run(twin, Optimization::none, job.part(0.7, 0.75));
    if (!again) return passOn(again);
    const auto itself = compareRuns(*again, *reference, true);
    if (itself && (itself->maxRel > by.tolerance || itself->differingIntegers > 0)) {
      leaveUnrun(verification, BW_MESSAGE("export.random_outputs",
                                          "could not be compared: the model gives other outputs at every run"));
      return {};
    }
    // Optimizations move the reference itself by what they round otherwise; a file may be moved as far.
    auto other = runs.run(twin, Optimization::all, job.part(0.75, 0.8));
    if (!other) return passOn(other);
    const auto own = compareRuns(*other, *reference, true);
    if (own) verification.runs = judgeRun(*apart, *fromReference, *meaning, &*own, by);
  }
  const Held held{twin, *reference, *plain, *meaning};
  if (verification.means.holds) {
    if (auto judged = judgeOtherLevels(request, runs, held, verification, job.part(0.8, 0.95)); !judged)
      return passOn(judged);
  }
  verification.verified = verification.differing == 0 && verification.means.holds && verification.runs.holds;
  if (!request.withOriginal) return {};
  auto original = runs.run(request.original->path(), Optimization::all, job.part(0.95, 1.0));
  if (!original) return passOn(original);
  const auto distance = compareRuns(*optimized, *original, lenient);
  if (!distance) return Failure(distance.error());
  verification.sqnrDb = distance->sqnrDb;
  return {};
}

}  // namespace bitwright
