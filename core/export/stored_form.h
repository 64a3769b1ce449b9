// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "core/compress/compressed_model.h"
#include "core/export/export.h"

namespace bitwright {

/// Lets layers that a form stores in no fewer bytes than they take as floats, the nodes that decode them included, stay
/// floats, and says so for each. What several layers share is paid for by all of them. Layers that compute in integers
/// or float16 stay what they are: what is stored there serves arithmetic. To have every layer encoded, export what
/// compress() gives.
[[nodiscard]] Result<void> keepWhatDoesNotPay(CompressedModel& compressed, const ExportOptions& options,
                                              const Job& job);

/// All that a recipe asks for, as it is written by `options`: compresses, keeps as floats what does not pay, and fits
/// to `data` what asks for it.
[[nodiscard]] Result<CompressedModel> compressFor(const ExportOptions& options,
                                                  const std::shared_ptr<const Model>& model, const Recipe& recipe,
                                                  const DataRequest& data, const Job& job);

/// What to say of a file that is larger than its model: the layers for which their form does not pay. Nothing where it
/// is not larger.
[[nodiscard]] std::optional<Message> growthWarning(const CompressedModel& compressed, const ExportResult& exported);

}  // namespace bitwright
