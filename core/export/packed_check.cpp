// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/packed_check.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/files/temporary_folder.h"
#include "core/base/platform/process_info.h"
#include "core/export/blocks/packed_readers.h"
#include "core/export/export.h"
#include "core/runtime/worker_client.h"
#include "core/stats/estimates.h"

namespace bitwright {

namespace {

constexpr std::int64_t kProofSamples = 4;
constexpr int kNetRounds = 15;
constexpr double kMostTime = 1.05;  // of the quickest: what is within noise of it wins by its memory
constexpr int kNetRoundsApart = 5;  // where each loads the model anew

/// One way to store the layers: which stay packed, by their place in CompressedModel::layers.
struct Way {
  std::vector<bool> packed;
  std::filesystem::path file{};
  double time = 1.0;  ///< of one inference, ÷ that of the last way
};

CompressedModel storedSo(const CompressedModel& compressed, const Way& way) {
  auto stored = compressed;
  for (std::size_t at = 0; at < stored.layers.size(); ++at) stored.layers[at].packed = way.packed[at];
  return stored;
}

/// All that can be told apart, the one with most packed first, and last the one with none.
std::vector<Way> waysOf(const CompressedModel& compressed) {
  const auto count = compressed.layers.size();
  std::vector<Way> ways(4, Way{std::vector<bool>(count, false)});
  for (std::size_t at = 0; at < count; ++at) {
    const auto& layer = compressed.layers[at];
    if (layer.formReason.empty() || !layer.encoded) continue;
    const auto readers = packedReaders(*compressed.model, compressed.model->tensors()[layer.tensor]);
    if (!readers || !packedFor(*readers, *layer.encoded)) continue;
    ways[0].packed[at] = true;
    ways[1].packed[at] = layer.packed;
    ways[2].packed[at] = readers->lookup;
  }
  const auto last =
      std::unique(ways.begin(), ways.end(), [](const Way& a, const Way& b) { return a.packed == b.packed; });
  ways.erase(last, ways.end());
  return ways;
}

/// Adds the logarithm of what each takes beside the last to `logs`; nothing where that cannot be timed: all count as
/// equal, and what is packed has to run then.
Result<void> addTimes(const TimingRequest& request, std::vector<double>& logs, const Job& job) {
  auto timed = timeModels(request, job);
  const bool asked = !request.data.shapes.empty();  // sizes that the model does not take are a person's mistake
  if (!timed && (timed.error().kind == ErrorKind::cancelled || (asked && timed.error().kind == ErrorKind::input)))
    return passOn(timed);
  if (!timed || timed->models.size() != logs.size()) return {};
  const auto& floats = timed->models.back().blockMediansMs;
  for (std::size_t at = 0; at < logs.size(); ++at) {
    std::vector<double> ratios;
    const auto& times = timed->models[at].blockMediansMs;
    for (std::size_t round = 0; round < std::min(floats.size(), times.size()); ++round)
      ratios.push_back(times[round] / floats[round]);
    if (!ratios.empty()) logs[at] += std::log(median(std::move(ratios)));
  }
  return {};
}

/// Writes them all and times them side by side, at each of the sizes asked for.
Result<void> timeWays(const CompressedModel& compressed, const ExportOptions& options,
                      const std::filesystem::path& folder, std::vector<Way>& ways, const Job& job) {
  TimingRequest request;
  request.data = options.data;
  request.batch = options.batch;
  request.apart = areTimedApart(ways.size(), compressed.model->fileBytes());
  request.returnsLargeBlocks = areLargeBlocksReturned(compressed.model->fileBytes());
  request.rounds = request.apart ? kNetRoundsApart : kNetRounds;
  for (std::size_t at = 0; at < ways.size(); ++at) {
    ways[at].file = folder / (std::to_string(at) + ".onnx");
    auto written = exportModel(storedSo(compressed, ways[at]), ways[at].file, options, job);
    if (!written) return passOn(written);
    request.models.push_back(ways[at].file);
  }
  platform::returnFreeMemory();  // the engine is next
  compressed.model->release();
  request.data.idsOf = compressed.model->path();  // of a table that is packed nobody sees the size
  std::vector<double> logs(ways.size(), 0.0);
  auto sizes = options.shapes;
  if (sizes.empty()) sizes.emplace_back();
  for (auto& each : sizes) {
    request.data.shapes = std::move(each);
    if (auto added = addTimes(request, logs, job); !added) return passOn(added);
  }
  for (std::size_t at = 0; at < ways.size(); ++at)
    ways[at].time = std::exp(logs[at] / static_cast<double>(sizes.size()));
  return {};
}

/// Whether it computes what it means, as far as that is to be found out.
Result<bool> serves(const CompressedModel& compressed, const ExportOptions& options, const std::filesystem::path& file,
                    const Job& job) {
  auto written = exportModel(compressed, file, options, job);
  if (written) return true;
  if (written.error().kind == ErrorKind::verification) return false;
  return passOn(written);
}

double inPercent(double ratio) {
  return static_cast<double>(static_cast<int>(ratio * 100.0 + 0.5)) / 100.0;
}

/// What is said of layers that are stored otherwise than what was timed of them alone asked for. `time`: where it stays
/// packed ÷ that of the decoded model, else ÷ that of the quickest.
Message why(bool packed, bool differs, double time) {
  if (packed)
    return {BW_MESSAGE("packing.net_packed", "kept packed: so the whole model takes %1 times as long as decoded"),
            {inPercent(time)}};
  if (differs)
    return BW_MESSAGE("packing.differs",
                      "decoded when it is loaded: packed, the outputs would be too far from those of its weights");
  return {BW_MESSAGE("packing.slower", "decoded when it is loaded: packed, the whole model takes %1 times as long"),
          {inPercent(time)}};
}

}  // namespace

Result<void> settleForms(CompressedModel& compressed, const ExportOptions& options, const Job& job) {
  auto ways = waysOf(compressed);
  if (ways.size() < 2) return {};
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  auto proved = options;
  proved.nativeIo = false;
  proved.unverified = Unverified::refuse;
  if (!proved.data.spec.empty()) proved.data.limit = kProofSamples;
  auto plain = proved;
  plain.run = false;
  if (auto timed = timeWays(compressed, plain, folder->path(), ways, job); !timed) return passOn(timed);
  double quickest = std::numeric_limits<double>::infinity();
  for (const auto& way : ways) quickest = std::min(quickest, way.time);
  std::optional<Message> reason;  // why layers are decoded that could stay packed
  for (std::size_t at = 0; at < ways.size(); ++at) {
    const auto& way = ways[at];
    const bool last = at + 1 == ways.size();
    bool differs = false;
    if (!last && way.time > kMostTime * quickest) {
      if (!reason) reason = why(false, false, way.time / quickest);
      continue;
    }
    if (!last && options.run) {
      auto good = serves(storedSo(compressed, way), proved, way.file, job);
      if (!good) return passOn(good);
      differs = !*good;
    }
    if (differs) {
      reason = why(false, true, way.time);
      continue;
    }
    for (std::size_t layer = 0; layer < compressed.layers.size(); ++layer) {
      auto& kept = compressed.layers[layer];
      if (kept.packed == way.packed[layer]) continue;
      kept.packed = way.packed[layer];
      kept.formReason =
          kept.packed ? why(true, false, way.time) : reason.value_or(why(false, false, way.time / quickest));
    }
    return {};
  }
  return {};
}

}  // namespace bitwright
