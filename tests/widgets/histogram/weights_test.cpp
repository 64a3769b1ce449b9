// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QStackedWidget>
#include <QtCharts/QChart>
#include <QTemporaryDir>
#include <QtTest/QtTest>
#include <QWheelEvent>

#include <cmath>
#include <limits>

#include "core/base/resources.h"
#include "tests/support/model_builder.h"
#include "tests/support/qt_result_check.h"
#include "widgets/controls/segmented_control.h"
#include "widgets/document/document.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/histogram/channel_chart.h"
#include "widgets/histogram/error_chart.h"
#include "widgets/histogram/histogram_panel.h"
#include "widgets/histogram/weights_chart.h"
#include "widgets/preview/layer_preview.h"

using namespace bitwright;

namespace {

constexpr int kPatience = 60'000;  // ms

/// The panel fed by previews of one model, as the window feeds it.
struct Shown {
  Document document;
  PreviewMaker maker{&document};
  HistogramPanel panel{&document};

  explicit Shown(const std::shared_ptr<const Model>& model) {
    QObject::connect(&maker, &PreviewMaker::ready, &panel, &HistogramPanel::showPreview);
    document.setModel(model);
    panel.resize(900, 600);
    panel.show();
  }
  void look(std::size_t tensor, const char* spec) {
    maker.request(tensor, parseSpec(spec).value());
    QTRY_VERIFY_WITH_TIMEOUT(!maker.runner().isRunning(), kPatience);
  }
  [[nodiscard]] WeightsChart& chart() const { return *panel.findChild<WeightsChart*>(); }
  [[nodiscard]] QWidget* page() const { return panel.findChild<QStackedWidget*>()->currentWidget(); }
  /// What is said instead of a picture; empty where there is one.
  [[nodiscard]] QString sentence() const {
    const auto* label = qobject_cast<QLabel*>(page());
    return label == nullptr ? QString() : label->text();
  }
  void wheel(double notches, double share) const { wheelOver(chart(), notches, share); }
  static void wheelOver(PlainChartView& view, double notches, double share) {
    const QRectF plot = view.chart()->plotArea();
    const QPointF at(plot.left() + share * plot.width(), plot.center().y());
    QWheelEvent event(at, view.viewport()->mapToGlobal(at), {}, QPoint(0, static_cast<int>(notches * 120)),
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view.viewport(), &event);
  }
};

}  // namespace

class WeightsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    const auto path = resourcePath("sample/resnet8_fashion.onnx");
    BW_VERIFY_RESULT(path);
    auto opened = Model::open(*path);
    BW_VERIFY_RESULT(opened);
    model_ = *opened;
    largest_ = compressibleTensors(*model_).front();
    for (const auto tensor : compressibleTensors(*model_)) {
      if (model_->tensors()[tensor].elementCount() > model_->tensors()[largest_].elementCount()) largest_ = tensor;
    }
  }

  void theWheelLooksCloserAndFinerBinsFollow() {
    Shown shown(model_);
    shown.look(largest_, "uniform:bits=8,granularity=tensor");
    auto& chart = shown.chart();
    const double coarse = chart.shown().original.binWidth();
    const double before = chart.zoom().shown().width();
    shown.wheel(4, 0.5);
    QVERIFY(chart.zoom().shown().width() < before * 0.5);
    QTRY_VERIFY_WITH_TIMEOUT(chart.shown().original.binWidth() < coarse * 0.6, kPatience);
    auto* whole = shown.panel.findChild<QPushButton*>();
    QVERIFY(whole != nullptr && whole->isVisible());
    // Another scheme for the same layer: the same piece of it is looked at.
    const auto range = chart.zoom().shown();
    shown.look(largest_, "uniform:bits=6,granularity=tensor");
    QCOMPARE(chart.zoom().shown(), range);
    whole->click();
    QVERIFY(!chart.zoom().isZoomed() && !whole->isVisible());
    Shown::wheelOver(*shown.panel.findChild<ErrorChart*>(), 3, 0.5);  // the strip below has the same axis
    QVERIFY(chart.zoom().isZoomed());
    // Another layer is shown whole.
    shown.wheel(2, 0.3);
    QVERIFY(chart.zoom().isZoomed());
    shown.look(compressibleTensors(*model_).front(), "uniform:bits=6,granularity=tensor");
    QVERIFY(!chart.zoom().isZoomed());
  }

  void aDragShowsWhatItSpans() {
    Shown shown(model_);
    shown.look(largest_, "kmeans:bits=4");
    auto& chart = shown.chart();
    const QRectF plot = chart.chart()->plotArea();
    const auto whole = chart.zoom().shown();
    const QPoint from(static_cast<int>(plot.left() + plot.width() * 0.25), static_cast<int>(plot.center().y()));
    const QPoint to(static_cast<int>(plot.left() + plot.width() * 0.75), from.y());
    QTest::mousePress(chart.viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(chart.viewport(), to);
    QTest::mouseRelease(chart.viewport(), Qt::LeftButton, {}, to);
    QVERIFY(std::abs(chart.zoom().shown().width() / whole.width() - 0.5) < 0.02);
    QTest::mouseDClick(chart.viewport(), Qt::LeftButton, {}, to);
    QVERIFY(!chart.zoom().isZoomed());
    QTest::mouseClick(chart.viewport(), Qt::LeftButton, {}, from);  // a click is no drag
    QVERIFY(!chart.zoom().isZoomed());
  }

  void everythingIsThereForTheKeyboard() {
    Shown shown(model_);
    shown.look(largest_, "kmeans:bits=4,granularity=tensor,scale=none");
    auto& chart = shown.chart();
    QTest::keyClick(&chart, Qt::Key_Right);
    const auto lines = chart.readout();
    QVERIFY(lines.size() >= 4);  // range, before, after, nearest level
    QCOMPARE(chart.accessibleDescription(), lines.join(QStringLiteral(", ")));
    QTest::keyClick(&chart, Qt::Key_Right);
    QVERIFY(chart.readout() != lines);
    QTest::keyClick(&chart, Qt::Key_Plus);
    QTest::keyClick(&chart, Qt::Key_Plus);
    QVERIFY(chart.zoom().isZoomed());
    const auto range = chart.zoom().shown();
    QTest::keyClick(&chart, Qt::Key_Left, Qt::ControlModifier);
    QVERIFY(chart.zoom().shown().minimum < range.minimum);
    QTest::keyClick(&chart, Qt::Key_Minus);
    QVERIFY(chart.zoom().shown().width() > range.width());
    QTest::keyClick(&chart, Qt::Key_Escape);
    QVERIFY(!chart.zoom().isZoomed());
  }

  void channelsAreShownAsHeatMapAndBoxes() {
    Shown shown(model_);
    shown.look(largest_, "kmeans:bits=4");
    shown.panel.setView(HistogramPanel::HeatMapView);
    auto* heat = shown.panel.findChild<HeatMapChart*>();
    auto* boxes = shown.panel.findChild<BoxChart*>();
    QTRY_COMPARE_WITH_TIMEOUT(shown.page(), static_cast<QWidget*>(heat), kPatience);
    const auto& tensor = model_->tensors()[largest_];
    const auto channels = tensor.shape[static_cast<std::size_t>(tensor.channelAxis)];
    QCOMPARE(heat->channels().channels, channels);
    std::int64_t counted = 0;
    for (const auto count : heat->channels().counts) counted += count;
    QCOMPARE(counted, tensor.elementCount());
    shown.panel.setView(HistogramPanel::BoxView);
    QCOMPARE(shown.page(), static_cast<QWidget*>(boxes));
    QTest::keyClick(boxes, Qt::Key_Right);
    QCOMPARE(boxes->readout().size(), 7);
    // As they become: what the codebook holds and nothing between.
    auto* side = shown.panel.findChildren<SegmentedControl*>().at(0);
    QVERIFY(side->isVisible());
    const auto original = boxes->channels().boxes;
    for (auto* button : side->findChildren<QRadioButton*>()) {
      if (button->text() == QLatin1String("Compressed")) button->click();
    }
    const auto differs = [&] { return boxes->channels().boxes.front().median != original.front().median; };
    QTRY_VERIFY_WITH_TIMEOUT(differs(), kPatience);
    QCOMPARE(boxes->channels().minimum, heat->channels().minimum);
    // Another layer: its own channels.
    const auto other = compressibleTensors(*model_).front();
    shown.look(other, "keep");
    const auto& small = model_->tensors()[other];
    QTRY_COMPARE_WITH_TIMEOUT(boxes->channels().channels, small.shape[static_cast<std::size_t>(small.channelAxis)],
                              kPatience);
    shown.panel.setView(HistogramPanel::HistogramView);
    QVERIFY(shown.sentence().isEmpty());
  }

  void whatCannotBeDrawnIsSaid_data() {
    QTest::addColumn<QVector<float>>("values");
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    QTest::newRow("constant") << QVector<float>(12, 0.5F);
    QTest::newRow("no number") << QVector<float>(12, kNan);
    QTest::newRow("infinite") << QVector<float>(12, std::numeric_limits<float>::infinity());
  }

  void whatCannotBeDrawnIsSaid() {
    QFETCH(QVector<float>, values);
    const auto model = oneLayer({3, 4}, values);
    QVERIFY(model != nullptr);
    Shown shown(model);
    for (const auto view : {HistogramPanel::HistogramView, HistogramPanel::HeatMapView, HistogramPanel::BoxView}) {
      shown.panel.setView(view);
      shown.look(0, "uniform:bits=4");
      QTRY_VERIFY(shown.sentence().contains(QStringLiteral("12")));
    }
  }

  void anotherModelLeavesNothingOfTheOneBefore() {
    Shown shown(model_);
    shown.look(largest_, "uniform:bits=4");
    shown.document.setModel(oneLayer({3, 4}, QVector<float>(12, 0.5F)));
    shown.panel.setView(HistogramPanel::HeatMapView);  // before anything is known of it
    QVERIFY(!shown.sentence().isEmpty());
    shown.document.setModel(nullptr);
    shown.panel.setView(HistogramPanel::BoxView);
    QCOMPARE(shown.sentence(), QString());
  }

  void someUndefinedWeightsAreCounted() {
    QVector<float> values;
    for (int i = 0; i < 12; ++i) values << static_cast<float>(i);
    values[5] = std::numeric_limits<float>::quiet_NaN();
    Shown shown(oneLayer({3, 4}, values));
    shown.look(0, "uniform:bits=4");
    QVERIFY(shown.sentence().isEmpty());
    bool said = false;
    for (const auto* label : shown.panel.findChildren<QLabel*>())
      said = said || label->text().contains(QStringLiteral("not a number"));
    QVERIFY(said);
    shown.panel.setView(HistogramPanel::BoxView);
    auto* boxes = shown.panel.findChild<BoxChart*>();
    QTRY_COMPARE_WITH_TIMEOUT(shown.page(), static_cast<QWidget*>(boxes), kPatience);
    std::int64_t counted = 0;
    for (const auto& box : boxes->channels().boxes) counted += box.count;
    QCOMPARE(counted, std::int64_t{11});
  }

 private:
  std::shared_ptr<const Model> oneLayer(const std::vector<std::int64_t>& shape, const QVector<float>& values) {
    test::ModelBuilder builder;
    builder.input("x", test::kFloat, {1, shape[1]}).output("y", test::kFloat, {1, shape[0]});
    builder.initializer(test::rawTensor(
        "w", test::kFloat, shape,
        std::string(reinterpret_cast<const char*>(values.constData()), static_cast<std::size_t>(values.size()) * 4)));
    auto& gemm = builder.add(test::node("Gemm", {"x", "w"}, {"y"}, "only"));
    test::setAttribute(gemm, "transB", std::int64_t{1});
    const auto path = std::filesystem::path(home_.filePath(QStringLiteral("one%1.onnx").arg(++files_)).toStdString());
    builder.write(path);
    auto opened = Model::open(path);
    return opened ? *opened : nullptr;
  }

  QTemporaryDir home_;
  int files_ = 0;
  std::shared_ptr<const Model> model_;
  std::size_t largest_ = 0;
};

QTEST_MAIN(WeightsTest)
#include "weights_test.moc"
