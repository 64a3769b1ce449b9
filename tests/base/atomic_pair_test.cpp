// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_pair.h"

#include <QTemporaryDir>
#include <set>

#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"

using namespace bitwright;
using namespace bitwright::test;

/// A file and its companion appear together, replace an older pair together, or not at all.
class AtomicPairTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
  }

  void appearsTogether() {
    {
      auto pair = made();
      BW_VERIFY_RESULT(pair);
      QCOMPARE(pair->temporaryPath().parent_path(), pair->temporaryCompanionPath().parent_path());
      QCOMPARE(pair->temporaryPath().filename(), file("a.onnx").filename());
      QCOMPARE(names().size(), std::size_t{1});  // the private folder
      BW_VERIFY_RESULT(pair->commit());
      QCOMPARE(names(), (std::set<std::string>{"a.onnx", "a.onnx.data"}));  // at once, not when the object goes
    }
    QCOMPARE(readFile(file("a.onnx")), std::string("model"));
    QCOMPARE(readFile(file("a.onnx.data")), std::string("data"));
  }

  void withoutCommitNothingChanges() {
    {
      const auto pair = made();
      BW_VERIFY_RESULT(pair);
    }
    QVERIFY(names().empty());
    writeFile(file("a.onnx"), "old model");
    writeFile(file("a.onnx.data"), "old data");
    {
      auto first = made();
      BW_VERIFY_RESULT(first);
      auto second = made();
      BW_VERIFY_RESULT(second);
      *first = std::move(*second);
    }
    QCOMPARE(names(), (std::set<std::string>{"a.onnx", "a.onnx.data"}));
    QCOMPARE(readFile(file("a.onnx")), std::string("old model"));
    QCOMPARE(readFile(file("a.onnx.data")), std::string("old data"));
    auto pair = made();
    BW_VERIFY_RESULT(pair);
    BW_VERIFY_RESULT(pair->commit());
    QCOMPARE(names(), (std::set<std::string>{"a.onnx", "a.onnx.data"}));
    QCOMPARE(readFile(file("a.onnx")), std::string("model"));
    QCOMPARE(readFile(file("a.onnx.data")), std::string("data"));
  }

  void oldFileWithoutCompanion() {
    writeFile(file("a.onnx"), "old model");
    auto pair = made();
    BW_VERIFY_RESULT(pair);
    BW_VERIFY_RESULT(pair->commit());
    QCOMPARE(readFile(file("a.onnx")), std::string("model"));
    QCOMPARE(readFile(file("a.onnx.data")), std::string("data"));
  }

  void failuresArePutBack() {
    // The last of the renames cannot be done: a folder has taken the name meanwhile.
    {
      auto pair = made();
      BW_VERIFY_RESULT(pair);
      std::filesystem::create_directory(file("a.onnx"));
      const auto failed = pair->commit();
      QVERIFY(!failed);
      QCOMPARE(failed.error().kind, ErrorKind::io);
      QCOMPARE(failed.error().file, file("a.onnx").string());
    }
    QCOMPARE(names(), std::set<std::string>{"a.onnx"});
    std::filesystem::remove(file("a.onnx"));

    // One of the two was never written: an older pair stays.
    writeFile(file("a.onnx"), "old model");
    writeFile(file("a.onnx.data"), "old data");
    {
      auto pair = made();
      BW_VERIFY_RESULT(pair);
      std::filesystem::remove(pair->temporaryPath());
      QVERIFY(!pair->commit());
    }
    QCOMPARE(names(), (std::set<std::string>{"a.onnx", "a.onnx.data"}));
    QCOMPARE(readFile(file("a.onnx")), std::string("old model"));
    QCOMPARE(readFile(file("a.onnx.data")), std::string("old data"));
  }

  void refusals() {
    for (const char* name : {"a.onnx", "a.onnx.data"}) {
      std::filesystem::create_directory(file(name));
      QVERIFY(!AtomicPair::create(file("a.onnx"), "a.onnx.data"));
      std::filesystem::remove(file(name));
      writeFile(file(name), "mine");
      std::filesystem::permissions(file(name), std::filesystem::perms::owner_read);
      const auto refused = AtomicPair::create(file("a.onnx"), "a.onnx.data");
      QVERIFY(!refused);
      QCOMPARE(refused.error().file, file(name).string());
      QCOMPARE(names(), std::set<std::string>{name});
      std::filesystem::remove(file(name));
    }
    const auto nowhere = AtomicPair::create(file("missing") / "a.onnx", "a.onnx.data");
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().kind, ErrorKind::io);
  }

 private:
  std::unique_ptr<QTemporaryDir> folder_;
  std::filesystem::path file(const char* name) const { return std::filesystem::path(folder_->path().toStdString()) / name; }
  Result<AtomicPair> made() const {
    auto pair = AtomicPair::create(file("a.onnx"), "a.onnx.data");
    if (!pair) return pair;
    writeFile(pair->temporaryPath(), "model");
    writeFile(pair->temporaryCompanionPath(), "data");
    return pair;
  }
  std::set<std::string> names() const {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_->path().toStdString())) found.insert(entry.path().filename().string());
    return found;
  }
};

QTEST_GUILESS_MAIN(AtomicPairTest)
#include "atomic_pair_test.moc"
