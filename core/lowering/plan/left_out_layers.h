// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/compress/compressed_model.h"
#include "core/graph/main_graph.h"
#include "core/lowering/plan/float_fallback.h"
#include "core/recipe/activation_choice.h"

namespace bitwright {

/// Adds to `floats` the layers that ask for integers and that no plan looked at, with the reason: they stand in a
/// branch or a local function, or are of an operator that no form says in integers. `computes`: whether that node of
/// the main graph does; `standard` is what layers without an `act` part get.
void addLeftOutLayers(const CompressedModel& compressed, const MainGraph& graph, const ActivationChoice& standard,
                      const std::function<bool(int)>& computes, std::vector<FloatFallback>& floats);

/// One sentence for whoever asked for integers or float16 and gets floats: how many of the layers that ask do not
/// compute so, and why. Nothing where all do. `floats` says why by layer id. Layers that pick values, as an embedding
/// does, do not count.
[[nodiscard]] std::optional<Message> floatsSummary(const CompressedModel& compressed,
                                                   const std::vector<FloatFallback>& floats,
                                                   const ActivationChoice& standard,
                                                   const std::function<bool(int)>& computes);

}  // namespace bitwright
