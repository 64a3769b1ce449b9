// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/compare_variants.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "core/base/machine_share.h"
#include "core/calibration/range_table.h"
#include "core/data/data_spec.h"
#include "core/evaluation/archived_group.h"
#include "core/evaluation/judge.h"
#include "core/evaluation/model_file_names.h"
#include "core/evaluation/results/provenance.h"
#include "core/evaluation/results/result_store.h"
#include "core/evaluation/speed/machine_findings.h"
#include "core/evaluation/timed_group.h"
#include "core/evaluation/variant_measurement.h"
#include "core/evaluation/worker_pool.h"
#include "core/export/format/format.h"
#include "core/export/format/recipe_format.h"
#include "core/runtime/score_tokens.h"
#include "core/runtime/values/input_shape.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

namespace {

/// Made-up inputs where no data are given: enough to see outputs differ, few enough for slow models.
constexpr std::int64_t kSynthesisedSamples = 16;
/// Timed in one process, so many sessions at a time: the original's share of the work is small, and the memory bounded.
constexpr std::size_t kTimedTogether = 8;
/// What measuring one variant takes at most, times its file (encoding, the decoded copy, the twin, two sessions),
/// beside the engine itself.
constexpr std::uint64_t kFilesInMemory = 12;
/// All lanes together keep to 1.3 times the model's bytes and this: large models are measured in little more memory
/// than they have bytes, one variant at a time with all threads.
constexpr std::uint64_t kMemoryBeside = 300'000'000;
constexpr double kMemoryTimes = 1.3;
constexpr double kHeldByALane = 4.0;  // times the model's bytes, as they were measured
constexpr std::uint64_t kEngineBytes = std::uint64_t{300} << 20U;

/// Shares of the whole in progress.
constexpr double kOriginalDone = 0.08;
constexpr double kGroupMeasured = 0.4;  // of a group that is also timed
constexpr double kGroupTimed = 0.95;    // and then packed

class ComparisonRun {
 public:
  ComparisonRun(std::shared_ptr<const Model> model, const std::vector<VariantRequest>& variants,
                const CompareOptions& options, const Job& job, const std::function<void(const Comparison&)>& partial)
      : model_(std::move(model)), variants_(variants), options_(options), job_(job), partial_(partial) {
    options_.data.idsOf = model_->path();  // all are fed alike
  }

  Result<Comparison> run() {
    auto result = runSteps();
    if (result) {
      if (auto moved = moveKeptModels(); !moved) result = passOn(moved);
    }
    if (!result) removeWhatWasWritten();
    return result;
  }

 private:
  Result<Comparison> runSteps() {
    if (auto checked = checkRequest(); !checked) return passOn(checked);
    comparison_.modelName = model_->namedPath().filename().string();
    comparison_.dataName = options_.data.spec;
    comparison_.provenance = provenance(job_, options_.seed, model_.get());
    if (auto done = measureOriginal(); !done) return passOn(done);
    if (auto done = takeStored(); !done) return passOn(done);
    if (auto done = calibrateOriginal(); !done) return passOn(done);
    if (auto done = measureGroups(); !done) return passOn(done);
    if (job_.stopRequested()) return Failure(cancelledError());
    auto& original = cards().front();
    if (original.speed && !original.stored) {
      auto found = machineFindings(freshSpeeds(cards()));
      original.speed->findings.insert(original.speed->findings.begin(), found.begin(), found.end());
    }
    if (originalIsWhole_) keepResult(0);
    warnOfSaturation();
    tell();
    job_.progress(BW_MESSAGE("compare.done", "Compared"), 1.0);
    return std::move(comparison_);
  }

  /// Of what is written for processors with VNNI alone, and of files that were finished before: others are written so
  /// that their sums do not overflow here.
  void warnOfSaturation() {
    bool any = false;
    for (std::size_t index = 0; index < cards().size(); ++index) {
      const auto* recipe = index == 0 ? nullptr : std::get_if<Recipe>(&variants_[index - 1].source);
      const bool foreseen = recipe != nullptr && recipe->activations.target != TargetProcessor::vnni;
      any = any || (!foreseen && cards()[index].integerShare.value_or(0.0) > 0.0);
    }
    if (auto warning = saturationWarning(comparison_.provenance.cpuFeatures); any && warning)
      comparison_.warnings.push_back(std::move(*warning));
  }

