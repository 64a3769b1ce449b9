// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include "core/base/text/nearest_words.h"
#include "core/schemes/common_parameters.h"
#include "tests/support/result_check.h"

using namespace bitwright;

TEST_CASE("integersAreReadWhole") {
  const Parameter bits = bitsParameter(1, 8, 4);
  REQUIRE(bits.rangeText() == "1..8");
  REQUIRE(bits.defaultText() == "4");
  REQUIRE(*bits.parse("8") == ParameterValue(std::int64_t{8}));
  for (const char* wrong : {"0", "9", "-1", "", "4.0", "4x", " 4", "99999999999999999999", "four"}) {
    const auto refused = bits.parse(wrong);
    REQUIRE_MESSAGE((!refused.has_value() && refused.error().kind == ErrorKind::usage), std::string(wrong));
    REQUIRE_MESSAGE(refused.error().line().find("1..8") != std::string::npos, refused.error().line());
  }
  REQUIRE(!bits.check(ParameterValue(4.0)).has_value());
  REQUIRE(!bits.check(ParameterValue(std::int64_t{9})).has_value());
  BW_VERIFY_RESULT(bits.check(ParameterValue(std::int64_t{1})));
}

TEST_CASE("realsIgnoreTheLocale") {
  Parameter density = integerParameter("density", BW_MESSAGE("t", "t"), BW_MESSAGE("t", "t"), 0, 1, 0);
  density.type = Parameter::Type::real;
  density.standard = 0.5;
  REQUIRE(*density.parse("0.25") == ParameterValue(0.25));
  REQUIRE(*density.parse("1e-3") == ParameterValue(1e-3));
  REQUIRE(density.defaultText() == "0.5");
  REQUIRE(density.rangeText() == "0..1");
  for (const char* wrong : {"0,25", "nan", "inf", "1.5", "-0.1", ""})
    REQUIRE_MESSAGE(!density.parse(wrong).has_value(), std::string(wrong));
}

TEST_CASE("choicesNameTheNearestWord") {
  const Parameter granularity = granularityParameter("channel");
  REQUIRE(granularity.rangeText() == "tensor|channel|block");
  REQUIRE(*granularity.parse("block") == ParameterValue(std::string("block")));
  const auto refused = granularity.parse("chanel");
  REQUIRE(!refused.has_value());
  REQUIRE_MESSAGE(refused.error().line().find("did you mean channel?") != std::string::npos, refused.error().line());
  const Parameter symmetric = booleanParameter("symmetric", BW_MESSAGE("t", "t"), BW_MESSAGE("t", "t"), true);
  REQUIRE(*symmetric.parse("false") == ParameterValue(false));
  REQUIRE(!symmetric.parse("yes").has_value());
}

TEST_CASE("missingOnesGetTheirDefault") {
  const Scheme& kmeans = *findScheme("kmeans");
  const auto values = completeParameters(kmeans, {{"bits", std::int64_t{3}}});
  BW_VERIFY_RESULT(values);
  REQUIRE(values->size() == kmeans.parameters().size());
  REQUIRE(integerOf(*values, "bits") == std::int64_t{3});
  REQUIRE(choiceOf(*values, "scale") == "channel");

  const auto unknown = completeParameters(kmeans, {{"bist", std::int64_t{3}}});
  REQUIRE(!unknown.has_value());
  REQUIRE_MESSAGE(unknown.error().line().find("did you mean bits?") != std::string::npos, unknown.error().line());
  const auto outside = completeParameters(kmeans, {{"bits", std::int64_t{9}}});
  REQUIRE((!outside.has_value() && outside.error().kind == ErrorKind::usage));
  const auto none = completeParameters(*findScheme("keep"), {{"bits", std::int64_t{9}}});
  REQUIRE_MESSAGE(none.error().line().find("keep has no parameters") != std::string::npos, none.error().line());
}

TEST_CASE("conditionsSayWhichOnesApply") {
  const Scheme& kmeans = *findScheme("kmeans");
  const auto parameters = kmeans.parameters();
  const auto block =
      std::find_if(parameters.begin(), parameters.end(), [](const Parameter& one) { return one.id == "block"; });
  REQUIRE(block != parameters.end());
  const auto applies = [&](const char* granularity, const char* scale) {
    return parameterApplies(*block, *completeParameters(kmeans, {{"granularity", std::string(granularity)},
                                                                 {"scale", std::string(scale)}}));
  };
  REQUIRE(!applies("tensor", "channel"));
  REQUIRE(applies("block", "none"));
  REQUIRE(applies("tensor", "block"));
  REQUIRE(parameterApplies(parameters.front(), {}));
}

TEST_CASE("nearestWordsFindSlips") {
  const std::vector<std::string> known{"keep", "fp16", "uniform", "kmeans"};
  REQUIRE(nearestWords("kmean", known, 1) == (std::vector<std::string>{"kmeans"}));
  REQUIRE(nearestWords("unifrom", known, 1) == (std::vector<std::string>{"uniform"}));
  REQUIRE(nearestWords("FP16", known, 1) == (std::vector<std::string>{"fp16"}));
  REQUIRE(nearestWords("quantize-everything", known).empty());
  REQUIRE(nearestWords("", known).empty());
  REQUIRE(nearestWords("x", std::vector<std::string>{}).empty());
  REQUIRE(nearestWords(std::string(1000000, 'k'), known) == (std::vector<std::string>{}));
  const std::vector<std::string> layers{"layer1.conv", "layer2.conv", "layer3.conv", "stem"};
  REQUIRE(nearestWords("layer4.conv", layers, 2) == (std::vector<std::string>{"layer1.conv", "layer2.conv"}));
  REQUIRE(joinedByOr(layers) == "layer1.conv, layer2.conv, layer3.conv or stem");
}
