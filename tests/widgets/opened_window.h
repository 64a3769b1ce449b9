// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include "app/workbench/main_window.h"
#include "tests/support/model_builder.h"
#include "widgets/text/message_text.h"

namespace bitwright::test {

/// A folder of its own with settings of its own and a model that was made for it, and the window that shows it.
class OpenedWindow {
 public:
  static constexpr int kPatience = 300'000;  // ms

  explicit OpenedWindow(const ModelBuilder& model) {
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path());
    model.write(toPath(modelFile()));
    window_ = std::make_unique<MainWindow>();
    window_->resize(1440, 900);
    window_->show();
  }

  [[nodiscard]] MainWindow& window() { return *window_; }
  [[nodiscard]] QString modelFile() const { return folder_.filePath(QStringLiteral("made.onnx")); }
  [[nodiscard]] QString filePath(const QString& name) const { return folder_.filePath(name); }

  /// Opens the model and waits until all there is to see of it is there.
  [[nodiscard]] bool open() {
    window_->open(modelFile());
    return QTest::qWaitFor([this] { return window_->document().model() != nullptr; }, kPatience) && settled();
  }
  [[nodiscard]] bool settled() {
    return QTest::qWaitFor(
        [this] { return !window_->preview().runner().isRunning() && !window_->outcomes().runner().isRunning(); },
        kPatience);
  }

 private:
  QTemporaryDir folder_;
  std::unique_ptr<MainWindow> window_;
};

}  // namespace bitwright::test
