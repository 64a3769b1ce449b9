// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/panel_header.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "widgets/controls/elided_label.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

namespace bitwright {

PanelHeader::PanelHeader(const QString& title, QWidget* parent)
    : QFrame(parent), row_(new QHBoxLayout(this)), title_(new QLabel(title, this)), fact_(new ElidedLabel(this)) {
  setFixedHeight(scaled(38));
  row_->setContentsMargins(scaled(14), 0, scaled(14), 1);
  row_->setSpacing(scaled(10));
  title_->setProperty("role", QStringLiteral("title"));
  fact_->setProperty("role", QStringLiteral("faint"));
  row_->addWidget(title_);
  row_->addWidget(fact_, 1);
}

void PanelHeader::setFact(const QString& fact) {
  fact_->setText(fact);
}

void PanelHeader::addControl(QWidget* control) {
  row_->addWidget(control);
}

void PanelHeader::setLeading(QWidget* leading) {
  title_->hide();
  row_->insertWidget(0, leading);
  fact_->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
}

void PanelHeader::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), tokens().panel);
  painter.fillRect(0, height() - 1, width(), 1, tokens().line);
}

QVBoxLayout* controlRows(QHBoxLayout* controls, QWidget* fact, QWidget* change) {
  controls->setSpacing(scaled(8));
  auto* second = new QHBoxLayout;
  second->setSpacing(scaled(4));
  second->addWidget(fact, 1);
  second->addWidget(change);
  auto* rows = new QVBoxLayout;
  rows->setContentsMargins(scaled(14), scaled(10), scaled(14), scaled(8));
  rows->setSpacing(scaled(4));
  rows->addLayout(controls);
  rows->addLayout(second);
  return rows;
}

QFrame* horizontalRule(QWidget* parent) {
  auto* rule = new QFrame(parent);
  rule->setProperty("role", QStringLiteral("rule"));
  rule->setFixedHeight(1);
  return rule;
}

}  // namespace bitwright
