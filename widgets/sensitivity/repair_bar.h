// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "widgets/sensitivity/repairs.h"

class QGridLayout;
class QLabel;
class QPushButton;

namespace bitwright {

/// The repairs of one layer as buttons, each with what it was measured to do and what it costs. Their numbers are the
/// keys that press them, in the panel around.
class RepairBar : public QWidget {
  Q_OBJECT

 public:
  explicit RepairBar(QWidget* parent = nullptr);

  /// `now`: what the layer does as it is stored; null: not known.
  void setRepairs(const QString& title, const LayerScore* now, std::vector<Repair> repairs);
  /// Where there is nothing to offer.
  void setSentence(const QString& sentence);
  [[nodiscard]] const std::vector<Repair>& repairs() const { return repairs_; }
  void choose(std::size_t index);

 Q_SIGNALS:
  void chosen(const bitwright::Repair& repair);

 private:
  [[nodiscard]] static QString kindText(Repair::Kind kind);

  QLabel* title_;
  QLabel* sentence_;
  QGridLayout* grid_;
  std::vector<QPushButton*> buttons_;
  std::vector<Repair> repairs_;
};

}  // namespace bitwright
