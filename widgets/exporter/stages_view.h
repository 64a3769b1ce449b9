// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "core/evaluation/size/size_breakdown.h"

class QLabel;

namespace bitwright {

/// What each stage on the way from floats to packed codes saves: a row a stage, its size as a bar in proportion to the
/// original's, in bytes and as a ratio.
class StagesView : public QWidget {
  Q_OBJECT

 public:
  explicit StagesView(QWidget* parent = nullptr);

  /// In the order they follow each other; the first is the original.
  void setStages(const std::vector<SizeStage>& stages);
  [[nodiscard]] int rowCount() const { return static_cast<int>(rows_.size()); }
  /// Name, bytes and ratio of a row, as they are shown.
  [[nodiscard]] QStringList rowTexts(int row) const;

 private:
  struct Row {
    QLabel* name = nullptr;
    QWidget* bar = nullptr;
    QLabel* bytes = nullptr;
    QLabel* ratio = nullptr;
  };
  std::vector<Row> rows_;
};

}  // namespace bitwright
