// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/inputs/request_data.h"

#include <doctest/doctest.h>

#include <fstream>
#include <memory>
#include <string>

#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

class RequestDataTest {
 protected:
  [[nodiscard]] std::string table(const char* name, const char* content) const {
    const auto path = folder_.file(name);
    std::ofstream(path) << content;
    return path;
  }

  ScratchFolder folder_;
};

}  // namespace

TEST_CASE_FIXTURE(RequestDataTest, "onlyTheDataReadLastAreKept") {
  auto first = requestData({.spec = table("first.csv", "1,2\n3,4\n")}, {});
  BW_VERIFY_RESULT(first);
  const auto hash = requestHash(*first, {});
  BW_VERIFY_RESULT(hash);
  const std::weak_ptr<const Dataset> watched = *first;
  first->reset();
  REQUIRE(!watched.expired());
  REQUIRE(requestData({.spec = table("first.csv", "1,2\n3,4\n")}, {})->get() == watched.lock().get());

  // Gone when the next are read, whether or not their hash was asked for.
  const auto second = requestData({.spec = table("second.csv", "5,6\n")}, {});
  BW_VERIFY_RESULT(second);
  REQUIRE(watched.expired());
  const auto other = requestHash(*second, {});
  BW_VERIFY_RESULT(other);
  REQUIRE(*other != *hash);
  REQUIRE(*requestHash(*second, {}) == *other);
}
