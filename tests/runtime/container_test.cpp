// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <onnx/onnx_pb.h>

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/runtime/worker_client.h"
#include "tests/support/model_builder.h"
#include "tests/support/qt_result_check.h"
#include "tests/support/sanitized.h"

using namespace bitwright;
using namespace bitwright::test;

/// A worker in a made container: its own view of the control groups, which allow it less memory than the machine has.
class ContainerTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    if (kSanitized) QSKIP("a sanitizer takes more memory than is to be limited");
    if (std::system("unshare --user --map-root-user --mount mount -t tmpfs none /sys/fs/cgroup 2> /dev/null") != 0) {
      QSKIP("no namespace of mounts can be made here");
    }
    worker_ = qgetenv("BITWRIGHT_WORKER");
    QVERIFY(!worker_.isEmpty());
    // 480 MB of floats, and as much again where something is made of them.
    ModelBuilder builder;
    builder.input("n", kInt64, {1}).output("y", kFloat, {});
    builder.initializer(int64Tensor("million", {120'000'000}));
    builder.add(node("Add", {"n", "million"}, {"size"}));
    builder.add(node("ConstantOfShape", {"size"}, {"zeros"}));
    builder.add(node("Neg", {"zeros"}, {"none"}));
    setAttribute(builder.add(node("ReduceMax", {"none"}, {"y"})), "keepdims", std::int64_t{0});
    builder.write(model());
  }
  void cleanup() { qputenv("BITWRIGHT_WORKER", worker_); }

  void whatAGroupAllowsIsTheLimit() {
    BW_VERIFY_RESULT(runModel({.model = model()}, {}));  // the machine has it
    contain("400000000", "400000000");
    const auto refused = runModel({.model = model()}, {});
    QVERIFY(!refused && refused.error().kind == ErrorKind::engine);
    QVERIFY2(refused.error().line().find("limit of 0.4 GB") != std::string::npos, refused.error().line().c_str());
    contain("9223372036854771712", "max");
    BW_VERIFY_RESULT(runModel({.model = model()}, {}));
  }

 private:
  std::filesystem::path model() const { return std::filesystem::path(folder_.path().toStdString()) / "large.onnx"; }
  /// From now on workers see groups with these limits, whichever of both versions the system has, and no other.
  void contain(const std::string& first, const std::string& second) {
    const auto script = std::filesystem::path(folder_.path().toStdString()) / "worker.sh";
    std::filesystem::remove(script);
    std::ofstream(script) << "#!/bin/sh\nexec unshare --user --map-root-user --mount sh -c 'cd /sys/fs && mount -t "
                             "tmpfs none cgroup && mkdir cgroup/memory && "
                          << "echo " << first << " > cgroup/memory/memory.limit_in_bytes && echo " << second
                          << " > cgroup/memory.max && "
                          << "exec \"$0\" \"$@\"' '" << worker_.toStdString() << "' \"$@\"\n";
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    qputenv("BITWRIGHT_WORKER", QByteArray::fromStdString(script.string()));
  }

  QTemporaryDir folder_;
  QByteArray worker_;
};

QTEST_GUILESS_MAIN(ContainerTest)
#include "container_test.moc"
