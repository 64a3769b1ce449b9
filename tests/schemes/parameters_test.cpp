// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest/QtTest>

#include "core/base/text/nearest_words.h"
#include "core/schemes/common_parameters.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;

class ParametersTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void integersAreReadWhole() {
    const Parameter bits = bitsParameter(1, 8, 4);
    QCOMPARE(bits.rangeText(), std::string("1..8"));
    QCOMPARE(bits.defaultText(), std::string("4"));
    QVERIFY(*bits.parse("8") == ParameterValue(std::int64_t{8}));
    for (const char* wrong : {"0", "9", "-1", "", "4.0", "4x", " 4", "99999999999999999999", "four"}) {
      const auto refused = bits.parse(wrong);
      QVERIFY2(!refused.has_value() && refused.error().kind == ErrorKind::usage, wrong);
      QVERIFY2(refused.error().line().find("1..8") != std::string::npos, refused.error().line().c_str());
    }
    QVERIFY(!bits.check(ParameterValue(4.0)).has_value());
    QVERIFY(!bits.check(ParameterValue(std::int64_t{9})).has_value());
    BW_VERIFY_RESULT(bits.check(ParameterValue(std::int64_t{1})));
  }

  void realsIgnoreTheLocale() {
    Parameter density = integerParameter("density", BW_MESSAGE("t", "t"), BW_MESSAGE("t", "t"), 0, 1, 0);
    density.type = Parameter::Type::real;
    density.standard = 0.5;
    QVERIFY(*density.parse("0.25") == ParameterValue(0.25));
    QVERIFY(*density.parse("1e-3") == ParameterValue(1e-3));
    QCOMPARE(density.defaultText(), std::string("0.5"));
    QCOMPARE(density.rangeText(), std::string("0..1"));
    for (const char* wrong : {"0,25", "nan", "inf", "1.5", "-0.1", ""})
      QVERIFY2(!density.parse(wrong).has_value(), wrong);
  }

  void choicesNameTheNearestWord() {
    const Parameter granularity = granularityParameter("channel");
    QCOMPARE(granularity.rangeText(), std::string("tensor|channel|block"));
    QVERIFY(*granularity.parse("block") == ParameterValue(std::string("block")));
    const auto refused = granularity.parse("chanel");
    QVERIFY(!refused.has_value());
    QVERIFY2(refused.error().line().find("did you mean channel?") != std::string::npos, refused.error().line().c_str());
    const Parameter symmetric = booleanParameter("symmetric", BW_MESSAGE("t", "t"), BW_MESSAGE("t", "t"), true);
    QVERIFY(*symmetric.parse("false") == ParameterValue(false));
    QVERIFY(!symmetric.parse("yes").has_value());
  }

  void missingOnesGetTheirDefault() {
    const Scheme& kmeans = *findScheme("kmeans");
    const auto values = completeParameters(kmeans, {{"bits", std::int64_t{3}}});
    BW_VERIFY_RESULT(values);
    QCOMPARE(values->size(), kmeans.parameters().size());
    QCOMPARE(integerOf(*values, "bits"), std::int64_t{3});
    QCOMPARE(choiceOf(*values, "scale"), std::string("channel"));

    const auto unknown = completeParameters(kmeans, {{"bist", std::int64_t{3}}});
    QVERIFY(!unknown.has_value());
    QVERIFY2(unknown.error().line().find("did you mean bits?") != std::string::npos, unknown.error().line().c_str());
    const auto outside = completeParameters(kmeans, {{"bits", std::int64_t{9}}});
    QVERIFY(!outside.has_value() && outside.error().kind == ErrorKind::usage);
    const auto none = completeParameters(*findScheme("keep"), {{"bits", std::int64_t{9}}});
    QVERIFY2(none.error().line().find("keep has no parameters") != std::string::npos, none.error().line().c_str());
  }

  void conditionsSayWhichOnesApply() {
    const Scheme& kmeans = *findScheme("kmeans");
    const auto parameters = kmeans.parameters();
    const auto block =
        std::find_if(parameters.begin(), parameters.end(), [](const Parameter& one) { return one.id == "block"; });
    QVERIFY(block != parameters.end());
    const auto applies = [&](const char* granularity, const char* scale) {
      return parameterApplies(*block, *completeParameters(kmeans, {{"granularity", std::string(granularity)},
                                                                   {"scale", std::string(scale)}}));
    };
    QVERIFY(!applies("tensor", "channel"));
    QVERIFY(applies("block", "none"));
    QVERIFY(applies("tensor", "block"));
    QVERIFY(parameterApplies(parameters.front(), {}));
  }

  void nearestWordsFindSlips() {
    const std::vector<std::string> known{"keep", "fp16", "uniform", "kmeans"};
    QCOMPARE(nearestWords("kmean", known, 1), (std::vector<std::string>{"kmeans"}));
    QCOMPARE(nearestWords("unifrom", known, 1), (std::vector<std::string>{"uniform"}));
    QCOMPARE(nearestWords("FP16", known, 1), (std::vector<std::string>{"fp16"}));
    QVERIFY(nearestWords("quantize-everything", known).empty());
    QVERIFY(nearestWords("", known).empty());
    QVERIFY(nearestWords("x", std::vector<std::string>{}).empty());
    QCOMPARE(nearestWords(std::string(1000000, 'k'), known), (std::vector<std::string>{}));
    const std::vector<std::string> layers{"layer1.conv", "layer2.conv", "layer3.conv", "stem"};
    QCOMPARE(nearestWords("layer4.conv", layers, 2), (std::vector<std::string>{"layer1.conv", "layer2.conv"}));
    QCOMPARE(joinedByOr(layers), std::string("layer1.conv, layer2.conv, layer3.conv or stem"));
  }
};

QTEST_GUILESS_MAIN(ParametersTest)
#include "parameters_test.moc"
