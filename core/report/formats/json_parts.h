// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/evaluation/results/comparison.h"

// Parts of the comparison's document that are lists or groups of their own. Their member names are a promise.

namespace bitwright {

/// JSON knows neither infinity nor NaN: null, as the contract says where something does not apply.
[[nodiscard]] nlohmann::ordered_json jsonNumber(double value);
[[nodiscard]] nlohmann::ordered_json jsonNumber(const std::optional<double>& value);

/// null for an empty one.
[[nodiscard]] nlohmann::ordered_json textOrNull(const std::string& text);

/// name, shape, sqnr_db, cosine, max_abs_diff, mae, psnr_db, agreement, kl
[[nodiscard]] nlohmann::ordered_json outputsJson(const std::vector<OutputFidelity>& outputs);
/// perplexity, nats and increase, each with _low and _high; tokens, synthesised, ids, logits, kl, kl_999, agreement
[[nodiscard]] nlohmann::ordered_json perplexityJson(const Perplexity& perplexity);
/// class, samples, top1, drop (original − this)
[[nodiscard]] nlohmann::ordered_json classesJson(const Scorecard& original, const Scorecard& card);
/// class, predicted (null: every score was NaN), samples; cells of 0 are left out
[[nodiscard]] nlohmann::ordered_json confusionJson(const ClassResults& classes);
/// id, name, scheme, weights, original_bytes, bytes, bits_per_weight, sqnr_db, integer (null: not known) of the layers
/// of what was exported
[[nodiscard]] nlohmann::ordered_json layersJson(const Scorecard& card);
/// id, op, multiply_accumulates, integer, reason (null: it runs in integers)
[[nodiscard]] nlohmann::ordered_json arithmeticJson(const std::vector<LayerArithmetic>& layers);
/// first, second, metric (top1, agreement: fractions; loss: nats a token), difference (first − second), low, high,
/// p_value, only_first, only_second, samples
[[nodiscard]] nlohmann::ordered_json pairsJson(const Comparison& comparison);

}  // namespace bitwright
