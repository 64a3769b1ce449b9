// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/atomic_file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <set>

#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/text.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// A file that takes another's place is like it: same rights, same place behind links. Several take theirs together.
class AtomicFileTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }
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

}  // namespace

TEST_CASE_FIXTURE(AtomicFileTest, "keepsPermissions") {
  for (const mode_t mode : {0600U, 0640U, 0755U, 0666U}) {
    writeFile(file("a"), "old");
    REQUIRE(::chmod(file("a").c_str(), mode) == 0);
    {
      auto fresh = AtomicFile::create(file("a"));
      BW_VERIFY_RESULT(fresh);
      REQUIRE(modeOf(fresh->temporaryPath()) == mode_t{0600});  // nobody else reads it before
      REQUIRE(fresh->write("new"));
      REQUIRE(fresh->commit());
    }
    REQUIRE(readFile(file("a")) == "new");
    REQUIRE(modeOf(file("a")) == mode);
  }
  const mode_t mask = ::umask(022);
  BW_VERIFY_RESULT(writeFileAtomically(file("fresh"), "x"));
  ::umask(mask);
  REQUIRE(modeOf(file("fresh")) == mode_t{0644});
}

TEST_CASE_FIXTURE(AtomicFileTest, "keepsTheOwnerWhereItMay") {
  if (::geteuid() != 0) {
    MESSAGE("only the superuser can give files away");
    return;
  }
  writeFile(file("a"), "old");
  REQUIRE(::chown(file("a").c_str(), 1234, 4321) == 0);
  BW_VERIFY_RESULT(writeFileAtomically(file("a"), "new"));
  struct stat status {};
  REQUIRE(::stat(file("a").c_str(), &status) == 0);
  REQUIRE(status.st_uid == uid_t{1234});
  REQUIRE(status.st_gid == gid_t{4321});
}

TEST_CASE_FIXTURE(AtomicFileTest, "writesWhereLinksLead") {
  std::filesystem::create_directory(file("far"));
  writeFile(file("far/real"), "old");
  std::filesystem::create_symlink("real", file("far/second"));
  std::filesystem::create_symlink("far/second", file("link"));
  BW_VERIFY_RESULT(writeFileAtomically(file("link"), "new"));
  REQUIRE(std::filesystem::is_symlink(file("link")));
  REQUIRE(std::filesystem::is_symlink(file("far/second")));
  REQUIRE(!std::filesystem::is_symlink(file("far/real")));
  REQUIRE(readFile(file("far/real")) == "new");
  // Where nothing stands yet it is made.
  std::filesystem::create_symlink("far/later", file("ahead"));
  BW_VERIFY_RESULT(writeFileAtomically(file("ahead"), "there"));
  REQUIRE(readFile(file("far/later")) == "there");
  REQUIRE(names("far") == (std::set<std::string>{"real", "second", "later"}));
  std::filesystem::create_symlink("loop", file("loop"));
  const auto refused = writeFileAtomically(file("loop"), "x");
  REQUIRE(!refused);
  REQUIRE(refused.error().file == file("loop").string());
  std::filesystem::create_symlink("far", file("to a folder"));
  REQUIRE(!writeFileAtomically(file("to a folder"), "x"));
}

TEST_CASE_FIXTURE(AtomicFileTest, "devicesAndPipesStay") {
  REQUIRE(::mkfifo(file("pipe").c_str(), 0600) == 0);
  // A pipe stands for both: no test may risk a device that everybody uses.
  const auto refused = writeFileAtomically(file("pipe"), "x");
  REQUIRE(!refused);
  REQUIRE(refused.error().what.id() == "io.target_is_device");
  REQUIRE(std::filesystem::is_fifo(file("pipe")));
}

TEST_CASE_FIXTURE(AtomicFileTest, "privateNamesAreWholeCharacters") {
  std::string name;
  for (int each = 0; each < 80; ++each) name += "é";
  for (const auto& target : {name, "x" + name}) {
    auto fresh = AtomicFile::create(file(target.c_str()));
    BW_VERIFY_RESULT(fresh);
    const auto made = fresh->temporaryPath().filename().string();
    REQUIRE(isUtf8(made));
  }
}

TEST_CASE_FIXTURE(AtomicFileTest, "togetherOrNotAtAll") {
  writeFile(file("a"), "old a");
  for (const int fails : {0, 1, 2}) {  // none of the renames, the first, the second
    auto first = AtomicFile::create(file("a"));
    auto second = AtomicFile::create(file("b"));
    BW_VERIFY_RESULT(first);
    BW_VERIFY_RESULT(second);
    REQUIRE(first->write("new a"));
    REQUIRE(second->write("new b"));
    int count = 0;
    const auto done = commitTogether({&*first, &*second}, Renames([&](const char* from, const char* to) {
                                       if (++count == fails) return errno = EIO, -1;
                                       return std::rename(from, to);
                                     }));
    if (fails > 0) {
      REQUIRE(!done);
      REQUIRE(done.error().file == file(fails == 1 ? "a" : "b").string());
      first = fail(ErrorKind::io, BW_MESSAGE("test.gone", "gone"));
      second = fail(ErrorKind::io, BW_MESSAGE("test.gone", "gone"));
      REQUIRE(names("") == std::set<std::string>{"a"});
      REQUIRE(readFile(file("a")) == "old a");
    } else {
      BW_VERIFY_RESULT(done);
      REQUIRE(names("") == (std::set<std::string>{"a", "b"}));
      REQUIRE(readFile(file("a")) == "new a");
      REQUIRE(readFile(file("b")) == "new b");
      std::filesystem::remove(file("b"));
      writeFile(file("a"), "old a");
    }
  }
}

TEST_CASE_FIXTURE(AtomicFileTest, "whatCannotBePutBackIsKeptAndNamed") {
  writeFile(file("a"), "old a");
  auto first = AtomicFile::create(file("a"));
  auto second = AtomicFile::create(file("b"));
  BW_VERIFY_RESULT(first);
  BW_VERIFY_RESULT(second);
  int count = 0;
  const auto done = commitTogether({&*first, &*second}, Renames([&](const char* from, const char* to) {
                                     return ++count > 1 ? (errno = EIO, -1) : std::rename(from, to);
                                   }));
  REQUIRE(!done);
  REQUIRE(done.error().what.id() == "io.kept_aside");
  const auto kept = std::get<std::string>(done.error().what.arguments()[1]);
  REQUIRE(readFile(kept) == "old a");
}

TEST_CASE_FIXTURE(AtomicFileTest, "severalInOneFolderThatWentMissing") {
  std::filesystem::create_directory(file("far"));
  auto first = AtomicFile::create(file("a"));
  auto second = AtomicFile::create(file("far/b"));
  BW_VERIFY_RESULT(first);
  BW_VERIFY_RESULT(second);
  std::filesystem::remove_all(file("far"));
  REQUIRE(!commitTogether({&*first, &*second}));
  REQUIRE(!std::filesystem::exists(file("a")));
}
