// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/gptq.h"

#include <algorithm>
#include <cmath>
#include <Eigen/Cholesky>
#include <numeric>
#include <variant>

#include "core/base/parallel.h"

namespace bitwright {

namespace {

constexpr double kDamping = 0.01;    // of the mean of the diagonal, as in the paper
constexpr std::int64_t kBlock = 32;  // rows
constexpr std::int64_t kColumns = 64;

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The levels that the weights of a term can take.
class TermLevels {
 public:
  explicit TermLevels(const EncodedTerm& term) : term_(term), most_((std::int64_t{1} << term.codes.bits()) - 1) {
    if (const auto* table = std::get_if<TableLevels>(&term.levels)) codebook_ = table->codebook.get();
  }

  [[nodiscard]] double scaleAt(std::int64_t element) const {
    if (term_.scales.empty()) return 1.0;
    return static_cast<double>(term_.scales[static_cast<std::size_t>(term_.scaleGroups.groupOf(element))]);
  }
  /// Of the level nearest to `value`, which is divided by the scale.
  [[nodiscard]] std::uint32_t codeOf(std::int64_t element, double value) const {
    if (codebook_ != nullptr) {
      const auto table = tableOf(element);
      const auto above = std::lower_bound(table.begin(), table.end(), value,
                                          [](float level, double x) { return static_cast<double>(level) < x; });
      if (above == table.begin()) return 0;
      if (above == table.end()) return codeOfLevel(table, table.back());
      const bool lower = value - static_cast<double>(*(above - 1)) <= static_cast<double>(*above) - value;
      return codeOfLevel(table, lower ? *(above - 1) : *above);
    }
    const double code = std::nearbyint(value) + static_cast<double>(zeroPointAt(element));
    return static_cast<std::uint32_t>(std::clamp(code, 0.0, static_cast<double>(most_)));
  }
  [[nodiscard]] double levelOf(std::int64_t element, std::uint32_t code) const {
    if (codebook_ != nullptr) return static_cast<double>(tableOf(element)[code]);
    return static_cast<double>(static_cast<std::int64_t>(code) - zeroPointAt(element));
  }

 private:
  [[nodiscard]] std::span<const float> tableOf(std::int64_t element) const {
    const auto levels = static_cast<std::size_t>(codebook_->levels);
    return std::span(codebook_->values)
        .subspan(static_cast<std::size_t>(term_.tableGroups.groupOf(element)) * levels, levels);
  }
  /// A table may repeat its last level: the first of equal ones is the one that encoders use.
  [[nodiscard]] static std::uint32_t codeOfLevel(std::span<const float> table, float level) {
    return static_cast<std::uint32_t>(std::lower_bound(table.begin(), table.end(), level) - table.begin());
  }
  [[nodiscard]] std::int64_t zeroPointAt(std::int64_t element) const {
    const auto& affine = std::get<AffineLevels>(term_.levels);
    return affine.zeroPoints.empty() ? affine.offset
                                     : affine.zeroPoints[static_cast<std::size_t>(term_.tableGroups.groupOf(element))];
  }

