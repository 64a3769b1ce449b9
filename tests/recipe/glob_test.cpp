// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/glob.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

#include "tests/support/rows.h"

using bitwright::test::Rows;

TEST_CASE("matches") {
  Rows<std::string, std::string, bool> rows;
  const auto row = [&](const char* glob, const char* text, bool expected) {
    rows.add(fmt::format("{} on {}", glob, text), std::string(glob), std::string(text), expected);
  };
  row("", "", true);
  row("", "a", false);
  row("*", "", true);
  row("*", "If_3/then/Conv_2", true);
  row("conv", "conv1", false);
  row("conv?", "conv1", true);
  row("conv?", "conv", false);
  row("*conv*1", "block/conv/a1b1", true);
  row("a*b*c", "aXbXbXd", false);
  row("**a", "a", true);
  row("[abc]1", "b1", true);
  row("[abc]1", "d1", false);
  row("[0-9][0-9]", "42", true);
  row("[!0-9]", "4", false);
  row("[!0-9]", "x", true);
  row("[]]", "]", true);
  row("a[b", "a[b", true);
  row("Conv", "conv", false);
  row("größ?", "größe", true);
  row("gr?ße", "größe", true);

  rows.run([&](const std::string& glob, const std::string& text, bool expected) {
    REQUIRE(bitwright::matchesGlob(glob, text) == expected);
  });
}

TEST_CASE("manyStarsStayQuick") {
  std::string glob;
  for (int star = 0; star < 200; ++star) glob += "*a";
  REQUIRE(!bitwright::matchesGlob(glob + "b", std::string(20000, 'a')));
}