  /// A comparison that fails leaves nothing behind; what stood there before it stays.
  void removeWhatWasWritten() {
    exports_.reset();
    std::error_code ignored;
    if (madeFolder_) std::filesystem::remove(options_.keepModelsIn, ignored);
  }

  /// Models are kept where nothing went wrong; until then they stand in a folder of their own.
  Result<void> moveKeptModels() {
    if (options_.keepModelsIn.empty()) return {};
    // A model behind its data: whoever sees one has both.
    std::stable_partition(written_.begin(), written_.end(),
                          [](const std::filesystem::path& file) { return file.extension() != ".onnx"; });
    for (const auto& file : written_) {
      std::error_code problem;
      if (!std::filesystem::exists(file, problem)) continue;
      const auto target = options_.keepModelsIn / file.filename();
      std::filesystem::rename(file, target, problem);
      if (problem)
        return fail(ErrorKind::io, Message(BW_MESSAGE("io.cannot_write", "cannot be written: %1"), {problem.message()}),
                    target.string());
    }
    exports_.reset();
    return {};
  }

  std::vector<Scorecard>& cards() { return comparison_.variants; }
  void tell() const {
    if (partial_) partial_(comparison_);
  }
  /// Cards appear in the order of the variants, whichever is measured first.
  void show(std::size_t index, Scorecard card) {
    if (index < cards().size())
      cards()[index] = std::move(card);
    else
      ahead_[index] = std::move(card);
    for (auto next = ahead_.find(cards().size()); next != ahead_.end(); next = ahead_.find(cards().size())) {
      cards().push_back(std::move(next->second));
      ahead_.erase(next);
    }
    tell();
  }

  [[nodiscard]] DataRequest runData() const {
    if (!options_.measures.accuracy) return fewSamples(options_.data, 1);  // only to see whether it runs
    auto data = options_.data;
    if (data.spec.empty() && data.limit == 0) data.limit = kSynthesisedSamples;
    return data;
  }

  /// How many variants are measured at once. It depends on the request and the machine alone, so that a comparison that
  /// is taken up again runs its models on as many threads as before.
  [[nodiscard]] int laneCount() const {
    const auto fit = usableMemory() / 2 / (kFilesInMemory * model_->fileBytes() + kEngineBytes);
    const auto bytes = static_cast<double>(std::max<std::uint64_t>(1, model_->fileBytes()));
    const auto light = static_cast<std::uint64_t>(
        std::min(1e6, (kMemoryTimes * bytes + static_cast<double>(kMemoryBeside)) / (kHeldByALane * bytes)));
    const auto most = std::min(
        {static_cast<std::uint64_t>(job_.threads()), static_cast<std::uint64_t>(variants_.size()), fit, light});
    return std::max(1, static_cast<int>(most));
  }

  /// Everything that can be refused without work is refused before any.
  Result<void> checkRequest() {
    std::set<std::string> names{"original"};
    for (const auto& variant : variants_) {
      if (!names.insert(variant.name).second) {
        return fail(ErrorKind::usage, BW_MESSAGE("compare.name_twice", "two variants have one name"), {}, variant.name,
                    BW_MESSAGE("compare.rename", "give each its own; the model itself is called original"));
      }
      if (const auto* recipe = std::get_if<Recipe>(&variant.source)) {
        if (auto resolved = resolve(*recipe, *model_); !resolved) return passOn(resolved);
      }
    }
    if (std::any_of(options_.batches.begin(), options_.batches.end(), [](std::int64_t batch) { return batch < 1; })) {
      return fail(ErrorKind::usage, BW_MESSAGE("compare.bad_batch", "a batch holds at least one sample"));
    }
    if (auto taken = checkShapes(*model_, options_.shapes); !taken) {
      taken.error().kind = ErrorKind::usage;  // only options name them
      return taken;
    }
    if (!options_.data.spec.empty()) {
      if (auto data = parseDataSpec(options_.data.spec); !data) return passOn(data);
    }
    if (!options_.keepModelsIn.empty()) {
      std::error_code problem;
      madeFolder_ = std::filesystem::create_directories(options_.keepModelsIn, problem);
      if (problem) {
        return fail(ErrorKind::io, Message(BW_MESSAGE("io.cannot_write", "cannot be written: %1"), {problem.message()}),
                    options_.keepModelsIn.string());
      }
    }
    return {};
  }

