// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/export/verify/reopened_model.h"

namespace bitwright {

/// What stands for a weight of a file that only its packed readers decode: the reader itself, fed so that it gives the
/// weight. A GatherBlockQuantized is asked for all rows; a MatMulNBits, without rounding, multiplies the identity; of a
/// Gather of integers what makes floats of the rows is applied to all.
class PackedProbe {
 public:
  /// Of `tensor` of the original, by the nodes that read what is stored under its name now. Nothing where that are no
  /// such nodes, or they do not all say the same.
  [[nodiscard]] static std::shared_ptr<const PackedProbe> of(const ReopenedModel& written, const Model& original,
                                                             const WeightTensor& tensor);

  /// The value that is the weight.
  [[nodiscard]] const std::string& value() const { return nodes_.back().output(0); }
  /// Names of the main graph of `written`, and the probe's own, of which what it is fed is made when it is asked for:
  /// it may be larger than the weight, and probes are kept. Holds while both do.
  [[nodiscard]] DecodeScope namesIn(const ReopenedModel& written) const;

 private:
  /// Of a table that standard operators look up: the operators behind the lookup, on all of it.
  [[nodiscard]] static std::shared_ptr<const PackedProbe> ofTable(const ReopenedModel& written,
                                                                  const WeightTensor& tensor);
  [[nodiscard]] std::string fedName() const;
  [[nodiscard]] std::vector<std::byte> fedBytes() const;

  std::vector<onnx::NodeProto> nodes_;
  std::int64_t fedSize_ = 0;  ///< rows asked for
  bool product_ = false;      ///< as the identity; else as their numbers
};

}  // namespace bitwright
