// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QSortFilterProxyModel>

namespace bitwright {

/// The rows that match the filter line, as words or as a regular expression, and the chosen operator; without those
/// that cannot be compressed unless asked for.
class LayersFilter : public QSortFilterProxyModel {
  Q_OBJECT

 public:
  explicit LayersFilter(QObject* parent = nullptr);

  /// Every word occurs in a row's name, path, operator or scheme.
  void setWords(const QString& text);
  /// The expression matches one of them; one that is broken leaves the rows as they are and says so in `problem`.
  /// Empty: all.
  void setExpression(const QString& pattern);
  /// Empty: all.
  void setOperator(const QString& op);
  void setShowAll(bool all);

  /// What is wrong with the expression; empty where nothing is.
  [[nodiscard]] QString problem() const;
  /// Whether anything but `setShowAll` may hide rows.
  [[nodiscard]] bool isActive() const;
  /// Whether words or an expression may.
  [[nodiscard]] bool isSeeking() const;

 Q_SIGNALS:
  /// What is asked for has changed, and the rows with it.
  void refiltered();

 protected:
  [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

 private:
  void refilter();

  QStringList words_;
  QRegularExpression expression_;
  QString broken_;
  QString operator_;
  bool showAll_ = false;
  mutable int givenUp_ = 0;  ///< rows the expression took too many steps for
};

}  // namespace bitwright
