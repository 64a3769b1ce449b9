// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Rounding that keeps sums: what it promises of every row, held against the tensor it was made from.
#include "core/numerics/kept_sums.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <variant>

#include "tests/schemes/encoding.h"
#include "tests/support/rows.h"

using namespace bitwright;
using namespace bitwright::testing;
using bitwright::test::Rows;

namespace {

struct Sums {
  double largest = 0.0;  ///< of a row's errors, their sum's size
  double squares = 0.0;
};

Sums sumsOf(const MadeTensor& made, const EncodedTensor& tensor, const WeightRows& rows) {
  const auto before = made.values();
  const auto after = tensor.decode();
  Sums sums;
  for (std::int64_t row = 0; row < rows.rows; ++row) {
    double sum = 0.0;
    for (std::int64_t column = 0; column < rows.columns; ++column) {
      const auto at = static_cast<std::size_t>(row * rows.rowStride + column * rows.columnStride);
      const double error = static_cast<double>(after[at]) - static_cast<double>(before[at]);
      sum += error;
      sums.squares += error * error;
    }
    sums.largest = std::max(sums.largest, std::abs(sum));
  }
  return sums;
}

/// Between neighbouring levels at the largest scale.
double largestStep(const EncodedTensor& tensor) {
  const auto& term = tensor.terms.front();
  double gap = 1.0;
  if (const auto* table = std::get_if<TableLevels>(&term.levels); table != nullptr) {
    gap = 0.0;
    const auto& values = table->codebook->values;
    for (std::size_t at = 1; at < values.size(); ++at)
      gap = std::max(gap, static_cast<double>(values[at]) - static_cast<double>(values[at - 1]));
  }
  const float scale = term.scales.empty() ? 1.0F : *std::max_element(term.scales.begin(), term.scales.end());
  return gap * static_cast<double>(scale);
}

EncodedTensor rounded(const char* scheme, ParameterValues given, const MadeTensor& made, const WeightRows& rows,
                      int threads = 2) {
  const Scheme& known = *findScheme(scheme);
  WeightView view = made.view();
  view.positiveRows = rows;
  given["rounding"] = word("sums");
  auto tensors = known.encode(std::span(&view, 1), completeParameters(known, given).value(), Job({}, {}, threads));
  return std::move(tensors.value().front());
}

}  // namespace

TEST_CASE("errorsOfARowAddUpToNothing") {
  const WeightRows rowsOfConv{1, 24, 90, 90, 1};
  const WeightRows rowsOfMatMul{1, 90, 24 * 1, 1, 90};
  Rows<const char*, ParameterValues> schemes;
  for (const int bits : {2, 3, 4, 8}) {
    schemes.add("uniform " + std::to_string(bits), "uniform", {{"bits", number(bits)}});
    schemes.add("zero points " + std::to_string(bits), "uniform",
                {{"bits", number(bits)}, {"symmetric", false}, {"granularity", word("tensor")}});
    schemes.add("k-means " + std::to_string(bits), "kmeans", {{"bits", number(bits)}});
  }
  schemes.add("several tables", "kmeans", {{"bits", number(3)}, {"granularity", word("channel")}});
  schemes.add("log", "log", {{"bits", number(4)}});
  schemes.add("nf4", "nf4", {});
  schemes.add("ternary", "ternary", {});
  schemes.add("sharing", "sharing", {{"clusters", number(12)}});
  schemes.run([&](const char* scheme, const ParameterValues& given) {
    const auto made = gaussianTensor({24, 10, 3, 3}, 3);
    for (const auto& rows : {rowsOfConv, rowsOfMatMul}) {
      ParameterValues nearestValues = given;
      nearestValues["rounding"] = word("nearest");
      const auto nearest = encodeBy(scheme, made, nearestValues);
      const auto kept = rounded(scheme, given, made, rows);
      const auto before = sumsOf(made, nearest, rows);
      const auto after = sumsOf(made, kept, rows);
      // Half a step is left where there is a weight to round the other way.
      REQUIRE(after.largest <= 0.51 * largestStep(nearest));
      REQUIRE((after.largest < before.largest || given.contains("granularity")));  // a table of its own keeps sums
      REQUIRE(after.squares < 1.6 * before.squares);
      const auto& one = nearest.terms.front().codes;
      const auto& other = kept.terms.front().codes;
      std::int64_t moved = 0;
      for (std::int64_t at = 0; at < one.size(); ++at) {
        const auto apart = std::abs(static_cast<int>(one[at]) - static_cast<int>(other[at]));
        REQUIRE(apart <= 2);  // once for its kernel, once for its row
        moved += apart > 0 ? 1 : 0;
      }
      REQUIRE(moved > 0);
      REQUIRE(moved < one.size() / 3);
      REQUIRE(rounded(scheme, given, made, rows, 1).decodeBytes() == kept.decodeBytes());
    }
  });
}

TEST_CASE("nothingChangesWhereInputsAreUnknown") {
  const auto made = gaussianTensor({24, 90}, 4);
  REQUIRE(encodeBy("kmeans", made, {{"bits", number(3)}}).decodeBytes() ==
          encodeBy("kmeans", made, {{"bits", number(3)}, {"rounding", word("nearest")}}).decodeBytes());
}

TEST_CASE("levelsThatNoWeightHadStayUnused") {
  // The outermost code of a symmetric range is left alone: kernels of 8 bits count on it.
  const auto made = gaussianTensor({8, 500}, 5);
  const auto nearest = encodeBy("uniform", made, {{"bits", number(8)}});
  const auto kept = rounded("uniform", {{"bits", number(8)}}, made, {1, 8, 500, 500, 1});
  const auto extremes = [](const EncodedTensor& tensor) {
    const auto codes = tensor.terms.front().codes.narrow();
    const auto [low, high] = std::minmax_element(codes.begin(), codes.end());
    return std::pair(*low, *high);
  };
  REQUIRE(extremes(kept).first >= extremes(nearest).first);
  REQUIRE(extremes(kept).second <= extremes(nearest).second);
}
