// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/model_file_names.h"

#include <algorithm>
#include <set>

#include "core/base/text/ascii.h"

namespace bitwright {

namespace {

constexpr std::size_t kLongestStem = 80;

bool isPlain(char character) {
  const char low = asciiLowered(character);
  return (low >= 'a' && low <= 'z') || (low >= '0' && low <= '9') || low == '.' || low == '_' || low == '-';
}

std::string fileStem(const std::string& name) {
  std::string stem;
  for (const char character : name) {
    const char used = isPlain(character) ? character : '-';
    if (used == '-' && !stem.empty() && stem.back() == '-') continue;
    stem += used;
  }
  stem.erase(0, std::min(stem.find_first_not_of(".-"), stem.size()));  // neither hidden nor mistaken for an option
  stem.resize(std::min(stem.size(), kLongestStem));
  while (!stem.empty() && (stem.back() == '-' || stem.back() == '.')) stem.pop_back();
  return stem.empty() ? "variant" : stem;
}

}  // namespace

std::vector<std::string> modelFileNames(const std::vector<std::string>& variantNames) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const auto& variant : variantNames) {
    const auto stem = fileStem(variant);
    auto candidate = stem;
    for (int number = 2; !taken.insert(asciiLowered(candidate)).second; ++number)
      candidate = stem + '-' + std::to_string(number);
    names.push_back(candidate + ".onnx");
  }
  return names;
}

}  // namespace bitwright
