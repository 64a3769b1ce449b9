// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// What every scheme promises, whatever its name: a scheme that is added to the list is tested here without a word about
// it.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>

#include "tests/contract/scheme_grid.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"

using namespace bitwright;
using namespace bitwright::test;
using namespace bitwright::testing;

namespace {

constexpr double kUlp = 0x1p-21;  // a few roundings of float32, relatively

/// The first broken promise in words; empty where all are kept.
using Violation = std::string;

Violation checkStructure(const MadeTensor& made, const EncodedTensor& tensor, const ParameterValues& values) {
  if (tensor.shape != made.shape || tensor.type != made.type) return "shape or type changed";
  if (tensor.terms.empty()) return "no terms";
  const std::int64_t count = tensor.elementCount();
  const std::int64_t codes = tensor.positions ? static_cast<std::int64_t>(tensor.positions->size()) : count;
  std::int64_t payload = 0;
  for (const EncodedTerm& term : tensor.terms) {
    if (const auto bits = values.find("bits");
        bits != values.end() && std::get<std::int64_t>(bits->second) != term.codes.bits())
      return "bits differ";
    if (term.codes.size() != codes) return "one code an element is missing";
    payload += (codes * term.codes.bits() + 7) / 8;
    const auto packed = term.codes.pack();
    if (static_cast<std::int64_t>(packed.size()) != (codes * term.codes.bits() + 7) / 8)
      return "packed size is not ceil(n b / 8)";
    if (CodeArray::unpack(packed, term.codes.bits(), codes) != term.codes) return "unpacked codes differ";
    for (std::int64_t i = 0; i < codes; ++i) {
      if (term.codes[i] >= levelCount(term)) return "a code has no level";
    }
    if (!term.scales.empty() && static_cast<std::int64_t>(term.scales.size()) != term.scaleGroups.groupCount())
      return "scales do not match groups";
    for (const float scale : term.scales) {
      if (!std::isfinite(scale)) return "a scale is not finite";
      if (std::holds_alternative<AffineLevels>(term.levels) && scale == 0.0F) return "a scale that divides is zero";
    }
    if (const auto* affine = std::get_if<AffineLevels>(&term.levels);
        affine != nullptr && !affine->zeroPoints.empty()) {
      if (static_cast<std::int64_t>(affine->zeroPoints.size()) != term.tableGroups.groupCount())
        return "zero points do not match groups";
      for (const auto zeroPoint : affine->zeroPoints) {
        if (zeroPoint < 0 || zeroPoint >= 1 << term.codes.bits()) return "a zero point is out of range";
      }
    }
    if (const auto* table = std::get_if<TableLevels>(&term.levels)) {
      const Codebook& book = *table->codebook;
      if (book.groups != term.tableGroups.groupCount()) return "tables do not match groups";
      if (book.levels < 1 || book.levels > 1 << term.codes.bits()) return "a table has too few or too many levels";
      if (static_cast<std::int64_t>(book.values.size()) != book.groups * book.levels) return "a table's size is wrong";
      if (!std::all_of(book.values.begin(), book.values.end(), [](float value) { return std::isfinite(value); }))
        return "a level is not finite";
    }
  }
  if (tensor.payloadBytes() != payload) return "payloadBytes is wrong";
  const double bits =
      count == 0
          ? 0.0
          : 8.0 * static_cast<double>(payload + tensor.scaleBytes() + tensor.codebookBytes() + tensor.positionBytes()) /
                static_cast<double>(count);
  if (tensor.bitsPerWeight() != bits) return "bitsPerWeight is wrong";
  return {};
}

template <class Stored>
bool sameAt(const std::vector<std::byte>& bytes, std::size_t i, Stored expected) {
  return std::memcmp(bytes.data() + i * sizeof expected, &expected, sizeof expected) == 0;
}

bool sameElement(const std::vector<std::byte>& bytes, DataType type, std::size_t i, float expected) {
  if (type == DataType::float16) return sameAt(bytes, i, floatToHalf(expected));
  if (type == DataType::bfloat16) return sameAt(bytes, i, floatToBfloat16(expected));
  if (type == DataType::float64) return sameAt(bytes, i, static_cast<double>(expected));
  return sameAt(bytes, i, expected);
}

/// The decoder against the formula, bit for bit.
Violation checkDecoding(const EncodedTensor& tensor) {
  const auto bytes = tensor.decodeBytes();
  if (tensor.decodeBytes() != bytes) return "decoding twice differs";
  const auto count = static_cast<std::size_t>(tensor.elementCount());
  if (bytes.size() != count * static_cast<std::size_t>(*dataTypeBits(tensor.type)) / 8) return "decoded size is wrong";
  std::vector<float> plain(count, 0.0F);
  const std::size_t codes = tensor.positions ? tensor.positions->size() : count;
  for (std::size_t index = 0; index < codes; ++index) {
    const std::int64_t element = tensor.positions ? (*tensor.positions)[index] : static_cast<std::int64_t>(index);
    float& sum = plain[static_cast<std::size_t>(element)];
    for (std::size_t term = 0; term < tensor.terms.size(); ++term) {
      const float part =
          plainValue(tensor.terms[term], element, tensor.terms[term].codes[static_cast<std::int64_t>(index)]);
      sum = term == 0 ? part : sum + part;
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (!sameElement(bytes, tensor.type, i, plain[i]))
      return "decoded element " + std::to_string(i) + " differs from the formula";
  }
  const auto widened = toFloat(bytes, tensor.type, 0, tensor.elementCount());
  const auto floats = tensor.decode();
  if (floats.size() != widened.size() ||
      (count > 0 && std::memcmp(floats.data(), widened.data(), count * sizeof(float)) != 0)) {
    return "decode and decodeBytes differ";
  }
  return {};
}

/// Every weight has the nearest level of its group, zero is kept where it should be, and the whole is no worse than
/// zeros.
Violation checkErrors(const MadeTensor& made, const EncodedTensor& tensor) {
  const auto values = made.values();
  const auto decoded = tensor.decode();
  double squares = 0.0;
  double errors = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto x = static_cast<double>(values[i]);
    if (!std::isfinite(decoded[i])) return "a decoded weight is not finite";
    squares += x * x;
    errors += (x - static_cast<double>(decoded[i])) * (x - static_cast<double>(decoded[i]));
    if (tensor.terms.size() != 1) continue;
    const EncodedTerm& term = tensor.terms.front();
    if (values[i] == 0.0F && decoded[i] != 0.0F && !std::holds_alternative<TableLevels>(term.levels))
      return "a zero is no longer zero";
    if (term.codes.bits() > 12) continue;
    const auto element = static_cast<std::int64_t>(i);
    std::int64_t at = element;
    if (tensor.positions) {
      const auto found = std::lower_bound(tensor.positions->begin(), tensor.positions->end(), element);
      if (found == tensor.positions->end() || *found != element) {
        if (decoded[i] != 0.0F) return "a pruned weight is not zero";
        continue;
      }
      at = found - tensor.positions->begin();
    }
    const double error = std::abs(x - static_cast<double>(plainValue(term, element, term.codes[at])));
    double least = error;
    for (std::uint32_t code = 0; code < levelCount(term); ++code) {
      least = std::min(least, std::abs(x - static_cast<double>(plainValue(term, element, code))));
    }
    if (error > least + kUlp * std::abs(x) + 1e-44)
      return "weight " + std::to_string(i) + " does not have the nearest level";
  }
  if (errors > squares * (1.0 + kUlp)) return "the error is larger than that of all zeros";
  return {};
}

bool sameTensor(const EncodedTensor& a, const EncodedTensor& b) {
  if (a.terms.size() != b.terms.size() || (a.positions == nullptr) != (b.positions == nullptr)) return false;
  if (a.positions && *a.positions != *b.positions) return false;
  for (std::size_t i = 0; i < a.terms.size(); ++i) {
    if (a.terms[i].codes != b.terms[i].codes || a.terms[i].scales != b.terms[i].scales) return false;
    const auto* table = std::get_if<TableLevels>(&a.terms[i].levels);
    const auto* other = std::get_if<TableLevels>(&b.terms[i].levels);
    if ((table == nullptr) != (other == nullptr) || (table && table->codebook->values != other->codebook->values))
      return false;
  }
  return a.decodeBytes() == b.decodeBytes();
}

Result<EncodedTensor> encodeOne(const Scheme& scheme, const WeightView& view, const ParameterValues& values,
                                const Job& job = {}) {
  auto tensors = scheme.encode(std::span(&view, 1), values, job);
  if (!tensors) return passOn(tensors);
  if (tensors->size() != 1) return fail(ErrorKind::verification, BW_MESSAGE("test.count", "not one tensor for one"));
  return std::move(tensors->front());
}

/// The least ratio of neighbouring levels of one sign, as the relative error in their middle. Levels at equal ratios
/// come no nearer than that, however many they are; others have small ones somewhere.
double finestRelativeStep(const EncodedTensor& tensor) {
  double finest = 1.0;
  for (const EncodedTerm& term : tensor.terms) {
    const auto* table = std::get_if<TableLevels>(&term.levels);
    if (table == nullptr) return 0.0;
    const auto& values = table->codebook->values;
    for (std::size_t i = 1; i < values.size(); ++i) {
      const auto low = static_cast<double>(values[i - 1]);
      const auto high = static_cast<double>(values[i]);
      if (low < high && low * high > 0.0) finest = std::min(finest, (high - low) / std::abs(high + low));
    }
  }
  return finest;
}

/// Patterns of 16 bits, or scales or tables stored in as many.
bool storesHalves(const EncodedTensor& tensor) {
  return std::any_of(tensor.terms.begin(), tensor.terms.end(), [](const EncodedTerm& term) {
    const auto* table = std::get_if<TableLevels>(&term.levels);
    return std::holds_alternative<CastLevels>(term.levels) || term.scaleWidth == StoredFloat::float16 ||
           (table != nullptr && table->codebook->width == StoredFloat::float16);
  });
}

double squaredDistance(std::span<const float> a, std::span<const float> b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i)
    sum += (static_cast<double>(a[i]) - static_cast<double>(b[i])) *
           (static_cast<double>(a[i]) - static_cast<double>(b[i]));
  return sum;
}

