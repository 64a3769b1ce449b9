// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <map>
#include <string>
#include <vector>

#include "core/recipe/spec.h"

class QVBoxLayout;

namespace bitwright {

class ChoiceControl;
class ModifierForm;
class ParameterEditor;

/// Family and parameters of a scheme, and the modifiers in front of it. Everything follows from `allSchemes()`,
/// `allModifiers()` and their parameters.
class SchemeForm : public QWidget {
  Q_OBJECT

 public:
  explicit SchemeForm(QWidget* parent = nullptr);

  /// The spec as the form stands: parameters that apply and are not at their defaults (and bits, which people look
  /// for).
  [[nodiscard]] SchemeSpec spec() const;
  /// Shows `spec` without signalling.
  void setSpec(const SchemeSpec& spec);
  [[nodiscard]] const Scheme& scheme() const { return *scheme_; }
  [[nodiscard]] const std::vector<ParameterEditor*>& editors() const { return editors_; }
  [[nodiscard]] const std::vector<ModifierForm*>& modifiers() const { return modifiers_; }

 Q_SIGNALS:
  /// By the person.
  void edited();

 private:
  void chooseScheme(const Scheme* scheme);
  void showApplicable();
  void remember();
  void showColours();
  [[nodiscard]] ParameterValues values() const;

  const Scheme* scheme_;
  ChoiceControl* family_;
  QVBoxLayout* column_;
  QVBoxLayout* parameters_;
  std::vector<ModifierForm*> modifiers_;
  std::vector<ParameterEditor*> editors_;
  std::map<std::string, ParameterValues, std::less<>>
      remembered_;  ///< by scheme id: what was set before another family was tried
};

}  // namespace bitwright