  const EncodedTerm& term_;
  std::int64_t most_;
  const Codebook* codebook_ = nullptr;
};

}  // namespace

/// The moments of one group, in the order in which columns are gone through, and what the error of each spreads to.
struct GptqFactors::Group {
  std::vector<std::int64_t> order;
  Matrix root;    ///< R, upper triangular, with moments = R Rᵀ: damped, in that order
  Matrix spread;  ///< U, upper triangular, with inverse(moments) = Uᵀ U
  bool usable = false;
};

namespace {

using GroupFactor = GptqFactors::Group;

GroupFactor factorOf(std::span<const double> moments, std::int64_t columns) {
  GroupFactor factor;
  const auto at = [&](std::int64_t row, std::int64_t column) {
    return moments[static_cast<std::size_t>(row * columns + column)];
  };
  double sum = 0.0;
  for (std::int64_t i = 0; i < columns; ++i) sum += at(i, i);
  if (!(sum > 0.0) || !std::isfinite(sum)) return factor;
  const double damping = kDamping * sum / static_cast<double>(columns);
  factor.order.resize(static_cast<std::size_t>(columns));
  std::iota(factor.order.begin(), factor.order.end(), std::int64_t{0});
  std::stable_sort(factor.order.begin(), factor.order.end(),
                   [&](std::int64_t a, std::int64_t b) { return at(a, a) > at(b, b); });
  const auto place = [&](std::int64_t i) { return factor.order[static_cast<std::size_t>(i)]; };
  Matrix reversed(columns, columns);
  for (std::int64_t row = 0; row < columns; ++row) {
    for (std::int64_t column = 0; column < columns; ++column) {
      reversed(columns - 1 - row, columns - 1 - column) =
          0.5 * (at(place(row), place(column)) + at(place(column), place(row))) + (row == column ? damping : 0.0);
    }
  }
  // With the order reversed, moments = L Lᵀ; turned back, L is an upper triangular R with moments = R Rᵀ, and U its
  // inverse.
  const Eigen::LLT<Matrix> cholesky(reversed);
  if (cholesky.info() != Eigen::Success) return factor;
  Matrix inverse = Matrix::Identity(columns, columns);
  cholesky.matrixL().solveInPlace(inverse);
  factor.spread = inverse.reverse();
  factor.root = Matrix(cholesky.matrixL()).reverse();
  factor.usable = factor.spread.allFinite();
  return factor;
}

class Compensation {
 public:
  Compensation(const EncodedTensor& tensor, std::span<const float> weights, const WeightRows& layout)
      : tensor_(tensor), weights_(weights), layout_(layout), term_(tensor.terms.front()), levels_(term_) {
    if (!tensor.positions) return;
    placeOf_.assign(weights.size(), -1);
    for (std::size_t i = 0; i < tensor.positions->size(); ++i)
      placeOf_[static_cast<std::size_t>((*tensor.positions)[i])] = static_cast<std::int64_t>(i);
  }

  /// A block of rows at once: what an error spreads to is a matrix that outgrows the caches, and is read once for all
  /// of them.
  void rows(std::int64_t begin, std::int64_t end, const GroupFactor& factor, CodeArray& codes) const {
    const auto columns = layout_.columns;
    const auto count = end - begin;
    Matrix left(count, columns);
    Matrix plain(count, columns);  // errors of the codes as they are
    // What errors e change of a result is eᵀ M e. Of the new codes that is the sum of the squares of what each column
    // leaves to be made up for, which is there anyway: M = R Rᵀ, and U is the inverse of R.
    Eigen::VectorXd behind = Eigen::VectorXd::Zero(count);
    std::vector<std::uint32_t> fresh(static_cast<std::size_t>(count * columns));
    for (std::int64_t i = 0; i < count; ++i) {
      for (std::int64_t j = 0; j < columns; ++j) {
        const auto element = elementAt(begin + i, j, factor);
        left(i, j) = weightAt(element);
        plain(i, j) = weightAt(element) - valueOf(element, codeAt(element, term_.codes));
      }
    }
    // What the errors of some columns change of all behind them is taken off as one product of matrices, as in the
    // paper: only within those columns one by one.
    Matrix errors(count, kColumns);
    for (std::int64_t from = 0; from < columns; from += kColumns) {
      const auto to = std::min(columns, from + kColumns);
      for (std::int64_t j = from; j < to; ++j) {
        const double* spread = factor.spread.data() + j * columns;
        for (std::int64_t i = 0; i < count; ++i) {
          const auto element = elementAt(begin + i, j, factor);
          const double scale = levels_.scaleAt(element);
          auto& code = fresh[static_cast<std::size_t>(i * columns + j)];
          code = isLeft(element)
                     ? (scale == 0.0 ? codeAt(element, term_.codes) : levels_.codeOf(element, left(i, j) / scale))
                     : 0;
          const double error = (left(i, j) - valueOf(element, code)) / spread[j];
          behind[i] += error * error;
          errors(i, j - from) = error;
          double* rest = left.data() + i * columns;
          for (std::int64_t k = j + 1; k < to; ++k) rest[k] -= error * spread[k];
        }
      }
      if (to < columns)
        left.rightCols(columns - to).noalias() -=
            errors.leftCols(to - from) * factor.spread.block(from, to, to - from, columns - to);
    }
    const Eigen::VectorXd before = (plain * factor.root.triangularView<Eigen::Upper>()).rowwise().squaredNorm();
    for (std::int64_t i = 0; i < count; ++i) {
      if (!(behind[i] < before[i])) continue;
      for (std::int64_t j = 0; j < columns; ++j) {
        const auto element = elementAt(begin + i, j, factor);
        if (isLeft(element)) codes.set(placeAt(element), fresh[static_cast<std::size_t>(i * columns + j)]);
      }
    }
  }

