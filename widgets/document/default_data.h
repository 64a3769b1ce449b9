// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/model/model.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// The DATA a model is compared on where the person named none: "sample" where its one input takes grey images of 28 ×
/// 28 and its output has the sample's ten classes, else empty (inputs are synthesised).
[[nodiscard]] std::string defaultData(const Model& model);
/// What ranges of activations are observed on beside `data`, which a model is judged on: of the sample its training
/// images; of other data a few of them.
[[nodiscard]] DataRequest calibrationData(DataRequest data);

}  // namespace bitwright
