// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/search_recipe.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "core/evaluation/results/provenance.h"
#include "core/runtime/worker/worker_lease.h"
#include "core/search/assignment.h"
#include "core/search/latency_search.h"
#include "core/search/layer_candidates.h"
#include "core/search/loss_ladder.h"
#include "core/search/pairwise_swaps.h"
#include "core/search/search.h"
#include "core/search/search_store.h"
#include "core/stats/estimates.h"

namespace bitwright {

namespace {

constexpr double kChangedShare = 0.25;  // SearchPoint::expectedDrop
constexpr double kCloseEnough = 0.01;   // of the bytes: no smaller file is looked for
constexpr std::size_t kExchanges = 4;   // tried before an assignment is taken for the best
constexpr int kAttempts = 8;            // to meet a budget
constexpr double kEncoded = 0.05;       // share of the progress until every layer is encoded
constexpr double kAlone = 0.15;         // and until each was measured alone
constexpr std::uint64_t kSlack = 16;
constexpr int kRounds = 2;                   // of measuring anew, for one budget
constexpr std::uint64_t kNoteOfBiases = 48;  // what says in a file that biases were corrected
constexpr std::uint64_t kBytesOfTable = 64;  // 32 levels of 16 bits: what a layer saves by a codebook that all share
constexpr double kWorthSharing = 0.002;      // of the bytes; a level for each layer does less loss than one for all

class Search {
 public:
  Search(const SearchRequest& request, const Job& job, const SearchObserver& observer)
      : request_(request), job_(job), observer_(observer) {}

  Result<SearchResult> run() {
    if (auto checked = check(); !checked) return passOn(checked);
    if (request_.goal.fastest) return searchFastest(request_, job_, observer_);
    auto done = runSteps();
    if (!done && done.error().kind != ErrorKind::cancelled) return passOn(done);
    result_.stopped = !done;
    return std::move(result_);
  }

 private:
  Result<void> runSteps() {
    result_.modelName = request_.model->namedPath().filename().string();
    result_.dataName = request_.data.spec;
    result_.provenance = provenance(job_, request_.seed, request_.model.get());
    job_.progress(BW_MESSAGE("search.encoding", "Encoding every layer in every way"), 0.0);
    if (!request_.resultsIn.empty()) {
      auto store = SearchStore::open(request_.resultsIn, *request_.model, request_.data, result_.provenance,
                                     job_.part(0.0, 0.0));
      if (!store) return passOn(store);
      store_.emplace(std::move(*store));
    }
    auto table =
        AllocationTable::make(request_.model, request_.candidates.empty() ? searchCandidates() : request_.candidates,
                              {request_.data, request_.mostKeptBytes, request_.limits, store_ ? &*store_ : nullptr},
                              job_.part(0.0, kEncoded));
    if (!table) return passOn(table);
    table_.emplace(std::move(*table));
    ladder_.emplace(*table_, LossLadder::Settings{request_.data.limit, request_.thorough, request_.mostForAll});
    auto losses = ladder_->alone(job_.part(kEncoded, kAlone));
    if (!losses) return passOn(losses);
    alone_ = std::move(*losses);
    if (request_.goal.maxDrop && !table_->last().judged) {
      return Failure(noLabelsError(request_.data.spec));
    }
    describeData();
    auto searched = request_.goal.maxBytes ? searchIn(*request_.goal.maxBytes) : searchSmallest();
    return searched && request_.candidates.empty() ? tryOneCodebook() : searched;
  }

  /// What the last run of all samples told.
  void describeData() {
    const auto& last = table_->last();
    result_.samples = last.samples;
    result_.warnings = last.notes;
    result_.provenance.dataSha256 = last.dataSha256;
    if (last.judged)
      result_.top1 = static_cast<double>(last.right) / static_cast<double>(std::max<std::int64_t>(1, last.samples));
    ladder_->learn(last.samples);
  }

  /// One codebook for all layers is no choice layer by layer: the largest that fits is run as it is, and smaller ones
  /// as long as they keep the bound. Only where tables of their own are something beside the rest.
  Result<void> tryOneCodebook() {
    const auto saved = static_cast<double>(kBytesOfTable * table_->layerCount());
    if (result_.chosen && saved < kWorthSharing * static_cast<double>(result_.chosen->bytes)) return {};
    for (const int clusters : {64, 32, 16, 8}) {
      if (usedUp()) return {};
      std::uint64_t most = request_.model->fileBytes();
      if (request_.goal.maxBytes)
        most = *request_.goal.maxBytes;
      else if (result_.chosen)
        most = result_.chosen->bytes;
      const Recipe recipe{{}, parseSpec(fmt::format("sharing:clusters={}+gptq+bias_correction", clusters)).value(), {}};
      auto ran = table_->run(recipe, most > kNoteOfBiases ? most - kNoteOfBiases : 0, job_);
      if (!ran) return passOn(ran);
      if (!*ran) continue;
      describeData();
      ++result_.evaluations;
      addPoint(recipe, **ran);
      if (observer_) observer_(result_);
      if (request_.goal.maxBytes || !result_.chosen || !(result_.chosen->recipe == recipe)) return {};
    }
    return {};
  }

