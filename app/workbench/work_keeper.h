// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <vector>

#include "widgets/document/unsaved_work.h"

namespace bitwright {

class ComparisonPanel;
class Document;
class SearchRun;
class SensitivityRun;
struct Error;
struct Recipe;

/// Knows what of a window's work is on no file, saves recipes, and asks before anything of it is given up.
class WorkKeeper : public QObject {
  Q_OBJECT

 public:
  struct Sources {
    Document* document;
    ComparisonPanel* comparison;
    const SensitivityRun* sensitivity;
    const SearchRun* search;
  };
  WorkKeeper(const Sources& sources, QWidget* window);

  [[nodiscard]] UnsavedWork unsaved() const;
  [[nodiscard]] bool mayClose();
  /// Asked twice: before a model is read, and, as a person may work on meanwhile, when it is there. What they agreed to
  /// lose is not asked for again.
  [[nodiscard]] bool mayOpenAnother();
  [[nodiscard]] bool mayReplaceModel();

  void chooseRecipeTarget();
  /// The active variant's.
  void saveRecipe(const QString& path);

 Q_SIGNALS:
  void failed(const bitwright::Error& error);
  void recipeSaved(const QString& path);

 private:
  [[nodiscard]] bool mayDiscard(const QString& question);
  /// False: they were not all written.
  [[nodiscard]] bool saveRecipes(const std::vector<quint64>& variants);
  [[nodiscard]] bool write(quint64 variant, const QString& path);
  /// Where a person wants it; empty: nowhere.
  [[nodiscard]] QString targetFor(const Recipe& recipe);
  [[nodiscard]] QString modelFolder() const;

  Sources from_;
  QWidget* window_;
  UnsavedWork givenUp_;
  bool unreported_ = false;
};

}  // namespace bitwright
