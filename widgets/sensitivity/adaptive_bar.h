// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>
#include <vector>

#include "core/recipe/recipe.h"
#include "core/search/per_layer_choice.h"

class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace bitwright {

/// One bound for all layers, and what of what was measured keeps it: each layer stored as small as its own data allow,
/// as a variant to be added.
class AdaptiveBar : public QWidget {
  Q_OBJECT

 public:
  explicit AdaptiveBar(QWidget* parent = nullptr);

  /// Null, or not complete: there is nothing to choose from yet.
  void setResult(std::shared_ptr<const Sensitivity> result);
  [[nodiscard]] QDoubleSpinBox* bound() const { return bound_; }
  [[nodiscard]] QPushButton* addButton() const { return add_; }
  [[nodiscard]] const std::vector<AdaptiveChoice>& choices() const { return choices_; }

 Q_SIGNALS:
  void wanted(const bitwright::Recipe& recipe);

 private:
  void choose();
  void add();

  QLabel* question_;
  QDoubleSpinBox* bound_;
  QLabel* answer_;
  QPushButton* add_;
  std::shared_ptr<const Sensitivity> result_;
  std::vector<AdaptiveChoice> choices_;
};

}  // namespace bitwright
