// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/parallel.h"
#include "core/data/labels.h"
#include "core/runtime/tensor_variants.h"
#include "core/runtime/values/wire.h"
#include "core/runtime_server/engine/engine.h"
#include "core/runtime_server/engine/first_failure.h"
#include "core/runtime_server/inputs/request_data.h"
#include "core/runtime_server/measuring/activation_cache.h"
#include "core/runtime_server/measuring/channel_shift.h"
#include "core/runtime_server/measuring/output_changes.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

namespace {

using nlohmann::json;

std::vector<std::string> namesFromWire(const json& wire) {
  std::vector<std::string> names;
  for (const auto& name : wire) names.push_back(pathFromWire(name.get<std::string>()).string());
  return names;
}

/// The whole model's values on the data, kept from request to request where they fit.
struct Prefix {
  json key;
  std::unique_ptr<ActivationCache> values;
  std::vector<CachedBatch> all;  ///< empty: they do not fit
  bool probabilities = false;    ///< every row of the original's outputs is a distribution
  bool classifier = false;
  std::int64_t classes = 0;  ///< of a classifier
  std::int64_t right = 0;
};

/// A stored tensor that a part is fed with.
struct FedTensor {
  std::string name;
  DataType type = DataType::float32;
  std::vector<std::int64_t> shape;
  std::vector<char> bytes;

  [[nodiscard]] Result<Ort::Value> value() const {
    return atEngine({}, [&] {
      static const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
      return Ort::Value::CreateTensor(memory, const_cast<char*>(bytes.data()), bytes.size(), shape.data(), shape.size(),
                                      static_cast<ONNXTensorElementDataType>(type));
    });
  }
};

Result<std::vector<char>> contentOf(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::vector<char> bytes{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.good() && !stream.eof())
    return fail(ErrorKind::io, BW_MESSAGE("runtime.no_values", "cannot be read"), file.string());
  return bytes;
}

class Variations {
 public:
  Variations(Prefix& prefix, const json& content) : prefix_(prefix), content_(content) {}

  Result<std::vector<OutputChange>> run(const Job& job) {
    if (auto loaded = load(job); !loaded) return passOn(loaded);
    const auto count = variations_.size();
    if (std::any_of(variations_.begin(), variations_.end(), [](const Version& each) { return each.correct; })) {
      auto corrected = inBlocks(job, [&](const std::vector<CachedBatch>& batches) { return addShifts(batches, job); });
      if (!corrected) return passOn(corrected);
      for (auto& version : variations_) {
        if (version.correct) version.bias = correctedBias(version);
      }
    }
    sums_.assign(count, {});
    auto done = inBlocks(job, [&](const std::vector<CachedBatch>& batches) { return addChanges(batches, job); });
    if (!done) return passOn(done);
    std::vector<OutputChange> changes;
    for (const auto& sums : sums_) changes.push_back(changeOf(sums, prefix_.classifier));
    return changes;
  }

 private:
  struct Version {
    FedTensor tensor;
    bool correct = false;
    FedTensor bias;  ///< of those that are corrected
    ChannelShift shift;
    std::optional<Session> own;
  };