  Result<void> measureOriginal() {
    Scorecard card;
    card.name = "original";
    card.spec = "original";
    card.file = model_->path();
    card.size = sizeOf(model_->fileBytes(), model_->fileBytes());
    show(0, card);

    RunRequest request;
    request.model = model_->path();
    request.data = runData();
    // On as many threads as the variants, so that sums are made alike.
    const auto job = job_.part(0.0, kOriginalDone).withThreads(std::max(1, job_.threads() / laneCount()));
    auto run = runModel(request, job);
    if (!run && run.error().what.id() == kOutputsTooLarge.id) run = scoredOriginal(card, run.error(), job);
    if (!run) {
      if (endsAll(run.error())) return passOn(run);
      card.notes.push_back(failureNote(run.error()));
      comparison_.warnings.emplace_back(
          BW_MESSAGE("compare.original_fails", "the original does not run, so only sizes are compared: %1"),
          std::vector<MessageArgument>{run.error().line()});
      originalIsWhole_ = false;
      show(0, card);
      return {};
    }
    if (options_.measures.accuracy && run->labelProblem) return Failure(std::move(*run->labelProblem));
    originalRun_ = std::move(*run);
    comparison_.samples = originalRun_->samples;
    comparison_.classes = originalRun_->classes;
    comparison_.preprocessing = options_.data.preprocessing;
    comparison_.warnings.insert(comparison_.warnings.end(), originalRun_->notes.begin(), originalRun_->notes.end());
    comparison_.synthesised = originalRun_->synthesised;
    comparison_.provenance.dataSha256 = originalRun_->dataSha256;
    if (originalRun_->synthesised) {
      comparison_.warnings.emplace_back(BW_MESSAGE(
          "compare.synthesised", "no data were given: inputs are synthesised, so fidelity is that on made-up inputs"));
    }
    if (options_.measures.accuracy && !scoresTokens_)
      judge(card, *originalRun_, *originalRun_, job_.part(kOriginalDone, kOriginalDone));
    auto arithmetic = addArithmetic(card, *model_, *model_, runData(), job_.part(kOriginalDone, kOriginalDone));
    if (!arithmetic) return passOn(arithmetic);
    originalIsWhole_ = originalIsWhole_ && *arithmetic;
    show(0, card);
    return {};
  }

  /// A language model whose scores are too many to be kept is judged by what it foretells, added up as it comes; what
  /// is no language model fails with `tooLarge`.
  Result<RunResult> scoredOriginal(Scorecard& card, const Error& tooLarge, const Job& job) {
    auto scores = scoreTokens({model_->path(), model_->path(), runData(), {}}, job);
    if (!scores) return Failure(scores.error().kind == ErrorKind::cancelled ? scores.error() : tooLarge);
    scoresTokens_ = true;
    if (options_.measures.accuracy) judgeTokens(card, *scores);
    RunResult run;
    run.samples = scores->samples;
    run.dataSha256 = scores->dataSha256;
    run.notes = std::move(scores->notes);
    run.notes.emplace_back(
        BW_MESSAGE("compare.tokens_alone",
                   "all outputs are too many to be kept: variants are judged by %1, added up token by token"),
        std::vector<MessageArgument>{scores->logits});
    return run;
  }

