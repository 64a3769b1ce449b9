// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/segmented_control.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QRadioButton>

#include "widgets/theme/direction.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

class Segment : public QRadioButton {
 public:
  Segment(const QString& label, QWidget* parent) : QRadioButton(label, parent) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
  }

  [[nodiscard]] QSize sizeHint() const override {
    return {QFontMetrics(emphasised(font())).horizontalAdvance(text()) + scaled(14), scaled(28)};
  }
  [[nodiscard]] QSize minimumSizeHint() const override {
    return {QFontMetrics(font()).horizontalAdvance(text()) + scaled(6), scaled(28)};
  }

 protected:
  [[nodiscard]] bool hitButton(const QPoint& at) const override { return rect().contains(at); }
  void enterEvent(QEnterEvent*) override { update(); }
  void leaveEvent(QEvent*) override { update(); }
  void paintEvent(QPaintEvent*) override {
    const auto& t = tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isChecked())
      painter.fillRect(rect(), t.accentSoft);
    else if (underMouse() && isEnabled())
      painter.fillRect(rect(), mixed(t.panel, t.text, 0.04));
    if (hasFocus()) {
      painter.setPen(t.accent);
      painter.setBrush(Qt::NoBrush);
      painter.drawRoundedRect(QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5), 4, 4);
    }
    painter.setFont(isChecked() ? emphasised(font()) : font());
    painter.setPen(!isEnabled() ? t.faint : isChecked() ? t.accent : t.dim);
    painter.drawText(rect(), Qt::AlignCenter,
                     isolated(QFontMetrics(painter.font()).elidedText(text(), Qt::ElideRight, width() - 4)));
  }
};

}  // namespace

SegmentedControl::SegmentedControl(QWidget* parent) : QWidget(parent) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(1, 1, 1, 1);
  row->setSpacing(1);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void SegmentedControl::setChoices(const QStringList& labels) {
  for (auto* segment : segments_) delete segment;
  segments_.clear();
  for (const auto& label : labels) {
    auto* segment = new Segment(label, this);
    layout()->addWidget(segment);
    const int index = count();
    segments_.push_back(segment);
    connect(segment, &QRadioButton::clicked, this, [this, index] { Q_EMIT chosen(index); });
  }
}

void SegmentedControl::setToolTips(const QStringList& tips) {
  for (int i = 0; i < count() && i < tips.size(); ++i) segments_[static_cast<std::size_t>(i)]->setToolTip(tips[i]);
}

void SegmentedControl::setChoiceEnabled(int index, bool enabled, const QString& tip) {
  if (index < 0 || index >= count()) return;
  segments_[static_cast<std::size_t>(index)]->setEnabled(enabled);
  segments_[static_cast<std::size_t>(index)]->setToolTip(tip);
}

int SegmentedControl::current() const {
  for (int i = 0; i < count(); ++i) {
    if (segments_[static_cast<std::size_t>(i)]->isChecked()) return i;
  }
  return -1;
}

void SegmentedControl::setCurrent(int index) {
  if (index >= 0 && index < count()) segments_[static_cast<std::size_t>(index)]->setChecked(true);
}

void SegmentedControl::paintEvent(QPaintEvent*) {
  const auto& t = tokens();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(t.line);
  painter.setBrush(t.panel);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), scaled(6), scaled(6));
  for (std::size_t i = 1; i < segments_.size(); ++i) {
    const auto* right = segments_[layoutDirection() == Qt::LeftToRight ? i : i - 1];
    painter.drawLine(QPointF(right->x() - 0.5, 1), QPointF(right->x() - 0.5, height() - 1));
  }
}

}  // namespace bitwright
