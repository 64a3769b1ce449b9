// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every control of the window and of every dialog has a name for those who do not see it.
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QtTest/QtTest>

#include "app/workbench/about.h"
#include "tests/support/made_models.h"
#include "tests/widgets/accessible_names.h"
#include "tests/widgets/opened_window.h"
#include "widgets/compare/comparison_panel.h"
#include "widgets/compare/layer_diff_dialog.h"
#include "widgets/data/data_dialog.h"
#include "widgets/data/data_source_form.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/exporter/variant_export_dialog.h"
#include "widgets/histogram/histogram_panel.h"
#include "widgets/inspector/inspector_panel.h"
#include "widgets/inspector/scheme_form.h"

using namespace bitwright;

namespace {

#define BW_VERIFY_NAMED(top)                                                      \
  do {                                                                            \
    const auto nameless = test::namelessControls(top);                            \
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1String(", ")))); \
  } while (false)

}  // namespace

class AccessTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aControlWithoutANameIsFound() {
    QWidget top;
    auto* named = new QPushButton(QStringLiteral("Open"), &top);
    auto* box = new QSpinBox(&top);
    QCOMPARE(test::namelessControls(top).size(), 1);
    box->setAccessibleName(QStringLiteral("Bits"));
    QCOMPARE(test::namelessControls(top).size(), 0);
    named->setText({});
    QCOMPARE(test::namelessControls(top).size(), 1);
  }

  void theWindowAndItsDialogs() {
    test::OpenedWindow opened(test::denseModel({64, 64, 10}));
    auto& window = opened.window();
    BW_VERIFY_NAMED(window);  // the start page
    QVERIFY(opened.open());
    BW_VERIFY_NAMED(window);
    auto* weights = window.findChild<HistogramPanel*>();
    for (const auto view : {HistogramPanel::HeatMapView, HistogramPanel::BoxView, HistogramPanel::HistogramView}) {
      weights->setView(view);
      BW_VERIFY_NAMED(window);
    }
    for (const auto* scheme : allSchemes()) {
      window.inspector().form()->setSpec(parseSpec(scheme->id()).value());
      BW_VERIFY_NAMED(*window.inspector().form());
    }

    window.document().addVariants(starterRecipes());
    window.exportVariant();
    auto* exporter = window.findChild<VariantExportDialog*>();
    QVERIFY(exporter != nullptr);
    BW_VERIFY_NAMED(*exporter);
    exporter->close();

    window.comparison().showLayerDiff();
    auto* layers = window.findChild<LayerDiffDialog*>();
    QVERIFY(layers != nullptr);
    BW_VERIFY_NAMED(*layers);
    layers->close();

    window.chooseData();
    auto* data = window.findChild<DataDialog*>();
    QVERIFY(data != nullptr);
    for (const auto* kind : allDatasetKinds()) {
      data->source()->setKind(kind->word());
      BW_VERIFY_NAMED(*data);
    }
    data->close();

    showAbout(&window);
    auto* about = window.findChild<QMessageBox*>();
    QVERIFY(about != nullptr);
    BW_VERIFY_NAMED(*about);
    about->close();
  }
};

QTEST_MAIN(AccessTest)
#include "access_test.moc"
