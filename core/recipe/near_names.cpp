// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/near_names.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "core/base/text/ascii.h"
#include "core/base/text/nearest_words.h"

namespace bitwright {

namespace {

constexpr int kMostAnswered = 8;
constexpr std::size_t kMostCompared = 200;  // names
constexpr std::size_t kLongestCounted = 200;

using Letters = std::array<int, 256>;

Letters lettersOf(std::string_view word) {
  Letters letters{};
  for (const char each : word.substr(0, kLongestCounted)) ++letters[static_cast<unsigned char>(asciiLowered(each))];
  return letters;
}

/// At most the edits between two words (a swap of neighbours being one), whatever the order of their letters.
int fewestEdits(const Letters& a, const Letters& b) {
  int missing = 0;
  int added = 0;
  for (std::size_t letter = 0; letter < a.size(); ++letter) {
    const int more = a[letter] - b[letter];
    (more > 0 ? missing : added) += std::abs(more);
  }
  return std::max(missing, added);
}

}  // namespace

std::string NearNames::to(std::string_view word) {
  if (answered_++ >= kMostAnswered) return {};
  if (known_.empty()) {
    for (const auto& tensor : model_.tensors()) {
      if (!tensor.compressible) continue;
      known_.push_back(tensor.id);
      known_.push_back(tensor.tensor);
      if (!tensor.path.empty()) known_.push_back(tensor.path);
    }
    std::sort(known_.begin(), known_.end());
    known_.erase(std::unique(known_.begin(), known_.end()), known_.end());
  }
  std::string near;
  for (const auto& name : nearestWords(word, candidates(word))) near += (near.empty() ? "" : ", ") + name;
  return near;
}

/// Those that can be nearest by their letters, which is quickly seen; in their order.
std::vector<std::string> NearNames::candidates(std::string_view word) const {
  if (known_.size() <= kMostCompared) return known_;
  struct Candidate {
    int edits;
    std::size_t index;
  };
  const auto letters = lettersOf(word);
  const auto typed = asciiLowered(word.substr(0, kLongestCounted));
  std::vector<Candidate> all;
  for (std::size_t index = 0; index < known_.size(); ++index) {
    const bool extends =
        asciiLowered(std::string_view(known_[index]).substr(0, typed.size())) == typed;  // which counts as near
    all.push_back({extends ? 0 : fewestEdits(letters, lettersOf(known_[index])), index});
  }
  std::stable_sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) { return a.edits < b.edits; });
  all.resize(kMostCompared);
  std::sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) { return a.index < b.index; });
  std::vector<std::string> names;
  for (const auto& each : all) names.push_back(known_[each.index]);
  return names;
}

}  // namespace bitwright