  /// Opens the store and shows what it holds.
  Result<void> takeStored() {
    subjects_.resize(variants_.size() + 1);
    if (options_.resultsIn.empty()) return {};
    auto calibration = hashData(options_.calibration, job_.part(kOriginalDone, kOriginalDone));
    if (!calibration) return passOn(calibration);
    auto store = ResultStore::open(options_.resultsIn,
                                   resultConditions(options_, comparison_.provenance, *model_, *calibration));
    if (!store) return passOn(store);
    store_.emplace(std::move(*store));
    std::int64_t taken = 0;
    for (std::size_t index = 0; index < subjects_.size(); ++index) {
      const auto* variant = index == 0 ? nullptr : &variants_[index - 1];
      auto subject = resultSubject(variant, job_.part(kOriginalDone, kOriginalDone));
      if (!subject) continue;  // what is wrong with it is told when it is measured
      subjects_[index] = std::move(*subject);
      if (!options_.keepModelsIn.empty()) continue;
      auto card = store_->find(subjects_[index]);
      if (!card) continue;
      card->name = index == 0 ? cards().front().name : variant->name;
      card->spec = index == 0 ? cards().front().spec : variant->spec;
      if (index == 0)
        card->file = model_->path();
      else if (const auto* file = std::get_if<std::filesystem::path>(&variant->source))
        card->file = *file;
      isStored_.insert(index);
      taken += index > 0 ? 1 : 0;
      show(index, std::move(*card));
    }
    if (taken > 0) {
      comparison_.warnings.emplace_back(
          BW_MESSAGE("compare.stored", "%1 of %2 variants were measured before: taken from %3"),
          std::vector<MessageArgument>{taken, static_cast<std::int64_t>(variants_.size()),
                                       options_.resultsIn.string()});
      tell();
    }
    return {};
  }

  /// Those that are not stored, together as many as are timed together.
  Result<void> measureGroups() {
    if ((options_.measures.memory || options_.measures.speed) && areLargeBlocksReturned(model_->fileBytes())) {
      comparison_.warnings.emplace_back(BW_MESSAGE(
          "compare.blocks_returned",
          "memory and times to load are those on a heap that gives large blocks back, so that measuring a large model "
          "takes no more than it: with glibc's defaults the peak may be up to twice the weights"));
    }
    if (auto done = measureOriginalsMemory(); !done) return passOn(done);
    const auto sizes = options_.measures.speed && originalRun_ ? possibleSizes(*model_, options_, comparison_.warnings)
                                                               : std::vector<TimedSize>{};
    const bool timed = !sizes.empty();
    std::vector<std::size_t> missing;
    for (std::size_t index = 1; index <= variants_.size(); ++index) {
      if (!isStored_.contains(index)) missing.push_back(index);
    }
    const auto whole = static_cast<double>(std::max<std::size_t>(1, missing.size()));
    std::size_t from = 0;
    do {
      const auto to = timed ? std::min(missing.size(), from + kTimedTogether) : missing.size();
      const auto job = job_.part(kOriginalDone + (1.0 - kOriginalDone) * static_cast<double>(from) / whole,
                                 kOriginalDone + (1.0 - kOriginalDone) * static_cast<double>(to) / whole);
      if (auto done = measureGroup(
              {missing.begin() + static_cast<std::ptrdiff_t>(from), missing.begin() + static_cast<std::ptrdiff_t>(to)},
              sizes, job);
          !done) {
        return passOn(done);
      }
      from = to;
    } while (from < missing.size());
    return {};
  }

  /// Ranges are observed once for all variants, by each calibrator they name.
  Result<void> calibrateOriginal() {
    for (std::size_t index = 0; index < variants_.size(); ++index) {
      const auto* recipe = std::get_if<Recipe>(&variants_[index].source);
      if (recipe == nullptr || isStored_.contains(index + 1) || !originalRun_ ||
          !needsRanges(formatFor(*recipe, options_.format)))
        continue;
      const auto& plan = recipe->activations;
      if (ranges_.contains(rangesKey(plan))) continue;
      if (!observations_) {
        auto folder = TemporaryFolder::create();
        if (!folder) return passOn(folder);
        observations_.emplace(std::move(*folder));
        if (options_.calibration.spec.empty()) {
          comparison_.warnings.emplace_back(
              BW_MESSAGE("compare.synthesised_ranges",
                         "no calibration data were given: ranges of activations are those of made-up inputs"));
        }
      }
      auto table = calibrateModel(model_, options_.calibration, plan.calibrator, {plan.percentile},
                                  observations_->path(), job_.part(kOriginalDone, kOriginalDone));
      if (!table) return passOn(table);
      ranges_.emplace(rangesKey(plan), std::move(*table));
    }
    return {};
  }

