// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// A system that does not tell where the executable stands, as in a chroot without /proc: the link that tells is made
// unreadable for this process.

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <cerrno>
#include <filesystem>
#include <string_view>

#include "core/base/resources.h"
#include "core/data/images/image_codecs.h"
#include "core/runtime/worker/find_worker.h"
#include "core/runtime/worker_client.h"
#include "tests/support/model_builder.h"

using namespace bitwright;
using namespace bitwright::test;

/// Stands before the C library's, for std::filesystem too.
extern "C" __attribute__((visibility("default"))) ssize_t readlink(const char* path, char* target,
                                                                   std::size_t size) noexcept {
  if (std::string_view(path) != "/proc/self/exe") return ::syscall(SYS_readlinkat, AT_FDCWD, path, target, size);
  errno = ENOENT;
  return -1;
}

/// Models come from anywhere, and with them the folder that a person works in: nothing that lies there is started or
/// loaded.
class CurrentFolderTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    QVERIFY(folder_.isValid());
    std::error_code problem;
    static_cast<void>(std::filesystem::read_symlink("/proc/self/exe", problem));
    if (!problem) QSKIP("the link cannot be hidden in this build");
    worker_ = qgetenv("BITWRIGHT_WORKER");
    QVERIFY(!worker_.isEmpty());
    std::filesystem::current_path(folder_.path().toStdString());
    qunsetenv("BITWRIGHT_WORKER");
    qunsetenv("BITWRIGHT_RESOURCES");
  }

  void noWorkerIsStartedFromThere() {
    std::filesystem::copy_file(worker_.toStdString(), "bitwright-worker");
    const auto found = findWorker();
    QVERIFY2(!found, found ? found->c_str() : "");
    QCOMPARE(found.error().what.id(), std::string("runtime.no_worker"));
  }

  void noLibraryIsLoadedFromThere() {
    const char* name = "bitwright-image-codecs.so";
    std::filesystem::copy_file(std::filesystem::path(worker_.toStdString()).parent_path() / name, name);
    const auto decoder = imageDecoder();
    QVERIFY(!decoder);
    QCOMPARE(decoder.error().what.id(), std::string("data.no_codecs"));
  }

  void noResourcesAreReadFromThere() {
    // ../share/bitwright of the executable's folder, were it this one.
    std::filesystem::create_directories("deeper/bin");
    std::filesystem::create_directories("deeper/share/bitwright");
    writeFile("deeper/share/bitwright/x", "planted");
    std::filesystem::current_path("deeper/bin");
    QVERIFY(!resourcePath("x"));
  }

 private:
  QTemporaryDir folder_;
  QByteArray worker_;
};

QTEST_GUILESS_MAIN(CurrentFolderTest)
#include "current_folder_test.moc"
