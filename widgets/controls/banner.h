// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace bitwright {

/// One line above the work that says what went wrong, until it is dismissed or something newer happens. Never modal.
class Banner : public QFrame {
  Q_OBJECT

 public:
  explicit Banner(QWidget* parent = nullptr);

  void showMessage(const QString& message);
  [[nodiscard]] QString message() const;

 private:
  QLabel* text_;
};

}  // namespace bitwright
