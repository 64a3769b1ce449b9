// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/atomic_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <QTemporaryDir>

#include <cerrno>
#include <set>

#include "tests/support/model_builder.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;
using namespace bitwright::test;

/// A file that takes another's place is like it: same rights, same place behind links. Several take theirs together.
class AtomicFileTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
  }

  void keepsPermissions() {
    for (const mode_t mode : {0600U, 0640U, 0755U, 0666U}) {
      writeFile(file("a"), "old");
      QCOMPARE(::chmod(file("a").c_str(), mode), 0);
      {
        auto fresh = AtomicFile::create(file("a"));
        BW_VERIFY_RESULT(fresh);
        QCOMPARE(modeOf(fresh->temporaryPath()), mode_t{0600});  // nobody else reads it before
        QVERIFY(fresh->write("new"));
        QVERIFY(fresh->commit());
      }
      QCOMPARE(readFile(file("a")), std::string("new"));
      QCOMPARE(modeOf(file("a")), mode);
    }
    const mode_t mask = ::umask(022);
    BW_VERIFY_RESULT(writeFileAtomically(file("fresh"), "x"));
    ::umask(mask);
    QCOMPARE(modeOf(file("fresh")), mode_t{0644});
  }

  void keepsTheOwnerWhereItMay() {
    if (::geteuid() != 0) QSKIP("only the superuser can give files away");
    writeFile(file("a"), "old");
    QCOMPARE(::chown(file("a").c_str(), 1234, 4321), 0);
    BW_VERIFY_RESULT(writeFileAtomically(file("a"), "new"));
    struct stat status {};
    QCOMPARE(::stat(file("a").c_str(), &status), 0);
    QCOMPARE(status.st_uid, uid_t{1234});
    QCOMPARE(status.st_gid, gid_t{4321});
  }

  void writesWhereLinksLead() {
    std::filesystem::create_directory(file("far"));
    writeFile(file("far/real"), "old");
    std::filesystem::create_symlink("real", file("far/second"));
    std::filesystem::create_symlink("far/second", file("link"));
    BW_VERIFY_RESULT(writeFileAtomically(file("link"), "new"));
    QVERIFY(std::filesystem::is_symlink(file("link")));
    QVERIFY(std::filesystem::is_symlink(file("far/second")));
    QVERIFY(!std::filesystem::is_symlink(file("far/real")));
    QCOMPARE(readFile(file("far/real")), std::string("new"));
    // Where nothing stands yet it is made.
    std::filesystem::create_symlink("far/later", file("ahead"));
    BW_VERIFY_RESULT(writeFileAtomically(file("ahead"), "there"));
    QCOMPARE(readFile(file("far/later")), std::string("there"));
    QCOMPARE(names("far"), (std::set<std::string>{"real", "second", "later"}));
    std::filesystem::create_symlink("loop", file("loop"));
    const auto refused = writeFileAtomically(file("loop"), "x");
    QVERIFY(!refused);
    QCOMPARE(refused.error().file, file("loop").string());
    std::filesystem::create_symlink("far", file("to a folder"));
    QVERIFY(!writeFileAtomically(file("to a folder"), "x"));
  }

  void devicesAndPipesStay() {
    QCOMPARE(::mkfifo(file("pipe").c_str(), 0600), 0);
    // A pipe stands for both: no test may risk a device that everybody uses.
    const auto refused = writeFileAtomically(file("pipe"), "x");
    QVERIFY(!refused);
    QCOMPARE(refused.error().what.id(), std::string("io.target_is_device"));
    QVERIFY(std::filesystem::is_fifo(file("pipe")));
  }

  void privateNamesAreWholeCharacters() {
    std::string name;
    for (int each = 0; each < 80; ++each) name += "é";
    for (const auto& target : {name, "x" + name}) {
      auto fresh = AtomicFile::create(file(target.c_str()));
      BW_VERIFY_RESULT(fresh);
      const auto made = QByteArray::fromStdString(fresh->temporaryPath().filename().string());
      QCOMPARE(QString::fromUtf8(made).toUtf8(), made);
      QVERIFY(!QString::fromUtf8(made).contains(QChar::ReplacementCharacter));
    }
  }

  void togetherOrNotAtAll() {
    writeFile(file("a"), "old a");
    for (const int fails : {0, 1, 2}) {  // none of the renames, the first, the second
      auto first = AtomicFile::create(file("a"));
      auto second = AtomicFile::create(file("b"));
      BW_VERIFY_RESULT(first);
      BW_VERIFY_RESULT(second);
      QVERIFY(first->write("new a"));
      QVERIFY(second->write("new b"));
      int count = 0;
      const auto done = commitTogether({&*first, &*second}, Renames([&](const char* from, const char* to) {
                                         if (++count == fails) return errno = EIO, -1;
                                         return std::rename(from, to);
                                       }));
      if (fails > 0) {
        QVERIFY(!done);
        QCOMPARE(done.error().file, file(fails == 1 ? "a" : "b").string());
        first = fail(ErrorKind::io, BW_MESSAGE("test.gone", "gone"));
        second = fail(ErrorKind::io, BW_MESSAGE("test.gone", "gone"));
        QCOMPARE(names(""), std::set<std::string>{"a"});
        QCOMPARE(readFile(file("a")), std::string("old a"));
      } else {
        BW_VERIFY_RESULT(done);
        QCOMPARE(names(""), (std::set<std::string>{"a", "b"}));
        QCOMPARE(readFile(file("a")), std::string("new a"));
        QCOMPARE(readFile(file("b")), std::string("new b"));
        std::filesystem::remove(file("b"));
        writeFile(file("a"), "old a");
      }
    }
  }

  void whatCannotBePutBackIsKeptAndNamed() {
    writeFile(file("a"), "old a");
    auto first = AtomicFile::create(file("a"));
    auto second = AtomicFile::create(file("b"));
    BW_VERIFY_RESULT(first);
    BW_VERIFY_RESULT(second);
    int count = 0;
    const auto done = commitTogether({&*first, &*second}, Renames([&](const char* from, const char* to) {
                                       return ++count > 1 ? (errno = EIO, -1) : std::rename(from, to);
                                     }));
    QVERIFY(!done);
    QCOMPARE(done.error().what.id(), std::string("io.kept_aside"));
    const auto kept = std::get<std::string>(done.error().what.arguments()[1]);
    QCOMPARE(readFile(kept), std::string("old a"));
  }

  void severalInOneFolderThatWentMissing() {
    std::filesystem::create_directory(file("far"));
    auto first = AtomicFile::create(file("a"));
    auto second = AtomicFile::create(file("far/b"));
    BW_VERIFY_RESULT(first);
    BW_VERIFY_RESULT(second);
    std::filesystem::remove_all(file("far"));
    QVERIFY(!commitTogether({&*first, &*second}));
    QVERIFY(!std::filesystem::exists(file("a")));
  }

 private:
  std::unique_ptr<QTemporaryDir> folder_;
  std::filesystem::path file(const char* name) const {
    return std::filesystem::path(folder_->path().toStdString()) / name;
  }
  static mode_t modeOf(const std::filesystem::path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0;
  }
  std::set<std::string> names(const char* folder) const {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(file(folder)))
      found.insert(entry.path().filename().string());
    return found;
  }
};

QTEST_GUILESS_MAIN(AtomicFileTest)
#include "atomic_file_test.moc"