  Result<void> measureOriginalsMemory() {
    if (!options_.measures.memory || !originalRun_ || isStored_.contains(0)) return {};
    auto card = cards().front();
    auto measured =
        addMemory(card, model_->path(), options_, model_->fileBytes(), job_.part(kOriginalDone, kOriginalDone));
    if (!measured) return passOn(measured);
    originalIsWhole_ = originalIsWhole_ && *measured;
    show(0, std::move(card));
    return {};
  }

  Result<void> measureGroup(const std::vector<std::size_t>& group, const std::vector<TimedSize>& sizes,
                            const Job& job) {
    std::vector<VariantOutcome> outcomes(group.size());
    const bool timed = !sizes.empty();
    // Files of a group wait for their archives until all else is known; those of a long sweep would pile up.
    const bool waits = timed || group.size() <= kTimedTogether;
    const double measured = timed ? kGroupMeasured : kGroupTimed;
    if (auto done = measureApart(group, outcomes, waits, job.part(0.0, measured)); !done) return passOn(done);
    if (timed && (!group.empty() || !isStored_.contains(0))) {
      if (auto done = timeGroup(group, outcomes, sizes, job.part(kGroupMeasured, kGroupTimed)); !done)
        return passOn(done);
    }
    if (auto done = packGroup(waits ? group : std::vector<std::size_t>(), outcomes, job.part(kGroupTimed, 1.0)); !done)
      return passOn(done);
    for (std::size_t at = 0; waits && at < group.size(); ++at) finish(group[at], outcomes[at]);
    return {};
  }

  /// The archives of a group, and the original's with the first.
  Result<void> packGroup(const std::vector<std::size_t>& group, std::vector<VariantOutcome>& outcomes, const Job& job) {
    if (!options_.measures.size) return {};
    std::vector<PackedSubject> subjects;
    std::vector<std::size_t> places;
    if (cards().front().size.archiveBytes == 0) {
      subjects.push_back({filesOf(*model_), cards().front()});
      places.push_back(0);
    }
    for (std::size_t at = 0; at < group.size(); ++at) {
      if (outcomes[at].packable.empty()) continue;
      subjects.push_back({outcomes[at].packable, outcomes[at].card});
      places.push_back(group[at]);
    }
    return archiveTogether(
        subjects, [&](std::size_t at) { show(places[at], subjects[at].card); }, job);
  }

  /// All but the speed and the archive, several at once; where none `waits` for these, each is packed and finished at
  /// once.
  Result<void> measureApart(const std::vector<std::size_t>& group, std::vector<VariantOutcome>& outcomes, bool waits,
                            const Job& job) {
    if (group.empty()) return {};
    auto folder = exportFolder();
    if (!folder) return passOn(folder);
    std::vector<std::string> names;
    for (const auto& variant : variants_) names.push_back(variant.name);
    const auto fileNames = modelFileNames(names);
    MeasurementContext context{
        model_, &options_, originalRun_ ? &*originalRun_ : nullptr, scoresTokens_, runData(), job_.threads(), ranges_};
    ConcurrentWork work;
    work.count = group.size();
    work.lanes = laneCount();
    work.phase = BW_MESSAGE("compare.measuring", "Measuring variants: %1 of %2 done");
    work.work = [&](std::size_t at, const Job& own, const Post& post) -> Result<void> {
      const auto index = group[at];
      const auto grown = [&, index](const Scorecard& card) { post([this, index, card] { show(index, card); }); };
      auto measured =
          measureVariant(context, variants_[index - 1], *folder / fileNames[index - 1], outcomes[at], grown, own);
      if (measured && !waits && options_.measures.size) {
        measured = addArchive(outcomes[at].card, outcomes[at].packable, own);
        grown(outcomes[at].card);
      }
      post([this, at, index, waits, failed = !measured, &outcomes] {
        auto& outcome = outcomes[at];
        written_.insert(written_.end(), outcome.written.begin(), outcome.written.end());
        if (!waits && !failed) finish(index, outcome);
      });
      return measured;
    };
    return runConcurrently(work, job);
  }

