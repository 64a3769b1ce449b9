// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/style_sheet.h"

#include <utility>

#include "widgets/theme/fonts.h"

namespace bitwright {
namespace {

// $name stands for a token, 12dp for a length of the drawing at this screen.
const char* const kSheet = R"(
* { outline: 0; }
QMainWindow, QDialog { background: $background; }
QStatusBar { background: $panel; border-top: 1px solid $line; min-height: 26dp; }
QStatusBar::item { border: 0; }
QToolTip { background: $tip; color: $onTip; border: 0; padding: 4dp 8dp; }

QWidget[role="panel"], QFrame[role="panel"], QStackedWidget[role="panel"] { background: $panel; }
QFrame[role="bar"] { background: $panel; }
QFrame[role="rule"] { background: $line; border: 0; }
QFrame[role="card"] { background: $panel; border: 1px solid $line; border-radius: 8dp; }
QFrame[role="door"] { background: $panel; border: 1px solid $line; border-radius: 8dp; }
QFrame[role="door"]:hover { border-color: $accent; }
QFrame[role="banner"] { background: $badSoft; border: 0; border-bottom: 1px solid $line; }
QLabel { background: transparent; }
QLabel[role="title"] { font-weight: 600; }
QLabel[role="dim"] { color: $dim; }
QLabel[role="faint"] { color: $dim; }
QLabel[role="label"] { color: $dim; font-size: $label; }
QLabel[role="figure"] { font-size: $figure; font-weight: 600; }
QLabel[role="bad"] { color: $bad; }
QLabel[role="good"] { color: $good; }
QLabel[role="warn"] { color: $warn; }

QPushButton, QToolButton[role="button"] {
  background: $panel; color: $text; border: 1px solid $line; border-radius: 6dp; padding: 4dp 12dp; min-height: 20dp; font-weight: 500;
}
QPushButton:hover, QToolButton[role="button"]:hover { background: $hover; }
QPushButton:pressed, QToolButton[role="button"]:pressed { background: $line; }
QPushButton:focus, QToolButton[role="button"]:focus { border-color: $accent; }
QPushButton:disabled, QToolButton[role="button"]:disabled { color: $faint; background: $panel; }
QToolButton[role="button"] { padding: 4dp 8dp; }
QToolButton[role="button"]::menu-indicator { image: none; }
QPushButton::menu-indicator { image: url(:/icons/chevron_down.svg); width: 10dp; height: 10dp; subcontrol-origin: padding; subcontrol-position: right center; right: 8dp; }
QPushButton[hasMenu="true"] { padding-right: 24dp; }
QPushButton[role="primary"] { background: $accent; color: $onAccent; border-color: $accent; font-weight: 600; }
QPushButton[role="primary"]:hover { background: $accentHover; border-color: $accentHover; }
QPushButton[role="primary"]:pressed { background: $accentPressed; border-color: $accentPressed; }
QPushButton[role="primary"]:focus { border-color: $text; }
QPushButton[role="primary"]:disabled { background: $line; color: $faint; border-color: $line; }
QPushButton[role="flat"], QToolButton[role="flat"] { background: transparent; border: 1px solid transparent; border-radius: 6dp; padding: 2dp 8dp; min-height: 18dp; color: $dim; font-weight: 500; }
QPushButton[role="flat"]:hover, QToolButton[role="flat"]:hover { color: $text; background: $hover; }
QPushButton[role="flat"]:focus, QToolButton[role="flat"]:focus { border-color: $accent; }
QToolButton[role="flat"]::menu-indicator { image: none; }
QToolButton[role="toggle"] { background: $panel; color: $dim; border: 1px solid $line; border-radius: 6dp; padding: 3dp 8dp; min-height: 22dp; font-weight: 500; }
QToolButton[role="toggle"]:hover { background: $hover; }
QToolButton[role="toggle"]:checked { background: $accentSoft; color: $accent; }
QToolButton[role="toggle"]:focus { border-color: $accent; }

QLineEdit { background: $field; color: $text; border: 1px solid $line; border-radius: 6dp; padding: 3dp 10dp; min-height: 22dp; selection-background-color: $accent; selection-color: $onAccent; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border-color: $accent; }
QLineEdit[invalid="true"] { border-color: $bad; }
QComboBox { background: $panel; border: 1px solid $line; border-radius: 6dp; padding: 3dp 10dp; min-height: 22dp; }
QComboBox::drop-down { border: 0; width: 22dp; }
QComboBox::down-arrow { image: url(:/icons/chevron_down.svg); width: 10dp; height: 10dp; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line; selection-background-color: $selection; selection-color: $text; padding: 4dp; }
QAbstractSpinBox { background: $panel; border: 1px solid $line; border-radius: 6dp; padding: 1dp 4dp; min-height: 20dp; selection-background-color: $accent; selection-color: $onAccent; }
QDialog QAbstractSpinBox { background: $field; padding: 3dp 10dp; min-height: 22dp; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }
QCheckBox { spacing: 8dp; }
QCheckBox::indicator { width: 14dp; height: 14dp; border: 1px solid $faint; border-radius: 4dp; background: $panel; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url(:/icons/$check); }
QCheckBox::indicator:focus, QCheckBox::indicator:hover { border-color: $accent; }

QSlider { min-height: 22dp; }
QSlider::groove:horizontal { height: 4dp; border-radius: 2dp; background: $line; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2dp; }
QSlider::handle:horizontal { background: $panel; border: 2dp solid $accent; width: 12dp; height: 12dp; margin: -6dp 0; border-radius: 8dp; }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { background: $accentSoft; }
QSlider::sub-page:horizontal:disabled { background: $faint; }
QSlider::handle:horizontal:disabled { border-color: $faint; }

QTableView, QListView { background: $panel; border: 0; selection-background-color: $selection; selection-color: $text; gridline-color: $line; }
QTableView[role="plain"]::item { padding: 0 6dp; border: 0; }
QHeaderView { background: $panel; border: 0; }
QHeaderView::section { background: $panel; color: $dim; border: 0; border-bottom: 1px solid $line; padding: 4dp 6dp; font-size: $label; font-weight: 500; }
QHeaderView::section:hover { color: $text; }
QHeaderView::up-arrow { image: url(:/icons/chevron_up.svg); width: 8dp; height: 8dp; subcontrol-position: center right; }
QHeaderView::down-arrow { image: url(:/icons/chevron_down.svg); width: 8dp; height: 8dp; subcontrol-position: center right; }
QTableCornerButton::section { background: $panel; border: 0; }

QScrollArea { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 10dp; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10dp; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 3dp; margin: 2dp; min-height: 28dp; min-width: 28dp; }
QScrollBar::handle:hover { background: $faint; }
QAbstractScrollArea::corner { background: $panel; border: 0; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }

QMenu { background: $panel; border: 1px solid $line; padding: 4dp; }
QMenu::item { padding: 5dp 24dp 5dp 24dp; border-radius: 4dp; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4dp 8dp; }

QProgressBar { background: $line; border: 0; border-radius: 3dp; max-height: 6dp; min-height: 6dp; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 3dp; }
QChartView, QGraphicsView { background: transparent; border: 0; }
)";

}  // namespace

