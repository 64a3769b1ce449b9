// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace bitwright {

/// The row under the layers table: what is summed, and its figures in two lines.
class TotalsRow : public QWidget {
  Q_OBJECT

 public:
  struct Texts {
    QString title;
    QString count;
    QString weights;
    QString bits;
    QString bytes;
    QString ratio;
    QString help;  ///< what the bytes are
  };

  explicit TotalsRow(QWidget* parent = nullptr);
  void setTexts(const Texts& texts);

 private:
  QLabel* title_;
  QLabel* count_;
  QLabel* weights_;
  QLabel* bits_;
  QLabel* bytes_;
  QLabel* ratio_;
};

}  // namespace bitwright
