// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporter/stages_view.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QStyle>

#include <algorithm>

#include "widgets/exporter/ledger_view.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

/// A share of a whole; the original in its own colour.
class ShareBar : public QWidget {
 public:
  ShareBar(double share, bool original, QWidget* parent) : QWidget(parent), share_(share), original_(original) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setMinimumWidth(scaled(80));
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    const auto& t = tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double thick = scaled(8);
    const double length = std::clamp(share_ * width(), 2.0, static_cast<double>(width()));
    const double left = layoutDirection() == Qt::LeftToRight ? 0.0 : width() - length;
    painter.setBrush(original_ ? t.original : t.accent);
    painter.drawRoundedRect(QRectF(left, (height() - thick) / 2, length, thick), std::min(length, scaled(4) * 1.0) / 2,
                            scaled(2));
  }

 private:
  double share_;
  bool original_;
};

}  // namespace

StagesView::StagesView(QWidget* parent) : QWidget(parent) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(scaled(LedgerView::kColumnGap));
  grid->setVerticalSpacing(scaled(4));
  grid->setColumnStretch(1, 1);
  grid->setColumnMinimumWidth(3, scaled(LedgerView::kLastColumn));
}

void StagesView::setStages(const std::vector<SizeStage>& stages) {
  auto* grid = static_cast<QGridLayout*>(layout());
  for (const auto& row : rows_) {
    for (QWidget* part :
         {static_cast<QWidget*>(row.name), row.bar, static_cast<QWidget*>(row.bytes), static_cast<QWidget*>(row.ratio)})
      delete part;
  }
  rows_.clear();
  if (stages.empty()) return;
  const auto whole = static_cast<double>(std::max<std::uint64_t>(1, stages.front().fileBytes));
  std::uint64_t largest = 1;  // a stage may be larger than the original
  for (const auto& stage : stages) largest = std::max(largest, stage.fileBytes);
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const auto bytes = stages[i].fileBytes;
    const QString name = translated(stageName(stages[i].kind));
    const bool last = i + 1 == stages.size();
    Row row{new QLabel(name, this),
            new ShareBar(static_cast<double>(bytes) / static_cast<double>(largest), i == 0, this),
            new QLabel(formatExactBytes(bytes), this),
            new QLabel(formatRatio(whole / static_cast<double>(std::max<std::uint64_t>(1, bytes))), this)};
    row.name->setProperty("role", QStringLiteral("dim"));
    // What was written last is what counts.
    for (auto* label : {row.bytes, row.ratio}) label->setProperty("role", last ? QStringLiteral("title") : QString());
    row.bytes->setAccessibleName(name);
    const int at = static_cast<int>(i);
    grid->addWidget(row.name, at, 0);
    grid->addWidget(row.bar, at, 1);
    grid->addWidget(row.bytes, at, 2, Qt::AlignRight);
    grid->addWidget(row.ratio, at, 3, Qt::AlignRight);
    rows_.push_back(row);
  }
}

QStringList StagesView::rowTexts(int row) const {
  const auto& shown = rows_.at(static_cast<std::size_t>(row));
  return {shown.name->text(), shown.bytes->text(), shown.ratio->text()};
}

}  // namespace bitwright
