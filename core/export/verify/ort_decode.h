// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/export/interpreter/interpreter.h"
#include "core/export/verify/packed_probe.h"
#include "core/export/verify/reopened_model.h"

namespace bitwright {

/// A weight the interpreter decoded from a file.
struct DecodedWeight {
  std::size_t tensor = 0;  ///< index in the original's Model::tensors()
  std::size_t scope = 0;   ///< where it stands in the exported model
  std::int64_t opset = 0;  ///< of the default domain there
  std::string name;
  Interpreted interpreted;
  std::shared_ptr<const PackedProbe> probe = nullptr;  ///< where its readers alone decode it

  [[nodiscard]] DecodeScope namesIn(const ReopenedModel& exported) const {
    return probe ? probe->namesIn(exported) : exported.namesIn(scope);
  }
};

/// Values handed to one run of the engine, so that neither its file nor its outputs grow without bound; whoever decodes
/// a whole file has so many counted at a time.
inline constexpr std::int64_t kDecodedAtOnce = std::int64_t{1} << 25;

/// Puts the decode nodes of `weights` alone into a model of their own, runs that in ONNX Runtime and counts the values
/// that are not what the interpreter found. NaN agrees with NaN: which one it is, processors decide.
[[nodiscard]] Result<std::int64_t> countEngineDifferences(const ReopenedModel& exported,
                                                          const std::vector<DecodedWeight>& weights, const Job& job);

}  // namespace bitwright