  [[nodiscard]] Result<void> check() const {
    if (request_.goal.maxDrop.has_value() == request_.goal.maxBytes.has_value()) {
      return fail(ErrorKind::usage,
                  BW_MESSAGE("search.one_goal", "a search needs either a bound on what is lost or one on the bytes"),
                  {}, {}, BW_MESSAGE("search.one_goal.remedy", "give --max-drop or --max-bytes"));
    }
    if (request_.data.spec.empty()) {
      return fail(ErrorKind::usage, BW_MESSAGE("search.no_data", "a search needs data to judge by"), {}, {},
                  BW_MESSAGE("search.no_data.remedy", "name training or calibration data with --data"));
    }
    for (const auto& spec : request_.candidates) {
      if (auto checked = checkCandidate(*request_.model, spec); !checked) return checked;
    }
    return {};
  }

  [[nodiscard]] bool usedUp() const { return result_.evaluations >= request_.evaluations; }

  /// The least harmful assignment that fits, by what was measured; none where none fits.
  Result<std::optional<Assignment>> solve(const LossTable& losses, std::uint64_t budget) {
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      if (budget <= overhead_) return std::nullopt;
      std::vector<std::vector<KnapsackOption>> lists(losses.size());
      for (std::size_t layer = 0; layer < losses.size(); ++layer) {
        for (std::size_t at = 0; at < losses[layer].size(); ++at)
          lists[layer].push_back({finite(losses[layer][at]), table_->contentBytes(layer, at)});
      }
      auto options = leastLoss(lists, budget - overhead_);
      if (!options) return std::nullopt;
      auto bytes = bytesOf(*options);
      if (!bytes) return passOn(bytes);
      // What is not content hardly depends on the assignment: what this one has is a good guess for the next, and never
      // too little again.
      const auto before = overhead_;
      overhead_ = *bytes - contentOf(*options);
      if (*bytes <= budget && (overhead_ + kSlack >= before || attempt >= kAttempts - 2)) return *options;
      if (attempt > 0) overhead_ = std::max(overhead_, before) + kSlack;
    }
    return std::nullopt;
  }

  static double finite(double loss) { return std::isfinite(loss) ? loss : 1e6; }

  [[nodiscard]] std::uint64_t contentOf(const Assignment& assignment) const {
    std::uint64_t sum = 0;
    for (std::size_t layer = 0; layer < assignment.size(); ++layer)
      sum += table_->contentBytes(layer, assignment[layer]);
    return sum;
  }

  Result<std::uint64_t> bytesOf(const Assignment& assignment) {
    auto bytes = table_->fileBytes(assignment, job_);
    if (!bytes) return passOn(bytes);
    return *bytes + (table_->correctsBiases(assignment) ? kNoteOfBiases : 0);
  }

  Result<const AssignmentResult*> evaluate(const Assignment& assignment) {
    if (const auto found = seen_.find(assignment); found != seen_.end()) return &found->second;
    job_.progress(
        Message(BW_MESSAGE("search.mix", "Running mix %1"), {static_cast<std::int64_t>(result_.evaluations + 1)}),
        progressNow());
    auto ran = table_->run(assignment, 0, job_);
    if (!ran) return passOn(ran);
    describeData();
    ++result_.evaluations;
    const auto& kept = seen_.emplace(assignment, std::move(*ran)).first->second;
    if (addPoint(table_->recipe(assignment), kept)) chosenMix_ = assignment;
    if (observer_) observer_(result_);
    return &kept;
  }

  [[nodiscard]] std::optional<double> expectedDrop(const OutputChange& change) const {
    if (!table_->last().judged) return std::nullopt;
    const double drop = static_cast<double>(change.onlyOriginal - change.onlyVariant) /
                        static_cast<double>(std::max<std::int64_t>(1, result_.samples));
    return expectedDropOf(drop, change.agreement);
  }

  [[nodiscard]] bool keeps(const SearchPoint& point) const {
    if (request_.goal.maxBytes) return point.bytes <= *request_.goal.maxBytes;
    return point.expectedDrop && *point.expectedDrop <= *request_.goal.maxDrop;
  }

