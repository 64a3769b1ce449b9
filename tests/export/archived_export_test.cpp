// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/archived_export.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <set>
#include <string>

#include "core/base/files/archive_kind.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"

using namespace bitwright;
using namespace bitwright::test;

Q_DECLARE_METATYPE(bitwright::ArchiveKind)

/// A model and its archive appear together, or what stood there before stays: never a new archive beside an old model.
class ArchivedExportTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
    denseModel({60, 50, 30}).write(file("source.onnx"));
  }

  void bothAppear_data() { kinds(); }
  void bothAppear() {
    QFETCH(ArchiveKind, kind);
    const auto compressed = compressWith(file("source.onnx"), "uniform:bits=8");
    BW_VERIFY_RESULT(compressed);
    writeFile(file("out.onnx"), "old model");
    const auto made = exportWithArchive(*compressed, file("out.onnx"), {}, kind, Job{});
    BW_VERIFY_RESULT(made);
    QCOMPARE(made->archive, archivePath(file("out.onnx"), kind));
    QCOMPARE(names(), (std::set<std::string>{"source.onnx", "out.onnx", made->archive.filename().string()}));
    BW_VERIFY_RESULT(unpackFile(made->archive, kind, file("again.onnx"), Job{}));
    QVERIFY(readFile(file("again.onnx")) == readFile(file("out.onnx")));
  }

  void aModelThatCannotTakeItsPlaceLeavesTheOldArchive_data() { kinds(); }
  void aModelThatCannotTakeItsPlaceLeavesTheOldArchive() {
    QFETCH(ArchiveKind, kind);
    const auto archive = archivePath(file("out.onnx"), kind);
    for (const bool older : {false, true}) {
      if (older) writeFile(archive, "old archive");
      const auto before = names();
      const auto compressed = compressWith(file("source.onnx"), "uniform:bits=8");
      BW_VERIFY_RESULT(compressed);
      // While it is written a folder takes the model's name: the last rename cannot be done.
      const Job job(
          {}, [&](const Message&, double) { std::filesystem::create_directory(file("out.onnx")); }, 1);
      const auto refused = exportWithArchive(*compressed, file("out.onnx"), {}, kind, job);
      QVERIFY(!refused);
      QCOMPARE(refused.error().kind, ErrorKind::io);
      QCOMPARE(refused.error().file, file("out.onnx").string());
      std::filesystem::remove(file("out.onnx"));
      QCOMPARE(names(), before);
      if (older) QCOMPARE(readFile(archive), std::string("old archive"));
    }
  }

 private:
  std::unique_ptr<QTemporaryDir> folder_;
  std::filesystem::path file(const char* name) const {
    return std::filesystem::path(folder_->path().toStdString()) / name;
  }
  static void kinds() {
    QTest::addColumn<ArchiveKind>("kind");
    QTest::newRow("zst") << ArchiveKind::zst;
    QTest::newRow("xz") << ArchiveKind::xz;
  }
  std::set<std::string> names() const {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_->path().toStdString()))
      found.insert(entry.path().filename().string());
    return found;
  }
};

QTEST_GUILESS_MAIN(ArchivedExportTest)
#include "archived_export_test.moc"
