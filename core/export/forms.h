// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compress.h"
#include "core/export/decode/node_writer.h"
#include "core/export/export.h"
#include "core/export/integer_layers.h"
#include "core/lowering/native_io.h"
#include "core/model/model_edit.h"

namespace bitwright {

/// Entry of metadata_props: how many biases hold other values than the original's, because bias correction changed them.
inline constexpr const char* kCorrectedBiasesKey = "bitwright.corrected_biases";

/// The bytes a tensor takes in a form when it is the only one, at version `opset` of the default domain: payload, scales and tables in their
/// stored widths and, to the byte, the nodes that decode it. In a model, tensors share small constants and take less.
[[nodiscard]] Result<PartBytes> formBytes(const EncodedTensor& encoded, ExportFormat format, std::int64_t opset);

/// What a form did to a model: the bytes of each tensor in inventory order, all 0 for one that stays as it is. What several tensors share is
/// counted for the first of them.
struct FormPlan {
  std::vector<PartBytes> layers;
  std::vector<Message> warnings;
  std::shared_ptr<const IntegerLayers> integers;  ///< null for formats that leave activations alone
  std::shared_ptr<const std::int64_t> moved;      ///< what moveOldConstants() added, once the edited model was measured; null where nothing is moved
  std::shared_ptr<const NativeIo> ends;           ///< filled once the edited model was measured; null where they were not asked for
  [[nodiscard]] PartBytes total() const;
};

/// Writes the nodes that decode `tensor` at a version of the default domain; gives its warnings with the tensor's name in `plan`.
using TensorWriter = std::function<Result<NodeList>(const EncodedTensor& encoded, const WeightTensor& tensor, std::int64_t opset, NameSource& names,
                                                    ConstantPool& pool, FormPlan& plan)>;
/// `model`: the tensors' own.
[[nodiscard]] TensorWriter tensorWriter(ExportFormat format, const Model& model);

/// Replaces every encoded tensor in `edit` by its nodes, and every changed one's values. Large tensors that have `leastInTurns` elements together are decoded in turns (load_turns.h).
[[nodiscard]] Result<FormPlan> applyForm(const ExportOptions& options, const CompressedModel& compressed, ModelEdit& edit, const Job& job);

}  // namespace bitwright
