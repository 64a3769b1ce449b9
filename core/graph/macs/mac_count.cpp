// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/macs/mac_count.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string_view>

namespace bitwright {

namespace {

using Shape = std::vector<std::int64_t>;
using Count = std::optional<std::int64_t>;

/// The product; nothing where a factor is missing, negative, or all is beyond 63 bits.
template <class Range>
Count product(const Range& factors) {
  std::int64_t result = 1;
  for (const std::int64_t factor : factors) {
    if (factor < 0 || (factor > 0 && result > std::numeric_limits<std::int64_t>::max() / factor)) return std::nullopt;
    result *= factor;
  }
  return result;
}

Count times(const Count& one, const Count& other) {
  return one && other ? product(Shape{*one, *other}) : std::nullopt;
}

Count plus(const Count& one, const Count& other) {
  if (!one || !other || *one > std::numeric_limits<std::int64_t>::max() - *other) return std::nullopt;
  return *one + *other;
}

class Counter {
 public:
  Counter(const MacNode& node, const ValueShapes& shapes) : node_(node), shapes_(shapes) {}

  std::optional<MacCount> count() const {
    using enum MacRule;
    switch (node_.rule->rule) {
      case convolution:
        return alone(perChannel(output()));
      case transposedConvolution:
        return alone(perChannel(input(0)));
      case MacRule::product:
      case gemm:
        return alone(times(elements(output()), sumLength(input(0))));
      case recurrent:
        return alone(recurrence());
      case attention:
        return alone(attended());
      case packedAttention:
        return packed();
      case einsum:
        return alone(contraction());
      case unknown:
        return std::nullopt;
    }
    return std::nullopt;
  }

 private:
  static std::optional<MacCount> alone(const Count& count) {
    return count ? std::optional(MacCount{*count, 0}) : std::nullopt;
  }

  [[nodiscard]] const Shape* shapeOf(const std::string& value) const {
    const auto found = shapes_.find(value);
    return value.empty() || found == shapes_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] const Shape* input(std::size_t index) const {
    return index < node_.inputs.size() ? shapeOf(node_.inputs[index]) : nullptr;
  }
  [[nodiscard]] const Shape* weight() const { return input(static_cast<std::size_t>(node_.rule->weight)); }
  [[nodiscard]] const Shape* output() const { return node_.outputs.empty() ? nullptr : shapeOf(node_.outputs.front()); }
  [[nodiscard]] bool has(std::size_t index) const {
    return index < node_.inputs.size() && !node_.inputs[index].empty();
  }
  static Count elements(const Shape* shape) { return shape != nullptr ? product(*shape) : std::nullopt; }

  /// A weight's first axis are channels of one side (out, transposed: in); the others are what each of them meets.
  [[nodiscard]] Count perChannel(const Shape* met) const {
    const auto* filter = weight();
    if (filter == nullptr || filter->empty()) return std::nullopt;
    return times(elements(met), product(Shape(filter->begin() + 1, filter->end())));
  }

  [[nodiscard]] Count sumLength(const Shape* first) const {
    if (first == nullptr || first->empty()) return std::nullopt;
    if (!node_.transposesFirst || first->size() == 1) return first->back();
    return node_.transposesFirstBatch ? first->front() : (*first)[first->size() - 2];
  }

  [[nodiscard]] Count recurrence() const {
    const auto* sequence = input(0);
    if (sequence == nullptr || sequence->size() != 3) return std::nullopt;
    return times(product(Shape{(*sequence)[0], (*sequence)[1]}), plus(elements(input(1)), elements(input(2))));
  }

  /// Scores: each query with each key; sums: each of them with a value.
  [[nodiscard]] Count attended() const {
    const bool own = node_.op == "Attention";
    const auto* query = input(0);
    const auto* key = input(1);
    if (query == nullptr || key == nullptr || query->size() != key->size() || key->size() < 3) return std::nullopt;
    if (has(own ? 4 : 6) || has(own ? 5 : 7) || (!own && key->size() != 3))
      return std::nullopt;  // a past is longer than its input
    return times(plus(elements(query), elements(output())), (*key)[key->size() - 2]);
  }

  /// [batch, length, width] × [width, 3 × hidden], then attention of hidden.
  [[nodiscard]] std::optional<MacCount> packed() const {
    const auto* sequence = input(0);
    const auto* matrix = weight();
    if (sequence == nullptr || matrix == nullptr || sequence->size() != 3 || matrix->size() != 2) return std::nullopt;
    if (node_.hasOwnSizes || has(node_.integer ? 8 : 4)) return std::nullopt;
    const auto projected = times(product(Shape{(*sequence)[0], (*sequence)[1]}), elements(matrix));
    const auto attended = product(Shape{2, (*sequence)[0], (*sequence)[1], (*sequence)[1], (*matrix)[1] / 3});
    if (!projected || !attended) return std::nullopt;
    return node_.integer ? MacCount{*projected, *attended} : alone(plus(projected, attended));
  }

  [[nodiscard]] Count contraction() const {
    std::string text;
    std::copy_if(node_.equation.begin(), node_.equation.end(), std::back_inserter(text),
                 [](char character) { return character != ' '; });
    const auto comma = text.find(',');
    const auto arrow = text.find("->");
    if (node_.inputs.size() != 2 || comma == std::string::npos || arrow == std::string::npos || comma > arrow)
      return std::nullopt;
    const std::string terms[] = {text.substr(0, comma), text.substr(comma + 1, arrow - comma - 1)};
    const auto kept = text.substr(arrow + 2);
    std::map<char, std::int64_t> sizes;
    for (std::size_t term = 0; term < 2; ++term) {
      const auto* shape = input(term);
      if (shape == nullptr || shape->size() != terms[term].size())
        return std::nullopt;  // also where there is an ellipsis
      for (std::size_t axis = 0; axis < shape->size(); ++axis) {
        const char letter = terms[term][axis];
        if (terms[term].find(letter) != axis) return std::nullopt;  // a diagonal
        if (kept.find(letter) == std::string::npos && terms[1 - term].find(letter) == std::string::npos)
          return std::nullopt;
        auto& size = sizes[letter];
        size = std::max(size, (*shape)[axis]);
      }
    }
    Shape all;
    for (const auto& [letter, size] : sizes) all.push_back(size);
    return product(all);
  }

  const MacNode& node_;
  const ValueShapes& shapes_;
};

}  // namespace

std::vector<std::string> shapesNeeded(const MacNode& node) {
  std::vector<std::string> needed;
  const auto add = [&needed](const std::vector<std::string>& values, std::size_t index) {
    if (index < values.size() && !values[index].empty()) needed.push_back(values[index]);
  };
  const auto rule = node.rule->rule;
  if (rule == MacRule::unknown) return needed;
  const bool isProduct = rule == MacRule::product || rule == MacRule::gemm;
  add(node.inputs, 0);
  if (!isProduct) add(node.inputs, static_cast<std::size_t>(node.rule->weight));
  if (rule == MacRule::recurrent) add(node.inputs, 2);
  if (isProduct || rule == MacRule::convolution || rule == MacRule::attention) add(node.outputs, 0);
  return needed;
}

std::optional<MacCount> countMacs(const MacNode& node, const ValueShapes& shapes) {
  return Counter(node, shapes).count();
}

}  // namespace bitwright
