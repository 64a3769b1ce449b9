// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace bitwright {

class ElidedLabel;

/// The strip on top of a panel: its name, a dim fact beside it, and room for controls on the other side. A rule runs
/// below.
class PanelHeader : public QFrame {
  Q_OBJECT

 public:
  explicit PanelHeader(const QString& title, QWidget* parent = nullptr);

  void setFact(const QString& fact);
  /// Adds a control at the far side.
  void addControl(QWidget* control);
  /// Replaces the title by other things, such as tabs.
  void setLeading(QWidget* leading);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QHBoxLayout* row_;
  QLabel* title_;
  ElidedLabel* fact_;
};

/// What a panel that runs something has on top: its controls, and below them a fact and what changes it.
[[nodiscard]] QVBoxLayout* controlRows(QHBoxLayout* controls, QWidget* fact, QWidget* change);

/// A thin rule between panels.
[[nodiscard]] QFrame* horizontalRule(QWidget* parent);

}  // namespace bitwright
