// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fifty million weights in a real window: opened, previewed, applied, compared, exported; then three thousand layers,
// opened, previewed, applied. Prints how long the window's thread was away at most in each part, as a table; a machine
// that does other things as well shows those too.
// Of a model that is named it opens that alone, and prints how long it takes until the window shows its layers and
// until all is there as well.
//   window_stalls [TIMES|MODEL.onnx]      needs BITWRIGHT_WORKER and BITWRIGHT_RESOURCES, and a display
#include <QApplication>
#include <QElapsedTimer>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

#include "tests/support/made_models.h"
#include "tests/widgets/opened_window.h"
#include "tests/widgets/watchdog.h"
#include "widgets/compare/comparison_panel.h"
#include "widgets/exporter/variant_export_dialog.h"
#include "widgets/inspector/inspector_panel.h"
#include "widgets/inspector/scheme_form.h"
#include "widgets/layers/layers_panel.h"

using namespace bitwright;

namespace {

constexpr int kPatience = test::OpenedWindow::kPatience;

/// One run through the main job; a line a part.
class Round {
 public:
  Round(const char* name, const test::ModelBuilder& model) : name_(name), opened_(model) {}

  bool open() {
    auto& window = opened_.window();
    bool good = part("open", [&] { return opened_.open(); });
    good = good && part("preview", [&] {
             auto* form = window.inspector().form();
             form->setSpec(parseSpec("uniform:bits=4,granularity=tensor").value());
             Q_EMIT form->edited();
             return opened_.settled();
           });
    window.layers().selectAll();
    good = good && part("apply", [&] {
             window.inspector().apply();
             return opened_.settled();
           });
    return good;
  }

  bool measure() {
    auto& window = opened_.window();
    CompareOptions options;
    options.data.limit = 1;
    options.rounds = 2;
    window.comparison().setOptions(options);
    const bool good = part("compare", [&] {
      window.compareVariants();
      return QTest::qWaitFor([&] { return !window.comparison().runner().isRunning(); }, kPatience);
    });
    return good && part("export", [&] {
             window.exportVariant();
             auto* dialog = window.findChild<VariantExportDialog*>();
             dialog->setTarget(opened_.filePath(QStringLiteral("exported.onnx")));
             dialog->startExport();
             const bool ended = QTest::qWaitFor([&] { return !dialog->runner().isRunning(); }, kPatience);
             return ended && QFile::exists(opened_.filePath(QStringLiteral("exported.onnx")));
           });
  }

 private:
  bool part(const char* name, const std::function<bool()>& work) {
    const test::Watchdog watchdog;
    const bool ended = work();
    QTest::qWait(200);  // what comes after the last result still belongs to it
    std::printf("| %s | %s | %lld |\n", name_, name, static_cast<long long>(watchdog.longest()));
    std::fflush(stdout);
    if (!ended) std::fprintf(stderr, "%s: %s did not end well\n", name_, name);
    return ended;
  }

  const char* name_;
  test::OpenedWindow opened_;
};

/// A file that is there already, of any size.
bool openFile(const QString& file) {
  test::OpenedWindow opened(test::denseModel({16, 16}));  // it is not looked at
  auto& window = opened.window();
  if (!QTest::qWaitForWindowExposed(&window)) return false;
  const test::Watchdog watchdog;
  QElapsedTimer clock;
  clock.start();
  window.open(file);
  if (!QTest::qWaitFor([&] { return window.document().model() != nullptr; }, kPatience)) return false;
  window.layers().repaint();
  const auto shown = clock.elapsed();
  const bool settled = opened.settled();
  const auto all = clock.elapsed();
  QTest::qWait(200);
  std::printf("| layers shown, ms | all there, ms | longest stall, ms |\n|---|---|---|\n| %lld | %lld | %lld |\n",
              static_cast<long long>(shown), static_cast<long long>(all), static_cast<long long>(watchdog.longest()));
  return settled;
}

}  // namespace

int main(int count, char** arguments) {
  QApplication application(count, arguments);
  if (const auto file = QString::fromLocal8Bit(count > 1 ? arguments[1] : ""); file.endsWith(QStringLiteral(".onnx")))
    return openFile(file) ? 0 : 1;
  const int times = count > 1 ? std::atoi(arguments[1]) : 1;
  std::puts("| model | part | longest stall, ms |\n|---|---|---|");
  for (int i = 0; i < times; ++i) {
    Round large("50 million weights", test::denseModel({5000, 5000, 5000}));
    if (!large.open() || !large.measure()) return 1;
    Round many("3,000 layers", test::denseModel(std::vector<std::int64_t>(
                                   3001, 16)));  // which ONNX Runtime takes minutes to load in all its forms
    if (!many.open()) return 1;
  }
  return 0;
}
