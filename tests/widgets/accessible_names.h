// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QStringList>
#include <QWidget>

namespace bitwright::test {

/// The controls inside `top`, hidden ones too, that a screen reader would have no name for; empty: all have one.
inline QStringList namelessControls(const QWidget& top) {
  QStringList nameless;
  for (auto* widget : top.findChildren<QWidget*>()) {
    if (const auto* menu = qobject_cast<const QMenu*>(widget)) {
      for (const auto* action : menu->actions()) {
        if (!action->isSeparator() && action->text().isEmpty())
          nameless << QStringLiteral("an entry of the menu ") + menu->title();
      }
      continue;
    }
    if (widget->focusPolicy() == Qt::NoFocus || qobject_cast<QLabel*>(widget) != nullptr) continue;
    // Parts of one control, which carries the name.
    if (widget->inherits("QComboBoxListView") || widget->inherits("QComboBoxPrivateContainer") ||
        widget->inherits("QTableCornerButton"))
      continue;
    const auto* parent = widget->parentWidget();
    if (qobject_cast<const QAbstractSpinBox*>(parent) != nullptr || qobject_cast<const QComboBox*>(parent) != nullptr)
      continue;
    const auto* interface = QAccessible::queryAccessibleInterface(widget);
    if (interface == nullptr || interface->role() == QAccessible::Client) continue;
    if (interface->text(QAccessible::Name).isEmpty())
      nameless << QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName();
  }
  return nameless;
}

}  // namespace bitwright::test
