// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/comparison.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/compress/compress.h"
#include "core/data/dataset.h"
#include "core/evaluation/archive_size.h"
#include "core/evaluation/quality.h"
#include "core/evaluation/speed.h"
#include "core/evaluation/variant.h"

namespace bitwright {

namespace {

/// Timing and memory need a few inputs, not the whole set.
constexpr std::int64_t kFewestTimedSamples = 64;
/// Made-up inputs where no data are given: enough to see outputs differ, few enough for slow models.
constexpr std::int64_t kSynthesisedSamples = 16;

/// Shares of the whole in progress.
constexpr double kOriginalDone = 0.08;
constexpr double kExportsDone = 0.40;
constexpr double kRunsDone = 0.60;
constexpr double kSpeedDone = 0.92;

/// Errors after which going on with the others makes no sense: the person stopped it, or what they gave is not acceptable.
bool endsAll(const Error& error) {
  return error.kind != ErrorKind::engine && error.kind != ErrorKind::verification;
}

Message sentence(const Error& error) {
  return Message(BW_MESSAGE("compare.failed", "%1"), {error.line()});
}

/// One model file among those compared, at the same place as its scorecard.
struct Subject {
  std::filesystem::path file;  ///< empty: there is none, its export failed
  bool runs = true;            ///< its last run succeeded
};

class ComparisonRun {
 public:
  ComparisonRun(std::shared_ptr<const Model> model, const std::vector<VariantRequest>& variants, const CompareOptions& options, const Job& job,
                const std::function<void(const Comparison&)>& partial)
      : model_(std::move(model)), variants_(variants), options_(options), job_(job), partial_(partial) {}

  Result<Comparison> run() {
    auto result = runSteps();
    if (!result) removeWhatWasWritten();
    return result;
  }

 private:
  Result<Comparison> runSteps() {
    if (auto checked = checkRequest(); !checked) return passOn(checked);
    comparison_.modelName = model_->namedPath().filename().string();
    comparison_.dataName = options_.data.spec;
    comparison_.provenance = provenance(job_, options_.seed, model_.get());
    for (auto step : {&ComparisonRun::measureOriginal, &ComparisonRun::exportVariants, &ComparisonRun::runVariants, &ComparisonRun::timeAll,
                      &ComparisonRun::measureMemories}) {
      if (auto done = (this->*step)(); !done) return passOn(done);
      if (job_.stopRequested()) return Failure(cancelledError());
    }
    job_.progress(BW_MESSAGE("compare.done", "Compared"), 1.0);
    return std::move(comparison_);
  }

  /// A comparison that fails leaves nothing behind; what stood there before it stays.
  void removeWhatWasWritten() const {
    std::error_code ignored;
    for (const auto& file : written_) std::filesystem::remove(file, ignored);
    if (madeFolder_) std::filesystem::remove(options_.keepModelsIn, ignored);
  }

