// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>
#include <vector>

#include "core/recipe/modifier.h"
#include "core/recipe/spec.h"

class QCheckBox;

namespace bitwright {

class ParameterEditor;

/// Whether a modifier stands in front of the scheme, and its parameters where it does.
class ModifierForm : public QWidget {
  Q_OBJECT

 public:
  /// `modifier` must outlive it (modifiers live as long as the program).
  ModifierForm(const Modifier& modifier, QWidget* parent);

  [[nodiscard]] const Modifier& modifier() const { return modifier_; }
  /// Nothing: not used.
  [[nodiscard]] std::optional<SpecPart> part() const;
  /// Takes its part of `spec`, if there is one; does not signal.
  void setSpec(const SchemeSpec& spec);
  [[nodiscard]] QCheckBox* box() const { return box_; }
  [[nodiscard]] const std::vector<ParameterEditor*>& editors() const { return editors_; }

 Q_SIGNALS:
  /// By the person.
  void edited();

 private:
  void showApplicable();
  [[nodiscard]] ParameterValues values() const;

  const Modifier& modifier_;
  QCheckBox* box_;
  std::vector<ParameterEditor*> editors_;
};

}  // namespace bitwright
