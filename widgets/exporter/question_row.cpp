// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporter/question_row.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "widgets/theme/fonts.h"

namespace bitwright {

QuestionRow::QuestionRow(const QString& yes, const QString& no, QWidget* parent)
    : QFrame(parent), text_(new QLabel(this)) {
  text_->setProperty("role", QStringLiteral("warn"));
  text_->setWordWrap(true);
  auto* accept = new QPushButton(yes, this);
  auto* decline = new QPushButton(no, this);
  for (auto* button : {accept, decline}) button->setAutoDefault(false);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(scaled(8));
  row->addWidget(text_, 1);
  row->addWidget(decline);
  row->addWidget(accept);
  connect(accept, &QPushButton::clicked, this, &QuestionRow::accepted);
  connect(decline, &QPushButton::clicked, this, [this] {
    hide();
    Q_EMIT declined();
  });
  hide();
}

void QuestionRow::ask(const QString& question) {
  text_->setText(question);
  show();
}

}  // namespace bitwright
