// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/data/class_balance_view.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

constexpr int kBarHeight = 44;

}  // namespace

QString className(const ClassCount& entry) {
  const QString number = QString::number(entry.label);
  return entry.name.empty() ? number : QStringLiteral("%1 %2").arg(number, QString::fromStdString(entry.name));
}

ClassBalanceView::ClassBalanceView(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Samples of each class"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ClassBalanceView::setClasses(std::vector<ClassCount> classes) {
  classes_ = std::move(classes);
  setAccessibleDescription(sentence());
  setVisible(!classes_.empty());
  update();
}

QString ClassBalanceView::sentence() const {
  if (classes_.empty()) return tr("no labels");
  const auto [fewest, most] = std::minmax_element(
      classes_.begin(), classes_.end(), [](const ClassCount& a, const ClassCount& b) { return a.samples < b.samples; });
  const QString classes = tr("%n class(es)", nullptr, static_cast<int>(classes_.size()));
  if (fewest->samples == most->samples) return tr("%1 of %2 samples each").arg(classes, formatCount(fewest->samples));
  return tr("%1 of %2 to %3 samples").arg(classes, formatCount(fewest->samples), formatCount(most->samples));
}

QSize ClassBalanceView::sizeHint() const {
  return {scaled(200), scaled(kBarHeight)};
}

int ClassBalanceView::classAt(int x) const {
  if (classes_.empty() || x < 0 || x >= width()) return -1;
  const int at = static_cast<int>(static_cast<std::int64_t>(x) * static_cast<std::int64_t>(classes_.size()) /
                                  std::max(1, width()));
  return layoutDirection() == Qt::RightToLeft ? static_cast<int>(classes_.size()) - 1 - at : at;
}

void ClassBalanceView::paintEvent(QPaintEvent*) {
  if (classes_.empty()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  std::int64_t most = 1;
  for (const auto& entry : classes_) most = std::max(most, entry.samples);
  const double each = static_cast<double>(width()) / static_cast<double>(classes_.size());
  const double gap = std::min(static_cast<double>(scaled(3)), each / 4.0);
  for (std::size_t at = 0; at < classes_.size(); ++at) {
    const auto place = layoutDirection() == Qt::RightToLeft ? classes_.size() - 1 - at : at;
    const double share = static_cast<double>(classes_[at].samples) / static_cast<double>(most);
    const double tall = std::max(1.0, share * height());
    painter.setBrush(tokens().accent);
    painter.setPen(Qt::NoPen);
    const QRectF bar(static_cast<double>(place) * each + gap / 2.0, height() - tall, each - gap, tall);
    painter.drawRoundedRect(bar, std::min(2.0, bar.width() / 2.0), std::min(2.0, bar.height() / 2.0));
  }
}

bool ClassBalanceView::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int at = classAt(help->pos().x());
    if (at >= 0) {
      const auto& entry = classes_[static_cast<std::size_t>(at)];
      QToolTip::showText(help->globalPos(),
                         tr("%1: %2 samples", "class and count").arg(className(entry), formatCount(entry.samples)),
                         this);
      return true;
    }
  }
  return QWidget::event(event);
}

}  // namespace bitwright
