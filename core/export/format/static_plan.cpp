// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/format/static_plan.h"

#include <utility>

#include "core/export/format/dequantize_graph.h"
#include "core/export/format/format.h"
#include "core/lowering/plan/raised_scales.h"

namespace bitwright {

namespace {

/// What was observed, of what is smoothed what it became, and over it what the recipe sets by hand.
RangeTable rangesOf(const ExportOptions& options, const CompressedModel& compressed) {
  const auto& plan = compressed.recipe.activations;
  RangeTable ranges = options.ranges ? *options.ranges : RangeTable{};
  for (const auto& name : compressed.scaled.unknown) ranges.erase(name);
  for (const auto& [name, range] : compressed.scaled.ranges) ranges[name] = range;
  for (const auto& [name, range] : plan.ranges) ranges[name] = {name, range.low, range.high};
  return ranges;
}

IntegerPlan planWith(const ExportOptions& options, const CompressedModel& compressed, const MainGraph& graph,
                     RaisedScales* raised) {
  const auto standard = standardChoice(compressed.recipe.activations.mode);
  const IntegerTarget form{options.format == ExportFormat::qoperator, options.nativeIo};
  return planIntegers(compressed, graph, rangesOf(options, compressed), standard, form, raised, options.left);
}

}  // namespace

IntegerPlan planStatic(const ExportOptions& options, const CompressedModel& compressed) {
  return planWith(options, compressed, mainGraph(*compressed.model), nullptr);
}

CompressedModel fittedToIntegers(const ExportOptions& options, const CompressedModel& compressed) {
  if (!needsRanges(options.format)) return compressed;
  RaisedScales raised;
  static_cast<void>(planWith(options, compressed, mainGraph(*compressed.model), &raised));
  return raised.least.empty() ? compressed : withScalesRaised(compressed, raised);
}

MessageText staticOpsetSupport(std::int64_t opset) {
  if (opset < kDequantizeOpset)
    return BW_MESSAGE("opset.ranges.lifted",
                      "Opset %1 is lifted to 10, which has integers; where it cannot be, every layer stays in floats.");
  if (opset < kAxisOpset)
    return BW_MESSAGE("opset.ranges.tensor",
                      "Opset %1 stays: a scale for each channel uses DequantizeLinear of the domain com.microsoft.");
  if (opset < kBlockOpset)
    return BW_MESSAGE("opset.ranges.bytes",
                      "Opset %1 stays: 16-bit activations use QuantizeLinear of the domain com.microsoft.");
  return BW_MESSAGE("opset.ranges.all", "Opset %1 stays: it has 8- and 16-bit types and a scale for each channel.");
}

}  // namespace bitwright
