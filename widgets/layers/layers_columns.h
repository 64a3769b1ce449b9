// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QMenu;
class QTableView;

namespace bitwright {

/// Which columns the layers table shows, in which order and how wide; the choice is the person's and kept between
/// sessions.
class LayersColumns : public QObject {
  Q_OBJECT

 public:
  explicit LayersColumns(QTableView* table);

  /// A check for each column, and the way back to those shown at first.
  void fillChooser(QMenu* menu);
  /// The columns to sort by, for the keyboard.
  void fillSorting(QMenu* menu);
  /// Room for names as long as `widest`, as far as the other columns can spare it.
  void setNameWidth(int widest);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void restore();
  void save() const;
  void showAtFirst();
  void setShown(int column, bool shown);
  void fit();

  QTableView* table_;
};

}  // namespace bitwright
