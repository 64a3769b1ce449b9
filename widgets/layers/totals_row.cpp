// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/totals_row.h"

#include <QGridLayout>
#include <QLabel>

#include "widgets/theme/fonts.h"

namespace bitwright {

TotalsRow::TotalsRow(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel(this)),
      count_(new QLabel(this)),
      weights_(new QLabel(this)),
      bits_(new QLabel(this)),
      bytes_(new QLabel(this)),
      ratio_(new QLabel(this)) {
  for (auto* label : {title_, bytes_}) label->setProperty("role", QStringLiteral("title"));
  for (auto* label : {count_, bits_, ratio_}) label->setProperty("role", QStringLiteral("label"));
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(scaled(14), scaled(6), scaled(14), scaled(6));
  grid->setHorizontalSpacing(scaled(12));
  grid->setVerticalSpacing(scaled(2));
  QLabel* const columns[][2] = {{title_, count_}, {weights_, bits_}, {bytes_, ratio_}};
  for (int column = 0; column < 3; ++column) {
    for (int line = 0; line < 2; ++line) {
      const auto side = column == 0 ? Qt::AlignLeading : column == 1 ? Qt::AlignHCenter : Qt::AlignTrailing;
      columns[column][line]->setAlignment(side | Qt::AlignVCenter);
      grid->addWidget(columns[column][line], line, column);
    }
    grid->setColumnStretch(column, 1);
  }
}

void TotalsRow::setTexts(const Texts& texts) {
  title_->setText(texts.title);
  count_->setText(texts.count);
  weights_->setText(texts.weights);
  bits_->setText(texts.bits);
  bytes_->setText(texts.bytes);
  ratio_->setText(texts.ratio);
  for (auto* label : {bytes_, ratio_}) label->setToolTip(texts.help);
  setAccessibleName(QStringList{texts.title, texts.count, texts.weights, texts.bits, texts.bytes, texts.ratio}.join(
      QStringLiteral(", ")));
}

}  // namespace bitwright
