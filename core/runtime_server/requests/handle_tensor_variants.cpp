// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/parallel.h"
#include "core/data/labels.h"
#include "core/runtime_server/engine/engine.h"
#include "core/runtime_server/engine/first_failure.h"
#include "core/runtime_server/inputs/request_data.h"
#include "core/runtime_server/measuring/activation_cache.h"
#include "core/runtime_server/measuring/channel_shift.h"
#include "core/runtime_server/measuring/output_changes.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

namespace {

/// What the whole model's values depend on.
struct PrefixKey {
  std::filesystem::path model;
  std::filesystem::path reference;
  std::vector<std::string> outputs;
  std::vector<std::string> kept;
  DataRequest data;
  std::uint64_t mostKeptBytes = 0;
  friend bool operator==(const PrefixKey&, const PrefixKey&) = default;
};

/// The whole model's values on the data, kept from request to request where they fit.
struct Prefix {
  std::optional<PrefixKey> key;
  std::unique_ptr<ActivationCache> values;
  std::vector<CachedBatch> all;  ///< empty: they do not fit
  bool probabilities = false;    ///< every row of the original's outputs is a distribution
  bool classifier = false;
  std::int64_t classes = 0;  ///< of a classifier
  std::int64_t right = 0;

  [[nodiscard]] std::uint64_t bytes() const {
    return all.empty() ? 0 : values->bytesOfBatch() * static_cast<std::uint64_t>(values->batchCount());
  }
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
  std::ifstream stream(file, std::ios::binary | std::ios::ate);
  const auto size = stream ? static_cast<std::streamoff>(stream.tellg()) : std::streamoff{-1};
  std::vector<char> bytes(static_cast<std::size_t>(std::max<std::streamoff>(0, size)));
  stream.seekg(0);
  if (size < 0 || !stream.read(bytes.data(), size))
    return fail(ErrorKind::io, BW_MESSAGE("runtime.no_values", "cannot be read"), file.string());
  return bytes;
}

class Variations {
 public:
  Variations(Prefix& prefix, const TensorVariantsRequest& request) : prefix_(prefix), request_(request) {}

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
    const Job alone = job.withThreads(1);
    const SessionSettings settings{.optimize = Optimization::all, .spin = false, .sharedArena = true};
    if (!request_.part.empty()) {
      auto session = Session::load(request_.part, settings, alone);
      if (!session) return passOn(session);
      part_.emplace(std::move(*session));
    }
    if (const auto& bias = request_.bias) {
      auto head = Session::load(bias->head, settings, alone);
      if (!head) return passOn(head);
      head_.emplace(std::move(*head));
      axis_ = bias->channelAxis;
      auto values = contentOf(bias->values);
      if (!values) return passOn(values);
      bias_ = {bias->name, DataType::float32, {}, std::move(*values)};
      bias_.shape = {static_cast<std::int64_t>(bias_.bytes.size() / sizeof(float))};
      auto original = tensorFrom(bias->tensor);
      if (!original) return passOn(original);
      original_ = std::move(*original);
    }
    const auto& asked = request_.variations;
    variations_.resize(asked.size());
    FirstFailure failure;
    const bool finished =
        parallelFor(job, static_cast<std::int64_t>(asked.size()), 1, [&](std::int64_t at, std::int64_t) {
          auto loaded = loadVersion(asked[static_cast<std::size_t>(at)], settings, alone);
          if (loaded)
            variations_[static_cast<std::size_t>(at)] = std::move(*loaded);
          else
            failure.note(at, std::move(loaded.error()));
        });
    if (!finished) return Failure(cancelledError());
    if (auto error = failure.take()) return Failure(std::move(*error));
    return {};
  }

