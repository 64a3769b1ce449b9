// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRgb>
#include <QtGlobal>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/recipe/recipe.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// A colour a person gave a variant: one of the theme's series, which are other ones in light and dark, or any.
struct ChosenColour {
  int series = 0;  ///< 1–5; 0: `own`
  QRgb own = 0;
  friend bool operator==(const ChosenColour&, const ChosenColour&) = default;
};

/// One way of compressing the model: a named recipe, or a finished file that someone made of it by other means. The id
/// never changes and is never used again, so results find their variant after any undo.
struct Variant {
  quint64 id = 0;
  Recipe recipe;                         ///< of a finished file its name alone
  std::filesystem::path file{};          ///< empty: made here, by the recipe
  std::optional<ChosenColour> colour{};  ///< none: that of its place among the variants
  friend bool operator==(const Variant&, const Variant&) = default;
};

/// All of a document that can be undone, as one plain value. One variant is always active: the one that is looked at
/// and edited.
struct VariantsState {
  std::vector<Variant> variants;
  quint64 active = 0;
  std::optional<DataRequest> calibration{};  ///< what ranges of activations are observed on, where the person chose it:
                                             ///< it decides what is written

  [[nodiscard]] const Variant* find(quint64 id) const {
    const auto at = std::find_if(variants.begin(), variants.end(), [id](const Variant& v) { return v.id == id; });
    return at == variants.end() ? nullptr : &*at;
  }
  friend bool operator==(const VariantsState&, const VariantsState&) = default;
};

}  // namespace bitwright