class SchemesTest {
 protected:
  static Rows<const Scheme*> everyScheme() {
    Rows<const Scheme*> rows;
    for (const Scheme* scheme : allSchemes()) rows.add(std::string(scheme->id()), scheme);
    return rows;
  }
  /// Runs `check` over the grid; "" or what is wrong and where.
  template <class Check>
  static std::string overGrid(const Scheme& scheme, const std::vector<MadeTensor>& tensors, const Check& check) {
    if (scheme.leavesUntouched()) return {};
    for (const auto& values : parameterGrid(scheme)) {
      for (const auto& tensor : tensors) {
        if (const std::string wrong = check(values, tensor); !wrong.empty())
          return textOf(scheme, values) + ", " + tensor.name + ": " + wrong;
      }
    }
    return {};
  }
};

}  // namespace

TEST_CASE_FIXTURE(SchemesTest, "describesItself") {
  everyScheme().run([&](const Scheme* each) {
    const Scheme& scheme = *each;
    REQUIRE(!scheme.id().empty());
    REQUIRE(findScheme(scheme.id()) == &scheme);
    REQUIRE(!std::string(scheme.name().english).empty());
    REQUIRE(std::string(scheme.description().english).size() > 20);
    REQUIRE(!scheme.reference().empty());
    std::set<std::string> ids;
    for (const Parameter& parameter : scheme.parameters()) {
      REQUIRE_MESSAGE(ids.insert(parameter.id).second, "two parameters have one id");
      REQUIRE(!std::string(parameter.help.english).empty());
      REQUIRE(parameter.choices.size() == parameter.choiceNames.size());
      REQUIRE(parameter.check(parameter.standard).has_value());
      const auto parsed = parameter.parse(parameter.defaultText());
      BW_VERIFY_RESULT(parsed);
      REQUIRE(*parsed == parameter.standard);
      REQUIRE(!parameter.rangeText().empty());
      const auto refused = parameter.parse("no such value");
      REQUIRE((!refused.has_value() && refused.error().kind == ErrorKind::usage));
    }
    BW_VERIFY_RESULT(completeParameters(scheme, {}));
    const auto unknown = completeParameters(scheme, {{"nosuch", std::int64_t{1}}});
    REQUIRE((!unknown.has_value() && unknown.error().kind == ErrorKind::usage));
  });
}