  Result<void> load(const Job& job) {
    const auto part = pathFromWire(content_.at("part").get<std::string>());
    const Job alone = job.withThreads(1);
    const SessionSettings settings{.optimize = Optimization::all, .spin = false, .sharedArena = true};
    if (!part.empty()) {
      auto session = Session::load(part, settings, alone);
      if (!session) return passOn(session);
      part_.emplace(std::move(*session));
    }
    const auto& bias = content_.at("bias");
    if (!bias.is_null()) {
      auto head = Session::load(pathFromWire(bias.at("head").get<std::string>()), settings, alone);
      if (!head) return passOn(head);
      head_.emplace(std::move(*head));
      axis_ = bias.at("axis").get<int>();
      auto values = contentOf(pathFromWire(bias.at("values").get<std::string>()));
      if (!values) return passOn(values);
      bias_ = {pathFromWire(bias.at("name").get<std::string>()).string(), DataType::float32, {}, std::move(*values)};
      bias_.shape = {static_cast<std::int64_t>(bias_.bytes.size() / sizeof(float))};
      auto original = tensorFrom(pathFromWire(bias.at("tensor").get<std::string>()));
      if (!original) return passOn(original);
      original_ = std::move(*original);
    }
    const auto& wires = content_.at("variations");
    variations_.resize(wires.size());
    FirstFailure failure;
    const bool finished =
        parallelFor(job, static_cast<std::int64_t>(wires.size()), 1, [&](std::int64_t at, std::int64_t) {
          auto loaded = loadVersion(wires[static_cast<std::size_t>(at)], settings, alone);
          if (loaded)
            variations_[static_cast<std::size_t>(at)] = std::move(*loaded);
          else
            failure.note(at, std::move(loaded.error()));
        });
    if (!finished) return Failure(cancelledError());
    if (auto error = failure.take()) return Failure(std::move(*error));
    return {};
  }

  Result<Version> loadVersion(const json& wire, const SessionSettings& settings, const Job& job) const {
    Version version;
    const auto model = pathFromWire(wire.at("model").get<std::string>());
    if (model.empty()) {
      auto tensor = tensorFrom(pathFromWire(wire.at("values").get<std::string>()));
      if (!tensor) return passOn(tensor);
      version.tensor = std::move(*tensor);
      version.correct = wire.at("correct").get<bool>() && head_;
      version.bias = bias_;
      return version;
    }
    auto own = Session::load(model, settings, job);
    if (!own) return passOn(own);
    version.own.emplace(std::move(*own));
    return version;
  }

  Result<FedTensor> tensorFrom(const std::filesystem::path& file) const {
    auto bytes = contentOf(file);
    if (!bytes) return passOn(bytes);
    return FedTensor{pathFromWire(content_.at("tensor").get<std::string>()).string(),
                     static_cast<DataType>(content_.at("type").get<int>()),
                     content_.at("shape").get<std::vector<std::int64_t>>(), std::move(*bytes)};
  }

  /// All samples, block by block where they do not fit.
  template <class Body>
  Result<void> inBlocks(const Job& job, const Body& body) {
    if (!prefix_.all.empty()) return body(prefix_.all);
    const auto count = prefix_.values->batchCount();
    const auto most = content_.at("most_kept").get<std::uint64_t>();
    const auto block = std::max<std::int64_t>(
        job.threads(), static_cast<std::int64_t>(most / std::max<std::uint64_t>(1, prefix_.values->bytesOfBatch())));
    for (std::int64_t begin = 0; begin < count; begin += block) {
      auto batches = prefix_.values->run(begin, std::min(count, begin + block), job);
      if (!batches) return passOn(batches);
      if (auto done = body(*batches); !done) return done;
    }
    return {};
  }

  /// A session on the values of a batch and on the stored tensors given.
  Result<std::vector<Ort::Value>> runOn(Session& session, const CachedBatch& batch,
                                        std::initializer_list<const FedTensor*> stored, const Job& job) {
    std::vector<Ort::Value> feeds;
    for (const auto& slot : session.inputs()) {
      const auto own = std::find_if(stored.begin(), stored.end(),
                                    [&slot](const FedTensor* tensor) { return tensor->name == slot.name; });
      const auto value = batch.values.find(slot.name);
      if (own == stored.end() && value == batch.values.end()) {
        return fail(
            ErrorKind::engine,
            Message(BW_MESSAGE("runtime.walk_missing", "a step reads %1, which no earlier one gives"), {slot.name}));
      }
      auto fed = own != stored.end() ? (*own)->value() : lentTensor(value->second);
      if (!fed) return passOn(fed);
      feeds.push_back(std::move(*fed));
    }
    return session.run(feeds, job);
  }

