// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

#include "core/base/files/archive.h"
#include "core/base/files/archive_kind.h"
#include "core/export/export.h"
#include "core/recipe/recipe.h"

class QCheckBox;
class QLabel;

namespace bitwright {

class ChoiceControl;

/// The form of the file and whether it is packed, too; under each choice a sentence on what it gives and does not give.
class ExportChoices : public QWidget {
  Q_OBJECT

 public:
  /// `opset`: of the model that is exported by this recipe. Forms it cannot be written in are grey and say why.
  ExportChoices(std::int64_t opset, const Recipe& recipe, QWidget* parent = nullptr);

  [[nodiscard]] ExportFormat format() const;
  [[nodiscard]] std::optional<ArchiveKind> archive() const;
  /// Inputs and outputs in the types that layers at them compute in.
  [[nodiscard]] bool nativeIo() const;
  /// Whether the recipe can be written so.
  [[nodiscard]] bool takes(ExportFormat format) const;
  /// As if the person had chosen it; a form the recipe cannot be written in is not taken.
  void chooseFormat(ExportFormat format);
  void chooseArchive(std::optional<ArchiveKind> archive);
  /// Of a recipe whose layers all compute in floats there is nothing to choose.
  void chooseNativeEnds(bool native);
  /// What is said of the form as chosen, and of what the model's opset means for it.
  [[nodiscard]] QString formatSentence() const;

 Q_SIGNALS:
  /// Another form, or other types at its ends.
  void formatChanged();
  /// With another archive, or none.
  void archiveChanged();

 private:
  void showSentences();
  [[nodiscard]] QString reasonAgainstOthers() const;
  /// The words of the forms that are grey.
  [[nodiscard]] QString refused() const;

  std::int64_t opset_;
  Recipe recipe_;
  ChoiceControl* form_;
  QLabel* formSentence_;
  QCheckBox* ends_;
  QLabel* endsSentence_;
  ChoiceControl* archive_;
  QLabel* archiveSentence_;
};

}  // namespace bitwright
