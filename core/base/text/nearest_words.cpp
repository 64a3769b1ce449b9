// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/text/nearest_words.h"

#include <algorithm>
#include <cstdint>

#include "core/base/text/ascii.h"

namespace bitwright {

namespace {

/// Names in hostile files can be a megabyte long; nobody types more than this.
constexpr std::size_t kLongestCompared = 200;

std::string prepared(std::string_view word) {
  return asciiLowered(word.substr(0, kLongestCompared));
}

std::size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::vector<std::string> nearestWords(std::string_view word, std::span<const std::string> known, std::size_t limit) {
  struct Candidate {
    std::size_t distance;
    std::size_t index;
  };
  const std::string typed = prepared(word);
  std::vector<Candidate> candidates;
  for (std::size_t index = 0; index < known.size(); ++index) {
    const std::string other = prepared(known[index]);
    const std::size_t longer = std::max(typed.size(), other.size());
    std::size_t distance = editDistance(typed, other);
    if (typed.size() >= 2 && other.starts_with(typed)) distance = std::min<std::size_t>(distance, 1);
    if (distance <= longer / 3 + 1 && distance < longer) candidates.push_back({distance, index});
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.distance < b.distance; });
  std::vector<std::string> result;
  for (const Candidate& candidate : candidates) {
    if (result.size() == limit) break;
    result.push_back(known[candidate.index]);
  }
  return result;
}

std::string joinedByOr(std::span<const std::string> words) {
  std::string result;
  for (std::size_t index = 0; index < words.size(); ++index) {
    if (index > 0) result += index + 1 == words.size() ? " or " : ", ";
    result += words[index];
  }
  return result;
}

}  // namespace bitwright
