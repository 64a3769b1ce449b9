// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "core/calibration/range_table.h"
#include "core/compress/compressed_model.h"
#include "core/graph/main_graph.h"

namespace bitwright {

/// How many times as large one part of a value is as another, by what was observed and what is stored: boxes in pixels
/// beside scores in one tensor, say. One scale for both leaves the smaller no levels. 1 where nothing is known.
struct Spread {
  double joined =
      1.0;  ///< of parts that were values of their own, or that were added to values much smaller than they are
  double channels =
      1.0;  ///< of channels that a stored factor, or a layer whose result is given out, makes of different size
  [[nodiscard]] double most() const { return joined > channels ? joined : channels; }
};

/// The spread of every value of a main graph. It passes through whatever moves, picks or maps values one by one, and
/// ends where they are summed by weights, normalized or bounded.
class ValueSpread {
 public:
  ValueSpread(const CompressedModel& compressed, const MainGraph& graph, const RangeTable& ranges);

  [[nodiscard]] Spread of(const std::string& value) const;
  /// The largest size that was observed of a value, or that is stored; 0 where none is known.
  [[nodiscard]] double size(const std::string& value) const;

 private:
  void findGivenOut();
  [[nodiscard]] Spread made(int index) const;
  [[nodiscard]] Spread joined(const std::vector<std::string>& parts) const;
  [[nodiscard]] double channelsOf(int index) const;
  [[nodiscard]] std::string otherOperand(const onnx::NodeProto& node, const WeightTensor*& constant) const;

  const CompressedModel& compressed_;
  const MainGraph& graph_;
  const RangeTable& ranges_;
  std::unordered_map<std::string, Spread> spreads_;
  std::unordered_map<std::string, bool> givenOut_;  ///< values that an output of the graph holds, moved or mapped
};

/// How far a value with one scale of so many bits may be spread: what is left for its smallest part are 4 bits.
[[nodiscard]] inline double mostSpread(int bits) {
  return static_cast<double>(1 << (bits - 4));
}

/// What was observed of a value; where that is nothing, what a Relu or Clip makes of it, as nothing else comes through.
/// Null for none.
[[nodiscard]] const ActivationRange* observedRange(const MainGraph& graph, const RangeTable& ranges,
                                                   const std::string& value);

/// Whether a Softmax gives a value, moved or not. ONNX Runtime fuses that with what quantizes its result, and up
/// to 1.30 its kernel does not saturate: shares beyond the observed ones would come out as small ones. Its scale has to
/// cover all there can be, 0 to 1.
[[nodiscard]] bool areShares(const MainGraph& graph, const std::string& value);

}  // namespace bitwright