  /// Whether it is chosen now.
  bool addPoint(Recipe recipe, const AssignmentResult& ran) {
    SearchPoint point;
    point.recipe = std::move(recipe);
    point.bytes = ran.bytes;
    point.loss = ran.loss;
    point.kl = ran.change.kl;
    point.agreement = ran.change.agreement;
    if (table_->last().judged)
      point.drop = pairedDifference(ran.change.onlyOriginal, ran.change.onlyVariant, result_.samples);
    point.expectedDrop = expectedDrop(ran.change);
    const auto better = [&](const SearchPoint& other) {
      if (request_.goal.maxBytes) return point.loss < other.loss;
      return point.bytes < other.bytes || (point.bytes == other.bytes && point.loss < other.loss);
    };
    const bool chosen = keeps(point) && (!result_.chosen || better(*result_.chosen));
    if (chosen) result_.chosen = point;
    auto& front = result_.front;
    const auto dominates = [](const SearchPoint& a, const SearchPoint& b) {
      return a.bytes <= b.bytes && a.loss <= b.loss;
    };
    if (std::any_of(front.begin(), front.end(), [&](const SearchPoint& other) { return dominates(other, point); }))
      return chosen;
    std::erase_if(front, [&](const SearchPoint& other) { return dominates(point, other); });
    front.insert(std::upper_bound(front.begin(), front.end(), point,
                                  [](const SearchPoint& a, const SearchPoint& b) { return a.bytes < b.bytes; }),
                 std::move(point));
    return chosen;
  }

  /// What each layer costs in the best assignment so far, which the next one has to be near to. (Around one that breaks
  /// the bound all that is left looks alike.)
  Result<void> lookAroundChosen(std::uint64_t budget) {
    if (!chosenMix_) return {};
    auto losses = lookAround(*chosenMix_, budget);
    if (!losses) return passOn(losses);
    aroundChosen_ = ladder_->believed(std::move(*losses));
    chosenMix_.reset();
    return {};
  }

  Result<LossTable> lookAround(const Assignment& assignment, std::uint64_t budget) {
    job_.progress(BW_MESSAGE("search.around", "Measuring every layer with the others as in the mix"), progressNow());
    const double from = progressNow();
    ++looks_;
    return ladder_->around(assignment, contentRoom(budget), job_.part(from, std::max(from, progressNow())));
  }

  [[nodiscard]] std::uint64_t contentRoom(std::uint64_t budget) const {
    return budget > overhead_ ? budget - overhead_ : 0;
  }

  [[nodiscard]] double progressNow() const {
    const double ran =
        static_cast<double>(result_.evaluations) / static_cast<double>(std::max(1, request_.evaluations));
    return kAlone + (1.0 - kAlone) * std::max(ran, request_.goal.maxBytes ? 0.95 * ladder_->share(looks_) : 0.0);
  }

  /// Whether an assignment promises less loss than another on a few samples; where there are not many more, a run of
  /// all tells.
  Result<bool> promises(const Assignment& assignment, const Assignment& than) {
    if (!ladder_->screens()) return true;
    double losses[2] = {};
    for (const auto* each : {&than, &assignment}) {
      auto found = screened_.find(*each);
      if (found == screened_.end()) {
        auto ran = table_->run(*each, LossLadder::screenSamples(), job_);
        if (!ran) return passOn(ran);
        found = screened_.emplace(*each, ran->loss).first;
      }
      losses[each == &assignment ? 1 : 0] = found->second;
    }
    return losses[1] < losses[0];
  }

  /// The least loss within a budget. `enough`: stop as soon as that holds.
  template <class Enough>
  Result<bool> optimize(std::uint64_t budget, int rounds, const Enough& enough) {
    if (auto looked = lookAroundChosen(budget); !looked) return passOn(looked);
    auto assignment = solve(aroundChosen_.empty() ? alone_ : aroundChosen_, budget);
    if (!assignment) return passOn(assignment);
    if (!*assignment) return false;
    Assignment current = std::move(**assignment);
    auto ran = evaluate(current);
    if (!ran) return passOn(ran);
    looks_ = 0;
    for (int round = 0; round < rounds && !usedUp() && !ladder_->usedUp(round) && !enough(**ran); ++round) {
      auto around = lookAround(current, budget);
      if (!around) return passOn(around);
      auto proposals = bestSwaps(
          *around, current, [&](std::size_t layer, std::size_t at) { return table_->contentBytes(layer, at); },
          contentRoom(budget), kExchanges);
      auto whole = solve(*around, budget);
      if (!whole) return passOn(whole);
      if (*whole) proposals.insert(proposals.begin(), **whole);
      auto better = firstBetter(proposals, current, **ran, budget);
      if (!better) return passOn(better);
      if (!*better && !ladder_->climbs()) break;
      if (!*better) continue;
      current = **better;
      ran = &seen_.at(current);
    }
    return true;
  }