  Result<void> timeGroup(const std::vector<std::size_t>& group, std::vector<VariantOutcome>& outcomes,
                         const std::vector<TimedSize>& sizes, const Job& job) {
    std::vector<TimedSubject> timed{{model_->path(), cards().front(), true}};
    std::vector<std::size_t> places;
    for (std::size_t at = 0; at < group.size(); ++at) {
      if (!outcomes[at].runs) continue;
      timed.push_back({outcomes[at].file, outcomes[at].card, true});
      places.push_back(at);
    }
    // The original's times are those beside the first variants; later it is there to be compared with.
    const bool first = !timed.front().card.speed.has_value();
    if (auto done = timeTogether(timed, sizes, options_, comparison_.warnings, job); !done) return passOn(done);
    if (first) {
      originalIsWhole_ = originalIsWhole_ && timed.front().whole;
      show(0, timed.front().card);
    }
    for (std::size_t next = 0; next < places.size(); ++next) {
      auto& outcome = outcomes[places[next]];
      outcome.card = std::move(timed[next + 1].card);
      outcome.whole = outcome.whole && timed[next + 1].whole;
      show(group[places[next]], outcome.card);
    }
    return {};
  }

  /// A variant that is measured: kept, and what was written for it removed.
  void finish(std::size_t index, VariantOutcome& outcome) {
    if (outcome.whole) keepResult(index);
    outcome.opened.reset();
    outcome.given.reset();
    outcome.folder.reset();
    if (!options_.keepModelsIn.empty()) return;
    std::error_code ignored;
    for (const auto& file : outcome.written) std::filesystem::remove(file, ignored);
  }

  void keepResult(std::size_t index) {
    if (!store_ || isStored_.contains(index) || subjects_[index].is_null()) return;
    const auto ahead = ahead_.find(index);
    auto kept = store_->keep(subjects_[index], ahead != ahead_.end() ? ahead->second : cards()[index]);
    if (kept || std::exchange(toldNotKept_, true)) return;
    comparison_.warnings.emplace_back(BW_MESSAGE("compare.not_kept", "results are not kept: %1"),
                                      std::vector<MessageArgument>{kept.error().line()});
  }

  Result<std::filesystem::path> exportFolder() {
    if (!exports_) {
      auto made =
          options_.keepModelsIn.empty() ? TemporaryFolder::create() : TemporaryFolder::createIn(options_.keepModelsIn);
      if (!made) return passOn(made);
      exports_.emplace(std::move(*made));
    }
    return exports_->path();
  }

  std::shared_ptr<const Model> model_;
  const std::vector<VariantRequest>& variants_;
  CompareOptions options_;
  const Job& job_;
  const std::function<void(const Comparison&)>& partial_;
  Comparison comparison_;
  std::map<std::size_t, Scorecard> ahead_;  // cards of variants some of whose predecessors have none yet
  RangesByCalibrator ranges_;
  std::optional<TemporaryFolder> observations_;  // what was observed, for the next calibrator
  std::optional<RunResult> originalRun_;         // empty: it does not run
  bool scoresTokens_ = false;                    // a language model whose scores are never kept
  bool originalIsWhole_ = true;
  std::optional<ResultStore> store_;
  std::vector<nlohmann::json> subjects_;  // by index; null: cannot be stored
  std::set<std::size_t> isStored_;
  bool toldNotKept_ = false;
  std::optional<TemporaryFolder> exports_;
  bool madeFolder_ = false;
  std::vector<std::filesystem::path> written_;
};

}  // namespace

Result<Comparison> compareVariants(std::shared_ptr<const Model> model, const std::vector<VariantRequest>& variants,
                                   const CompareOptions& options, const Job& job,
                                   const std::function<void(const Comparison&)>& partial) {
  return ComparisonRun(std::move(model), variants, options, job, partial).run();
}

}  // namespace bitwright
