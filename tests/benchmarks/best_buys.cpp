// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmarks/best_buys.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "core/schemes/scheme.h"

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

/// The variants of one setting: their places in each net's `buys`.
struct Setting {
  std::string scheme;
  std::string text;
  bool isDefault = false;
  std::vector<std::vector<std::size_t>> buys;  ///< by net
};

/// Whether a setting says what its scheme does when nothing is said.
bool saysDefaults(const Scheme& scheme, const std::map<std::string, std::string>& values) {
  return std::all_of(values.begin(), values.end(), [&](const auto& each) {
    if (each.first == "bits" || each.first == "clusters") return true;
    const auto& parameters = scheme.parameters();
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const Parameter& parameter) { return parameter.id == each.first; });
    return found != parameters.end() && found->defaultText() == each.second;
  });
}

std::vector<Setting> settingsOf(const std::vector<MeasuredNet>& nets) {
  std::map<std::pair<std::string, std::string>, Setting> settings;
  for (std::size_t net = 0; net < nets.size(); ++net) {
    for (std::size_t i = 1; i < nets[net].buys.size(); ++i) {
      const auto& spec = nets[net].buys[i].spec;
      if (spec.find('+') != std::string::npos) continue;
      const auto parts = partsOf(spec);
      Setting& setting = settings[{parts.scheme, parts.setting}];
      setting.scheme = parts.scheme;
      setting.text = parts.setting;
      setting.isDefault = saysDefaults(*findScheme(parts.scheme), parts.values);
      setting.buys.resize(nets.size());
      setting.buys[net].push_back(i);
    }
  }
  std::vector<Setting> list;
  for (auto& [key, setting] : settings) list.push_back(std::move(setting));
  return list;
}

/// Mean loss of the most accurate of `buys` within each budget from `least` to `most` bytes.
double meanLoss(const std::vector<std::size_t>& buys, const std::vector<Buy>& all, const std::vector<double>& top1,
                double least, double most) {
  double sum = 0.0;
  for (int i = 0; i < kBudgets; ++i) {
    const double budget = least * std::pow(most / least, static_cast<double>(i) / (kBudgets - 1)) + 0.5;
    double loss = kMostLoss;
    for (const std::size_t buy : buys) {
      if (static_cast<double>(all[buy].fileBytes) <= budget) loss = std::min(loss, top1.front() - top1[buy]);
    }
    sum += loss;
  }
  return sum / kBudgets;
}

/// What a variant gives less than the best of all schemes that is no larger.
double regret(std::size_t buy, const std::vector<Buy>& all, const std::vector<double>& top1) {
  double best = top1[buy];
  for (std::size_t other = 0; other < all.size(); ++other) {
    if (all[other].fileBytes <= all[buy].fileBytes) best = std::max(best, top1[other]);
  }
  return best - top1[buy];
}

/// Loss of each setting on one net whose variants have these accuracies.
std::vector<double> lossesOn(const MeasuredNet& net, std::size_t index, const std::vector<Setting>& settings,
                             const std::vector<double>& top1) {
  std::map<std::string, std::pair<double, double>> range;
  for (const Setting& setting : settings) {
    for (const std::size_t buy : setting.buys[index]) {
      const auto bytes = static_cast<double>(net.buys[buy].fileBytes);
      const auto [found, isNew] = range.try_emplace(setting.scheme, bytes, bytes);
      found->second = {std::min(found->second.first, bytes), std::max(found->second.second, bytes)};
    }
  }
  std::vector<double> losses;
  for (const Setting& setting : settings) {
    const auto& buys = setting.buys[index];
    const auto [least, most] = range[setting.scheme];
    losses.push_back(buys.size() == 1 ? regret(buys.front(), net.buys, top1)
                                      : meanLoss(buys, net.buys, top1, least, most));
  }
  return losses;
}

/// Losses by net and setting, of images of which each counts `times` often.
std::vector<std::vector<double>> lossesOf(const std::vector<MeasuredNet>& nets, const std::vector<Setting>& settings,
                                          const std::vector<std::vector<std::vector<std::uint8_t>>>& right,
                                          const std::vector<std::uint8_t>& times) {
  std::vector<std::vector<double>> losses;
  for (std::size_t net = 0; net < nets.size(); ++net) {
    std::vector<double> top1;
    for (const auto& hits : right[net]) {
      std::uint32_t count = 0;
      for (std::size_t i = 0; i < hits.size(); ++i) count += std::uint32_t{hits[i]} * times[i];
      top1.push_back(static_cast<double>(count) / static_cast<double>(times.size()));
    }
    losses.push_back(lossesOn(nets[net], net, settings, top1));
  }
  return losses;
}