  Result<std::optional<Assignment>> firstBetter(const std::vector<Assignment>& proposals, const Assignment& current,
                                                const AssignmentResult& ran, std::uint64_t budget) {
    for (const auto& proposal : proposals) {
      if (usedUp()) break;
      if (seen_.contains(proposal)) continue;
      auto bytes = bytesOf(proposal);
      if (!bytes) return passOn(bytes);
      if (*bytes > budget) continue;
      auto promising = promises(proposal, current);
      if (!promising) return passOn(promising);
      if (!*promising) continue;
      auto tried = evaluate(proposal);
      if (!tried) return passOn(tried);
      if ((*tried)->loss < ran.loss) return std::optional(proposal);
    }
    return std::optional<Assignment>();
  }

  Result<void> searchIn(std::uint64_t budget) {
    auto found = optimize(budget, request_.evaluations, [](const AssignmentResult&) { return false; });
    if (!found) return passOn(found);
    if (*found) return {};
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("search.too_few_bytes", "even the smallest mix takes more than %1 bytes"),
                        {static_cast<std::int64_t>(budget)}),
                request_.model->namedPath().string(), {},
                BW_MESSAGE("search.too_few_bytes.remedy", "allow more bytes, or add smaller candidates"));
  }

  /// Smaller and smaller until it breaks the bound, then between what keeps and what breaks it.
  Result<void> searchSmallest() {
    const auto enough = [&](const AssignmentResult& ran) {
      return expectedDrop(ran.change).value_or(1.0) <= *request_.goal.maxDrop;
    };
    double keepsBytes = static_cast<double>(request_.model->fileBytes());
    double breaksBytes = 0.0;
    double budget = keepsBytes / 4.0;
    while (!usedUp() && keepsBytes - breaksBytes > kCloseEnough * keepsBytes) {
      const auto chosenBefore = result_.chosen ? result_.chosen->bytes : std::numeric_limits<std::uint64_t>::max();
      auto found = optimize(static_cast<std::uint64_t>(budget), kRounds, enough);
      if (!found) return passOn(found);
      const auto chosenNow = result_.chosen ? result_.chosen->bytes : std::numeric_limits<std::uint64_t>::max();
      if (*found && chosenNow < chosenBefore)
        keepsBytes = static_cast<double>(chosenNow);
      else
        breaksBytes = budget;
      budget = breaksBytes > 0.0 ? (keepsBytes + breaksBytes) / 2.0 : keepsBytes / 1.3;
    }
    return {};
  }

  SearchRequest request_;
  const Job& job_;
  const SearchObserver& observer_;
  SearchResult result_;
  WorkerLease keeper_;
  std::optional<SearchStore> store_;
  std::optional<AllocationTable> table_;
  std::optional<LossLadder> ladder_;
  int looks_ = 0;                        ///< around assignments, for one budget
  LossTable alone_;                      ///< every layer alone
  LossTable aroundChosen_;               ///< with the others as in the assignment that was chosen last
  std::optional<Assignment> chosenMix_;  ///< that assignment, until it was looked around
  std::map<Assignment, AssignmentResult> seen_;
  std::map<Assignment, double> screened_;  ///< loss on few samples
  std::uint64_t overhead_ = 0;             ///< of a file: what is no layer's content
};

}  // namespace

double expectedDropOf(double drop, const std::optional<double>& agreement) {
  return std::max(drop, kChangedShare * (1.0 - agreement.value_or(0.0)));
}

Error noLabelsError(const std::string& dataSpec) {
  return {ErrorKind::input,
          BW_MESSAGE("search.no_labels",
                     "no accuracy can be measured: the data have no labels, or the model is no classifier"),
          dataSpec,
          {},
          BW_MESSAGE("search.no_labels.remedy", "give data with labels, or a budget in bytes")};
}

std::vector<SchemeSpec> searchCandidates() {
  std::vector<SchemeSpec> specs;
  for (const char* text :
       {"kmeans:bits=2+gptq+bias_correction", "kmeans:bits=2,granularity=channel+gptq+bias_correction",
        "kmeans:bits=3,scale=none+gptq+bias_correction", "uniform:bits=3+gptq+bias_correction",
        "kmeans:bits=3+gptq+bias_correction", "kmeans:bits=3,granularity=channel+gptq+bias_correction",
        "prune:density=0.5+kmeans:bits=3+gptq+bias_correction", "kmeans:bits=4,scale=none+gptq+bias_correction",
        "uniform:bits=4+gptq+bias_correction", "log:bits=4+gptq+bias_correction", "nf4+gptq+bias_correction",
        "kmeans:bits=4+gptq+bias_correction", "uniform:bits=5+gptq+bias_correction",
        "kmeans:bits=5+gptq+bias_correction", "kmeans:bits=6+gptq+bias_correction", "uniform:bits=8", "fp16", "keep"}) {
    specs.push_back(parseSpec(text).value());
  }
  return specs;
}

Result<SearchResult> searchRecipe(const SearchRequest& request, const Job& job, const SearchObserver& observer) {
  return Search(request, job, observer).run();
}

}  // namespace bitwright