TEST_CASE_FIXTURE(SchemesTest, "keepsItsPromises") {
  everyScheme().run([&](const Scheme* each) {
    const Scheme& scheme = *each;
    const std::string wrong =
        overGrid(scheme, finiteTensors(), [&](const ParameterValues& values, const MadeTensor& made) -> Violation {
          const auto encoded = encodeOne(scheme, made.view(), values);
          if (!encoded) {
            const auto floats = made.values();
            const bool extreme =
                std::any_of(floats.begin(), floats.end(), [](float x) { return std::abs(x) >= 65504.0F; });
            return extreme && encoded.error().kind == ErrorKind::input ? std::string() : encoded.error().line();
          }
          if (auto broken = checkStructure(made, *encoded, values); !broken.empty()) return broken;
          if (auto broken = checkDecoding(*encoded); !broken.empty()) return broken;
          return checkErrors(made, *encoded);
        });
    REQUIRE_MESSAGE(wrong.empty(), wrong);
  });
}

TEST_CASE_FIXTURE(SchemesTest, "keepsConstantsAndZeros") {
  everyScheme().run([&](const Scheme* each) {
    const Scheme& scheme = *each;
    const auto constant = [](float value) {
      return makeTensor("constant", {3, 5}, 0, DataType::float32, [value](std::int64_t) { return value; });
    };
    const std::string wrong = overGrid(
        scheme, {constant(0.0F), constant(1.0F), constant(-0.3F)},
        [&](const ParameterValues& values, const MadeTensor& made) -> Violation {
          const auto encoded = encodeOne(scheme, made.view(), values);
          if (!encoded) return encoded.error().line();
          const float expected = made.values().front();
          for (const float value : encoded->decode()) {
            // What is stored in 16 bits is rounded relatively, all else holds a constant.
            if (std::abs(value - expected) > (storesHalves(*encoded) ? 0x1p-8F : 0x1p-20F) * std::abs(expected))
              return "the constant changed";
          }
          return {};
        });
    REQUIRE_MESSAGE(wrong.empty(), wrong);
  });
}

