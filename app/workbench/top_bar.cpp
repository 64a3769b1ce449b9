// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/top_bar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include "widgets/controls/elided_label.h"
#include "widgets/document/document.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace bitwright {

TopBar::TopBar(Document* document, QWidget* parent)
    : QFrame(parent),
      document_(document),
      leading_(new QHBoxLayout),
      trailing_(new QHBoxLayout),
      file_(new ElidedLabel(this)),
      facts_(new ElidedLabel(this)) {
  setFixedHeight(scaled(48));
  file_->setProperty("role", QStringLiteral("title"));
  file_->setElideMode(Qt::ElideMiddle);
  file_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
  facts_->setProperty("role", QStringLiteral("dim"));
  for (auto* side : {leading_, trailing_}) side->setSpacing(scaled(8));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(scaled(12), 0, scaled(12), 1);
  row->setSpacing(scaled(8));
  row->addLayout(leading_);
  row->addSpacing(scaled(6));
  row->addWidget(file_);
  row->addWidget(facts_, 1);
  row->addLayout(trailing_);
  connect(document, &Document::modelChanged, this, &TopBar::showFile);
  showFile();
}

QPushButton* TopBar::buttonFor(QAction* action, bool iconOnly) {
  auto* button = new QPushButton(this);
  const auto follow = [button, action, iconOnly] {
    QString name = action->text();
    name.remove(QLatin1Char('&'));
    button->setAccessibleName(name);
    button->setToolTip(action->toolTip().remove(QLatin1Char('&')) +
                       (action->shortcut().isEmpty()
                            ? QString()
                            : QStringLiteral(" (%1)").arg(action->shortcut().toString(QKeySequence::NativeText))));
    button->setEnabled(action->isEnabled());
    if (iconOnly)
      button->setIcon(action->icon());
    else
      button->setText(action->iconText());
  };
  follow();
  connect(action, &QAction::changed, button, follow);
  connect(button, &QPushButton::clicked, action, &QAction::trigger);
  return button;
}

void TopBar::addLeading(QAction* action, bool iconOnly) {
  auto* button = buttonFor(action, iconOnly);
  if (iconOnly) button->setFixedWidth(scaled(36));
  leading_->addWidget(button);
}

void TopBar::addTrailing(QAction* action, bool primary) {
  auto* button = buttonFor(action, false);
  if (primary) button->setProperty("role", QStringLiteral("primary"));
  trailing_->addWidget(button);
}

void TopBar::setMenu(QMenu* menu) {
  auto* button = new QToolButton(this);
  button->setProperty("role", QStringLiteral("button"));
  button->setPopupMode(QToolButton::InstantPopup);
  button->setMenu(menu);
  button->setAccessibleName(tr("Menu"));
  button->setToolTip(tr("Menu (F10)"));
  button->setShortcut(QKeySequence(Qt::Key_F10));
  const auto draw = [button] { button->setIcon(glyphIcon(Glyph::menu)); };
  draw();
  connect(&Theme::instance(), &Theme::changed, button, draw);
  trailing_->addWidget(button);
}

void TopBar::showFile() {
  const auto& model = document_->model();
  file_->setText(document_->fileName());
  facts_->setText(model
                      ? QStringList{withThinSpaces(tr("%Ln weight(s)", nullptr, pluralNumber(model->parameterCount()))),
                                    formatBytes(model->fileBytes()), tr("opset %1").arg(model->opset())}
                            .join(QStringLiteral(" · "))
                      : QString());
}

void TopBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), tokens().panel);
  painter.fillRect(0, height() - 1, width(), 1, tokens().line);
}

}  // namespace bitwright