QString styleSheet(const Tokens& t) {
  const auto px = [](double pixels) { return QString::number(scaled(pixels)) + QStringLiteral("px"); };
  const std::pair<const char*, QString> names[] = {
      // Longer names first: `$accentSoft` is not `$accent` and "Soft".
      {"$accentPressed", mixed(t.accent, t.text, 0.2).name()},
      {"$accentHover", mixed(t.accent, t.text, 0.1).name()},
      {"$accentSoft", t.accentSoft.name()},
      {"$accent", t.accent.name()},
      {"$onAccent", t.onAccent.name()},
      {"$onTip", (t.dark ? t.text : t.panel).name()},
      {"$tip", (t.dark ? t.line : t.text).name()},
      {"$background", t.background.name()},
      {"$panel", t.panel.name()},
      {"$line", t.line.name()},
      {"$text", t.text.name()},
      {"$dim", t.dim.name()},
      {"$faint", t.faint.name()},
      {"$selection", t.selection.name()},
      {"$badSoft", mixed(t.panel, t.bad, 0.1).name()},
      {"$bad", t.bad.name()},
      {"$good", t.good.name()},
      {"$warn", t.warn.name()},
      {"$hover", mixed(t.panel, t.text, 0.04).name()},
      {"$field", t.background.name()},
      {"$scroll", mixed(t.panel, t.text, 0.2).name()},
      {"$label", QStringLiteral("%1pt").arg(labelFont().pointSizeF())},
      {"$figure", QStringLiteral("%1pt").arg(figureFont().pointSizeF())},
      {"$check", t.dark ? QStringLiteral("check_dark.svg") : QStringLiteral("check_light.svg")},
  };
  QString sheet = QString::fromLatin1(kSheet);
  for (const auto& [name, value] : names) sheet.replace(QLatin1String(name), value);
  for (int length = 40; length > 0; --length) {
    sheet.replace(QStringLiteral(" %1dp").arg(length), QLatin1Char(' ') + px(length));
    sheet.replace(QStringLiteral("-%1dp").arg(length), QLatin1Char('-') + px(length));
  }
  return sheet;
}

}  // namespace bitwright
