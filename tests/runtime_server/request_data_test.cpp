// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/inputs/request_data.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <fstream>
#include <memory>
#include <string>

#include "tests/support/qt_result_check.h"

using namespace bitwright;

class RequestDataTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void onlyTheDataReadLastAreKept() {
    auto first = requestData({.spec = table("first.csv", "1,2\n3,4\n")}, {});
    BW_VERIFY_RESULT(first);
    const auto hash = requestHash(*first, {});
    BW_VERIFY_RESULT(hash);
    const std::weak_ptr<const Dataset> watched = *first;
    first->reset();
    QVERIFY(!watched.expired());
    QVERIFY(requestData({.spec = table("first.csv", "1,2\n3,4\n")}, {})->get() == watched.lock().get());

    // Gone when the next are read, whether or not their hash was asked for.
    const auto second = requestData({.spec = table("second.csv", "5,6\n")}, {});
    BW_VERIFY_RESULT(second);
    QVERIFY(watched.expired());
    const auto other = requestHash(*second, {});
    BW_VERIFY_RESULT(other);
    QVERIFY(*other != *hash);
    QCOMPARE(*requestHash(*second, {}), *other);
  }

 private:
  [[nodiscard]] std::string table(const char* name, const char* content) const {
    const auto path = folder_.filePath(QString::fromLatin1(name)).toStdString();
    std::ofstream(path) << content;
    return path;
  }

  QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(RequestDataTest)
#include "request_data_test.moc"
