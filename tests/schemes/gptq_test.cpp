// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// GPTQ against Optimal Brain Quantization as its paper writes it: the inverse of the moments that are left worked out
// anew for each column.
#include "core/numerics/gptq.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "tests/schemes/encoding.h"
#include "tests/support/rows.h"

using namespace bitwright;
using namespace bitwright::test;
using namespace bitwright::testing;

namespace {

using Square = std::vector<std::vector<double>>;

/// Gauss and Jordan, with pivots.
Square inverseOf(Square matrix) {
  const std::size_t size = matrix.size();
  Square inverse(size, std::vector<double>(size, 0.0));
  for (std::size_t i = 0; i < size; ++i) inverse[i][i] = 1.0;
  for (std::size_t column = 0; column < size; ++column) {
    std::size_t pivot = column;
    for (std::size_t row = column; row < size; ++row) {
      if (std::abs(matrix[row][column]) > std::abs(matrix[pivot][column])) pivot = row;
    }
    std::swap(matrix[column], matrix[pivot]);
    std::swap(inverse[column], inverse[pivot]);
    const double by = matrix[column][column];
    for (std::size_t k = 0; k < size; ++k) {
      matrix[column][k] /= by;
      inverse[column][k] /= by;
    }
    for (std::size_t row = 0; row < size; ++row) {
      if (row == column) continue;
      const double times = matrix[row][column];
      for (std::size_t k = 0; k < size; ++k) {
        matrix[row][k] -= times * matrix[column][k];
        inverse[row][k] -= times * inverse[column][k];
      }
    }
  }
  return inverse;
}

/// Σ x xᵀ of correlated inputs, as [columns, columns].
std::vector<double> momentsOf(std::int64_t columns, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> draw;
  const auto size = static_cast<std::size_t>(columns);
  std::vector<double> moments(size * size, 0.0);
  for (int sample = 0; sample < 400; ++sample) {
    const double common = draw(random);
    std::vector<double> x(size);
    for (std::size_t i = 0; i < size; ++i)
      x[i] = std::max(0.0, 0.8 * common + draw(random)) * (1.0 + 0.3 * static_cast<double>(i % 5));
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t k = 0; k < size; ++k) moments[i * size + k] += x[i] * x[k];
    }
  }
  return moments;
}

/// With the diagonal that is added, as the header says.
Square damped(std::span<const double> moments, std::size_t size) {
  Square matrix(size, std::vector<double>(size));
  double sum = 0.0;
  for (std::size_t i = 0; i < size; ++i) sum += moments[i * size + i];
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t k = 0; k < size; ++k)
      matrix[i][k] = moments[i * size + k] + (i == k ? 0.01 * sum / static_cast<double>(size) : 0.0);
  }
  return matrix;
}

double changeOf(std::span<const double> error, const Square& matrix) {
  double sum = 0.0;
  for (std::size_t i = 0; i < error.size(); ++i) {
    for (std::size_t k = 0; k < error.size(); ++k) sum += error[i] * matrix[i][k] * error[k];
  }
  return sum;
}

/// One row by Optimal Brain Quantization in the order of the diagonal; levels of `tensor` that element `first + i` can
/// take are tried one by one.
std::vector<double> brainQuantized(std::vector<double> weights, std::span<const float> levels, double scale,
                                   const Square& matrix) {
  const std::size_t size = weights.size();
  std::vector<std::size_t> open(size);
  std::iota(open.begin(), open.end(), std::size_t{0});
  std::stable_sort(open.begin(), open.end(), [&](std::size_t a, std::size_t b) { return matrix[a][a] > matrix[b][b]; });
  std::vector<double> quantized(size);
  while (!open.empty()) {
    Square left(open.size(), std::vector<double>(open.size()));
    for (std::size_t i = 0; i < open.size(); ++i) {
      for (std::size_t k = 0; k < open.size(); ++k) left[i][k] = matrix[open[i]][open[k]];
    }
    const auto inverse = inverseOf(left);
    double best = std::numeric_limits<double>::infinity();
    for (const float level : levels) {
      const double value = scale * static_cast<double>(level);
      if (std::abs(value - weights[open[0]]) < std::abs(best - weights[open[0]])) best = value;
    }
    quantized[open[0]] = best;
    const double error = (weights[open[0]] - best) / inverse[0][0];
    for (std::size_t i = 1; i < open.size(); ++i) weights[open[i]] -= error * inverse[i][0];
    open.erase(open.begin());
  }
  return quantized;
}

