// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <zstd.h>

#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <fstream>
#include <random>

#include "core/evaluation/model_file_names.h"
#include "core/evaluation/results/variant_file.h"
#include "core/evaluation/results/variant_request.h"
#include "core/evaluation/size/archive_size.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;

class VariantTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void specsFilesAndRecipesAreTold() {
    const auto spec = parseVariant("small=kmeans:bits=4");
    BW_VERIFY_RESULT(spec);
    QCOMPARE(spec->name, std::string("small"));
    QCOMPARE(spec->spec, std::string("kmeans:bits=4"));
    QCOMPARE(std::get<Recipe>(spec->source).all->text(), std::string("kmeans:bits=4"));

    const auto file = parseVariant("\"a=b\"=other/MODEL.ONNX");
    BW_VERIFY_RESULT(file);
    QCOMPARE(file->name, std::string("a=b"));
    QCOMPARE(std::get<std::filesystem::path>(file->source).string(), std::string("other/MODEL.ONNX"));

    const QTemporaryDir folder;
    const auto path = folder.path().toStdString() + "/recipe.json";
    std::ofstream(path) << R"({"bitwright_recipe":1,"name":"r","all":"fp16","layers":[]})";
    const auto recipe = parseVariant("half=" + path);
    BW_VERIFY_RESULT(recipe);
    QCOMPARE(std::get<Recipe>(recipe->source).all->text(), std::string("fp16"));
  }

  void badVariantsSayWhatIsMissing() {
    for (const char* text : {"", "fp16", "x=", "=fp16", "\"x=fp16", "x=unifrom"}) {
      const auto variant = parseVariant(text);
      QVERIFY2(!variant, text);
      QVERIFY2(variant.error().kind == ErrorKind::usage, text);
    }
    const auto nameless = parseVariant("uniform:bits=4");
    QVERIFY(!nameless);
    const auto line = QByteArray::fromStdString(nameless.error().line());
    QVERIFY2(line.contains("needs a name"), line.constData());
    const auto missing = parseVariant("x=/no/such/recipe.json");
    QVERIFY(!missing && missing.error().kind == ErrorKind::io);
  }

  void fileNamesAreSafeAndDifferent() {
    const auto names = modelFileNames(
        {"uniform 4", "uniform/4", "Uniform-4", "../../etc/passwd", "", "k·means", ".hidden", std::string(300, 'x')});
    QCOMPARE(names[0], std::string("uniform-4.onnx"));
    QCOMPARE(names[1], std::string("uniform-4-2.onnx"));
    QCOMPARE(names[2], std::string("Uniform-4-3.onnx"));
    QCOMPARE(names[3], std::string("etc-passwd.onnx"));
    QCOMPARE(names[4], std::string("variant.onnx"));
    QCOMPARE(names[5], std::string("k-means.onnx"));
    QCOMPARE(names[6], std::string("hidden.onnx"));
    QCOMPARE(names[7], std::string(80, 'x') + ".onnx");
  }

  void archiveIsWhatZstdMakes() {
    const QTemporaryDir folder;
    const std::filesystem::path base = folder.path().toStdString();
    std::mt19937 random(3);
    std::string content(600'000, '\0');
    for (auto& byte : content) byte = static_cast<char>(random() % 5);
    std::ofstream(base / "a.bin", std::ios::binary) << content;
    std::ofstream(base / "b.bin", std::ios::binary) << std::string(1000, 'b');

    // The same in one call; level and checksum as the zstd command has them.
    auto* context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 19);
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    std::string packed(ZSTD_compressBound(content.size()), '\0');
    const auto expected =
        static_cast<double>(ZSTD_compress2(context, packed.data(), packed.size(), content.data(), content.size()));
    ZSTD_freeCCtx(context);

    const std::vector<std::filesystem::path> one{base / "a.bin"};
    const auto alone = archiveBytes(one, {});
    BW_VERIFY_RESULT(alone);
    QVERIFY2(std::abs(static_cast<double>(*alone) - expected) <= 0.001 * expected,
             qPrintable(QStringLiteral("%1 %2").arg(*alone).arg(expected)));
    const std::vector<std::filesystem::path> both{base / "a.bin", base / "b.bin"};
    const auto tar = archiveBytes(both, {});
    BW_VERIFY_RESULT(tar);
    // Headers and padding are mostly zeros: they cost little, but not nothing.
    QVERIFY2(*tar > *alone && static_cast<double>(*tar) < 1.05 * static_cast<double>(*alone),
             qPrintable(QStringLiteral("%1 %2").arg(*tar).arg(*alone)));
    const std::vector<std::filesystem::path> missing{base / "none"};
    QVERIFY(archiveBytes(missing, {}).error().kind == ErrorKind::io);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(archiveBytes(one, Job(stop.get_token(), {})).error().kind == ErrorKind::cancelled);
  }
};

QTEST_GUILESS_MAIN(VariantTest)
#include "variant_test.moc"
