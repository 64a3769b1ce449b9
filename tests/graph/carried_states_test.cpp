// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/carried_states.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

using namespace bitwright;

namespace {

ValueInfo info(const char* name, std::vector<std::int64_t> shape, DataType type = DataType::float32) {
  return {name, type, std::move(shape), true};
}

std::string pairsOf(const std::vector<ValueInfo>& inputs, const std::vector<ValueInfo>& outputs) {
  std::string text;
  for (const auto& [output, input] : carriedStates(inputs, outputs))
    text += (text.empty() ? "" : ", ") + output + ">" + input;
  return text;
}

/// Names alone; all of one shape.
std::string named(std::vector<const char*> inputs, std::vector<const char*> outputs) {
  std::vector<ValueInfo> in;
  std::vector<ValueInfo> out;
  for (const auto* name : inputs) in.push_back(info(name, {2, -1, 8}));
  for (const auto* name : outputs) out.push_back(info(name, {2, 1, 8}));
  return pairsOf(in, out);
}

}  // namespace

TEST_CASE("statesAreFoundAsExportersNameThem") {
  REQUIRE(named({"x", "h0", "c0"}, {"y", "hn", "cn"}) == "hn>h0, cn>c0");
  REQUIRE(named({"x", "h_0", "c_0"}, {"y", "h_n", "c_n"}) == "h_n>h_0, c_n>c_0");
  REQUIRE(named({"input", "sr", "h", "c"}, {"output", "hn", "cn"}) == "hn>h, cn>c");
  REQUIRE(named({"input", "state", "sr"}, {"output", "stateN"}) == "stateN>state");
  REQUIRE(named({"data", "state_in"}, {"y", "state_out"}) == "state_out>state_in");
  REQUIRE(named({"x", "cached_key_0", "cached_key_1"}, {"y", "new_cached_key_1", "new_cached_key_0"}) ==
          "new_cached_key_0>cached_key_0, new_cached_key_1>cached_key_1");
  REQUIRE(named({"x", "past_key_values.0.key", "past_key_values.0.value"}, {"y", "present.0.key", "present.0.value"}) ==
          "present.0.key>past_key_values.0.key, present.0.value>past_key_values.0.value");
  REQUIRE(named({"ids", "past_0", "past_1"}, {"logits", "present_0", "present_1"}) ==
          "present_0>past_0, present_1>past_1");
  REQUIRE(named({"x", "initial_hidden"}, {"y", "final_hidden"}) == "final_hidden>initial_hidden");
}

TEST_CASE("whatIsNoStateStaysApart") {
  REQUIRE(named({"x"}, {"y"}).empty());
  REQUIRE(named({"input"}, {"output"}).empty());
  REQUIRE(named({"input_0"}, {"output_0"}).empty());
  REQUIRE(named({"toke"}, {"token"}).empty());
  REQUIRE(named({"past_0"}, {"present_1"}).empty());
  // Another type, another size, another number of axes.
  REQUIRE(pairsOf({info("h0", {1, 8})}, {info("hn", {1, 8}, DataType::float16)}).empty());
  REQUIRE(pairsOf({info("h0", {1, 8})}, {info("hn", {1, 16})}).empty());
  REQUIRE(pairsOf({info("h0", {1, 8})}, {info("hn", {1, 1, 8})}).empty());
  REQUIRE(pairsOf({info("h0", {-1, 8})}, {info("hn", {4, 8})}) == "hn>h0");
  // One output is the state of one input.
  REQUIRE(named({"h", "h0"}, {"hn"}) == "hn>h");
}
