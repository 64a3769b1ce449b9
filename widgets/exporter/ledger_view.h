// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "core/export/export.h"

class QLabel;

namespace bitwright {

/// Where the bytes of a file are, a line a part, with the total and how much smaller it is.
class LedgerView : public QWidget {
  Q_OBJECT

 public:
  static constexpr int kColumnGap = 16;  ///< between its columns, unscaled
  static constexpr int kLastColumn =
      56;  ///< width of the last one, at least: the table of stages below stands in line with it

  explicit LedgerView(QWidget* parent = nullptr);

  /// `written`: the bytes are those of a file that stands; else of one that would be written.
  void setResult(const ExportResult& result, bool written);
  /// Not known (yet).
  void clear();
  [[nodiscard]] QString totalText() const;

 private:
  struct Line {
    QLabel* name = nullptr;
    QLabel* bytes = nullptr;
    QLabel* share = nullptr;
  };
  Line addLine(const QString& name, bool total);
  static void show(const Line& line, std::uint64_t bytes, std::uint64_t whole);

  QLabel* headline_;
  QLabel* ratio_;
  std::vector<Line> parts_;
  Line total_;
};

}  // namespace bitwright
