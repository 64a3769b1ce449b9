// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>
#include <QPalette>
#include <QPointer>
#include <QStyleHints>
#include <QTimer>

#include "widgets/theme/direction.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/style_sheet.h"

namespace bitwright {
namespace {

// Qt before 6.5 cannot be asked for the colour scheme; the palette the desktop hands out shows it.
bool paletteIsDark(const QPalette& palette) {
  return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QPalette paletteOf(const Tokens& t) {
  QPalette palette;
  palette.setColor(QPalette::Window, t.background);
  palette.setColor(QPalette::WindowText, t.text);
  palette.setColor(QPalette::Base, t.panel);
  palette.setColor(QPalette::AlternateBase, t.background);
  palette.setColor(QPalette::Text, t.text);
  palette.setColor(QPalette::PlaceholderText, t.faint);
  palette.setColor(QPalette::Button, t.panel);
  palette.setColor(QPalette::ButtonText, t.text);
  palette.setColor(QPalette::BrightText, t.bad);
  palette.setColor(QPalette::Highlight, t.accent);
  palette.setColor(QPalette::HighlightedText, t.onAccent);
  palette.setColor(QPalette::Link, t.accent);
  palette.setColor(QPalette::LinkVisited, t.accent);
  palette.setColor(QPalette::ToolTipBase, t.dark ? t.line : t.text);
  palette.setColor(QPalette::ToolTipText, t.dark ? t.text : t.panel);
  palette.setColor(QPalette::Light, t.panel);
  palette.setColor(QPalette::Midlight, t.line);
  palette.setColor(QPalette::Mid, t.line);
  palette.setColor(QPalette::Dark, t.faint);
  palette.setColor(QPalette::Shadow, t.line);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, t.faint);
  return palette;
}

}  // namespace

Theme& Theme::instance() {
  static QPointer<Theme> theme;
  if (!theme) theme = new Theme(qApp);  // NOLINT(cppcoreguidelines-owning-memory): the application owns it
  return *theme;
}

Theme::Theme(QApplication* application) : QObject(application) {
  systemDark_ = paletteIsDark(QApplication::palette());
  QApplication::setStyle(new DirectionStyle);  // NOLINT(cppcoreguidelines-owning-memory): the application owns it
  QApplication::setFont(bodyFont());
  application->installEventFilter(this);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
  const auto* hints = QGuiApplication::styleHints();
  if (hints->colorScheme() != Qt::ColorScheme::Unknown) systemDark_ = hints->colorScheme() == Qt::ColorScheme::Dark;
  connect(hints, &QStyleHints::colorSchemeChanged, this, [this](Qt::ColorScheme scheme) {
    if (scheme != Qt::ColorScheme::Unknown) setSystemDark(scheme == Qt::ColorScheme::Dark);
  });
#endif
  dark_ = systemDark_;
  apply();
}

void Theme::setChoice(ThemeChoice choice) {
  choice_ = choice;
  choose();
}

void Theme::setSystemDark(bool dark) {
  systemDark_ = dark;
  choose();
}

void Theme::choose() {
  const bool dark = choice_ == ThemeChoice::dark || (choice_ == ThemeChoice::system && systemDark_);
  if (dark == dark_) return;
  dark_ = dark;
  apply();
}

void Theme::apply() {
  applying_ = true;
  QApplication::setPalette(paletteOf(tokens()));
  qApp->setStyleSheet(styleSheet(tokens()));
  applying_ = false;
  Q_EMIT changed();
}

// Our own palette hides the desktop's; step aside for a moment to see it.
void Theme::followSystem() {
  applying_ = true;
  QApplication::setPalette(QPalette());
  systemDark_ = paletteIsDark(QApplication::palette());
  dark_ = choice_ == ThemeChoice::dark || (choice_ == ThemeChoice::system && systemDark_);
  apply();
}

bool Theme::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Polish) {
    if (auto* label = qobject_cast<QLabel*>(watched)) alignByWindow(label);
  }
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
  // Sent to every window; one look at the desktop is enough.
  if (event->type() == QEvent::ThemeChange && watched->isWindowType() && !applying_ && !looking_) {
    looking_ = true;
    QTimer::singleShot(0, this, [this] {
      looking_ = false;
      followSystem();
    });
  }
#endif
  return QObject::eventFilter(watched, event);
}

}  // namespace bitwright
