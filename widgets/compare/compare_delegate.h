// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace bitwright {

class CompareModel;

/// Paints the comparison: sizes as bars in proportion, speed and accuracy as a dot with its interval on an axis all
/// rows share.
class CompareDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  CompareDelegate(const CompareModel* model, QObject* parent);

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const override;

 private:
  const CompareModel* model_;
};

}  // namespace bitwright
