// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/inputs/free_sizes.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <string_view>
#include <utility>

#include "core/base/text/ascii.h"

namespace bitwright {

namespace {

bool namesBatch(const std::string& symbol) {
  const auto name = asciiLowered(symbol);
  return name == "n" || name == "b" || name.find("batch") != std::string::npos;
}

/// The axes of height and width of an image-like input, half-open; empty where it is none.
std::pair<std::size_t, std::size_t> imageAxes(const InputSlot& slot) {
  const auto rank = slot.shape.size();
  if (rank < 4 || !isFloatingWeight(slot.type)) return {0, 0};
  const auto last = slot.shape.back();
  return last == 1 || last == 3 || last == 4 ? std::pair<std::size_t, std::size_t>{1, rank - 1}
                                             : std::pair<std::size_t, std::size_t>{2, rank};
}

/// "a + b" as a and b; one that is no sum as itself.
std::vector<std::string> termsOf(const std::string& symbol) {
  std::vector<std::string> terms;
  std::string_view rest = symbol;
  while (!rest.empty()) {
    const auto plus = std::min(rest.find('+'), rest.size());
    auto term = rest.substr(0, plus);
    rest.remove_prefix(std::min(rest.size(), plus + 1));
    while (!term.empty() && (term.front() == ' ' || term.front() == '(')) term.remove_prefix(1);
    while (!term.empty() && (term.back() == ' ' || term.back() == ')')) term.remove_suffix(1);
    terms.emplace_back(term);
  }
  return terms;
}

std::optional<std::int64_t> numberIn(const std::string& term) {
  std::int64_t number = 0;
  const auto [end, wrong] = std::from_chars(term.data(), term.data() + term.size(), number);
  return wrong == std::errc() && end == term.data() + term.size() && number >= 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

void FreeSizes::know(const std::string& symbol, std::int64_t size) {
  if (!symbol.empty()) sizes_.emplace(symbol, size);
}

std::optional<std::int64_t> FreeSizes::known(const std::string& symbol) const {
  if (const auto number = numberIn(symbol)) return number;
  const auto found = sizes_.find(symbol);
  return found != sizes_.end() ? std::optional(found->second) : std::nullopt;
}

void FreeSizes::solveSums() {
  const auto sums = sizes_;
  for (const auto& [symbol, size] : sums) {
    const auto terms = termsOf(symbol);
    if (terms.size() < 2) continue;
    std::int64_t rest = size;
    std::vector<std::string> unknown;
    for (const auto& term : terms) {
      if (const auto part = known(term))
        rest -= *part;
      else
        unknown.push_back(term);
    }
    if (unknown.size() == 1 && rest >= 0) know(unknown.front(), rest);
  }
}

std::int64_t FreeSizes::sizeOfTerm(const std::string& term) {
  if (const auto size = known(term)) return *size;
  const auto size = namesBatch(term)  ? batch_
                    : keepsPast(term) ? choices_.pastLength.value_or(choices_.length)
                                      : choices_.length;
  know(term, size);
  return size;
}

std::int64_t FreeSizes::guess(const InputSlot& slot, std::size_t axis, const InputHint* hint, bool counts) {
  const auto& symbol = slot.symbols[axis];
  if (axis == 0 && counts) return batch_;
  if (hint != nullptr && hint->pastAxis == static_cast<int>(axis)) return choices_.pastLength.value_or(0);
  if (const auto terms = termsOf(symbol); terms.size() > 1) {
    return std::accumulate(terms.begin(), terms.end(), std::int64_t{0},
                           [this](std::int64_t sum, const std::string& term) { return sum + sizeOfTerm(term); });
  }
  if (hint != nullptr && hint->shape.size() == slot.shape.size() && hint->shape[axis] >= 0) return hint->shape[axis];
  if (axis == 0 || namesBatch(symbol)) return batch_;
  const auto [firstSide, endSide] = imageAxes(slot);
  if (choices_.pastLength && (keepsPast(symbol) || (symbol.empty() && keepsPast(slot.name))))
    return *choices_.pastLength;
  if (axis >= firstSide && axis < endSide) return choices_.imageSide;
  return endSide > 0 ? 3 : choices_.length;  // the channels of an image
}

std::vector<std::int64_t> FreeSizes::shapeOf(const InputSlot& slot, const InputHint* hint, bool counts) {
  auto shape = slot.shape;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    if (shape[axis] >= 0) continue;
    const auto& symbol = slot.symbols[axis];
    const auto before = sizes_.find(symbol);
    shape[axis] = before != sizes_.end() ? before->second : guess(slot, axis, hint, counts);
    know(symbol, shape[axis]);
  }
  return shape;
}

}  // namespace bitwright
