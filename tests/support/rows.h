// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace bitwright::test {

/// The rows of a table that one test case runs with. Each is a subcase of its name, so that the case and its fixture
/// start anew for it; the others run too where one fails.
template <class... Values>
class Rows {
 public:
  void add(std::string name, Values... values) {
    rows_.emplace_back(std::move(name), std::tuple(std::move(values)...));
  }

  /// Calls `body` with the values of the row whose turn it is. The last thing a test case does.
  template <class Body>
  void run(const Body& body) const {
    REQUIRE(!rows_.empty());
    bool failed = false;
    for (const auto& [name, values] : rows_) {
      SUBCASE(name.c_str()) {
        try {
          std::apply(body, values);
        } catch (const doctest::detail::TestFailureException&) {  // has been reported
          failed = true;
        }
      }
    }
    if (failed) throw doctest::detail::TestFailureException();
  }

 private:
  std::vector<std::pair<std::string, std::tuple<Values...>>> rows_;
};

}  // namespace bitwright::test
