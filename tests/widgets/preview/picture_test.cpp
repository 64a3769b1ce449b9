// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <cmath>
#include <limits>
#include <numeric>

#include "core/compress/compressed_model.h"
#include "tests/support/model_builder.h"
#include "tests/support/qt_result_check.h"
#include "widgets/histogram/axis_zoom.h"
#include "widgets/preview/layer_picture.h"

using namespace bitwright;

namespace {

/// `values` as a [50, columns] weight, pruned and then encoded as `specText` says.
EncodedTensor pruned(const std::vector<float>& values, const char* specText) {
  const auto spec = parseSpec(specText).value();
  const auto& front = spec.parts.front();
  const auto* modifier = findModifier(front.name);
  const auto* scheme = findScheme(spec.storage()->name);
  WeightView view;
  view.bytes = std::as_bytes(std::span(values));
  view.shape = {50, static_cast<std::int64_t>(values.size()) / 50};
  view.channelAxis = 0;
  const auto left = modifier->apply(view, completeParameters(*modifier, front.values).value(), {}).value();
  return scheme->encode(std::span(&left, 1), completeParameters(*scheme, spec.storage()->values).value(), {})
      .value()
      .front();
}

/// `values` as a [rows, columns] weight with channels along the rows, encoded as `spec` says.
EncodedTensor encoded(const std::vector<float>& values, std::int64_t rows, const char* specText) {
  const auto spec = parseSpec(specText).value();
  const auto* scheme = findScheme(spec.storage()->name);
  WeightView view;
  view.bytes = std::as_bytes(std::span(values));
  view.shape = {rows, static_cast<std::int64_t>(values.size()) / rows};
  view.channelAxis = 0;
  return scheme->encode(std::span(&view, 1), completeParameters(*scheme, spec.storage()->values).value(), {})
      .value()
      .front();
}

LayerPicture picture(const std::vector<float>& values, std::int64_t rows, const char* spec) {
  return pictureOf(values, computeMoments(values), encoded(values, rows, spec), {});
}

std::int64_t total(const std::vector<Level>& levels) {
  return std::accumulate(levels.begin(), levels.end(), std::int64_t{0},
                         [](std::int64_t sum, const Level& level) { return sum + level.count; });
}

/// Two channels, the second a hundred times the first.
std::vector<float> unevenChannels() {
  auto values = test::weights(2000);
  for (std::size_t i = 1000; i < values.size(); ++i) values[i] = values[i - 1000] * 100.0F;
  return values;
}

}  // namespace

class PictureTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void levelsHoldEveryWeight() {
    const auto values = test::weights(5000);
    const auto shown = picture(values, 50, "kmeans:bits=4,granularity=tensor,scale=none");
    QCOMPARE(shown.unit, AxisUnit::weight);
    QVERIFY(shown.levels.size() > 8 && shown.levels.size() <= 16);
    QCOMPARE(total(shown.levels), std::int64_t{5000});
    QVERIFY(std::is_sorted(shown.levels.begin(), shown.levels.end(),
                           [](const Level& a, const Level& b) { return a.value < b.value; }));
    QVERIFY(!shown.error.empty());
    for (const auto& column : shown.error) {
      QVERIFY(column.lowest <= column.mean && column.mean <= column.highest);
      QVERIFY(column.value >= shown.original.minimum && column.value <= shown.original.maximum);
    }
  }

  void scaledChannelsShareTheirLevels_data() {
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<AxisUnit>("unit");
    QTest::newRow("k-means") << QByteArray("kmeans:bits=4,granularity=tensor,scale=channel") << AxisUnit::groupMaximum;
    QTest::newRow("uniform") << QByteArray("uniform:bits=4,granularity=channel,range=minmax") << AxisUnit::groupRange;
  }

  void scaledChannelsShareTheirLevels() {
    QFETCH(QByteArray, spec);
    QFETCH(AxisUnit, unit);
    const auto shown = picture(unevenChannels(), 2, spec.constData());
    QCOMPARE(shown.unit, unit);
    QCOMPARE(shown.groups, Grouping::Kind::channel);
    QVERIFY(shown.levels.size() > 8 && shown.levels.size() <= 16);
    QCOMPARE(total(shown.levels), std::int64_t{2000});
    QVERIFY(shown.original.maximum <= 1.02 && shown.original.minimum >= -1.02);
  }

  void manyOrUnlikeLevelsBecomeAnArea() {
    const auto values = test::weights(5000);
    QVERIFY(picture(values, 50, "uniform:bits=8,granularity=tensor").levels.empty());
    QVERIFY(!picture(values, 50, "uniform:bits=8,granularity=tensor").decoded.counts.empty());
    QVERIFY(picture(unevenChannels(), 2, "kmeans:bits=3,granularity=channel,scale=none").levels.empty());
  }

  void prunedLayersShowTheirLevelsAndWhatWasTaken() {
    const auto values = test::weights(5000);
    const auto encoding = pruned(values, "prune:density=0.25+kmeans:bits=4,granularity=tensor,scale=none");
    const auto shown = pictureOf(values, computeMoments(values), encoding, {});
    QCOMPARE(shown.prunedCount, std::int64_t{3750});
    QVERIFY(shown.levels.size() > 8 && shown.levels.size() <= 16);
    QCOMPARE(static_cast<std::size_t>(shown.levelCount), shown.levels.size());
    QCOMPARE(total(shown.levels), std::int64_t{1250});
    for (const auto& level : shown.levels) QVERIFY(std::abs(level.value) >= shown.smallestKept);
    std::int64_t below = 0;
    for (const float value : values) below += std::abs(static_cast<double>(value)) < shown.smallestKept ? 1 : 0;
    QVERIFY(below <= 3750 && below > 3700);  // equal magnitudes aside, what was taken is what is small
    QVERIFY(!shown.error.empty());
  }

  void prunedFloatsAreAnAreaWithoutTheZeros() {
    const auto values = test::weights(5000);
    const auto shown = pictureOf(values, computeMoments(values), pruned(values, "prune:density=0.2+keep"), {});
    QCOMPARE(shown.prunedCount, std::int64_t{4000});
    QVERIFY(shown.levels.empty());
    QCOMPARE(shown.levelCount, std::int64_t{0});
    QCOMPARE(std::accumulate(shown.decoded.counts.begin(), shown.decoded.counts.end(), std::int64_t{0}),
             std::int64_t{1000});
  }

  void manyClustersAreCountedAndDrawnAsAnArea() {
    const auto values = test::weights(20000);
    const auto many = picture(values, 50, "sharing:clusters=1000,scale=none,table=32");
    QVERIFY(many.levels.empty());
    QVERIFY(many.levelCount > 500 && many.levelCount <= 1000);
    QCOMPARE(std::accumulate(many.decoded.counts.begin(), many.decoded.counts.end(), std::int64_t{0}),
             std::int64_t{20000});
    const auto few = picture(values, 50, "sharing:clusters=17,scale=none");
    QCOMPARE(few.levels.size(), std::size_t{17});
    QCOMPARE(picture(values, 50, "fp16").levelCount, std::int64_t{0});  // each weight its own float
  }

  void aPieceOfTheAxisHasFinerBins() {
    const auto values = test::weights(50'000);
    const auto moments = computeMoments(values);
    const auto encoding = encoded(values, 50, "uniform:bits=8,granularity=tensor");
    const auto whole = pictureOf(values, moments, encoding, {});
    QVERIFY(whole.levels.empty());
    const ValueRange range{moments.mean, moments.mean + moments.standardDeviation / 4};
    const auto detail = detailOf(values, moments, &encoding, range, {});
    QVERIFY(detail.original.binWidth() < whole.original.binWidth() / 4);
    std::int64_t inside = 0;
    for (const float value : values) inside += value >= range.minimum && value <= range.maximum ? 1 : 0;
    QCOMPARE(std::accumulate(detail.original.counts.begin(), detail.original.counts.end(), std::int64_t{0}), inside);
    QCOMPARE(detail.original.below + detail.original.above + inside, std::int64_t{50'000});
    QVERIFY(detail.levels.size() > 1 && detail.levels.size() <= 64);  // too many on the whole axis, few enough here
    for (const auto& level : detail.levels) QVERIFY(level.value >= range.minimum && level.value <= range.maximum);
    const auto untouched = detailOf(values, moments, nullptr, range, {});
    QCOMPARE(untouched.original.counts, detail.original.counts);
    QVERIFY(untouched.after.counts.empty() && untouched.error.empty());
  }

  void compressedWeightsAreCountedOnTheSameBins() {
    const auto values = test::weights(5000);
    for (const char* spec : {"kmeans:bits=4,granularity=tensor,scale=none", "uniform:bits=8,granularity=tensor"}) {
      const auto shown = picture(values, 50, spec);
      QCOMPARE(shown.after.counts.size(), shown.original.counts.size());
      QCOMPARE(std::accumulate(shown.after.counts.begin(), shown.after.counts.end(), std::int64_t{0}) +
                   shown.after.below + shown.after.above,
               std::int64_t{5000});
    }
  }

  void outliersAreFoundOnAnyAxis() {
    auto values = test::weights(20'000);
    values[3] = 40.0F;
    values[15'000] = -40.0F;
    const auto moments = computeMoments(values);
    QCOMPARE(moments.outlierCount, std::int64_t{2});
    for (const auto& shown :
         {pictureOf(values, moments, {}), picture(values, 50, "uniform:bits=4,granularity=channel")}) {
      QCOMPARE(shown.outliers.size(), shown.original.counts.size());
      QCOMPARE(std::accumulate(shown.outliers.begin(), shown.outliers.end(), std::int64_t{0}), std::int64_t{2});
    }
    QVERIFY(picture(test::weights(5000), 50, "uniform:bits=4").outliers.empty());
  }

  void zoomStaysInsideTheWhole() {
    AxisZoom zoom;
    zoom.setWhole({-1.0, 1.0}, false);
    QVERIFY(!zoom.isZoomed());
    zoom.zoomAt(0.5, 0.5);
    QCOMPARE(zoom.shown(), (ValueRange{-0.25, 0.75}));  // 0.5 stays at three quarters
    zoom.pan(10.0);
    QCOMPARE(zoom.shown(), (ValueRange{0.0, 1.0}));
    zoom.show(0.3, 0.1);
    QVERIFY(std::abs(zoom.shown().minimum - 0.1) < 1e-12 && std::abs(zoom.shown().width() - 0.2) < 1e-12);
    zoom.setWhole({-2.0, 2.0}, true);
    QVERIFY(zoom.isZoomed() && std::abs(zoom.shown().minimum - 0.1) < 1e-12);
    zoom.reveal(1.5);
    QVERIFY(std::abs(zoom.shown().maximum - 1.5) < 1e-12);
    for (int i = 0; i < 200; ++i) zoom.zoomAt(0.0, 0.5);
    QVERIFY(zoom.shown().width() > 1e-7);
    for (int i = 0; i < 200; ++i) zoom.zoomAt(0.0, 2.0);
    QVERIFY(!zoom.isZoomed());
    zoom.show(0.3, 0.4);
    zoom.setWhole({-2.0, 2.0}, false);
    QVERIFY(!zoom.isZoomed());
  }

  void nothingLargeReachesTheCharts() {
    std::vector<float> values(1'000'000);
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = std::sin(static_cast<float>(i) * 0.7F) * static_cast<float>(i % 977);
    const auto shown = picture(values, 1000, "uniform:bits=8,granularity=channel");
    QVERIFY(shown.original.counts.size() <= 512);
    QVERIFY(shown.decoded.counts.size() <= 512);
    QVERIFY(shown.levels.size() <= 64);
    QVERIFY(shown.error.size() <= 512);
  }

  void exactSchemesShowNoError() {
    std::vector<float> values;
    for (int i = 0; i < 400; ++i) values.push_back(static_cast<float>(i % 7) * 0.25F);
    const auto shown = picture(values, 4, "kmeans:bits=3,granularity=tensor,scale=none");
    QCOMPARE(shown.levels.size(), std::size_t{7});
    for (const auto& column : shown.error) QVERIFY(std::abs(column.lowest) < 1e-6 && std::abs(column.highest) < 1e-6);
  }

  void emptyConstantAndUndefinedLayersAreHarmless() {
    const std::vector<float> none;
    QCOMPARE(pictureOf(none, computeMoments(none), {}).moments.count, std::int64_t{0});
    const std::vector<float> same(100, 0.5F);
    const auto constant = picture(same, 10, "uniform:bits=4,granularity=tensor");
    QCOMPARE(constant.moments.minimum, constant.moments.maximum);
    const std::vector<float> undefined(100, std::numeric_limits<float>::quiet_NaN());
    const auto shown = pictureOf(undefined, computeMoments(undefined), {});
    QCOMPARE(shown.moments.nanCount, std::int64_t{100});
    QVERIFY(shown.original.counts.empty());
  }
};

QTEST_GUILESS_MAIN(PictureTest)
#include "picture_test.moc"
