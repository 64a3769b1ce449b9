// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/atomic_pair.h"

#include <doctest/doctest.h>

#include <cerrno>
#include <cstdio>
#include <set>

#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// A file and its companion appear together, replace an older pair together, or not at all.
class AtomicPairTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }
  Result<AtomicPair> made() const {
    auto pair = AtomicPair::create(file("a.onnx"), "a.onnx.data");
    if (!pair) return pair;
    writeFile(pair->temporaryPath(), "model");
    writeFile(pair->temporaryCompanionPath(), "data");
    return pair;
  }
  std::set<std::string> names() const {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path().string()))
      found.insert(entry.path().filename().string());
    return found;
  }
};

}  // namespace

TEST_CASE_FIXTURE(AtomicPairTest, "appearsTogether") {
  {
    auto pair = made();
    BW_VERIFY_RESULT(pair);
    REQUIRE(pair->temporaryPath().parent_path() == pair->temporaryCompanionPath().parent_path());
    REQUIRE(pair->temporaryPath().filename() == file("a.onnx").filename());
    REQUIRE(names().size() == std::size_t{1});  // the private folder
    BW_VERIFY_RESULT(pair->commit());
    REQUIRE(names() == (std::set<std::string>{"a.onnx", "a.onnx.data"}));  // at once, not when the object goes
  }
  REQUIRE(readFile(file("a.onnx")) == "model");
  REQUIRE(readFile(file("a.onnx.data")) == "data");
}

TEST_CASE_FIXTURE(AtomicPairTest, "withoutCommitNothingChanges") {
  {
    const auto pair = made();
    BW_VERIFY_RESULT(pair);
  }
  REQUIRE(names().empty());
  writeFile(file("a.onnx"), "old model");
  writeFile(file("a.onnx.data"), "old data");
  {
    auto first = made();
    BW_VERIFY_RESULT(first);
    auto second = made();
    BW_VERIFY_RESULT(second);
    *first = std::move(*second);
  }
  REQUIRE(names() == (std::set<std::string>{"a.onnx", "a.onnx.data"}));
  REQUIRE(readFile(file("a.onnx")) == "old model");
  REQUIRE(readFile(file("a.onnx.data")) == "old data");
  auto pair = made();
  BW_VERIFY_RESULT(pair);
  BW_VERIFY_RESULT(pair->commit());
  REQUIRE(names() == (std::set<std::string>{"a.onnx", "a.onnx.data"}));
  REQUIRE(readFile(file("a.onnx")) == "model");
  REQUIRE(readFile(file("a.onnx.data")) == "data");
}

TEST_CASE_FIXTURE(AtomicPairTest, "oldFileWithoutCompanion") {
  writeFile(file("a.onnx"), "old model");
  auto pair = made();
  BW_VERIFY_RESULT(pair);
  BW_VERIFY_RESULT(pair->commit());
  REQUIRE(readFile(file("a.onnx")) == "model");
  REQUIRE(readFile(file("a.onnx.data")) == "data");
}

TEST_CASE_FIXTURE(AtomicPairTest, "failuresArePutBack") {
  // The last of the renames cannot be done: a folder has taken the name meanwhile.
  {
    auto pair = made();
    BW_VERIFY_RESULT(pair);
    std::filesystem::create_directory(file("a.onnx"));
    const auto failed = pair->commit();
    REQUIRE(!failed);
    REQUIRE(failed.error().kind == ErrorKind::io);
    REQUIRE(failed.error().file == file("a.onnx").string());
  }
  REQUIRE(names() == std::set<std::string>{"a.onnx"});
  std::filesystem::remove(file("a.onnx"));

  // One of the two was never written: an older pair stays.
  writeFile(file("a.onnx"), "old model");
  writeFile(file("a.onnx.data"), "old data");
  {
    auto pair = made();
    BW_VERIFY_RESULT(pair);
    std::filesystem::remove(pair->temporaryPath());
    REQUIRE(!pair->commit());
  }
  REQUIRE(names() == (std::set<std::string>{"a.onnx", "a.onnx.data"}));
  REQUIRE(readFile(file("a.onnx")) == "old model");
  REQUIRE(readFile(file("a.onnx.data")) == "old data");
}

TEST_CASE_FIXTURE(AtomicPairTest, "aFolderThatTookTheNameIsNotRemoved") {
  writeFile(file("a.onnx.data"), "old data");
  auto pair = made();
  BW_VERIFY_RESULT(pair);
  std::filesystem::create_directory(file("a.onnx"));
  writeFile(file("a.onnx") / "inside", "mine");
  REQUIRE(!pair->commit());
  pair = fail(ErrorKind::io, BW_MESSAGE("test.gone", "gone"));
  REQUIRE(readFile(file("a.onnx") / "inside") == "mine");
  REQUIRE(readFile(file("a.onnx.data")) == "old data");
}