TEST_CASE_FIXTURE(SchemesTest, "refusesOrKeepsWhatIsNotFinite") {
  everyScheme().run([&](const Scheme* each) {
    const Scheme& scheme = *each;
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    std::vector<MadeTensor> tensors;
    for (const float bad : {kNan, kInfinity, -kInfinity}) {
      tensors.push_back(makeTensor("not finite", {5, 7}, 0, DataType::float32,
                                   [bad](std::int64_t i) { return i == 16 || i == 30 ? bad : 0.5F; }));
    }
    const std::string wrong =
        overGrid(scheme, tensors, [&](const ParameterValues& values, const MadeTensor& made) -> Violation {
          const auto encoded = encodeOne(scheme, made.view(), values);
          if (!encoded) {
            const bool clear =
                encoded.error().kind == ErrorKind::input && encoded.error().line().find('2') != std::string::npos;
            return clear ? std::string() : "the refusal does not count them: " + encoded.error().line();
          }
          const auto before = made.values();
          const auto after = encoded->decode();
          for (std::size_t i = 0; i < before.size(); ++i) {
            if (std::isnan(before[i]) != std::isnan(after[i])) return "a NaN was lost or made";
            if (!std::isnan(before[i]) && std::isinf(before[i]) && before[i] != after[i]) return "an infinity was lost";
          }
          return {};
        });
    REQUIRE_MESSAGE(wrong.empty(), wrong);
  });
}

