// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QFrame>

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

 private:
  QLabel* bytes_;
  QLabel* parts_;
  QLabel* bits_;
  QLabel* sqnr_;
};

}  // namespace bitwright
