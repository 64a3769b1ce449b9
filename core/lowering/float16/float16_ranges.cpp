// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/float16/float16_ranges.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "core/lowering/float16/float16_operators.h"

namespace bitwright {

namespace {

constexpr float kFar = 32752.0F;          // half of the largest float16: other data reach a little farther than these
constexpr float kTiny = 1.0F / 16384.0F;  // the smallest normal float16
constexpr float kNear = 1.0F / 1024.0F;

bool isOneOf(std::string_view op, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), op) != list.end();
}

/// Passes on how small its input was: all but functions that saturate, behind which values are of one size.
bool keepsSmallness(const onnx::NodeProto& node) {
  return isOneOf(
      node.op_type(),
      {"Add",      "Sub",     "Mul",       "Div",     "Clip",      "Max",        "Min",       "Abs",
       "Sqrt",     "Pow",     "Sum",       "Mean",    "ReduceSum", "ReduceMean", "ReduceMax", "ReduceSumSquare",
       "ReduceL2", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "Flatten",    "Identity",  "Slice",
       "Gather",   "Split",   "Concat",    "Relu",    "Cast"});
}

class Search {
 public:
  Search(const MainGraph& graph, const RangeTable* ranges) : graph_(graph), ranges_(ranges) {}

  std::unordered_map<std::string, Message> run() {
    addFarAndTiny();
    for (const int index : graph_.order()) addSeeds(graph_.node(index));
    return std::move(found_);
  }

 private:
  const ActivationRange* rangeOf(const std::string& value) const {
    if (ranges_ == nullptr) return nullptr;
    const auto range = ranges_->find(value);
    return range != ranges_->end() ? &range->second : nullptr;
  }

  void addFarAndTiny() {
    if (ranges_ == nullptr) return;
    for (const auto& [name, range] : *ranges_) {
      const float reach = std::max(std::abs(range.low), std::abs(range.high));
      if (reach > 0.0F && reach < kTiny) {
        found_.emplace(
            name, Message(BW_MESSAGE("half.tiny", "its values reach no farther than %1, where float16 loses digits"),
                          {static_cast<double>(reach)}));
      }
      if (reach <= kFar) continue;
      found_.emplace(name, Message(BW_MESSAGE("half.far", "its values reach as far as %1, and float16 ends at 65504"),
                                   {static_cast<double>(reach)}));
    }
  }

  void addSeeds(const onnx::NodeProto& node) {
    const auto& op = node.op_type();
    if (op == "Log") {
      addSmall(node.input(0), op, true);
    } else if (op == "Reciprocal" || (op == "Pow" && node.input_size() > 1 && !isSquare(node.input(1)))) {
      addSmall(node.input(0), op, false);
    } else if (op == "Div" && node.input_size() > 1) {
      addSmall(node.input(1), op, false);
    }
  }

  /// A power of 2 or 3 of something small is small, no infinity.
  bool isSquare(const std::string& exponent) const {
    const auto* stored = graph_.constant(exponent);
    if (stored == nullptr || stored->elementCount() != 1 || !isFloatingWeight(stored->type)) return false;
    return toFloat(*stored).front() >= 1.0F;
  }

  void addSmall(const std::string& value, const std::string& reader, bool evenUnknown) {
    if (graph_.constant(value) != nullptr) return;
    const auto* range = rangeOf(value);
    if (range == nullptr && !evenUnknown) return;
    if (range != nullptr && (range->low > kNear || range->high < -kNear)) return;
    const Message reason(BW_MESSAGE("half.small", "%1 behind it reads values close to 0, which float16 would make 0"),
                         {reader});
    std::vector<std::string> open{value};
    while (!open.empty()) {
      const auto name = std::move(open.back());
      open.pop_back();
      if (graph_.constant(name) != nullptr || !found_.emplace(name, reason).second) continue;
      const int maker = graph_.producer(name);
      if (maker < 0 || !keepsSmallness(graph_.node(maker))) continue;
      for (const auto& input : graph_.node(maker).input()) {
        if (!input.empty()) open.push_back(input);
      }
    }
  }

  const MainGraph& graph_;
  const RangeTable* ranges_;
  std::unordered_map<std::string, Message> found_;
};

}  // namespace

std::unordered_map<std::string, Message> valuesForFloat32(const MainGraph& graph, const RangeTable* ranges) {
  return Search(graph, ranges).run();
}

}  // namespace bitwright
