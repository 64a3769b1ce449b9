// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/chip_row.h"

#include <QLabel>
#include <QPainter>
#include <QStyle>

#include <algorithm>

#include "widgets/theme/direction.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

namespace bitwright {

// Painted here rather than by the style sheet, which draws square ends where a radius is more than half of what a
// platform's font leaves.
class ChipLabel : public QLabel {
 public:
  explicit ChipLabel(QWidget* parent) : QLabel(parent) { setTextFormat(Qt::PlainText); }

  void setWarning(bool warning) {
    warning_ = warning;
    update();
  }
  [[nodiscard]] QSize sizeHint() const override {
    const QFontMetrics metrics(labelFont());
    return {metrics.horizontalAdvance(text()) + 2 * scaled(9), std::max(scaled(20), metrics.height() + scaled(4))};
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    const auto& t = tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(warning_ ? mixed(t.panel, t.warn, 0.12) : mixed(t.panel, t.text, 0.06));
    painter.drawRoundedRect(QRectF(rect()), height() / 2.0, height() / 2.0);
    painter.setFont(labelFont());
    painter.setPen(warning_ ? t.warn : t.text);
    painter.drawText(rect(), Qt::AlignCenter, isolated(text()));
  }

 private:
  bool warning_ = false;
};

ChipRow::~ChipRow() = default;

ChipRow::ChipRow(QWidget* parent) : QWidget(parent) {
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void ChipRow::setChips(const std::vector<Chip>& chips) {
  // Labels are kept: a preview replaces their texts many times a second.
  while (labels_.size() > chips.size()) {
    delete labels_.back();
    labels_.pop_back();
  }
  while (labels_.size() < chips.size()) {
    labels_.push_back(new ChipLabel(this));
    labels_.back()->show();
  }
  for (std::size_t i = 0; i < chips.size(); ++i) {
    auto* label = labels_[i];
    label->setWarning(chips[i].warning);
    label->setText(chips[i].text);
    label->setToolTip(chips[i].toolTip);
  }
  arrange(width(), true);
  updateGeometry();
}

int ChipRow::arrange(int width, bool move) const {
  const int gap = scaled(8);
  int x = 0, y = 0, height = 0;
  for (auto* label : labels_) {
    const QSize size = label->sizeHint();
    if (x > 0 && x + size.width() > width) {
      x = 0;
      y += height + scaled(6);
      height = 0;
    }
    if (move) label->setGeometry(QStyle::visualRect(layoutDirection(), rect(), QRect(QPoint(x, y), size)));
    x += size.width() + gap;
    height = std::max(height, size.height());
  }
  return y + height;
}

int ChipRow::heightForWidth(int width) const {
  return std::max(arrange(width, false), scaled(20));
}

QSize ChipRow::sizeHint() const {
  int width = 0;
  for (const auto* label : labels_) width += label->sizeHint().width() + scaled(8);
  return {width, heightForWidth(std::max(width, 1))};
}

QSize ChipRow::minimumSizeHint() const {
  return {scaled(120), scaled(20)};
}

void ChipRow::resizeEvent(QResizeEvent*) {
  arrange(width(), true);
}

}  // namespace bitwright