TEST_CASE_FIXTURE(AtomicPairTest, "whatCannotBePutBackIsKeptAndNamed") {
  writeFile(file("a.onnx"), "old model");
  writeFile(file("a.onnx.data"), "old data");
  std::string line;
  {
    auto pair = made();
    BW_VERIFY_RESULT(pair);
    int count = 0;  // the old ones leave, then the disk fails for good
    const auto failed = pair->commit(Renames(
        [&](const char* from, const char* to) { return ++count > 2 ? (errno = EIO, -1) : std::rename(from, to); }));
    REQUIRE(!failed);
    REQUIRE(failed.error().what.id() == "io.kept_aside");
    line = failed.error().line();
  }
  std::filesystem::path kept;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path().string())) kept = entry.path() / "old";
  REQUIRE_MESSAGE(line.find("is kept as " + kept.string() + "; move it back by hand") != std::string::npos, line);
  REQUIRE(readFile(kept / "a.onnx") == "old model");
  REQUIRE(readFile(kept / "a.onnx.data") == "old data");
  // The next one puts it back first, even where nothing comes of that one.
  {
    const auto pair = made();
    BW_VERIFY_RESULT(pair);
    REQUIRE(readFile(file("a.onnx")) == "old model");
  }
  REQUIRE(names() == (std::set<std::string>{"a.onnx", "a.onnx.data"}));
  REQUIRE(readFile(file("a.onnx.data")) == "old data");
}

TEST_CASE_FIXTURE(AtomicPairTest, "afterAPowerCut") {
  Rows<bool, bool> rows;
  rows.add("the old model left", false, false);
  rows.add("both left", true, false);
  rows.add("the new data came", true, true);

  rows.run([&](bool companionLeft, bool companionCame) {
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
    REQUIRE(names() == (std::set<std::string>{"a.onnx", "a.onnx.data"}));
    REQUIRE(readFile(file("a.onnx")) == "old model");
    REQUIRE(readFile(file("a.onnx.data")) == "old data");
  });
}

TEST_CASE_FIXTURE(AtomicPairTest, "anothersPairIsLeftAlone") {
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
    REQUIRE(!std::filesystem::exists(file("a.onnx")));
  }
  REQUIRE(running->commit());
  REQUIRE(readFile(file("a.onnx")) == "model");
}

TEST_CASE_FIXTURE(AtomicPairTest, "keepsPermissionsAndLinks") {
  std::filesystem::create_directory(file("far"));
  writeFile(file("far") / "a.onnx", "old model");
  writeFile(file("far") / "a.onnx.data", "old data");
  std::filesystem::permissions(file("far") / "a.onnx", std::filesystem::perms{0640});
  std::filesystem::permissions(file("far") / "a.onnx.data", std::filesystem::perms{0600});
  std::filesystem::create_symlink("far/a.onnx", file("a.onnx"));
  auto pair = made();
  BW_VERIFY_RESULT(pair);
  BW_VERIFY_RESULT(pair->commit());
  REQUIRE(names() == (std::set<std::string>{"a.onnx", "far"}));
  REQUIRE(std::filesystem::is_symlink(file("a.onnx")));
  REQUIRE(readFile(file("far") / "a.onnx") == "model");
  REQUIRE(readFile(file("far") / "a.onnx.data") == "data");
  REQUIRE(std::filesystem::status(file("far") / "a.onnx").permissions() == std::filesystem::perms{0640});
  REQUIRE(std::filesystem::status(file("far") / "a.onnx.data").permissions() == std::filesystem::perms{0600});
}

TEST_CASE_FIXTURE(AtomicPairTest, "refusals") {
  for (const char* name : {"a.onnx", "a.onnx.data"}) {
    std::filesystem::create_directory(file(name));
    REQUIRE(!AtomicPair::create(file("a.onnx"), "a.onnx.data"));
    std::filesystem::remove(file(name));
    writeFile(file(name), "mine");
    std::filesystem::permissions(file(name), std::filesystem::perms::owner_read);
    const auto refused = AtomicPair::create(file("a.onnx"), "a.onnx.data");
    REQUIRE(!refused);
    REQUIRE(refused.error().file == file(name).string());
    REQUIRE(names() == std::set<std::string>{name});
    std::filesystem::remove(file(name));
  }
  const auto nowhere = AtomicPair::create(file("missing") / "a.onnx", "a.onnx.data");
  REQUIRE(!nowhere);
  REQUIRE(nowhere.error().kind == ErrorKind::io);
}