TEST_CASE_FIXTURE(SchemesTest, "isTheSameOnAnyNumberOfThreads") {
  everyScheme().run([&](const Scheme* each) {
    const Scheme& scheme = *each;
    if (scheme.leavesUntouched()) return;
    const auto compare = [&](const ParameterValues& values, const MadeTensor& made) -> Violation {
      const auto one = encodeOne(scheme, made.view(), values, Job().withThreads(1));
      for (const int threads : {2, 8}) {
        const auto several = encodeOne(scheme, made.view(), values, Job().withThreads(threads));
        if (one.has_value() != several.has_value()) return "refused on one number of threads alone";
        if (one && !sameTensor(*one, *several)) return "differs on " + std::to_string(threads) + " threads";
        if (one && one->decodeBytes(Job().withThreads(1)) != one->decodeBytes(Job().withThreads(threads)))
          return "decodes differently";
      }
      return {};
    };
    const std::string wrong = overGrid(scheme, finiteTensors(), compare);
    REQUIRE_MESSAGE(wrong.empty(), wrong);
    // Large enough to be cut into pieces along every axis.
    const auto defaults = completeParameters(scheme, {});
    BW_VERIFY_RESULT(defaults);
    for (const int axis : {-1, 0, 1}) {
      for (const auto& shape : {std::vector<std::int64_t>{67, 9001}, std::vector<std::int64_t>{200003, 3}}) {
        const auto large = makeTensor("large", shape, axis, DataType::float32, normalWeights(9));
        const std::string differs = compare(*defaults, large);
        REQUIRE_MESSAGE(differs.empty(), differs);
      }
    }
  });
}

TEST_CASE_FIXTURE(SchemesTest, "encodingAgainLosesNoMore") {
  everyScheme().run([&](const Scheme* each) {
    const Scheme& scheme = *each;
    const std::string wrong =
        overGrid(scheme, finiteTensors(), [&](const ParameterValues& values, const MadeTensor& made) -> Violation {
          const auto once = encodeOne(scheme, made.view(), values);
          if (!once) return {};
          const auto original = made.values();
          const auto first = once->decode();
          const MadeTensor decoded{made.name, made.shape,          made.channelAxis,
                                   made.type, once->decodeBytes(), made.positions};
          const auto twice = encodeOne(scheme, decoded.view(), values);
          if (!twice) return twice.error().line();
          const double size = squaredDistance(original, std::vector<float>(original.size()));
          // Schemes need not foresee what the last cast rounds, nor what rounding their own scales and tables does
          // again.
          const double halves = storesHalves(*once) ? 0x1p-20 : 1e-11;
          const double cast = made.type == DataType::float16    ? 0x1p-22
                              : made.type == DataType::bfloat16 ? 0x1p-16
                                                                : 0.0;
          const double rounding = std::max(halves, cast);
          if (squaredDistance(first, twice->decode()) > squaredDistance(original, first) + rounding * size)
            return "the second time lost more than the first";
          return {};
        });
    REQUIRE_MESSAGE(wrong.empty(), wrong);
  });
}