  std::vector<Scorecard>& cards() { return comparison_.variants; }
  void tell() const {
    if (partial_) partial_(comparison_);
  }
  /// The part of the job's progress that variant `index` of those behind the original takes between `from` and `to`.
  [[nodiscard]] Job partOf(std::size_t index, double from, double to) const {
    const auto count = static_cast<double>(variants_.size());
    const auto at = static_cast<double>(index);
    return job_.part(from + (to - from) * at / count, from + (to - from) * (at + 1.0) / count);
  }
  [[nodiscard]] DataRequest runData() const {
    auto data = options_.data;
    if (data.spec.empty() && data.limit == 0) data.limit = kSynthesisedSamples;
    return data;
  }
  [[nodiscard]] DataRequest timedData(std::int64_t batch) const {
    auto data = options_.data;
    const auto enough = std::max(batch, kFewestTimedSamples);
    data.limit = data.limit > 0 ? std::min(data.limit, enough) : enough;
    return data;
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

  Result<SizeResult> sizeOf(const Model& model, const Job& job) const {
    SizeResult size;
    size.fileBytes = model.fileBytes();
    size.ratio = static_cast<double>(model_->fileBytes()) / static_cast<double>(std::max<std::uint64_t>(1, model.fileBytes()));
    std::vector<std::filesystem::path> files{model.path()};
    files.insert(files.end(), model.externalFiles().begin(), model.externalFiles().end());
    auto archive = archiveBytes(files, job);
    if (!archive) return passOn(archive);
    size.archiveBytes = *archive;
    return size;
  }

  /// Accuracy and fidelity of card `index` from what it gave and what the original gave.
  void judge(std::size_t index, const RunResult& run) {
    auto& card = cards()[index];
    const auto before = classScores(originalRun_);
    const auto after = classScores(run);
    card.fidelity = measureFidelity(originalRun_, run, job_);
    if (!card.fidelity) {
      card.notes.emplace_back(BW_MESSAGE("compare.other_outputs", "its outputs have another number or shape than the original's: no fidelity"));
    }
    if (const auto count = nonFiniteCount(run); count > 0) {
      card.notes.emplace_back(BW_MESSAGE("compare.non_finite", "%1 of its output values are infinite or not a number"),
                              std::vector<MessageArgument>{count});
    }
    if (run.labels.empty()) return;
    if (!before || !after || before->samples != after->samples) {
      card.notes.emplace_back(BW_MESSAGE("compare.no_classifier", "there are labels, but no single output of one score a class: no accuracy"));
      return;
    }
    const auto highest = *std::max_element(run.labels.begin(), run.labels.end());
    if (highest >= after->classes) {
      card.notes.emplace_back(
          BW_MESSAGE("compare.labels_beyond", "the highest label is %1, but there are only %2 classes: such samples count as missed"),
          std::vector<MessageArgument>{highest, after->classes});
    }
    card.accuracy = measureAccuracy(*before, *after, run.labels);
  }

  Result<void> measureOriginal() {
    Scorecard card;
    card.name = "original";
    card.spec = "original";
    card.file = model_->path();
    auto size = sizeOf(*model_, job_.part(0.0, kOriginalDone / 2));
    if (!size) return passOn(size);
    card.size = *size;
    cards().push_back(std::move(card));
    subjects_.push_back({model_->path(), true});
    tell();

    RunRequest request;
    request.model = model_->path();
    request.data = runData();
    auto run = runModel(request, job_.part(kOriginalDone / 2, kOriginalDone));
    if (!run) {
      if (endsAll(run.error())) return passOn(run);
      subjects_.front().runs = false;
      cards().front().notes.push_back(sentence(run.error()));
      comparison_.warnings.emplace_back(BW_MESSAGE("compare.original_fails", "the original does not run, so only sizes are compared: %1"),
                                        std::vector<MessageArgument>{run.error().line()});
      return {};
    }
    originalRun_ = std::move(*run);
    comparison_.samples = originalRun_.samples;
    comparison_.synthesised = originalRun_.synthesised;
    comparison_.provenance.dataSha256 = originalRun_.dataSha256;
    if (originalRun_.synthesised) {
      comparison_.warnings.emplace_back(
          BW_MESSAGE("compare.synthesised", "no data were given: inputs are synthesised, so fidelity is that on made-up inputs"));
    }
    judge(0, originalRun_);
    tell();
    return {};
  }

  Result<void> exportVariant(std::size_t index, const Recipe& recipe, const std::filesystem::path& target, const Job& job) {
    auto& card = cards()[index];
    auto compressed = compress(model_, recipe, job.part(0.0, 0.5));
    if (!compressed) return passOn(compressed);
    for (const auto& layer : compressed->layers) {
      if (layer.skipped.empty()) continue;
      card.notes.emplace_back(BW_MESSAGE("compare.skipped", "%1 stays as it is: %2"),
                              std::vector<MessageArgument>{model_->tensors()[layer.tensor].id, layer.skipped.text()});
    }
    const ExportOptions form{options_.format, true};
    std::error_code ignored;
    const bool fresh = !std::filesystem::exists(target, ignored);
    if (fresh) written_.push_back(target);
    auto exported = exportModel(*compressed, target, form, job.part(0.5, 0.9));
    if (!exported) return passOn(exported);
    if (fresh && !exported->dataPath.empty()) written_.push_back(exported->dataPath);
    card.notes.insert(card.notes.end(), exported->warnings.begin(), exported->warnings.end());
    card.verification = exported->verification;
    auto written = Model::open(target, job.part(0.9, 0.9));
    if (!written) return passOn(written);
    auto size = sizeOf(**written, job.part(0.9, 1.0));
    if (!size) return passOn(size);
    card.size = *size;
    card.size.ledger = exported->ledger;
    auto stages = sizeStages(*compressed, form, exported->fileBytes, job);
    if (!stages) return passOn(stages);
    card.size.stages = std::move(*stages);
    card.size.stages.push_back({SizeStage::Kind::archived, card.size.archiveBytes});
    card.size.payloadBytes = exported->ledger.payload;
    card.size.overheadBytes = exported->ledger.scales + exported->ledger.codebooks + exported->ledger.positions + exported->ledger.decode;
    subjects_[index].file = target;
    if (!options_.keepModelsIn.empty()) card.file = target;
    return {};
  }

  Result<void> measureFinished(std::size_t index, const std::filesystem::path& file, const Job& job) {
    auto opened = Model::open(file, job.part(0.0, 0.3));
    if (!opened) return passOn(opened);
    auto size = sizeOf(**opened, job.part(0.3, 1.0));
    if (!size) return passOn(size);
    cards()[index].size = *size;
    cards()[index].file = file;
    subjects_[index].file = (*opened)->path();
    finished_.push_back(std::move(*opened));  // what was unpacked for it stays as long
    return {};
  }

  Result<void> exportVariants() {
    auto folder = options_.keepModelsIn;
    if (folder.empty()) {
      auto made = TemporaryFolder::create();
      if (!made) return passOn(made);
      temporary_.emplace(std::move(*made));
      folder = temporary_->path();
    }
    std::vector<std::string> names;
    for (const auto& variant : variants_) names.push_back(variant.name);
    const auto fileNames = modelFileNames(names);
    for (std::size_t at = 0; at < variants_.size(); ++at) {
      const auto index = at + 1;
      const auto job = partOf(at, kOriginalDone, kExportsDone);
      Scorecard card;
      card.name = variants_[at].name;
      card.spec = variants_[at].spec;
      cards().push_back(std::move(card));
      subjects_.emplace_back();
      const auto* recipe = std::get_if<Recipe>(&variants_[at].source);
      auto done = recipe != nullptr ? exportVariant(index, *recipe, folder / fileNames[at], job)
                                    : measureFinished(index, std::get<std::filesystem::path>(variants_[at].source), job);
      if (!done) {
        if (endsAll(done.error())) return passOn(done);
        subjects_[index].runs = false;
        cards()[index].notes.push_back(sentence(done.error()));
      }
      tell();
    }
    return {};
  }

  Result<void> runVariants() {
    if (!subjects_.front().runs) return {};
    for (std::size_t index = 1; index < subjects_.size(); ++index) {
      if (!subjects_[index].runs) continue;
      RunRequest request;
      request.model = subjects_[index].file;
      request.data = runData();
      auto run = runModel(request, partOf(index - 1, kExportsDone, kRunsDone));
      if (run) {
        judge(index, *run);
      } else if (run.error().kind == ErrorKind::cancelled) {
        return passOn(run);
      } else {
        subjects_[index].runs = false;
        cards()[index].notes.push_back(sentence(run.error()));
      }
      tell();
    }
    return {};
  }

  /// Times the subjects named, the original first; those that could be timed come back.
  Result<std::map<std::size_t, std::pair<ModelTiming, ModelTiming>>> timeSubjects(const std::vector<std::size_t>& indices, std::int64_t batch,
                                                                                  const Job& job) {
    TimingRequest request;
    request.data = timedData(batch);
    request.batch = batch;
    request.rounds = options_.rounds;
    for (const auto index : indices) request.models.push_back(subjects_[index].file);
    std::map<std::size_t, std::pair<ModelTiming, ModelTiming>> timings;
    auto together = timeModels(request, job);
    if (together) {
      for (std::size_t at = 0; at < indices.size(); ++at) timings[indices[at]] = {together->models.front(), together->models[at]};
      return timings;
    }
    if (endsAll(together.error()) || indices.size() <= 2) return passOn(together);
    // One of them brings the rest down, or all are too large for one process: each beside the original alone.
    for (std::size_t at = 1; at < indices.size(); ++at) {
      request.models = {subjects_.front().file, subjects_[indices[at]].file};
      auto pair = timeModels(request, job);
      if (pair) {
        timings.try_emplace(0, pair->models.front(), pair->models.front());
        timings[indices[at]] = {pair->models.front(), pair->models.back()};
      } else if (endsAll(pair.error())) {
        return passOn(pair);
      } else {
        cards()[indices[at]].notes.push_back(sentence(pair.error()));
      }
    }
    return timings;
  }

  /// The batches to time: those asked for, or the model's own where its first input has a fixed one.
  std::vector<std::int64_t> possibleBatches() {
    const auto inputs = model_->inputs();
    const bool isFixed = !inputs.empty() && inputs.front().hasShape && !inputs.front().shape.empty() && inputs.front().shape.front() > 0;
    if (!isFixed || options_.batches.empty()) return options_.batches;
    const auto own = inputs.front().shape.front();
    if (std::any_of(options_.batches.begin(), options_.batches.end(), [own](std::int64_t batch) { return batch != own; })) {
      comparison_.warnings.emplace_back(BW_MESSAGE("compare.fixed_batch", "the model takes batches of %1 and no others: timed with those"),
                                        std::vector<MessageArgument>{own});
    }
    return {own};
  }

  Result<void> timeAll() {
    if (!subjects_.front().runs) return {};
    const auto batches = possibleBatches();
    std::vector<std::size_t> indices;
    for (std::size_t index = 0; index < subjects_.size(); ++index) {
      if (subjects_[index].runs) indices.push_back(index);
    }
    const auto count = static_cast<double>(batches.size());
    for (std::size_t at = 0; at < batches.size(); ++at) {
      const auto batch = batches[at];
      const auto step = (kSpeedDone - kRunsDone) / count;
      const auto from = kRunsDone + step * static_cast<double>(at);
      auto timings = timeSubjects(indices, batch, job_.part(from, from + step));
      if (!timings) {
        if (timings.error().kind == ErrorKind::cancelled) return passOn(timings);
        comparison_.warnings.emplace_back(BW_MESSAGE("compare.batch_fails", "not timed with batches of %1: %2"),
                                          std::vector<MessageArgument>{batch, timings.error().line()});
        continue;
      }
      for (const auto& [index, timing] : *timings) {
        auto& speed = cards()[index].speed;
        if (!speed) {
          speed = index == 0 ? referenceSpeed(timing.second, job_.threads()) : summarizeSpeed(timing.first, timing.second, job_.threads());
        }
        speed->batches.push_back(batchSpeed(timing.second, batch));
      }
      tell();
    }
    return {};
  }

  Result<void> measureMemories() {
    for (std::size_t index = 0; index < subjects_.size(); ++index) {
      if (!subjects_[index].runs) continue;
      const auto at = static_cast<double>(index) / static_cast<double>(subjects_.size());
      const auto from = kSpeedDone + (1.0 - kSpeedDone) * at;
      auto memory = measureMemory(subjects_[index].file, timedData(1), job_.part(from, from));
      if (memory) {
        cards()[index].memory = *memory;
      } else if (memory.error().kind == ErrorKind::cancelled) {
        return passOn(memory);
      } else {
        cards()[index].notes.push_back(sentence(memory.error()));
      }
      tell();
    }
    return {};
  }

  std::shared_ptr<const Model> model_;
  const std::vector<VariantRequest>& variants_;
  const CompareOptions& options_;
  const Job& job_;
  const std::function<void(const Comparison&)>& partial_;
  Comparison comparison_;
  RunResult originalRun_;
  std::vector<Subject> subjects_;
  std::vector<std::shared_ptr<const Model>> finished_;
  std::optional<TemporaryFolder> temporary_;
  bool madeFolder_ = false;
  std::vector<std::filesystem::path> written_;
};

}  // namespace

Result<Comparison> compareVariants(std::shared_ptr<const Model> model, const std::vector<VariantRequest>& variants, const CompareOptions& options,
                                   const Job& job, const std::function<void(const Comparison&)>& partial) {
  return ComparisonRun(std::move(model), variants, options, job, partial).run();
}

}  // namespace bitwright
