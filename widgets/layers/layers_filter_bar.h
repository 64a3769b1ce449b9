// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace bitwright {

class LayersFilter;

/// What hides rows of the layers table: a line of words or an expression, and an operator; and whether the rows are
/// a tree. An expression that is broken
/// says so below.
class LayersFilterBar : public QWidget {
  Q_OBJECT

 public:
  explicit LayersFilterBar(LayersFilter* filter, QWidget* parent = nullptr);

  void focusLine();
  void clear();
  /// Operators to choose from, each with its number of layers; the choice stays where it is still there.
  void setOperators(const QMap<QString, int>& operators);
  /// Whether there is a tree to choose; which of the two is shown is kept between sessions.
  void offerTree(bool offered);
  [[nodiscard]] bool wantsTree() const;

 Q_SIGNALS:
  void treeWanted(bool tree);
  void changed();
  /// The person is done typing and wants the rows.
  void rowsWanted();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void apply();

  LayersFilter* filter_;
  QLineEdit* line_;
  QToolButton* expression_;
  QToolButton* tree_;
  QComboBox* operators_;
  QLabel* problem_;
};

}  // namespace bitwright
