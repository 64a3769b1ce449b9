// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QStringList>

#include <optional>
#include <vector>

#include "widgets/document/layer_outcome.h"

class QLabel;

namespace bitwright {

/// What the form would do to the layer that is looked at, in figures.
class OutcomeCard : public QFrame {
  Q_OBJECT

 public:
  explicit OutcomeCard(QWidget* parent = nullptr);

  /// Nothing: still being computed; the old figures stay, dimmed.
  void setOutcome(const std::optional<LayerOutcome>& outcome);
  /// Names and values of the rows that are shown, without markup.
  [[nodiscard]] QStringList lines() const;

 private:
  /// A row; gives the label of its value.
  QLabel* add(const QString& name, const QString& help);
  void showParts(const LayerOutcome& outcome);

  std::vector<QLabel*> values_;  ///< a row each, from the top
  QLabel* bytes_;
  QLabel* parts_;
  QLabel* positions_;
  QLabel* shared_;
  QLabel* bits_;
  QLabel* sqnr_;
};

}  // namespace bitwright
