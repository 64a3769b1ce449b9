// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// What CONTRIBUTING.md adds as examples, built from its very text (contributing.sh): a file and a line each, and it is
// there.

#include <QFile>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <algorithm>

#include "core/compress/encode_layers.h"
#include "core/data/data_spec.h"
#include "core/data/read_data.h"
#include "core/encoding/encoded_tensor.h"
#include "core/model/model.h"
#include "core/recipe/recipe.h"
#include "core/schemes/scheme.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;

class ContributingTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aSchemeIsThere() {
    QVERIFY(findScheme("binary") != nullptr);
    QVERIFY(findScheme("kmeans") != nullptr);
    const auto model = Model::open(BITWRIGHT_SOURCE_DIR "/resources/sample/resnet8_fashion.onnx");
    BW_VERIFY_RESULT(model);
    const auto spec = parseSpec("binary:granularity=channel");
    BW_VERIFY_RESULT(spec);
    const auto compressed = encodeLayers(*model, Recipe{{}, *spec, {}}, Job{});
    BW_VERIFY_RESULT(compressed);
    int encoded = 0;
    for (const auto& layer : compressed->layers) {
      if (!layer.encoded) continue;
      ++encoded;
      QCOMPARE(layer.encoded->terms.front().codes.bits(), 1);
      const auto values = layer.encoded->decode();
      QVERIFY(std::any_of(values.begin(), values.end(), [](float value) { return value > 0.0F; }));
    }
    QVERIFY(encoded > 5);
  }

  void aKindOfDataIsThere() {
    QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("mine.numbers"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("1.5\n-2\n3e1\n") > 0);
    file.close();
    const auto spec = parseDataSpec(path.toStdString());
    BW_VERIFY_RESULT(spec);
    QVERIFY(spec->kind->word() == "numbers");
    const auto data = readData(*spec, SamplePart::test, 0, 0, Job{});
    BW_VERIFY_RESULT(data);
    QCOMPARE(data->count, std::int64_t{3});
    QCOMPARE(data->arrays.front().at(2), 30.0);
  }
};

QTEST_GUILESS_MAIN(ContributingTest)
#include "contributing_test.moc"
