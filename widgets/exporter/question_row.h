// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace bitwright {

/// A question inside a dialog, with its two answers beside it; hidden while there is none.
class QuestionRow : public QFrame {
  Q_OBJECT

 public:
  QuestionRow(const QString& yes, const QString& no, QWidget* parent = nullptr);

  void ask(const QString& question);
  [[nodiscard]] bool isAsking() const { return !isHidden(); }

 Q_SIGNALS:
  void accepted();
  /// Hidden again.
  void declined();

 private:
  QLabel* text_;
};

}  // namespace bitwright
