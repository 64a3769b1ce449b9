// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "core/runtime/observe.h"

namespace bitwright::test {

using Values = std::vector<float>;

/// What observing these samples gives, worked out plainly but for the histogram, which has a test of its own.
inline ObservedTensor observed(const std::vector<Values>& samples, const std::string& name = "t") {
  ObservedTensor tensor;
  tensor.name = name;
  tensor.shape = {1, samples.empty() ? 0 : static_cast<std::int64_t>(samples[0].size())};
  bool any = false;
  for (const auto& sample : samples) {
    float least = std::numeric_limits<float>::quiet_NaN();
    float greatest = least;
    for (const float value : sample) {
      if (!std::isfinite(value)) {
        ++tensor.nonFinite;
        continue;
      }
      ++tensor.count;
      least = std::isnan(least) ? value : std::min(least, value);
      greatest = std::isnan(greatest) ? value : std::max(greatest, value);
      tensor.min = any ? std::min(tensor.min, value) : value;
      tensor.max = any ? std::max(tensor.max, value) : value;
      any = true;
    }
    tensor.sampleMin.push_back(least);
    tensor.sampleMax.push_back(greatest);
    tensor.histogram.add(sample);
  }
  return tensor;
}

/// Samples of many kinds of activations, the same everywhere.
inline std::map<std::string, std::vector<Values>> madeSamples() {
  std::mt19937 random(11);
  const auto unit = [&random] { return (static_cast<float>(random() >> 8U) + 0.5F) * 0x1p-24F; };
  const auto normal = [&unit] { return std::sqrt(-2.0F * std::log(unit())) * std::cos(6.2831853F * unit()); };
  std::map<std::string, std::vector<Values>> made;
  for (int sample = 0; sample < 20; ++sample) {
    const auto fill = [&](const std::string& name, auto draw) {
      auto& values = made[name].emplace_back(1500);
      for (auto& value : values) value = draw();
    };
    fill("normal", normal);
    fill("relu", [&] { return std::max(normal(), 0.0F); });
    fill("mostly zero", [&] { return unit() < 0.02F ? std::abs(normal()) : 0.0F; });
    fill("heavy tails", [&] { return normal() / std::max(std::abs(normal()), 0.02F); });
    fill("one-sided heavy tails", [&] { return std::exp(2.0F * normal()); });
    fill("below zero", [&] { return -1.0F - std::abs(normal()); });
    fill("shifted", [&] { return 3.0F + normal(); });
    fill("lopsided", [&] {
      const float value = normal();
      return value < 0.0F ? 0.05F * value : 4.0F * value;
    });
    fill("constant", [] { return 5.0F; });
    fill("tiny", [&] { return 1e-30F * normal(); });
    fill("huge", [&] { return 1e37F * normal(); });
    fill("not all finite", [&] {
      const float value = normal();
      return value > 2.0F    ? std::numeric_limits<float>::infinity()
             : value < -2.2F ? std::numeric_limits<float>::quiet_NaN()
                             : value;
    });
  }
  made["all zero"] = {Values(100, 0.0F), Values(100, -0.0F)};
  made["one value"] = {{-0.75F}};
  made["two values"] = {{1.0F}, {-3.0F}};
  made["two levels"] = {Values(1000, 0.0F), Values(1000, 1.0F)};
  made["lone outlier"] = {Values(200'000, 0.0F), {7.0F}};
  return made;
}

}  // namespace bitwright::test
