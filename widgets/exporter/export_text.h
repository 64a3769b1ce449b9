// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "core/compress/compressed_model.h"
#include "core/export/export.h"
#include "core/model/model.h"
#include "core/recipe/recipe.h"

namespace bitwright {

/// MODEL-variant.onnx beside the model.
[[nodiscard]] QString suggestedTarget(const Model& model, const Recipe& recipe);
/// "Verified: 10 of 10 tensors identical, outputs within 3e−7".
[[nodiscard]] QString verifiedSentence(const ExportResult& result);
/// The figures of the three checks, where they hold: "10 tensors, 0 values differ", "outputs within 3e−7 of those of
/// the decoded weights; 1 made-up sample", "with default optimizations, on this processor, 31.4 dB from what it means;
/// at worst 24.0 dB, in logits, index 3 of axis 1".
[[nodiscard]] QString decodesText(const Verification& verification);
[[nodiscard]] QString meansText(const Verification& verification);
[[nodiscard]] QString runsText(const Verification& verification);
/// What the inputs and outputs became, a line each, where that was asked for: "Input image: uint8, value = 0.00392 ·
/// (element − 0)".
[[nodiscard]] QStringList endLines(const ExportResult& result);
/// What the person should know of this export, a line each: warnings, layers that stayed as they are and, where
/// activations are quantized, nodes that compute in floats all the same.
[[nodiscard]] QStringList warningLines(const CompressedModel& compressed, const ExportResult& result);

}  // namespace bitwright