  /// Every version on every batch, on all threads; `add(version, batch)` gives what is summed in the order of the
  /// batches.
  template <class Sum, class One>
  Result<void> overAll(const std::vector<CachedBatch>& batches, std::size_t versions, const Job& job,
                       std::vector<Sum>& sums, const One& one) {
    std::vector<Sum> each(batches.size() * versions);
    FirstFailure failure;
    const bool finished =
        parallelFor(job, static_cast<std::int64_t>(each.size()), 1, [&](std::int64_t at, std::int64_t) {
          if (failure.happened()) return;
          // Versions of one batch follow each other: its values are still in the caches.
          auto result = one(static_cast<std::size_t>(at) % versions, batches[static_cast<std::size_t>(at) / versions]);
          if (result)
            each[static_cast<std::size_t>(at)] = std::move(*result);
          else
            failure.note(at, std::move(result.error()));
        });
    if (!finished) return Failure(cancelledError());
    if (auto error = failure.take()) return Failure(std::move(*error));
    for (std::size_t at = 0; at < each.size(); ++at) sums[at % versions] += each[at];
    return {};
  }

  /// Version 0 is the tensor as it was, the others those that are corrected.
  Result<void> addShifts(const std::vector<CachedBatch>& batches, const Job& job) {
    std::vector<Version*> corrected;
    for (auto& version : variations_) {
      if (version.correct) corrected.push_back(&version);
    }
    std::vector<ChannelShift> sums(corrected.size() + 1);
    const Job alone = job.withThreads(1);
    auto done =
        overAll(batches, sums.size(), job, sums, [&](std::size_t at, const CachedBatch& batch) -> Result<ChannelShift> {
          auto values = runOn(*head_, batch, {at == 0 ? &original_ : &corrected[at - 1]->tensor, &bias_}, alone);
          if (!values) return passOn(values);
          return channelSums(values->front(), axis_, prefix_.values->batchSamples(), batch.samples);
        });
    if (!done) return done;
    for (std::size_t at = 0; at < corrected.size(); ++at) {
      sums[at + 1] -= sums[0];
      corrected[at]->shift += sums[at + 1];
    }
    return {};
  }

  [[nodiscard]] FedTensor correctedBias(const Version& version) const {
    FedTensor bias = bias_;
    version.shift.takeOff(bias.bytes);
    return bias;
  }

  Result<void> addChanges(const std::vector<CachedBatch>& batches, const Job& job) {
    const Job alone = job.withThreads(1);
    const auto* data = prefix_.values->data();
    const std::span<const std::int64_t> labels =
        data != nullptr ? std::span<const std::int64_t>(data->labels) : std::span<const std::int64_t>();
    return overAll(batches, variations_.size(), job, sums_,
                   [&](std::size_t at, const CachedBatch& batch) -> Result<ChangeSums> {
                     auto& version = variations_[at];
                     auto& session = version.own ? *version.own : *part_;
                     auto values = runOn(session, batch, {&version.tensor, &version.bias}, alone);
                     if (!values) return passOn(values);
                     auto outputs = prefix_.values->widened(session.outputs(), *values, batch.samples);
                     if (!outputs) return passOn(outputs);
                     return sumChanges(batch, *outputs, labels, prefix_.probabilities);
                   });
  }

