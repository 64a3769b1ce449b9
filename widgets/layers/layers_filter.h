// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace bitwright {

/// The rows that match every word of the filter line, without those that cannot be compressed unless asked for.
class LayersFilter : public QSortFilterProxyModel {
  Q_OBJECT

 public:
  explicit LayersFilter(QObject* parent = nullptr);

  void setWords(const QString& text);
  void setShowAll(bool all);

 protected:
  [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

 private:
  QStringList words_;
  bool showAll_ = false;
};

}  // namespace bitwright
