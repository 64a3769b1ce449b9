// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/paying_layers.h"

#include <algorithm>
#include <numeric>

namespace bitwright {

namespace {

constexpr int kMostLooks = 64;  // each but the last leaves something out; nets settle in three or four

class Choice {
 public:
  Choice(const std::vector<LayerCost>& layers, const std::vector<std::uint64_t>& shared)
      : layers_(layers),
        shared_(shared),
        pays_(layers.size(), true),
        readers_(shared.size(), 0),
        savings_(layers.size(), 0) {
    for (const auto& layer : layers) {
      for (const auto item : layer.shared) ++readers_[item];
    }
  }

  std::vector<bool> settle() {
    for (int look = 0; look < kMostLooks; ++look) {
      const bool single = leaveSingle();
      const bool together = leaveTogether();
      if (!single && !together) break;
    }
    return pays_;
  }

 private:
  void leave(std::size_t at) {
    pays_[at] = false;
    for (const auto item : layers_[at].shared) --readers_[item];
  }

  /// Each that takes no fewer bytes than its floats, with what it alone reads.
  bool leaveSingle() {
    bool left = false;
    for (std::size_t at = 0; at < layers_.size(); ++at) {
      if (!pays_[at]) continue;
      const auto& layer = layers_[at];
      auto saving = static_cast<std::int64_t>(layer.floats) - static_cast<std::int64_t>(layer.own);
      for (const auto item : layer.shared) saving -= readers_[item] == 1 ? static_cast<std::int64_t>(shared_[item]) : 0;
      savings_[at] = saving;
      if (saving > 0) continue;
      leave(at);
      left = true;
    }
    return left;
  }

  /// All readers of what takes as much as they save; and where all that hangs together loses, those that would alone.
  bool leaveTogether() {
    const auto readers = readers_;  // before any of these is left out
    std::vector<std::int64_t> saved(shared_.size(), 0);
    std::vector<std::size_t> group(shared_.size());
    std::iota(group.begin(), group.end(), std::size_t{0});
    const auto rootOf = [&group](std::size_t item) {
      while (group[item] != item) item = group[item] = group[group[item]];
      return item;
    };
    for (std::size_t at = 0; at < layers_.size(); ++at) {
      if (!pays_[at]) continue;
      for (const auto item : layers_[at].shared) {
        saved[item] += savings_[at];
        group[rootOf(item)] = rootOf(layers_[at].shared.front());
      }
    }
    std::vector<std::int64_t> balance(shared_.size(), 0);
    for (std::size_t item = 0; item < shared_.size(); ++item) {
      if (readers[item] > 1) balance[rootOf(item)] -= static_cast<std::int64_t>(shared_[item]);
    }
    for (std::size_t at = 0; at < layers_.size(); ++at) {
      if (pays_[at] && !layers_[at].shared.empty()) balance[rootOf(layers_[at].shared.front())] += savings_[at];
    }
    bool left = false;
    for (std::size_t at = 0; at < layers_.size(); ++at) {
      const auto& layer = layers_[at];
      if (!pays_[at] || layer.shared.empty()) continue;
      const bool unpaid = std::any_of(layer.shared.begin(), layer.shared.end(), [&](std::size_t item) {
        return readers[item] > 1 && saved[item] <= static_cast<std::int64_t>(shared_[item]);
      });
      if (!unpaid && (balance[rootOf(layer.shared.front())] > 0 || bytesAlone(layer, shared_) < layer.floats)) continue;
      leave(at);
      left = true;
    }
    return left;
  }

  const std::vector<LayerCost>& layers_;
  const std::vector<std::uint64_t>& shared_;
  std::vector<bool> pays_;
  std::vector<std::int64_t> readers_;  ///< of what is shared, among those that pay
  std::vector<std::int64_t> savings_;  ///< without what others read too
};

}  // namespace

std::uint64_t bytesAlone(const LayerCost& layer, const std::vector<std::uint64_t>& shared) {
  return std::accumulate(layer.shared.begin(), layer.shared.end(), layer.own,
                         [&](std::uint64_t sum, std::size_t item) { return sum + shared[item]; });
}

std::vector<bool> payingLayers(const std::vector<LayerCost>& layers, const std::vector<std::uint64_t>& shared) {
  return Choice(layers, shared).settle();
}

}  // namespace bitwright
