// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/arrays/file_bytes.h"

#include <sys/resource.h>

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <string>

#include "core/data/data_spec.h"
#include "core/data/read_data.h"
#include "tests/support/qt_result_check.h"
#include "tests/support/sanitized.h"

using namespace bitwright;

namespace {

std::ptrdiff_t openFiles() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

/// A file of that many bytes, of which the disk holds none.
std::string sparse(const QTemporaryDir& folder, std::uintmax_t size) {
  const auto path = folder.filePath(QStringLiteral("sparse.npy")).toStdString();
  std::ofstream(path) << "";
  std::filesystem::resize_file(path, size);
  return path;
}

}  // namespace

class FileBytesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void appendsTheWhole() {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("a")).toStdString();
    std::ofstream(path) << "bc";
    std::string bytes = "a";
    const auto read = appendFile(path, bytes);
    BW_VERIFY_RESULT(read);
    QCOMPARE(bytes, std::string("abc"));
  }

  void refusesWhatIsTooLarge() {
    const QTemporaryDir folder;
    std::string bytes;
    const auto read = appendFile(sparse(folder, std::uintmax_t{1} << 40U), bytes);
    QVERIFY(!read && read.error().line().find("files of data are read up to 8 GiB") != std::string::npos);
    QVERIFY(bytes.capacity() < 4096);
  }

  void closesTheFileWhereMemoryRunsOut() {
    if (test::kSanitized) QSKIP("a sanitizer ends the process where memory runs out");
    const QTemporaryDir folder;
    const auto path = sparse(folder, std::uintmax_t{7} << 30U);
    const auto before = openFiles();
    rlimit usual{};
    QCOMPARE(getrlimit(RLIMIT_DATA, &usual), 0);
    auto little = usual;
    little.rlim_cur = rlim_t{1} << 30U;
    QCOMPARE(setrlimit(RLIMIT_DATA, &little), 0);
    const auto data = readData(*parseDataSpec(path), SamplePart::test, 0, 0, {});
    QCOMPARE(setrlimit(RLIMIT_DATA, &usual), 0);
    QVERIFY(!data && data.error().line().find("does not fit into memory") != std::string::npos);
    QCOMPARE(openFiles(), before);
  }
};

QTEST_GUILESS_MAIN(FileBytesTest)
#include "file_bytes_test.moc"
