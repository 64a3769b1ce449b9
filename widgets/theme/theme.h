// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "widgets/theme/tokens.h"

class QApplication;

namespace bitwright {

/// What the person chose; `system` follows the desktop, also when it turns dark or light while the window is open.
enum class ThemeChoice { system, light, dark };

/// The one place that colours the application: palette, style sheet and fonts from the tokens. Painted widgets ask
/// `tokens()` while painting; the palette's change repaints them. Charts listen to `changed`.
class Theme : public QObject {
  Q_OBJECT

 public:
  /// The application's theme; made on first use, after the QApplication.
  [[nodiscard]] static Theme& instance();

  void setChoice(ThemeChoice choice);
  [[nodiscard]] ThemeChoice choice() const { return choice_; }
  /// The desktop is dark or light now; shows only where `system` is chosen.
  void setSystemDark(bool dark);
  [[nodiscard]] const Tokens& tokens() const { return dark_ ? darkTokens() : lightTokens(); }

 Q_SIGNALS:
  void changed();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  explicit Theme(QApplication* application);
  void followSystem();
  void choose();
  void apply();

  ThemeChoice choice_ = ThemeChoice::system;
  bool dark_ = false;
  bool systemDark_ = false;
  bool applying_ = false;
  bool looking_ = false;  ///< a look at the desktop is on its way
};

[[nodiscard]] inline const Tokens& tokens() {
  return Theme::instance().tokens();
}

}  // namespace bitwright