/// An interval of differences in points, as "0.43 (0.10 to 0.80)".
std::string withInterval(double value, std::vector<double> drawn) {
  std::sort(drawn.begin(), drawn.end());
  const auto at = [&](double share) {
    return drawn[static_cast<std::size_t>(share * static_cast<double>(drawn.size() - 1))];
  };
  return fmt::format("{:+.2f} ({:+.2f} to {:+.2f})", 100.0 * value, 100.0 * at(0.025), 100.0 * at(0.975));
}

}  // namespace

std::string bestBuys(const std::vector<MeasuredNet>& nets) {
  constexpr int kDraws = 1000;
  const auto settings = settingsOf(nets);
  std::vector<std::vector<std::vector<std::uint8_t>>> right(nets.size());
  for (std::size_t net = 0; net < nets.size(); ++net) {
    for (const auto& hits : nets[net].right) right[net].emplace_back(hits.begin(), hits.end());
  }
  const std::size_t images = right.front().front().size();
  const auto measured = lossesOf(nets, settings, right, std::vector<std::uint8_t>(images, 1));
  std::vector<std::vector<std::vector<double>>> drawn;
  std::mt19937_64 random(0);
  for (int draw = 0; draw < kDraws; ++draw) {
    std::vector<std::uint8_t> times(images, 0);
    for (std::size_t i = 0; i < images; ++i) ++times[random() % images];
    drawn.push_back(lossesOf(nets, settings, right, times));
  }

  std::string text = "| scheme | setting |";
  std::string rule = "|---|---|";
  for (const auto& net : nets) {
    text += fmt::format(" {}, points lost | more than the default |", net.name);
    rule += "---:|---|";
  }
  text += " mean | more than the default |\n" + rule + "---:|---|\n";
  const auto meanOf = [](const std::vector<std::vector<double>>& losses, std::size_t setting) {
    double sum = 0.0;
    for (const auto& net : losses) sum += net[setting];
    return sum / static_cast<double>(losses.size());
  };
  std::set<std::string> schemes;
  for (const auto& setting : settings) schemes.insert(setting.scheme);
  for (const auto& scheme : schemes) {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < settings.size(); ++i) {
      if (settings[i].scheme == scheme) rows.push_back(i);
    }
    const auto standard = std::find_if(rows.begin(), rows.end(), [&](std::size_t i) { return settings[i].isDefault; });
    if (rows.size() < 2 || standard == rows.end()) continue;
    const std::size_t base = *standard;
    std::sort(rows.begin(), rows.end(),
              [&](std::size_t a, std::size_t b) { return meanOf(measured, a) < meanOf(measured, b); });
    for (const std::size_t row : rows) {
      const bool own = row == base;
      text += fmt::format("| `{}` | `{}`{} |", scheme, settings[row].text, own ? " (default)" : "");
      const auto cells = [&](double loss, double more, const auto& moreOfDraw) {
        std::vector<double> all;
        for (const auto& draw : drawn) all.push_back(moreOfDraw(draw));
        text += fmt::format(" {:.2f} | {} |", 100.0 * loss, own ? "" : withInterval(more, std::move(all)));
      };
      for (std::size_t net = 0; net < nets.size(); ++net) {
        cells(measured[net][row], measured[net][row] - measured[net][base],
              [&](const auto& draw) { return draw[net][row] - draw[net][base]; });
      }
      cells(meanOf(measured, row), meanOf(measured, row) - meanOf(measured, base),
            [&](const auto& draw) { return meanOf(draw, row) - meanOf(draw, base); });
      text += "\n";
    }
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
    text += fmt::format(
        "{}, original {:.2f} %:\n\n| clusters | scale=none | scale=channel | scale=block |\n|---|---|---|---|\n",
        net.name, 100.0 * net.buys.front().top1);
    for (const auto& [clusters, row] : table) {
      text += fmt::format("| {} |", clusters);
      for (const char* scale : {"none", "channel", "block"}) {
        const auto found = row.find(scale);
        text += found == row.end()
                    ? std::string(" |")
                    : fmt::format(" {:.2f} %, {} bytes |", 100.0 * found->second->top1, found->second->fileBytes);
      }
      text += "\n";
    }
    text += "\n";
  }
  return text;
}

}  // namespace bitwright
