// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

namespace bitwright {

class ChipLabel;

/// One short fact in a rounded box.
struct Chip {
  QString text;
  QString toolTip;
  bool warning = false;
};

/// Facts side by side, in a second row where one is too narrow.
class ChipRow : public QWidget {
  Q_OBJECT

 public:
  explicit ChipRow(QWidget* parent = nullptr);
  ~ChipRow() override;

  void setChips(const std::vector<Chip>& chips);
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  int arrange(int width, bool move) const;

  std::vector<ChipLabel*> labels_;
};

}  // namespace bitwright
