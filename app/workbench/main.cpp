// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCommandLineParser>

#include <optional>

#include "app/workbench/main_window.h"
#include "core/base/log.h"
#include "core/base/platform/heap_blocks.h"
#include "widgets/document/settings.h"
#include "widgets/text/language.h"
#include "widgets/theme/theme.h"

namespace {

/// What the command line says, else what was chosen last time.
std::optional<bitwright::ThemeChoice> themeChoice(const QCommandLineParser& parser, const QCommandLineOption& option) {
  using bitwright::ThemeChoice;
  if (!parser.isSet(option)) {
    const int saved = bitwright::settings().value(QStringLiteral("theme"), 0).toInt();
    return saved == 1 ? ThemeChoice::light : saved == 2 ? ThemeChoice::dark : ThemeChoice::system;
  }
  const QString word = parser.value(option);
  if (word == QStringLiteral("light")) return ThemeChoice::light;
  if (word == QStringLiteral("dark")) return ThemeChoice::dark;
  if (word == QStringLiteral("system")) return ThemeChoice::system;
  return std::nullopt;
}

}  // namespace

int main(int argc, char* argv[]) {
  bitwright::platform::returnLargeBlocks();
  QApplication application(argc, argv);
  QCoreApplication::setApplicationName(QStringLiteral("bitwright"));
  QCoreApplication::setApplicationVersion(QString::fromUtf8(bitwright::versionString()));
  QGuiApplication::setApplicationDisplayName(QStringLiteral("Bitwright"));
  QGuiApplication::setDesktopFileName(QStringLiteral("bitwright"));
  bitwright::installLanguage(application);

  QCommandLineParser parser;
  parser.setApplicationDescription(QCoreApplication::translate(
      "Main", "Choose how a neural network's weights are stored, compare, and export it verified."));
  parser.addHelpOption();
  parser.addVersionOption();
  const QCommandLineOption theme(QStringLiteral("theme"),
                                 QCoreApplication::translate("Main", "Colours: system, light or dark."),
                                 QStringLiteral("theme"));
  parser.addOption(theme);
  parser.addPositionalArgument(QStringLiteral("model"), QCoreApplication::translate("Main", "ONNX file to open."),
                               QStringLiteral("[model]"));
  parser.process(application);

  const auto choice = themeChoice(parser, theme);
  if (!choice || parser.positionalArguments().size() > 1) {
    const QString what =
        choice ? QCoreApplication::translate("Main", "one model at a time; open others in windows of their own")
               : QCoreApplication::translate("Main", "--theme takes system, light or dark");
    qCritical("error: %s", qUtf8Printable(what));
    return 2;
  }
  bitwright::Theme::instance().setChoice(*choice);
  bitwright::MainWindow window;
  window.show();
  const QStringList models = parser.positionalArguments();
  if (!models.isEmpty()) window.open(models.front());
  return QApplication::exec();
}
