// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmarks/best_buys.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

namespace bitwright {

namespace {

constexpr int kBudgets = 40;
constexpr double kMostLoss = 0.20;

struct Parts {
  std::string scheme;
  std::string setting;  ///< without bits and clusters
  std::map<std::string, std::string> values;
};

Parts partsOf(const std::string& spec) {
  Parts parts;
  const auto colon = spec.find(':');
  parts.scheme = spec.substr(0, colon);
  if (colon == std::string::npos) return parts;
  std::istringstream rest(spec.substr(colon + 1));
  for (std::string word; std::getline(rest, word, ',');) {
    const auto equals = word.find('=');
    const auto key = word.substr(0, equals);
    parts.values[key] = word.substr(equals + 1);
    if (key != "bits" && key != "clusters") parts.setting += (parts.setting.empty() ? "" : ",") + word;
  }
  return parts;
}

/// Mean loss of the most accurate of `buys` within each budget.
double meanLoss(const std::vector<const Buy*>& buys, double original, double least, double most) {
  double sum = 0.0;
  for (int i = 0; i < kBudgets; ++i) {
    const double budget = least * std::pow(most / least, static_cast<double>(i) / (kBudgets - 1)) + 0.5;
    double loss = kMostLoss;
    for (const Buy* buy : buys) {
      if (static_cast<double>(buy->fileBytes) <= budget) loss = std::min(loss, original - buy->top1);
    }
    sum += loss;
  }
  return sum / kBudgets;
}

/// What a variant of no more bits gives less than the best of all schemes that is no larger.
double regret(const Buy& buy, const std::vector<Buy>& all) {
  double best = buy.top1;
  for (const Buy& other : all) {
    if (other.fileBytes <= buy.fileBytes) best = std::max(best, other.top1);
  }
  return best - buy.top1;
}

}  // namespace

std::string bestBuys(const std::vector<MeasuredNet>& nets) {
  std::map<std::string, std::map<std::string, std::vector<double>>> losses;  // scheme, setting, net
  for (const auto& net : nets) {
    std::map<std::string, std::map<std::string, std::vector<const Buy*>>> bySetting;
    std::map<std::string, std::pair<double, double>> range;
    for (std::size_t i = 1; i < net.buys.size(); ++i) {
      const Buy& buy = net.buys[i];
      if (buy.spec.find('+') != std::string::npos) continue;
      const auto parts = partsOf(buy.spec);
      bySetting[parts.scheme][parts.setting].push_back(&buy);
      const auto bytes = static_cast<double>(buy.fileBytes);
      const auto [found, isNew] = range.try_emplace(parts.scheme, bytes, bytes);
      found->second = {std::min(found->second.first, bytes), std::max(found->second.second, bytes)};
    }
    for (const auto& [scheme, settings] : bySetting) {
      const auto [least, most] = range[scheme];
      for (const auto& [setting, buys] : settings) {
        losses[scheme][setting].push_back(buys.size() == 1 ? regret(*buys.front(), net.buys) : meanLoss(buys, net.buys.front().top1, least, most));
      }
    }
  }
  std::string text = "| scheme | setting |";
  for (const auto& net : nets) text += fmt::format(" {}, points lost |", net.name);
  text += " mean |\n|---|---|" + std::string([&] {
            std::string rule;
            for (std::size_t i = 0; i <= nets.size(); ++i) rule += "---|";
            return rule;
          }()) +
          "\n";
  for (const auto& [scheme, settings] : losses) {
    if (settings.size() < 2) continue;
    std::vector<std::pair<double, std::string>> rows;
    for (const auto& [setting, each] : settings) {
      double mean = 0.0;
      std::string cells;
      for (const double loss : each) {
        mean += loss / static_cast<double>(each.size());
        cells += fmt::format(" {:.2f} |", 100.0 * loss);
      }
      rows.emplace_back(mean, fmt::format("| `{}` | `{}` |{} {:.2f} |\n", scheme, setting, cells, 100.0 * mean));
    }
    std::sort(rows.begin(), rows.end());
    for (const auto& row : rows) text += row.second;
  }
  return text;
}

std::string sharingTable(const std::vector<MeasuredNet>& nets) {
  std::string text;
  for (const auto& net : nets) {
    std::map<int, std::map<std::string, const Buy*>> table;
    for (const Buy& buy : net.buys) {
      const auto parts = partsOf(buy.spec);
      if (parts.scheme != "sharing") continue;
      const auto clusters = parts.values.find("clusters");
      table[clusters == parts.values.end() ? 64 : std::stoi(clusters->second)][parts.values.at("scale")] = &buy;
    }
    text += fmt::format("{}, original {:.2f} %:\n\n| clusters | scale=none | scale=channel | scale=block |\n|---|---|---|---|\n", net.name,
                        100.0 * net.buys.front().top1);
    for (const auto& [clusters, row] : table) {
      text += fmt::format("| {} |", clusters);
      for (const char* scale : {"none", "channel", "block"}) {
        const auto found = row.find(scale);
        text += found == row.end() ? std::string(" |") : fmt::format(" {:.2f} %, {} bytes |", 100.0 * found->second->top1, found->second->fileBytes);
      }
      text += "\n";
    }
    text += "\n";
  }
  return text;
}

}  // namespace bitwright
