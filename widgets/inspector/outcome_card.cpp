// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/outcome_card.h"

#include <QGridLayout>
#include <QLabel>

#include "widgets/controls/elided_label.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

QString count(std::int64_t value) {
  return formatCount(value);
}

}  // namespace

OutcomeCard::OutcomeCard(QWidget* parent)
    : QFrame(parent), bytes_(new QLabel(this)), parts_(new QLabel(this)), bits_(new QLabel(this)), sqnr_(new QLabel(this)) {
  setProperty("role", QStringLiteral("card"));
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(scaled(12), scaled(6), scaled(12), scaled(6));
  grid->setVerticalSpacing(scaled(2));
  grid->setColumnStretch(0, 1);  // the name gives way, never the figures
  int row = 0;
  const auto add = [&](const QString& name, QLabel* value, const QString& help) {
    auto* label = new ElidedLabel(this);
    label->setText(name);
    label->setProperty("role", QStringLiteral("dim"));
    label->setAccessibleDescription(help);
    value->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    value->setToolTip(help);
    value->setAccessibleName(name);
    grid->addWidget(label, row, 0);
    grid->addWidget(value, row++, 1);
  };
  add(tr("Bytes"), bytes_, tr("Data of the layer in the original and in the exported file"));
  add(tr("Codes · tables · scales"), parts_, tr("Bytes of the packed codes, of the codebooks, and of the scales and zero points"));
  add(tr("Bits per weight"), bits_, tr("All data of the layer divided by its weights"));
  add(tr("SQNR"), sqnr_, tr("Signal to quantization noise ratio: higher is closer to the original"));
  for (auto* value : {bytes_, parts_, bits_, sqnr_}) value->setTextFormat(Qt::RichText);
  setOutcome({});
}

void OutcomeCard::setOutcome(const std::optional<LayerOutcome>& outcome) {
  setEnabled(outcome.has_value());
  if (!outcome) {
    if (bytes_->text().isEmpty()) {
      for (auto* value : {bytes_, parts_, bits_, sqnr_}) value->setText(QStringLiteral("–"));
    }
    return;
  }
  const QString separator = QStringLiteral(" · ");
  bytes_->setText(outcome->encoded ? QStringLiteral("%1 → <b>%2</b>").arg(count(outcome->originalBytes), count(outcome->bytes()))
                                   : QStringLiteral("<b>%1</b>").arg(count(outcome->originalBytes)));
  parts_->setText(outcome->encoded ? count(outcome->codeBytes) + separator + count(outcome->codebookBytes) + separator + count(outcome->scaleBytes)
                                   : QStringLiteral("–"));
  bits_->setText(QStringLiteral("<b>%1</b>").arg(formatFixed(outcome->bitsPerWeight, 2)));
  sqnr_->setText(outcome->encoded ? QStringLiteral("<b>%1</b>").arg(formatDecibels(outcome->sqnrDb)) : QStringLiteral("–"));
}

}  // namespace bitwright
