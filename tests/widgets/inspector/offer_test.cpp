// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where data are at hand, layers of few bits are offered GPTQ and bias correction with the gain that was measured.
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <string>

#include "core/compress/modifiers/gain_by_data.h"
#include "tests/support/made_models.h"
#include "tests/support/qt_result_check.h"
#include "widgets/document/document.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/document/selection.h"
#include "widgets/inspector/inspector_panel.h"
#include "widgets/inspector/scheme_form.h"
#include "widgets/preview/layer_preview.h"

using namespace bitwright;

class OfferTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  std::shared_ptr<const Model> model_;

 private Q_SLOTS:
  void initTestCase() {
    const auto file = folder_.filePath(QStringLiteral("net.onnx")).toStdString();
    test::denseModel({24, 16, 8}).write(file);
    const auto opened = Model::open(file);
    BW_VERIFY_RESULT(opened);
    model_ = *opened;
  }

  void quotesWhatWasMeasured() {
    QFile file(QStringLiteral(BITWRIGHT_SOURCE_DIR "/tests/benchmarks/results/default_choice.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QString row;
    for (const auto& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
      if (line.contains(QLatin1String("| gptq, bias |"))) row = line;
    }
    const auto mean = QRegularExpression(QStringLiteral("\\*\\*-([0-9.]+)\\*\\*")).match(row);
    QVERIFY2(mean.hasMatch(), qPrintable(row));
    QCOMPARE(mean.captured(1).toDouble(), kGainByDataDb);
    QCOMPARE(row.count(QStringLiteral("…")), kGainByDataNets + 1);  // an interval a net, and the mean's
  }

  void isOfferedWhereItServes() {
    Document document;
    Selection selection;
    InspectorPanel panel(&document, &selection);
    PreviewMaker maker(&document);
    connect(&panel, &InspectorPanel::previewWanted, &maker, &PreviewMaker::request);
    connect(&maker, &PreviewMaker::ready, &panel, &InspectorPanel::showPreview);
    panel.resize(320, 600);
    panel.show();
    document.setModel(model_);
    const auto layers = compressibleTensors(*model_);
    selection.set(layers, layers.front());
    const auto shows = [&](const char* text) {
      panel.form()->setSpec(parseSpec(text).value());
      Q_EMIT panel.form()->edited();
      QTest::qWait(1);
      while (maker.runner().isRunning()) QTest::qWait(1);
      QTest::qWait(1);
      return panel.offerLine()->isVisibleTo(&panel) && panel.offerButton()->isVisibleTo(&panel);
    };
    QVERIFY(!shows("uniform:bits=4"));  // no data
    DataRequest data;
    data.spec = "some.npz";
    document.setData(data);
    QVERIFY(shows("uniform:bits=4"));
    QVERIFY2(panel.offerLine()->text().contains(QLatin1String("4.3")), qPrintable(panel.offerLine()->text()));
    QVERIFY(shows("kmeans:bits=3"));
    QVERIFY(!shows("uniform:bits=5"));
    QVERIFY(!shows("fp16"));
    QVERIFY(!shows("keep"));
    QVERIFY(!shows("uniform:bits=4+gptq"));
    QVERIFY(shows("uniform:bits=4+bias_correction"));

    QVERIFY(shows("prune:density=0.5+kmeans:bits=4"));
    const auto before = document.recipe();
    const int steps = document.undoStack().count();
    panel.offerButton()->click();
    QCOMPARE(document.undoStack().count(), steps + 1);
    const auto wanted = resolve(
        Recipe{
            .name = {}, .all = parseSpec("prune:density=0.5+kmeans:bits=4+gptq+bias_correction").value(), .rules = {}},
        *model_);
    BW_VERIFY_RESULT(wanted);
    for (const auto layer : layers) QVERIFY(document.resolved().layers[layer].spec == wanted->layers[layer].spec);
    QVERIFY(!panel.offerButton()->isVisibleTo(&panel));
    document.undoStack().undo();
    QVERIFY(document.recipe() == before);
  }
};

QTEST_MAIN(OfferTest)
#include "offer_test.moc"
