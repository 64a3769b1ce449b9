// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/spec.h"

#include <doctest/doctest.h>

#include "core/recipe/recipe.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/text.h"

using bitwright::ErrorKind;
using bitwright::layerRuleText;
using bitwright::parseLayerRule;
using bitwright::parseSpec;
using bitwright::test::contains;
using bitwright::test::Rows;

TEST_CASE("modifiersReadAndWriteBack") {
  for (const char* text : {"prune:density=0.1+kmeans:bits=4", "prune:nm=2of4+uniform", "prune:threshold=0.25",
                           "prune+keep", "sharing:clusters=200,group=convolutions"}) {
    const auto spec = parseSpec(text);
    BW_VERIFY_RESULT(spec);
    REQUIRE(spec->text() == std::string(text));
  }
  REQUIRE(parseSpec("prune:density=0.1")->storage() == nullptr);
}

TEST_CASE("goodSpecsReadAndWriteBack") {
  Rows<std::string, std::string> rows;
  rows.add("bare", std::string("keep"), std::string("keep"));
  rows.add("half", std::string("fp16"), std::string("fp16"));
  rows.add("one parameter", std::string("uniform:bits=4"), std::string("uniform:bits=4"));
  rows.add("own order", std::string("uniform:symmetric=false,bits=3"), std::string("uniform:bits=3,symmetric=false"));
  rows.add("several", std::string("kmeans:bits=4,granularity=tensor,scale=channel"),
           std::string("kmeans:bits=4,granularity=tensor,scale=channel"));

  rows.run([&](const std::string& text, const std::string& canonical) {
    const auto spec = parseSpec(text);
    BW_VERIFY_RESULT(spec);
    REQUIRE(spec->text() == canonical);
    REQUIRE(spec->storage() != nullptr);
    const auto again = parseSpec(spec->text());
    BW_VERIFY_RESULT(again);
    REQUIRE(*again == *spec);
  });
}

TEST_CASE("badSpecsSayWhatAndWhere") {
  Rows<std::string, std::string, std::string> rows;
  const auto row = [&](const char* text, const char* part, const char* where) {
    rows.add(text, std::string(text), std::string(part), std::string(where));
  };
  row("", "empty", "kmeans");
  row("unifrom", "did you mean uniform", "character 1 of");
  row("kmeans+prune:density=0.1", "in front of the scheme", "character 8 of");
  row("prune:density=1.5+kmeans", "0..1", "character 15 of");
  row("prune:nm=5of4+kmeans", "2of4", "character 10 of");
  row("prune:density=0.1,nm=2of4", "one parameter at a time", "character 1 of");
  row("prune:density=0.1+prune:nm=2of4", "given twice", "character 19 of");
  row("prun:density=0.1", "did you mean prune", "character 1 of");
  row("sharing:group=a b", "NAME", "character 15 of");
  row("act:type=uint8+uniform", "stands behind the scheme", "character 1 of");
  row("uniform+act:type=uint8+act:type=int8", "given twice", "character 24 of");
  row("uniform+act:type=int4", "uint8|int8", "character 18 of");
  row("uniform:bit=4", "did you mean bits", "character 9 of");
  row("uniform:bits=17", "1..16", "character 14 of");
  row("uniform:bits=0", "1..16", "character 14 of");
  row("kmeans:bits=9", "1..8", "character 13 of");
  row("uniform:bits=four", "four", "character 14 of");
  row("uniform:bits=4.5", "4.5", "character 14 of");
  row("uniform:bits=", "has no value", "character 14 of");
  row("uniform:bits", "has no value", "1..16");
  row("uniform:granularity=row", "channel", "character 21 of");
  row("uniform:bits=4,bits=5", "given twice", "character 16 of");
  row("uniform:bits=4,", "missing", "character 16 of");
  row("uniform:,bits=4", "missing", "character 9 of");
  row("uniform:", "missing", "character 9 of");
  row("keep:bits=4", "keep has no parameters", "character 6 of");
  row("uniform+", "empty", "character 9 of");
  row("+uniform", "empty", "character 1 of");
  row("uniform++keep", "empty", "character 9 of");
  row("uniform:bits=8+kmeans:bits=4", "not by uniform and kmeans", "character 16 of");
  row(" uniform", "unknown scheme", "uniform");

  rows.run([&](const std::string& text, const std::string& part, const std::string& where) {
    const auto spec = parseSpec(text);
    REQUIRE(!spec);
    REQUIRE(spec.error().kind == ErrorKind::usage);
    const auto line = spec.error().line();
    REQUIRE_MESSAGE(contains(line, part), line);
    REQUIRE_MESSAGE(contains(line, where), line);
    REQUIRE_MESSAGE(!contains(line, "\n"), line);
  });
}

TEST_CASE("rulesReadAndWriteBack") {
  Rows<std::string, std::string, bool> rows;
  rows.add("plain", std::string("conv1=keep"), std::string("conv1"), false);
  rows.add("star", std::string("block*/conv?=kmeans:bits=4"), std::string("block*/conv?"), false);
  rows.add("quoted", std::string("\"a=b, *\"=keep"), std::string("a=b, *"), true);
  rows.add("escapes", std::string("\"say \\\"hi\\\" \\\\\"=keep"), std::string("say \"hi\" \\"), true);

  rows.run([&](const std::string& text, const std::string& glob, bool literal) {
    const auto rule = parseLayerRule(text);
    BW_VERIFY_RESULT(rule);
    REQUIRE(rule->glob == glob);
    REQUIRE(rule->literal == literal);
    REQUIRE(layerRuleText(*rule) == text);
  });
}

TEST_CASE("badRulesAreUsageErrors") {
  for (const char* text : {"", "conv1", "=keep", "conv1=", "\"open=keep", "\"closed\"keep", "conv1=kep"}) {
    const auto rule = parseLayerRule(text);
    REQUIRE_MESSAGE(!rule, std::string(text));
    REQUIRE_MESSAGE(rule.error().kind == ErrorKind::usage, std::string(text));
  }
}
