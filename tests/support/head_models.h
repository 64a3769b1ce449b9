// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "tests/support/model_builder.h"

namespace bitwright::test {

/// A small network whose results hold values of different meaning and size side by side: what each is stands in its
/// name.
struct HeadModel {
  std::string name;
  ModelBuilder model;
  int columns = 1;  ///< the axis of its output along which they differ
};

/// Detectors, a segmentation with depth, a pose head, regressions: boxes in pixels beside scores, distances by softmax
/// around anchors, factors by column.
[[nodiscard]] std::vector<HeadModel> headModels();

/// Attention with an additive mask of that value where it hides, stored (at opset 13), or made by Where of a stored
/// one.
[[nodiscard]] ModelBuilder maskedModel(float hidden, bool made);

}  // namespace bitwright::test
