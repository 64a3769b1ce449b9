// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/bottom_panel.h"

#include <QListView>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "widgets/compare/comparison_panel.h"
#include "widgets/controls/panel_header.h"
#include "widgets/controls/tab_strip.h"
#include "widgets/issues/issues_model.h"
#include "widgets/theme/format.h"

namespace bitwright {

BottomPanel::BottomPanel(ComparisonPanel* compare, IssuesModel* issues, QWidget* parent)
    : QWidget(parent),
      compare_(compare),
      issues_(issues),
      header_(new PanelHeader({}, this)),
      tabs_(new TabStrip(this)),
      stack_(new QStackedWidget(this)) {
  setProperty("role", QStringLiteral("panel"));
  setAttribute(Qt::WA_StyledBackground);
  tabs_->addTab(tr("Compare"));
  tabs_->addTab(tr("Issues"));
  header_->setLeading(tabs_);
  compare->hideHeader();
  header_->addControl(compare->controls());
  auto* list = new QListView(this);
  list->setModel(issues);
  list->setObjectName(QStringLiteral("issues"));
  list->setWordWrap(true);
  list->setAccessibleName(tr("Issues"));
  list->setContentsMargins(8, 8, 8, 8);
  const auto jump = [this](const QModelIndex& index) {
    const auto tensor = index.data(IssuesModel::TensorRole);
    if (tensor.isValid()) Q_EMIT tensorWanted(tensor.toULongLong());
    if (index.data(IssuesModel::RemedyRole).toBool()) Q_EMIT remedyWanted();
  };
  connect(list, &QAbstractItemView::clicked, this, jump);
  connect(list, &QAbstractItemView::activated, this, jump);
  stack_->addWidget(compare);
  stack_->addWidget(list);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(header_);
  column->addWidget(stack_, 1);
  connect(tabs_, &QTabBar::currentChanged, this, &BottomPanel::showCurrent);
  connect(compare, &ComparisonPanel::conditionsChanged, this, &BottomPanel::showCurrent);
  for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
    connect(issues, signal, this, &BottomPanel::showCurrent);
  connect(issues, &QAbstractItemModel::modelReset, this, &BottomPanel::showCurrent);
  showCurrent();
}

void BottomPanel::showCompare() {
  tabs_->setCurrentIndex(0);
}

void BottomPanel::showIssues() {
  tabs_->setCurrentIndex(1);
}

void BottomPanel::showCurrent() {
  const int count = issues_->rowCount();
  tabs_->setTabText(1, count == 0 ? tr("Issues") : tr("Issues (%1)").arg(formatCount(count)));
  stack_->setCurrentIndex(tabs_->currentIndex());
  compare_->controls()->setVisible(tabs_->currentIndex() == 0);
  header_->setFact(tabs_->currentIndex() == 0 ? compare_->conditionsText() : QString());
}

}  // namespace bitwright