 private:
  [[nodiscard]] std::int64_t elementAt(std::int64_t row, std::int64_t column, const GroupFactor& factor) const {
    return row * layout_.rowStride + factor.order[static_cast<std::size_t>(column)] * layout_.columnStride;
  }
  [[nodiscard]] double weightAt(std::int64_t element) const {
    return static_cast<double>(weights_[static_cast<std::size_t>(element)]);
  }
  [[nodiscard]] bool isLeft(std::int64_t element) const {
    return placeOf_.empty() || placeOf_[static_cast<std::size_t>(element)] >= 0;
  }
  [[nodiscard]] std::int64_t placeAt(std::int64_t element) const {
    return placeOf_.empty() ? element : placeOf_[static_cast<std::size_t>(element)];
  }
  [[nodiscard]] std::uint32_t codeAt(std::int64_t element, const CodeArray& codes) const {
    return isLeft(element) ? codes[placeAt(element)] : 0;
  }
  [[nodiscard]] double valueOf(std::int64_t element, std::uint32_t code) const {
    return isLeft(element) ? levels_.scaleAt(element) * levels_.levelOf(element, code) : 0.0;
  }

  const EncodedTensor& tensor_;
  std::span<const float> weights_;
  const WeightRows& layout_;
  const EncodedTerm& term_;
  TermLevels levels_;
  std::vector<std::int64_t> placeOf_;  // of each element's code; empty: its own index
};

}  // namespace

bool canApplyGptq(const EncodedTensor& tensor) {
  return tensor.terms.size() == 1 && !std::holds_alternative<CastLevels>(tensor.terms.front().levels);
}

GptqFactors::GptqFactors(const WeightRows& layout, std::span<const double> moments, const Job& job)
    : layout_(layout), groups_(static_cast<std::size_t>(layout.groups)) {
  const auto square = static_cast<std::size_t>(layout.columns * layout.columns);
  parallelFor(job, layout.groups, 1, [&](std::int64_t begin, std::int64_t end) {
    for (auto index = static_cast<std::size_t>(begin); index < static_cast<std::size_t>(end); ++index)
      groups_[index] = factorOf(moments.subspan(index * square, square), layout.columns);
  });
}

GptqFactors::~GptqFactors() = default;

EncodedTensor gptqCodes(const EncodedTensor& tensor, std::span<const float> weights, const GptqFactors& factors,
                        const Job& job) {
  EncodedTensor result = tensor;
  const auto& layout = factors.layout_;
  const Compensation compensation(tensor, weights, layout);
  CodeArray& codes = result.terms.front().codes;
  const auto rows = layout.rows / layout.groups;
  const auto group = [&](std::int64_t index, const Job& inner) {
    const auto& factor = factors.groups_[static_cast<std::size_t>(index)];
    if (!factor.usable) return;
    // The same blocks on any number of threads: sums are rounded as a block is cut.
    parallelFor(inner, (rows + kBlock - 1) / kBlock, 1, [&](std::int64_t begin, std::int64_t end) {
      for (auto block = begin; block < end; ++block)
        compensation.rows(index * rows + block * kBlock, index * rows + std::min(rows, (block + 1) * kBlock), factor,
                          codes);
    });
  };
  // Many small groups side by side, or the rows of a few. Codes lie in memory of their own each.
  const Job alone = job.withThreads(1);
  const bool many = layout.groups >= job.threads();
  parallelFor(many ? job : alone, layout.groups, 1, [&](std::int64_t begin, std::int64_t end) {
    for (auto index = begin; index < end; ++index) group(index, many ? alone : job);
  });
  return job.stopRequested() ? tensor : result;
}

EncodedTensor gptqCodes(const EncodedTensor& tensor, std::span<const float> weights, const WeightRows& layout,
                        std::span<const double> moments, const Job& job) {
  return gptqCodes(tensor, weights, GptqFactors(layout, moments, job), job);
}

}  // namespace bitwright