  Result<Version> loadVersion(const TensorVariant& asked, const SessionSettings& settings, const Job& job) const {
    Version version;
    if (asked.model.empty()) {
      auto tensor = tensorFrom(asked.values);
      if (!tensor) return passOn(tensor);
      version.tensor = std::move(*tensor);
      version.correct = asked.correct && head_;
      version.bias = bias_;
      return version;
    }
    auto own = Session::load(asked.model, settings, job);
    if (!own) return passOn(own);
    version.own.emplace(std::move(*own));
    return version;
  }

  Result<FedTensor> tensorFrom(const std::filesystem::path& file) const {
    auto bytes = contentOf(file);
    if (!bytes) return passOn(bytes);
    return FedTensor{request_.tensor, request_.type, request_.shape, std::move(*bytes)};
  }

  /// All samples, block by block where they do not fit.
  template <class Body>
  Result<void> inBlocks(const Job& job, const Body& body) {
    if (!prefix_.all.empty()) return body(prefix_.all);
    const auto count = prefix_.values->batchCount();
    const auto block = std::max<std::int64_t>(
        job.threads(),
        static_cast<std::int64_t>(request_.mostKeptBytes / std::max<std::uint64_t>(1, prefix_.values->bytesOfBatch())));
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
  const TensorVariantsRequest& request_;
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

/// The last few are kept: a search goes to and fro between whole mixes and the parts of one, on more samples and less.
/// The older ones may take a quarter of the memory, the newest the rest.
Result<Prefix*> prefixOf(const TensorVariantsRequest& request, const Job& job) {
  constexpr std::size_t kMost = 3;
  static std::vector<std::unique_ptr<Prefix>> kept;  // the last used one first
  PrefixKey key{request.model, request.reference, request.outputs, request.kept, request.data, request.mostKeptBytes};
  const auto found = std::find_if(kept.begin(), kept.end(), [&key](const auto& each) { return each->key == key; });
  if (found != kept.end()) {
    std::rotate(kept.begin(), found, found + 1);
    return kept.front().get();
  }
  std::uint64_t others = 0;
  std::vector<std::unique_ptr<Prefix>> stay;
  for (auto& each : kept) {
    const auto bytes = each->bytes();
    if (stay.size() + 1 >= kMost || each->all.empty() || others + bytes > request.mostKeptBytes / 4) continue;
    others += bytes;
    stay.push_back(std::move(each));
  }
  kept = std::move(stay);
  auto read = requestData(request.data, job, request.model);
  if (!read) return passOn(read);
  auto fresh = std::make_unique<Prefix>();
  auto planned = ActivationCache::plan({request.model, request.reference, request.outputs, request.kept}, *read,
                                       request.data, job);
  if (!planned) return passOn(planned);
  fresh->values = std::move(*planned);
  if (auto filled = fill(*fresh, request.mostKeptBytes - others, job); !filled) return passOn(filled);
  fresh->key = std::move(key);
  kept.insert(kept.begin(), std::move(fresh));
  return kept.front().get();
}

}  // namespace

Result<TensorVariantsResult> handleTensorVariants(const TensorVariantsRequest& request, const Job& job) {
  auto prefix = prefixOf(request, job);
  if (!prefix) return passOn(prefix);
  const auto* data = (*prefix)->values->data();
  auto changes = Variations(**prefix, request).run(job);
  if (!changes) return passOn(changes);
  TensorVariantsResult result;
  result.changes = std::move(*changes);
  if (data != nullptr) {
    auto shared = requestData(request.data, job, request.model);
    if (!shared) return passOn(shared);
    auto hashed = requestHash(*shared, job);
    if (!hashed) return passOn(hashed);
    result.dataSha256 = std::move(*hashed);
    result.notes = data->notes;
  }
  const auto& notes = (*prefix)->values->notes();
  result.notes.insert(result.notes.end(), notes.begin(), notes.end());
  result.samples = (*prefix)->values->samples();
  result.classifier = (*prefix)->classifier;
  result.judged = (*prefix)->classifier && data != nullptr && !data->labels.empty();
  result.right = (*prefix)->right;
  return result;
}

}  // namespace bitwright
