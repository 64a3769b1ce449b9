// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// A command that fails leaves no file, one that is done leaves all of its files: where they were asked for, with the
// rights they had.

#include <sys/stat.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <filesystem>

#include "tests/cli/command_line.h"
#include "tests/support/model_builder.h"

using namespace bitwright::testing;
using namespace bitwright::test;

namespace {

/// x[1, 8] · w[8, 40] = y
ModelBuilder product() {
  ModelBuilder model;
  model.input("x", kFloat, {1, 8}).output("y", kFloat, {1, 40});
  model.initializer(weightTensor("w", kFloat, {8, 40}));
  model.add(node("MatMul", {"x", "w"}, {"y"}, "fc"));
  return model;
}

/// Words looked up in a table: nothing can be made up for its input, so it is not run.
ModelBuilder words() {
  ModelBuilder model(17);
  auto* import = model.proto.add_opset_import();
  import->set_domain("ai.onnx.ml");
  import->set_version(2);
  model.input("s", kString, {0}).output("y", kFloat, {0, 40});
  model.initializer(weightTensor("e", kFloat, {2, 8}, 1)).initializer(weightTensor("w", kFloat, {8, 40}, 2));
  auto& encoder = model.add(node("LabelEncoder", {"s"}, {"id"}));
  encoder.set_domain("ai.onnx.ml");
  auto& keys = *encoder.add_attribute();
  keys.set_name("keys_strings");
  keys.set_type(onnx::AttributeProto::STRINGS);
  auto& values = *encoder.add_attribute();
  values.set_name("values_int64s");
  values.set_type(onnx::AttributeProto::INTS);
  for (const int index : {0, 1}) {
    keys.add_strings(std::string(1, static_cast<char>('a' + index)));
    values.add_ints(index);
  }
  model.add(node("Gather", {"e", "id"}, {"g"}));
  model.add(node("MatMul", {"g", "w"}, {"y"}));
  return model;
}

}  // namespace

class LeavesNothingTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> folder_;
  [[nodiscard]] QString path(const char* name) const { return folder_->filePath(QString::fromLatin1(name)); }
  [[nodiscard]] std::filesystem::path file(const char* name) const { return path(name).toStdString(); }
  [[nodiscard]] QStringList names() const {
    return QDir(folder_->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
  }
  Outcome compress(const char* model, const char* output, const QStringList& more = {}) const {
    return runCli(QStringList{QStringLiteral("compress"), path(model), QStringLiteral("-o"), path(output),
                              QStringLiteral("--all"), QStringLiteral("uniform:bits=8")} +
                  more);
  }
  void failed(const Outcome& outcome, int code, const QStringList& before) const {
    QVERIFY(!outcome.crashed);
    QVERIFY2(outcome.code == code, outcome.err.constData());
    QCOMPARE(outcome.errorLines().size(), 1);
    QCOMPARE(names(), before);
  }

 private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    product().write(file("net.onnx"));
    words().write(file("words.onnx"));
  }

  void whatIsInPlaceIsDone() {
    const auto outcome = runCli({QStringLiteral("compress"), path("words.onnx"), QStringLiteral("-o"), path("out.onnx"),
                                 QStringLiteral("--all"), QStringLiteral("keep"), QStringLiteral("--activations"),
                                 QStringLiteral("float16")});
    QVERIFY(!outcome.crashed);
    QVERIFY2((outcome.code == 0) == QFile::exists(path("out.onnx")), outcome.err.constData());
    QCOMPARE(outcome.errorLines().size(), outcome.code == 0 ? 0 : 1);
  }

  void anArchiveThatCannotBeWritten() {
    QVERIFY(QDir(folder_->path()).mkdir(QStringLiteral("out.onnx.zst")));
    failed(compress("net.onnx", "out.onnx", {QStringLiteral("--archive"), QStringLiteral("zst")}), 1, names());
  }

  void oneReportOfTwoThatCannotBeWritten() {
    const QStringList compare{QStringLiteral("compare"),   path("net.onnx"),
                              QStringLiteral("--variant"), QStringLiteral("a=uniform:bits=8"),
                              QStringLiteral("--measure"), QStringLiteral("size")};
    failed(runCli(compare + QStringList{QStringLiteral("--report"), path("good.csv"), QStringLiteral("--report"),
                                        path("no/folder/bad.csv")}),
           1, names());
    const auto both = runCli(
        compare + QStringList{QStringLiteral("--report"), path("a.csv"), QStringLiteral("--report"), path("b.md")});
    QVERIFY2(both.code == 0, both.err.constData());
    QVERIFY(QFile::exists(path("a.csv")) && QFile::exists(path("b.md")));
  }

  void aSearchWithOneNameForTwo() {
    failed(runCli({QStringLiteral("search"), path("net.onnx"), QStringLiteral("--data"), QStringLiteral("sample"),
                   QStringLiteral("--max-bytes"), QStringLiteral("100"), QStringLiteral("-o"), path("one"),
                   QStringLiteral("--save-recipe"), path("one")}),
           2, names());
  }

  void rightsAndLinksStay() {
    writeFile(file("mine.onnx"), "old");
    QCOMPARE(::chmod(file("mine.onnx").c_str(), 0600), 0);
    QVERIFY(QDir(folder_->path()).mkdir(QStringLiteral("far")));
    std::filesystem::create_symlink("far/there.onnx", file("link.onnx"));
    for (const char* name : {"mine.onnx", "link.onnx"}) {
      const auto outcome = compress("net.onnx", name, {QStringLiteral("--archive"), QStringLiteral("xz")});
      QVERIFY2(outcome.code == 0, outcome.err.constData());
    }
    struct stat status {};
    QCOMPARE(::stat(file("mine.onnx").c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, 0600U);
    QVERIFY(std::filesystem::is_symlink(file("link.onnx")));
    QVERIFY(std::filesystem::is_regular_file(file("far/there.onnx")));
    const auto names = QDir(path("far")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    QCOMPARE(names, QStringList{QStringLiteral("there.onnx")});
    const auto unpacked =
        runCli({QStringLiteral("unpack"), path("mine.onnx.xz"), QStringLiteral("-o"), path("link.onnx")});
    QVERIFY2(unpacked.code == 0, unpacked.err.constData());
    QCOMPARE(readFile(file("far/there.onnx")), readFile(file("mine.onnx")));
  }

  void pipesStay() {
    QCOMPARE(::mkfifo(file("pipe").c_str(), 0600), 0);
    failed(compress("net.onnx", "pipe"), 1, names());
    QVERIFY(std::filesystem::is_fifo(file("pipe")));
  }
};

QTEST_GUILESS_MAIN(LeavesNothingTest)
#include "leaves_nothing_test.moc"
