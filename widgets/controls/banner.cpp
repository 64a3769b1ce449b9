// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/banner.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace bitwright {

Banner::Banner(QWidget* parent) : QFrame(parent), text_(new QLabel(this)) {
  setProperty("role", QStringLiteral("banner"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(scaled(14), scaled(6), scaled(8), scaled(6));
  row->setSpacing(scaled(10));
  auto* kind = new QLabel(tr("Problem"), this);
  kind->setProperty("role", QStringLiteral("bad"));
  kind->setFont(emphasised(kind->font()));
  text_->setWordWrap(true);
  text_->setTextFormat(Qt::PlainText);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  auto* close = new QToolButton(this);
  close->setProperty("role", QStringLiteral("flat"));
  close->setAccessibleName(tr("Dismiss this message"));
  close->setToolTip(close->accessibleName());
  const auto draw = [close] { close->setIcon(glyphIcon(Glyph::close)); };
  draw();
  connect(&Theme::instance(), &Theme::changed, close, draw);
  connect(close, &QToolButton::clicked, this, &QWidget::hide);
  row->addWidget(kind);
  row->addWidget(text_, 1);
  row->addWidget(close);
  hide();
}

void Banner::showMessage(const QString& message) {
  text_->setText(message);
  setVisible(!message.isEmpty());
  if (isVisible()) {
    QAccessibleEvent event(text_, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
  }
}

QString Banner::message() const {
  return text_->text();
}

}  // namespace bitwright