std::vector<float> levelsOf(const EncodedTensor& tensor) {
  const auto& term = tensor.terms.front();
  if (const auto* table = std::get_if<TableLevels>(&term.levels)) return table->codebook->values;
  std::vector<float> levels;
  for (int code = 0; code < 1 << term.codes.bits(); ++code)
    levels.push_back(static_cast<float>(code - std::get<AffineLevels>(term.levels).offset));
  return levels;
}

double scaleOf(const EncodedTensor& tensor, std::int64_t element) {
  const auto& term = tensor.terms.front();
  return term.scales.empty()
             ? 1.0
             : static_cast<double>(term.scales[static_cast<std::size_t>(term.scaleGroups.groupOf(element))]);
}

}  // namespace

TEST_CASE("isOptimalBrainQuantizationInOneOrder") {
  Rows<std::string> rows;
  rows.add("k-means", std::string("kmeans"));
  rows.add("uniform", std::string("uniform"));
  rows.add("log", std::string("log"));

  rows.run([&](const std::string& scheme) {
    const auto made = gaussianTensor({12, 9}, 41);
    const auto weights = made.values();
    const auto moments = momentsOf(9, 42);
    const auto matrix = damped(moments, 9);
    const auto plain = encodeBy(scheme, made, {{"bits", number(3)}});
    const auto better = gptqCodes(plain, weights, {1, 12, 9, 9, 1}, moments, {});
    const auto levels = levelsOf(plain);
    const auto before = plain.decode();
    const auto after = better.decode();
    int moved = 0;
    for (std::int64_t row = 0; row < 12; ++row) {
      std::vector<double> own(9), was(9), expected(9);
      for (std::size_t i = 0; i < 9; ++i) own[i] = static_cast<double>(weights[static_cast<std::size_t>(row) * 9 + i]);
      const auto quantized = brainQuantized(own, levels, scaleOf(plain, row * 9), matrix);
      for (std::size_t i = 0; i < 9; ++i) {
        was[i] = own[i] - static_cast<double>(before[static_cast<std::size_t>(row) * 9 + i]);
        expected[i] = own[i] - quantized[i];
      }
      const bool kept = changeOf(was, matrix) <= changeOf(expected, matrix);
      moved += kept ? 0 : 1;
      for (std::size_t i = 0; i < 9; ++i) {
        const double value = kept ? own[i] - was[i] : quantized[i];
        REQUIRE(std::abs(static_cast<double>(after[static_cast<std::size_t>(row) * 9 + i]) - value) <= 1e-6);
      }
    }
    REQUIRE_MESSAGE(moved >= 4, std::to_string(moved));
  });
}

/// The other layout, groups of their own inputs, and a row in no order of memory.
TEST_CASE("rowsLieAsTheLayoutSays") {
  const auto made = gaussianTensor({8, 6}, 43);
  const auto weights = made.values();
  std::vector<float> turned(48);
  for (std::size_t row = 0; row < 8; ++row) {
    for (std::size_t column = 0; column < 6; ++column) turned[column * 8 + row] = weights[row * 6 + column];
  }
  const auto other = makeTensor("turned", {6, 8}, 1, DataType::float32,
                                [&](std::int64_t i) { return turned[static_cast<std::size_t>(i)]; });
  auto moments = momentsOf(6, 44);
  const auto more = momentsOf(6, 45);
  moments.insert(moments.end(), more.begin(), more.end());
  const ParameterValues given{{"bits", number(2)}};
  const auto one = gptqCodes(encodeBy("uniform", made, given), weights, {2, 8, 6, 6, 1}, moments, {});
  const auto two = gptqCodes(encodeBy("uniform", other, given), turned, {2, 8, 6, 1, 8}, moments, {});
  const auto first = one.decode();
  const auto second = two.decode();
  for (std::size_t row = 0; row < 8; ++row) {
    for (std::size_t column = 0; column < 6; ++column) REQUIRE(first[row * 6 + column] == second[column * 8 + row]);
  }
  // The second half by itself is what its own moments make of it.
  const auto half = makeTensor("half", {4, 6}, 0, DataType::float32,
                               [&](std::int64_t i) { return weights[static_cast<std::size_t>(i) + 24]; });
  const auto alone = gptqCodes(encodeBy("uniform", half, given), half.values(), {1, 4, 6, 6, 1}, more, {}).decode();
  for (std::size_t i = 0; i < 24; ++i) REQUIRE(alone[i] == first[i + 24]);
}

