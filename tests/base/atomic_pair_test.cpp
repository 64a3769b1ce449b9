// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/atomic_pair.h"

#include <QTemporaryDir>

#include <cerrno>
#include <cstdio>
#include <set>

#include "tests/support/model_builder.h"
#include "tests/support/qt_result_check.h"

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

  void aFolderThatTookTheNameIsNotRemoved() {
    writeFile(file("a.onnx.data"), "old data");
    auto pair = made();
    BW_VERIFY_RESULT(pair);
    std::filesystem::create_directory(file("a.onnx"));
    writeFile(file("a.onnx") / "inside", "mine");
    QVERIFY(!pair->commit());
    pair = fail(ErrorKind::io, BW_MESSAGE("test.gone", "gone"));
    QCOMPARE(readFile(file("a.onnx") / "inside"), std::string("mine"));
    QCOMPARE(readFile(file("a.onnx.data")), std::string("old data"));
  }

  void whatCannotBePutBackIsKeptAndNamed() {
    writeFile(file("a.onnx"), "old model");
    writeFile(file("a.onnx.data"), "old data");
    std::string line;
    {
      auto pair = made();
      BW_VERIFY_RESULT(pair);
      int count = 0;  // the old ones leave, then the disk fails for good
      const auto failed = pair->commit(Renames(
          [&](const char* from, const char* to) { return ++count > 2 ? (errno = EIO, -1) : std::rename(from, to); }));
      QVERIFY(!failed);
      QCOMPARE(failed.error().what.id(), std::string("io.kept_aside"));
      line = failed.error().line();
    }
    std::filesystem::path kept;
    for (const auto& entry : std::filesystem::directory_iterator(folder_->path().toStdString()))
      kept = entry.path() / "old";
    QVERIFY2(line.find("is kept as " + kept.string() + "; move it back by hand") != std::string::npos, line.c_str());
    QCOMPARE(readFile(kept / "a.onnx"), std::string("old model"));
    QCOMPARE(readFile(kept / "a.onnx.data"), std::string("old data"));
    // The next one puts it back first, even where nothing comes of that one.
    {
      const auto pair = made();
      BW_VERIFY_RESULT(pair);
      QCOMPARE(readFile(file("a.onnx")), std::string("old model"));
    }
    QCOMPARE(names(), (std::set<std::string>{"a.onnx", "a.onnx.data"}));
    QCOMPARE(readFile(file("a.onnx.data")), std::string("old data"));
  }

  void afterAPowerCut_data() {
    QTest::addColumn<bool>("companionLeft");
    QTest::addColumn<bool>("companionCame");
    QTest::newRow("the old model left") << false << false;
    QTest::newRow("both left") << true << false;
    QTest::newRow("the new data came") << true << true;
  }
  void afterAPowerCut() {
    QFETCH(bool, companionLeft);
    QFETCH(bool, companionCame);
    const auto old = file(".a.onnx.4711-0.part") / "old";
    std::filesystem::create_directories(old);
    std::filesystem::create_directories(old.parent_path() / "new");
    writeFile(old / "a.onnx", "old model");
    writeFile(companionLeft ? old / "a.onnx.data" : file("a.onnx.data"), "old data");
    if (companionCame) writeFile(file("a.onnx.data"), "new data");
    {
      const auto pair = made();
      BW_VERIFY_RESULT(pair);
    }
    QCOMPARE(names(), (std::set<std::string>{"a.onnx", "a.onnx.data"}));
    QCOMPARE(readFile(file("a.onnx")), std::string("old model"));
    QCOMPARE(readFile(file("a.onnx.data")), std::string("old data"));
  }

  void anothersPairIsLeftAlone() {
    writeFile(file("a.onnx"), "old model");
    writeFile(file("a.onnx.data"), "old data");
    auto running = made();
    BW_VERIFY_RESULT(running);
    // As in the middle of its commit.
    const auto old = running->temporaryPath().parent_path().parent_path() / "old";
    std::filesystem::rename(file("a.onnx"), old / "a.onnx");
    {
      const auto pair = made();
      BW_VERIFY_RESULT(pair);
      QVERIFY(!std::filesystem::exists(file("a.onnx")));
    }
    QVERIFY(running->commit());
    QCOMPARE(readFile(file("a.onnx")), std::string("model"));
  }

  void keepsPermissionsAndLinks() {
    std::filesystem::create_directory(file("far"));
    writeFile(file("far") / "a.onnx", "old model");
    writeFile(file("far") / "a.onnx.data", "old data");
    std::filesystem::permissions(file("far") / "a.onnx", std::filesystem::perms{0640});
    std::filesystem::permissions(file("far") / "a.onnx.data", std::filesystem::perms{0600});
    std::filesystem::create_symlink("far/a.onnx", file("a.onnx"));
    auto pair = made();
    BW_VERIFY_RESULT(pair);
    BW_VERIFY_RESULT(pair->commit());
    QCOMPARE(names(), (std::set<std::string>{"a.onnx", "far"}));
    QVERIFY(std::filesystem::is_symlink(file("a.onnx")));
    QCOMPARE(readFile(file("far") / "a.onnx"), std::string("model"));
    QCOMPARE(readFile(file("far") / "a.onnx.data"), std::string("data"));
    QCOMPARE(std::filesystem::status(file("far") / "a.onnx").permissions(), std::filesystem::perms{0640});
    QCOMPARE(std::filesystem::status(file("far") / "a.onnx.data").permissions(), std::filesystem::perms{0600});
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
  std::filesystem::path file(const char* name) const {
    return std::filesystem::path(folder_->path().toStdString()) / name;
  }
  Result<AtomicPair> made() const {
    auto pair = AtomicPair::create(file("a.onnx"), "a.onnx.data");
    if (!pair) return pair;
    writeFile(pair->temporaryPath(), "model");
    writeFile(pair->temporaryCompanionPath(), "data");
    return pair;
  }
  std::set<std::string> names() const {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_->path().toStdString()))
      found.insert(entry.path().filename().string());
    return found;
  }
};

QTEST_GUILESS_MAIN(AtomicPairTest)
#include "atomic_pair_test.moc"