TEST_CASE_FIXTURE(SchemesTest, "followsPowersOfTwo") {
  everyScheme().run([&](const Scheme* each) {
    const Scheme& scheme = *each;
    const auto weights = makeTensor("normal", {7, 13}, 0, DataType::float32, normalWeights(10));
    const auto times8 =
        makeTensor("times 8", {7, 13}, 0, DataType::float32,
                   [values = weights.values()](std::int64_t i) { return 8.0F * values[static_cast<std::size_t>(i)]; });
    const std::string wrong =
        overGrid(scheme, {weights}, [&](const ParameterValues& values, const MadeTensor& made) -> Violation {
          const auto plain = encodeOne(scheme, made.view(), values);
          const auto scaled = encodeOne(scheme, times8.view(), values);
          if (!plain || !scaled) return "refused";
          if (plain->terms.front().scaleWidth != scaled->terms.front().scaleWidth)
            return {};  // the range of float16 begins between the two
          auto expected = plain->decode();
          for (float& value : expected) value *= 8.0F;
          return scaled->decode() == expected ? std::string()
                                              : "eight times the weights do not give eight times the result";
        });
    REQUIRE_MESSAGE(wrong.empty(), wrong);
  });
}

TEST_CASE_FIXTURE(SchemesTest, "encodesGroupsInOrderAndStops") {
  everyScheme().run([&](const Scheme* each) {
    const Scheme& scheme = *each;
    const auto values = completeParameters(scheme, {});
    BW_VERIFY_RESULT(values);
    const auto a = makeTensor("a", {3, 4}, 0, DataType::float32, normalWeights(11));
    const auto b = makeTensor("b", {5, 2}, 0, DataType::float16, normalWeights(12));
    const std::vector<WeightView> group{a.view(), b.view()};
    const auto tensors = scheme.encode(group, *values, {});
    BW_VERIFY_RESULT(tensors);
    if (scheme.leavesUntouched()) {
      REQUIRE(tensors->empty());
      return;
    }
    REQUIRE(tensors->size() == std::size_t{2});
    REQUIRE((*tensors)[0].shape == a.shape);
    REQUIRE((*tensors)[1].shape == b.shape);
    REQUIRE((*tensors)[1].type == DataType::float16);

    std::stop_source source;
    source.request_stop();
    const auto stopped = scheme.encode(group, *values, Job().withStop(source.get_token()));
    REQUIRE((!stopped.has_value() && stopped.error().kind == ErrorKind::cancelled));
  });
}

TEST_CASE_FIXTURE(SchemesTest, "moreBitsBringItNearer") {
  everyScheme().run([&](const Scheme* each) {
    const Scheme& scheme = *each;
    const auto parameters = scheme.parameters();
    const auto bits = std::find_if(parameters.begin(), parameters.end(),
                                   [](const Parameter& parameter) { return parameter.id == "bits"; });
    if (bits == parameters.end()) return;
    const auto made = makeTensor("normal", {40, 50}, 0, DataType::float32, normalWeights(13));
    const double size = squaredDistance(made.values(), std::vector<float>(made.values().size()));
    double enough = 1e-4 * size;  // 40 dB
    double last = std::numeric_limits<double>::infinity();
    for (auto count = static_cast<std::int64_t>(bits->minimum); count <= static_cast<std::int64_t>(bits->maximum);
         ++count) {
      const auto values = completeParameters(scheme, {{"bits", count}});
      BW_VERIFY_RESULT(values);
      const auto encoded = encodeOne(scheme, made.view(), *values);
      BW_VERIFY_RESULT(encoded);
      const double error = squaredDistance(made.values(), encoded->decode());
      // One bit may be a form of its own (two levels fitted by least squares), which two bits over the whole range need
      // not beat.
      const double step = finestRelativeStep(*encoded);
      enough = std::max(1e-4, step * step) * size;
      const bool nearer = error < last || (error <= last * (1.0 + 1e-9) && error < enough);
      if (count > 2) REQUIRE_MESSAGE(nearer, fmt::format("{} bits: {}, one less: {}", count, error, last));
      last = error;
    }
    REQUIRE(last < enough);
  });
}
