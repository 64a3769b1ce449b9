// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/archived_export.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "core/base/files/archive_kind.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// A model and its archive appear together, or what stood there before stays: never a new archive beside an old model.
class ArchivedExportTest {
 protected:
  ArchivedExportTest() { denseModel({60, 50, 30}).write(file("source.onnx")); }

  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }
  static Rows<ArchiveKind> kinds() {
    Rows<ArchiveKind> rows;
    rows.add("zst", ArchiveKind::zst);
    rows.add("xz", ArchiveKind::xz);
    return rows;
  }
  std::set<std::string> names() const {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path().string()))
      found.insert(entry.path().filename().string());
    return found;
  }
};

}  // namespace

TEST_CASE_FIXTURE(ArchivedExportTest, "bothAppear") {
  kinds().run([&](ArchiveKind kind) {
    const auto compressed = compressWith(file("source.onnx"), "uniform:bits=8");
    BW_VERIFY_RESULT(compressed);
    writeFile(file("out.onnx"), "old model");
    const auto made = exportWithArchive(*compressed, file("out.onnx"), {}, kind, Job{});
    BW_VERIFY_RESULT(made);
    REQUIRE(made->archive == archivePath(file("out.onnx"), kind));
    REQUIRE(names() == (std::set<std::string>{"source.onnx", "out.onnx", made->archive.filename().string()}));
    BW_VERIFY_RESULT(unpackFile(made->archive, kind, file("again.onnx"), Job{}));
    REQUIRE(readFile(file("again.onnx")) == readFile(file("out.onnx")));
  });
}

TEST_CASE_FIXTURE(ArchivedExportTest, "aModelThatCannotTakeItsPlaceLeavesTheOldArchive") {
  kinds().run([&](ArchiveKind kind) {
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
      REQUIRE(!refused);
      REQUIRE(refused.error().kind == ErrorKind::io);
      REQUIRE(refused.error().file == file("out.onnx").string());
      std::filesystem::remove(file("out.onnx"));
      REQUIRE(names() == before);
      if (older) REQUIRE(readFile(archive) == "old archive");
    }
  });
}
