// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/calibration/range_table.h"
#include "core/compress/compressed_model.h"
#include "core/export/format/integer_layers.h"

namespace bitwright {

/// The layers of a model that compute in float16, beside those of `integers`, which may be null. Holds while the
/// compressed model does. `ranges` of its values: null where none were observed.
[[nodiscard]] std::shared_ptr<IntegerLayers> planFloat16Layers(const CompressedModel& compressed,
                                                               const RangeTable* ranges,
                                                               std::shared_ptr<IntegerLayers> integers);

}  // namespace bitwright