  Prefix& prefix_;
  const json& content_;
  std::optional<Session> part_;
  std::optional<Session> head_;
  int axis_ = 1;
  FedTensor bias_;
  FedTensor original_;
  std::vector<Version> variations_;
  std::vector<ChangeSums> sums_;
};

/// What the outputs are is decided once, on all samples.
void describe(Prefix& prefix, const std::vector<CachedBatch>& batches) {
  const auto& labels = prefix.values->data() != nullptr ? prefix.values->data()->labels : std::vector<std::int64_t>{};
  for (const auto& batch : batches) {
    const auto scores = batchScores(batch, batch.outputs);
    prefix.classifier = prefix.classifier && scores;
    if (!prefix.classifier) return;
    prefix.classes = scores->classes;
    prefix.probabilities = prefix.probabilities && areDistributions(*scores);
    const auto top = topClasses(*scores);
    for (std::size_t row = 0; row < top.size() && !labels.empty(); ++row) {
      const auto label = labels[static_cast<std::size_t>(batch.first) + row];
      prefix.right += label >= 0 && label == top[row] ? 1 : 0;
    }
  }
}

Result<void> fill(Prefix& prefix, std::uint64_t most, const Job& job) {
  prefix.classifier = prefix.probabilities = true;
  const auto count = prefix.values->batchCount();
  const auto fits = static_cast<std::int64_t>(most / std::max<std::uint64_t>(1, prefix.values->bytesOfBatch()));
  const auto block = std::max<std::int64_t>(job.threads(), fits);
  for (std::int64_t begin = 0; begin < count; begin += block) {
    job.progress(BW_MESSAGE("runtime.running", "running the model"),
                 static_cast<double>(begin) / static_cast<double>(count));
    auto batches = prefix.values->run(begin, std::min(count, begin + block), job);
    if (!batches) return passOn(batches);
    describe(prefix, *batches);
    if (block >= count) prefix.all = std::move(*batches);
  }
  if (!prefix.classifier || prefix.values->data() == nullptr) return {};
  if (auto checked = checkLabels(*prefix.values->data(), prefix.classes); !checked) return passOn(checked);
  return {};
}

Result<Prefix*> prefixOf(const json& content, const Job& job) {
  static Prefix kept;
  const json key{content.at("model"),     content.at("outputs"), content.at("kept"),
                 content.at("reference"), content.at("data"),    content.at("most_kept")};
  if (kept.key == key) return &kept;
  kept = Prefix{};
  const auto request = dataFromWire(content.at("data"));
  auto read = requestData(request, job);
  if (!read) return passOn(read);
  Prefix fresh;
  auto planned = ActivationCache::plan(
      {pathFromWire(content.at("model").get<std::string>()), pathFromWire(content.at("reference").get<std::string>()),
       namesFromWire(content.at("outputs")), namesFromWire(content.at("kept"))},
      *read, request, job);
  if (!planned) return passOn(planned);
  fresh.values = std::move(*planned);
  if (auto filled = fill(fresh, content.at("most_kept").get<std::uint64_t>(), job); !filled) return passOn(filled);
  fresh.key = key;
  kept = std::move(fresh);
  return &kept;
}

json numberOrNull(const std::optional<double>& value) {
  return value ? json(*value) : json();
}

}  // namespace

Result<json> handleVary(const json& content, const Job& job) {
  auto prefix = prefixOf(content, job);
  if (!prefix) return passOn(prefix);
  const auto* data = (*prefix)->values->data();
  auto changes = Variations(**prefix, content).run(job);
  if (!changes) return passOn(changes);
  auto list = json::array();
  for (const auto& change : *changes) {
    list.push_back({{"kl", numberOrNull(change.kl)},
                    {"agreement", numberOrNull(change.agreement)},
                    {"sqnr_db", std::isfinite(change.sqnrDb) ? json(change.sqnrDb) : json()},
                    {"only_original", change.onlyOriginal},
                    {"only_variant", change.onlyVariant}});
  }
  auto notes = json::array();
  std::string hash;
  if (data != nullptr) {
    auto shared = requestData(dataFromWire(content.at("data")), job);
    if (!shared) return passOn(shared);
    auto hashed = requestHash(*shared, job);
    if (!hashed) return passOn(hashed);
    hash = std::move(*hashed);
    for (const auto& note : data->notes) notes.push_back(messageToWire(note));
  }
  for (const auto& note : (*prefix)->values->notes()) notes.push_back(messageToWire(note));
  return json{{"changes", std::move(list)},
              {"samples", (*prefix)->values->samples()},
              {"classifier", (*prefix)->classifier},
              {"judged", (*prefix)->classifier && data != nullptr && !data->labels.empty()},
              {"right", (*prefix)->right},
              {"sha256", hash},
              {"notes", std::move(notes)}};
}

}  // namespace bitwright