TEST_CASE("everyRowComesNearer") {
  for (const char* scheme : {"kmeans", "uniform", "log", "nf4", "ternary", "sharing"}) {
    const auto made = gaussianTensor({40, 72}, 46);
    const auto weights = made.values();
    const auto moments = momentsOf(72, 47);
    const auto matrix = damped(moments, 72);
    const auto plain = encodeBy(scheme, made);
    const auto before = plain.decode();
    const auto after = gptqCodes(plain, weights, {1, 40, 72, 72, 1}, moments, {}).decode();
    double was = 0.0, is = 0.0;
    for (std::size_t row = 0; row < 40; ++row) {
      std::vector<double> old(72), fresh(72);
      for (std::size_t i = 0; i < 72; ++i) {
        old[i] = static_cast<double>(weights[row * 72 + i]) - static_cast<double>(before[row * 72 + i]);
        fresh[i] = static_cast<double>(weights[row * 72 + i]) - static_cast<double>(after[row * 72 + i]);
      }
      was += changeOf(old, matrix);
      is += changeOf(fresh, matrix);
      REQUIRE(changeOf(fresh, matrix) <= changeOf(old, matrix) * (1.0 + 1e-6));
    }
    REQUIRE_MESSAGE(is < 0.8 * was, fmt::format("{}: {}", scheme, is / was));
  }
}

TEST_CASE("prunedWeightsStayZeroAndAreMadeUpFor") {
  const auto made = pruned(gaussianTensor({20, 36}, 48), [](std::int64_t i) { return i % 3 != 1; });
  const auto whole = gaussianTensor({20, 36}, 48).values();
  const auto moments = momentsOf(36, 49);
  const auto matrix = damped(moments, 36);
  const auto plain = encodeBy("kmeans", made);
  const auto better = gptqCodes(plain, whole, {1, 20, 36, 36, 1}, moments, {});
  REQUIRE(better.positions == plain.positions);
  const auto before = plain.decode();
  const auto after = better.decode();
  double was = 0.0, is = 0.0;
  for (std::size_t row = 0; row < 20; ++row) {
    std::vector<double> old(36), fresh(36);
    for (std::size_t i = 0; i < 36; ++i) {
      if ((row * 36 + i) % 3 == 1) REQUIRE(after[row * 36 + i] == 0.0F);
      old[i] = static_cast<double>(whole[row * 36 + i]) - static_cast<double>(before[row * 36 + i]);
      fresh[i] = static_cast<double>(whole[row * 36 + i]) - static_cast<double>(after[row * 36 + i]);
    }
    was += changeOf(old, matrix);
    is += changeOf(fresh, matrix);
  }
  REQUIRE_MESSAGE(is < 0.8 * was, std::to_string(is / was));
}

TEST_CASE("whatCannotBeFittedStays") {
  const auto made = gaussianTensor({4, 5}, 50);
  const auto plain = encodeBy("kmeans", made, {{"bits", number(2)}});
  std::vector<double> moments(25, 0.0);
  REQUIRE(gptqCodes(plain, made.values(), {1, 4, 5, 5, 1}, moments, {}).terms.front().codes ==
          plain.terms.front().codes);
  moments[7] = std::numeric_limits<double>::quiet_NaN();
  moments[0] = 1.0;
  REQUIRE(gptqCodes(plain, made.values(), {1, 4, 5, 5, 1}, moments, {}).terms.front().codes ==
          plain.terms.front().codes);
  REQUIRE((canApplyGptq(plain) && !canApplyGptq(encodeBy("fp16", made))));
  const auto levels = makeTensor("levels", {4, 5}, 0, DataType::float32,
                                 [&](std::int64_t i) { return plain.decode()[static_cast<std::size_t>(i)]; });
  const auto again = encodeBy("kmeans", levels, {{"bits", number(2)}, {"scale", word("none")}, {"table", word("32")}});
  const auto same = gptqCodes(again, levels.values(), {1, 4, 5, 5, 1}, momentsOf(5, 51), {});
  if (squaredError(levels, again) == 0.0) REQUIRE(same.terms.front().codes == again.terms.front().codes);
}

TEST_CASE("isTheSameOnAnyNumberOfThreads") {
  const auto made = gaussianTensor({64, 45}, 52);
  std::vector<double> moments;
  for (unsigned group = 0; group < 4; ++group) {
    const auto more = momentsOf(45, 53 + group);
    moments.insert(moments.end(), more.begin(), more.end());
  }
  const auto plain = encodeBy("uniform", made, {{"bits", number(3)}});
  for (const WeightRows& layout : {WeightRows{4, 64, 45, 45, 1}, WeightRows{1, 64, 45, 45, 1}}) {
    const auto one =
        gptqCodes(plain, made.values(), layout,
                  std::span(moments).first(static_cast<std::size_t>(layout.groups) * 2025), Job().withThreads(1));
    const auto several =
        gptqCodes(plain, made.values(), layout,
                  std::span(moments).first(static_cast<std::size_t>(layout.groups) * 2025), Job().withThreads(3));
    REQUIRE(one.terms.front().codes == several.terms.front().codes);
  }
}
