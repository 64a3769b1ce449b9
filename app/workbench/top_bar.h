// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QAction;
class QHBoxLayout;
class QPushButton;
class QMenu;

namespace bitwright {

class Document;
class ElidedLabel;

/// The strip on top of the window: what is open, and the few things done with it. Buttons show actions; nothing is
/// decided here.
class TopBar : public QFrame {
  Q_OBJECT

 public:
  explicit TopBar(Document* document, QWidget* parent = nullptr);

  void addLeading(QAction* action, bool iconOnly);
  void addTrailing(QAction* action, bool primary);
  void setMenu(QMenu* menu);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] QPushButton* buttonFor(QAction* action, bool iconOnly);
  void showFile();

  Document* document_;
  QHBoxLayout* leading_;
  QHBoxLayout* trailing_;
  ElidedLabel* file_;
  ElidedLabel* facts_;
};

}  // namespace bitwright
