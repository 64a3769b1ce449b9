// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace bitwright {

/// A file name for a recipe of this name; what no file system would take, or would hide, is replaced.
[[nodiscard]] QString recipeFileName(const QString& recipeName);
/// Paths in `folder` at which nothing stands, one a recipe.
[[nodiscard]] QStringList freshRecipePaths(const QString& folder, const QStringList& recipeNames);

}  // namespace bitwright
