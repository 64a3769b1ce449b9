// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/schemes/storage_precision.h"

#include <QtTest/QtTest>

#include "tests/schemes/encoding.h"

using namespace bitwright;
using namespace bitwright::testing;

namespace {

bool isHalf(float value) {
  return halfToFloat(floatToHalf(value)) == value;
}

const std::vector<float>& scalesOf(const EncodedTensor& tensor) {
  return tensor.terms.front().scales;
}

}  // namespace

class StoredWidthTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void scalesAreRoundedTowardsZero() {
    std::vector<float> scales{0.0F, 1.0F, 1.0F + 0x1p-10F, 1.0F + 0x1.8p-10F, 1.0F + 0x1.fp-10F, 0x1p-14F, 65504.0F};
    const std::vector<float> expected{0.0F,     1.0F,    1.0F + 0x1p-10F, 1.0F + 0x1p-10F, 1.0F + 0x1p-10F,
                                      0x1p-14F, 65504.0F};
    QVERIFY(storeScales(scales, "16") == StoredFloat::float16);
    QCOMPARE(scales, expected);
  }

  void whatFloat16CannotHoldStays() {
    for (const float bad : {6e-5F, 65505.0F, 1e-30F, 1e30F}) {
      std::vector<float> scales{0.1F, bad};
      QVERIFY(storeScales(scales, "16") == StoredFloat::float32);
      QCOMPARE(scales, (std::vector<float>{0.1F, bad}));
      std::vector<std::vector<float>> tables{{-0.1F, 0.3F}, {-bad, 0.0F}};
      QVERIFY(storeTables(tables, "16") == StoredFloat::float32);
      QCOMPARE(tables.front(), (std::vector<float>{-0.1F, 0.3F}));
    }
    std::vector<float> scales{0.1F};
    QVERIFY(storeScales(scales, "32") == StoredFloat::float32);
    QCOMPARE(scales.front(), 0.1F);
    std::vector<std::vector<float>> tables{
        {-0.1F, 1e-7F, 0.3F}};  // small levels beside large ones lose nothing that counts
    QVERIFY(storeTables(tables, "16") == StoredFloat::float16);
    QVERIFY(std::all_of(tables.front().begin(), tables.front().end(), isHalf));
  }

  void schemesStoreHalvesAndLoseLittle() {
    const auto made = gaussianTensor({16, 512}, 31);
    const std::vector<std::pair<const char*, ParameterValues>> cases{
        {"uniform", {{"bits", number(4)}, {"granularity", word("block")}}},
        {"uniform", {{"bits", number(8)}, {"symmetric", false}}},
        {"uniform", {{"bits", number(1)}}},
        {"kmeans", {{"bits", number(3)}}},
        {"nf4", {}},
        {"ternary", {}},
        {"log", {}},
    };
    for (const auto& [id, half] : cases) {  // is the default
      ParameterValues full = half;
      full["scales"] = word("32");
      const EncodedTensor wide = encodeBy(id, made, full);
      const EncodedTensor narrow = encodeBy(id, made, half);
      QVERIFY(narrow.terms.front().scaleWidth == StoredFloat::float16);
      QVERIFY(wide.terms.front().scaleWidth == StoredFloat::float32);
      QVERIFY(std::all_of(scalesOf(narrow).begin(), scalesOf(narrow).end(), isHalf));
      const double gained = squaredError(made, narrow) / squaredError(made, wide);
      QVERIFY2(gained < 1.02, qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(id)).arg(gained)));
      const auto saved = static_cast<std::int64_t>(2 * scalesOf(wide).size());
      QCOMPARE(wide.scaleBytes() - narrow.scaleBytes(), saved);
    }
  }

  void tablesStoreHalves() {
    const auto made = gaussianTensor({16, 512}, 32);
    const ParameterValues half{{"bits", number(3)}, {"granularity", word("channel")}, {"scale", word("none")}};
    ParameterValues full = half;
    full["table"] = word("32");
    const EncodedTensor wide = encodeBy("kmeans", made, full);
    const EncodedTensor narrow = encodeBy("kmeans", made, half);
    QCOMPARE(narrow.codebookBytes() * 2, wide.codebookBytes());
    QVERIFY(std::all_of(tableOf(narrow).begin(), tableOf(narrow).end(), isHalf));
    QVERIFY(squaredError(made, narrow) < 1.001 * squaredError(made, wide));
  }

  void codesWiderThanAByteKeepTheirScales() {
    const auto made = gaussianTensor({4, 512}, 33);
    const EncodedTensor tensor = encodeBy("uniform", made, {{"bits", number(12)}, {"scales", word("16")}});
    QVERIFY(tensor.terms.front().scaleWidth == StoredFloat::float32);
  }
};

QTEST_GUILESS_MAIN(StoredWidthTest)
#include "storage_precision_test.moc"
