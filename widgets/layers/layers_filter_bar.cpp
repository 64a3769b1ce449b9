// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layers_filter_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/document/settings.h"
#include "widgets/layers/layers_filter.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

constexpr int kBoxAround = 48;  // padding and arrow of a box
const QString kTreeSetting = QStringLiteral("layers/tree");

}  // namespace

LayersFilterBar::LayersFilterBar(LayersFilter* filter, QWidget* parent)
    : QWidget(parent),
      filter_(filter),
      line_(new QLineEdit(this)),
      expression_(new QToolButton(this)),
      tree_(new QToolButton(this)),
      operators_(new QComboBox(this)),
      problem_(new QLabel(this)) {
  line_->setPlaceholderText(tr("Filter: name, op, scheme…"));
  line_->setAccessibleName(tr("Filter layers by name, operator or scheme"));
  line_->setClearButtonEnabled(true);
  line_->installEventFilter(this);
  expression_->setProperty("role", QStringLiteral("toggle"));
  expression_->setText(QStringLiteral(".*"));
  expression_->setCheckable(true);
  expression_->setFocusPolicy(Qt::StrongFocus);
  expression_->setAccessibleName(tr("Regular expression"));
  expression_->setToolTip(tr("Take the filter as a regular expression, for example ^block[12].*conv"));
  tree_->setProperty("role", QStringLiteral("toggle"));
  tree_->setCheckable(true);
  tree_->setChecked(settings().value(kTreeSetting, true).toBool());
  tree_->setFocusPolicy(Qt::StrongFocus);
  tree_->setAccessibleName(tr("Group layers by module"));
  tree_->setToolTip(tr("Group layers by the module they belong to, instead of one list"));
  tree_->hide();
  const auto drawIcon = [this] { tree_->setIcon(glyphIcon(Glyph::tree)); };
  connect(&Theme::instance(), &Theme::changed, this, drawIcon);
  drawIcon();
  operators_->setAccessibleName(tr("Show layers of one operator"));
  operators_->setToolTip(tr("Show layers of one operator"));
  operators_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  operators_->setFixedWidth(QFontMetrics(bodyFont()).horizontalAdvance(tr("All operators")) + scaled(kBoxAround));
  operators_->hide();
  problem_->setProperty("role", QStringLiteral("bad"));
  problem_->setWordWrap(true);
  problem_->hide();

  auto* row = new QHBoxLayout;
  row->setSpacing(scaled(6));
  row->addWidget(line_, 1);
  row->addWidget(expression_);
  row->addWidget(tree_);
  row->addWidget(operators_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(scaled(12), scaled(10), scaled(12), scaled(6));
  column->setSpacing(scaled(4));
  column->addLayout(row);
  column->addWidget(problem_);

  connect(line_, &QLineEdit::textChanged, this, &LayersFilterBar::apply);
  connect(expression_, &QToolButton::toggled, this, &LayersFilterBar::apply);
  connect(tree_, &QToolButton::toggled, this, [this](bool tree) {
    settings().setValue(kTreeSetting, tree);
    Q_EMIT treeWanted(tree);
  });
  connect(operators_, &QComboBox::currentIndexChanged, this, &LayersFilterBar::apply);
}

void LayersFilterBar::focusLine() {
  line_->setFocus(Qt::ShortcutFocusReason);
  line_->selectAll();
}

void LayersFilterBar::clear() {
  line_->clear();
  operators_->setCurrentIndex(0);
}

void LayersFilterBar::setOperators(const QMap<QString, int>& operators) {
  const QString chosen = operators_->currentData().toString();
  {
    const QSignalBlocker quiet(operators_);
    operators_->clear();
    operators_->addItem(tr("All operators"), QString());
    for (auto at = operators.begin(); at != operators.end(); ++at) {
      operators_->addItem(QStringLiteral("%1 (%2)").arg(at.key(), formatCount(at.value())), at.key());
    }
    operators_->setCurrentIndex(std::max(0, operators_->findData(chosen)));
    operators_->setVisible(operators.size() > 1);
  }
  apply();
}

void LayersFilterBar::offerTree(bool offered) {
  tree_->setVisible(offered);
}

bool LayersFilterBar::wantsTree() const {
  return tree_->isChecked();
}

void LayersFilterBar::apply() {
  const QString text = line_->text();
  if (expression_->isChecked())
    filter_->setExpression(text);
  else
    filter_->setWords(text);
  filter_->setOperator(operators_->currentData().toString());
  const QString problem = filter_->problem();
  problem_->setText(problem);
  problem_->setVisible(!problem.isEmpty());
  line_->setAccessibleDescription(problem);
  if (line_->property("invalid").toBool() == problem.isEmpty()) {
    line_->setProperty("invalid", !problem.isEmpty());
    line_->style()->unpolish(line_);
    line_->style()->polish(line_);
  }
  Q_EMIT changed();
}

bool LayersFilterBar::eventFilter(QObject* watched, QEvent* event) {
  if (watched == line_ && event->type() == QEvent::KeyPress) {
    const auto key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
      Q_EMIT rowsWanted();
      return true;
    }
    if (key == Qt::Key_Escape && !line_->text().isEmpty()) {
      line_->clear();
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace bitwright
