// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporter/ledger_view.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

#include "widgets/controls/panel_header.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

QLabel* dimLabel(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setProperty("role", QStringLiteral("dim"));
  return label;
}

}  // namespace

LedgerView::LedgerView(QWidget* parent) : QWidget(parent), headline_(new QLabel(this)), ratio_(new QLabel(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(scaled(6));
  headline_->setProperty("role", QStringLiteral("dim"));
  ratio_->setProperty("role", QStringLiteral("figure"));
  auto* top = new QHBoxLayout;
  top->addWidget(ratio_);
  top->addSpacing(scaled(8));
  top->addWidget(headline_, 1, Qt::AlignBottom);
  column->addLayout(top);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(scaled(kColumnGap));
  grid->setColumnMinimumWidth(2, scaled(kLastColumn));
  grid->setVerticalSpacing(scaled(4));
  grid->setColumnStretch(0, 1);
  column->addLayout(grid);
  // The order of SizeLedger.
  for (const auto& name : {tr("Codes"), tr("Scales"), tr("Codebooks"), tr("Positions"), tr("Decode nodes"),
                           tr("Everything else, unchanged")}) {
    parts_.push_back(addLine(name, false));
  }
  const int rule = grid->rowCount();
  grid->addWidget(horizontalRule(this), rule, 0, 1, 3);
  total_ = addLine(tr("File"), true);
  clear();
}

LedgerView::Line LedgerView::addLine(const QString& name, bool total) {
  auto* grid = static_cast<QGridLayout*>(layout()->itemAt(1)->layout());
  Line line{total ? new QLabel(name, this) : dimLabel(name, this), new QLabel(this), dimLabel({}, this)};
  if (total) {
    for (auto* label : {line.name, line.bytes}) label->setProperty("role", QStringLiteral("title"));
  }
  const int row = grid->rowCount();
  grid->addWidget(line.name, row, 0);
  grid->addWidget(line.bytes, row, 1, Qt::AlignRight);
  grid->addWidget(line.share, row, 2, Qt::AlignRight);
  line.bytes->setAccessibleName(name);
  return line;
}

void LedgerView::show(const Line& line, std::uint64_t bytes, std::uint64_t whole) {
  line.bytes->setText(formatExactBytes(bytes));
  line.share->setText(formatPercent(static_cast<double>(bytes) / static_cast<double>(whole), 1));
}

void LedgerView::setResult(const ExportResult& result, bool written) {
  const auto& ledger = result.ledger;
  const auto whole = std::max<std::uint64_t>(1, result.fileBytes);
  const std::array<std::uint64_t, 6> bytes{ledger.payload,   ledger.scales, ledger.codebooks,
                                           ledger.positions, ledger.decode, ledger.rest};
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    show(parts_[at], bytes[at], whole);
    const bool shown = at != 3 || bytes[at] > 0;  // positions exist in sparse tensors only
    for (auto* label : {parts_[at].name, parts_[at].bytes, parts_[at].share}) label->setVisible(shown);
  }
  show(total_, result.fileBytes, whole);
  ratio_->setText(formatRatio(static_cast<double>(result.originalBytes) / static_cast<double>(whole)));
  const QString sizes = QStringLiteral("%1 → %2").arg(formatBytes(result.originalBytes), formatBytes(result.fileBytes));
  headline_->setText(written ? sizes : tr("%1, estimate before writing").arg(sizes));
}

void LedgerView::clear() {
  ratio_->setText(QStringLiteral("…"));
  headline_->setText(tr("working out the size"));
  for (const auto& line : parts_) {
    line.bytes->setText(QStringLiteral("…"));
    line.share->clear();
  }
  for (auto* label : {parts_[3].name, parts_[3].bytes, parts_[3].share}) label->hide();
  total_.bytes->setText(QStringLiteral("…"));
  total_.share->clear();
}

QString LedgerView::totalText() const {
  return total_.bytes->text();
}

}  // namespace bitwright
