// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <vector>

#include "widgets/document/variants_state.h"

class QWidget;

namespace bitwright {

/// What would be gone with the document.
struct UnsavedWork {
  VariantsState state;           ///< as it is now: what a person agreed to lose is not what came later
  std::vector<quint64> recipes;  ///< variants whose recipe stands on no file as it is
  bool otherChoices = false;     ///< the variants are others than on opening, in what no recipe file holds
  QStringList results;           ///< what was measured and written nowhere, by name

  [[nodiscard]] bool isNothing() const { return recipes.empty() && !otherChoices && results.isEmpty(); }
  friend bool operator==(const UnsavedWork&, const UnsavedWork&) = default;
};

enum class DiscardAnswer { saveRecipes, discard, cancel };

/// Asks, modally. `question` says what is about to happen.
[[nodiscard]] DiscardAnswer askBeforeDiscarding(QWidget* parent, const QString& question, const UnsavedWork& work);

}  // namespace bitwright
