// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/kept_sums.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/parallel.h"

namespace bitwright {

namespace {

constexpr int kMostBits = 8;

/// The levels of one term, before its scales.
class Levels {
 public:
  explicit Levels(const EncodedTerm& term) : term_(term), affine_(std::get_if<AffineLevels>(&term.levels)) {
    if (const auto* table = std::get_if<TableLevels>(&term.levels)) book_ = table->codebook.get();
  }

  [[nodiscard]] bool rise() const {
    if (affine_ != nullptr) return true;
    if (book_ == nullptr || book_->levels < 1) return false;
    for (std::int64_t group = 0; group < book_->groups; ++group) {
      const auto first = book_->values.begin() + group * book_->levels;
      if (!std::is_sorted(first, first + book_->levels)) return false;
    }
    return true;
  }

  /// Times the scale, as decoding gives it.
  [[nodiscard]] double of(std::int64_t element, std::uint32_t code) const {
    float level = 0.0F;
    const auto table = static_cast<std::size_t>(term_.tableGroups.groupOf(element));
    if (affine_ != nullptr) {
      const auto zero = affine_->zeroPoints.empty() ? affine_->offset : affine_->zeroPoints[table];
      level = static_cast<float>(static_cast<std::int32_t>(code) - zero);
    } else {
      level = book_->values[table * static_cast<std::size_t>(book_->levels) + code];
    }
    if (term_.scales.empty()) return static_cast<double>(level);
    return static_cast<double>(level * term_.scales[static_cast<std::size_t>(term_.scaleGroups.groupOf(element))]);
  }

 private:
  const EncodedTerm& term_;
  const AffineLevels* affine_;
  const Codebook* book_ = nullptr;
};

/// A weight that could be rounded the other way.
struct Flip {
  double cost = 0.0;    ///< what its squared error grows by
  double change = 0.0;  ///< of the sum
  std::int64_t element = 0;
  friend bool operator<(const Flip& one, const Flip& other) {
    return one.cost != other.cost ? one.cost < other.cost : one.element < other.element;
  }
};

class SumKeeper {
 public:
  SumKeeper(EncodedTensor& tensor, std::span<const float> values)
      : term_(tensor.terms.front()), values_(values), levels_(term_) {
    const auto codes = std::as_const(term_.codes).narrow();
    const auto [low, high] = std::minmax_element(codes.begin(), codes.end());
    lowest_ = *low;
    highest_ = *high;
  }

  /// Of `count` elements from `first` on, `stride` apart.
  void keep(std::int64_t first, std::int64_t count, std::int64_t stride) {
    double sum = 0.0;
    for (std::int64_t at = 0; at < count; ++at) sum += errorOf(first + at * stride);
    if (sum == 0.0 || !std::isfinite(sum)) return;
    std::vector<Flip> flips;
    for (std::int64_t at = 0; at < count; ++at) addFlip(first + at * stride, sum > 0.0, flips);
    double smallest = std::numeric_limits<double>::infinity();
    for (const auto& flip : flips) smallest = std::min(smallest, std::abs(flip.change));
    // Few are needed: errors of both signs add up to a few steps.
    for (std::size_t sorted = 0; sorted < flips.size();) {
      const auto next = std::min(flips.size(), std::max<std::size_t>(16, 4 * sorted));
      std::partial_sort(flips.begin() + static_cast<std::ptrdiff_t>(sorted),
                        flips.begin() + static_cast<std::ptrdiff_t>(next), flips.end());
      for (; sorted < next; ++sorted) {
        const auto& flip = flips[sorted];
        if (std::abs(sum) <= 0.5 * smallest) return;
        if (!(std::abs(sum + flip.change) < std::abs(sum))) continue;
        sum += flip.change;
        term_.codes.set(flip.element,
                        flip.change < 0.0 ? term_.codes[flip.element] - 1 : term_.codes[flip.element] + 1);
      }
    }
  }

 private:
  [[nodiscard]] double errorOf(std::int64_t element) const {
    return levels_.of(element, term_.codes[element]) - static_cast<double>(values_[static_cast<std::size_t>(element)]);
  }

  void addFlip(std::int64_t element, bool down, std::vector<Flip>& flips) const {
    const auto code = term_.codes[element];
    if (down ? code <= lowest_ : code >= highest_) return;
    const double now = levels_.of(element, code);
    const double change = levels_.of(element, down ? code - 1 : code + 1) - now;
    if (change == 0.0 || !std::isfinite(change)) return;
    const double error = now - static_cast<double>(values_[static_cast<std::size_t>(element)]);
    flips.push_back({(error + change) * (error + change) - error * error, change, element});
  }

  EncodedTerm& term_;
  std::span<const float> values_;
  Levels levels_;
  std::uint32_t lowest_ = 0;
  std::uint32_t highest_ = 0;
};

}  // namespace

void keepSums(EncodedTensor& tensor, std::span<const float> values, const WeightRows& rows, std::int64_t kernel,
              const Job& job) {
  if (tensor.positions || tensor.terms.size() != 1 || values.empty()) return;
  const auto& term = tensor.terms.front();
  if (term.codes.bits() > kMostBits || std::holds_alternative<CastLevels>(term.levels) || !Levels(term).rise()) return;
  SumKeeper keeper(tensor, values);
  parallelFor(job, rows.rows, 1, [&](std::int64_t begin, std::int64_t end) {
    for (auto row = begin; row < end && !job.stopRequested(); ++row) {
      const auto first = row * rows.rowStride;
      if (kernel > 1 && kernel < rows.columns) {
        for (std::int64_t at = 0; at + kernel <= rows.columns; at += kernel)
          keeper.keep(first + at * rows.columnStride, kernel, rows.columnStride);
      }
      keeper.keep(first, rows.columns, rows.columnStride);
    }
  });
}

}  // namespace bitwright
