// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/preview/layer_picture.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/encoding/grouping.h"

namespace bitwright {
namespace {

constexpr std::size_t kMostLevels = 64;
constexpr int kMostBins = 512;
constexpr double kOutlierSigmas = 5.0;           // as Moments::outlierCount counts
constexpr std::int64_t kPicturePiece = 1 << 18;  // elements between two looks at the stop flag

/// Divisors that bring every group to the same axis, and what to call that axis.
struct Normalisation {
  AxisUnit unit = AxisUnit::weight;
  Grouping groups;
  std::vector<float> divisors;  // one a group; empty: the weights as they are
};

template <class Body>
void inPieces(std::int64_t count, const Job& job, Body&& body) {
  for (std::int64_t begin = 0; begin < count && !job.stopRequested(); begin += kPicturePiece)
    body(begin, std::min(count, begin + kPicturePiece));
}

std::vector<float> groupMaxima(std::span<const float> values, const Grouping& groups, const Job& job) {
  std::vector<float> maxima(static_cast<std::size_t>(groups.groupCount()), 0.0F);
  inPieces(static_cast<std::int64_t>(values.size()), job, [&](std::int64_t begin, std::int64_t end) {
    walkGroups(groups, begin, end, [&](std::int64_t at, const GroupRun& run) {
      for (std::int64_t i = 0; i < run.length; ++i) {
        auto& maximum = maxima[static_cast<std::size_t>(run.group + i * run.step)];
        const float magnitude = std::abs(values[static_cast<std::size_t>(at + i)]);
        if (std::isfinite(magnitude)) maximum = std::max(maximum, magnitude);
      }
    });
  });
  return maxima;
}

Normalisation normalisationOf(std::span<const float> values, const EncodedTensor& encoded, const Job& job) {
  if (encoded.terms.size() != 1) return {};
  const auto& term = encoded.terms.front();
  if (term.scales.size() < 2) return {};
  Normalisation result{.unit = AxisUnit::groupMaximum, .groups = term.scaleGroups, .divisors = {}};
  const auto* affine = std::get_if<AffineLevels>(&term.levels);
  if (affine != nullptr && affine->zeroPoints.empty()) {
    // The levels of all channels fall together where each is measured by its own range.
    result.unit = AxisUnit::groupRange;
    const auto half = static_cast<float>(std::uint32_t{1} << (term.codes.bits() - 1));
    for (const float scale : term.scales) result.divisors.push_back(scale * half);
  } else if (std::holds_alternative<TableLevels>(term.levels) && term.tableGroups.groupCount() == 1) {
    result.divisors = term.scales;
  } else {
    result.divisors = groupMaxima(values, term.scaleGroups, job);
  }
  for (auto& divisor : result.divisors) {
    if (!(std::abs(divisor) > 0.0F) || !std::isfinite(divisor)) divisor = 1.0F;
    divisor = std::abs(divisor);
  }
  return result;
}

std::vector<float> divided(std::span<const float> values, const Normalisation& by, const Job& job) {
  std::vector<float> result(values.begin(), values.end());
  if (by.divisors.empty()) return result;
  inPieces(static_cast<std::int64_t>(values.size()), job, [&](std::int64_t begin, std::int64_t end) {
    walkGroups(by.groups, begin, end, [&](std::int64_t at, const GroupRun& run) {
      for (std::int64_t i = 0; i < run.length; ++i)
        result[static_cast<std::size_t>(at + i)] /= by.divisors[static_cast<std::size_t>(run.group + i * run.step)];
    });
  });
  return result;
}

/// The values of the elements that have codes: all of a dense tensor.
std::vector<float> coded(const EncodedTensor& encoded, std::span<const float> values, const Job& job) {
  std::vector<float> result;
  const auto& positions = *encoded.positions;
  result.reserve(positions.size());
  inPieces(static_cast<std::int64_t>(positions.size()), job, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i)
      result.push_back(values[static_cast<std::size_t>(positions[static_cast<std::size_t>(i)])]);
  });
  return result;
}

/// The levels of the elements that have codes, rising, where every group has the same. `decoded`: the values of those
/// elements.
std::vector<Level> commonLevels(const EncodedTensor& encoded, std::span<const float> decoded, double axisWidth,
                                const Job& job) {
  constexpr int kMostBits = 16;
  if (encoded.terms.size() != 1 || encoded.terms.front().codes.bits() > kMostBits) return {};
  if (std::holds_alternative<CastLevels>(encoded.terms.front().levels)) return {};  // floats, only shorter ones
  struct Seen {
    std::int64_t count = 0;
    double sum = 0.0;
    float lowest = std::numeric_limits<float>::infinity();
    float highest = -std::numeric_limits<float>::infinity();
  };
  const auto& codes = encoded.terms.front().codes;
  if (codes.size() != static_cast<std::int64_t>(decoded.size())) return {};  // stopped on the way
  std::vector<Seen> seen(std::size_t{1} << codes.bits());
  inPieces(codes.size(), job, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      auto& entry = seen[codes[i]];
      const float value = decoded[static_cast<std::size_t>(i)];
      ++entry.count;
      entry.sum += static_cast<double>(value);
      entry.lowest = std::min(entry.lowest, value);
      entry.highest = std::max(entry.highest, value);
    }
  });
  std::erase_if(seen, [](const Seen& entry) { return entry.count == 0; });
  std::vector<Level> levels;
  for (const auto& entry : seen) {
    if (static_cast<double>(entry.highest) - static_cast<double>(entry.lowest) > 0.004 * axisWidth) return {};
    levels.push_back({entry.sum / static_cast<double>(entry.count), entry.count});
  }
  std::sort(levels.begin(), levels.end(), [](const Level& a, const Level& b) { return a.value < b.value; });
  return levels;
}

double smallestMagnitude(std::span<const float> values) {
  double smallest = std::numeric_limits<double>::infinity();
  for (const float value : values) smallest = std::min(smallest, std::abs(static_cast<double>(value)));
  return std::isfinite(smallest) ? smallest : 0.0;
}

std::vector<ErrorColumn> errorColumns(std::span<const float> original, std::span<const float> decoded, double minimum,
                                      double maximum, int columns, const Job& job) {
  if (!(maximum > minimum)) return {};
  struct Sums {
    std::int64_t count = 0;
    double sum = 0.0;
    double lowest = 0.0;
    double highest = 0.0;
  };
  std::vector<Sums> sums(static_cast<std::size_t>(columns));
  const double perUnit = columns / (maximum - minimum);
  inPieces(static_cast<std::int64_t>(original.size()), job, [&](std::int64_t begin, std::int64_t end) {
    for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
      const auto value = static_cast<double>(original[i]);
      const double error = static_cast<double>(decoded[i]) - value;
      if (!(value >= minimum && value <= maximum) || !std::isfinite(error)) continue;
      auto& column = sums[std::min(static_cast<std::size_t>((value - minimum) * perUnit), sums.size() - 1)];
      column.lowest = column.count == 0 ? error : std::min(column.lowest, error);
      column.highest = column.count == 0 ? error : std::max(column.highest, error);
      column.sum += error;
      ++column.count;
    }
  });
  std::vector<ErrorColumn> result;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (sums[i].count == 0) continue;
    result.push_back({minimum + (static_cast<double>(i) + 0.5) / perUnit, sums[i].lowest,
                      sums[i].sum / static_cast<double>(sums[i].count), sums[i].highest});
  }
  return result;
}

/// The weights and what they become, in units of the axis.
struct AxisValues {
  Normalisation by;
  std::vector<float> decodedRaw;
  std::vector<float> originalDivided;
  std::vector<float> decodedDivided;
  std::vector<float> keptOnly;
  std::span<const float> original;
  std::span<const float> decoded;
  std::span<const float> kept;  ///< of `decoded`, what was not pruned

  AxisValues(std::span<const float> values, const EncodedTensor& encoded, const Job& job)
      : by(normalisationOf(values, encoded, job)),
        decodedRaw(encoded.decode(job)),
        original(values),
        decoded(decodedRaw) {
    if (decodedRaw.size() != values.size()) return;  // stopped on the way
    if (!by.divisors.empty()) {
      originalDivided = divided(values, by, job);
      decodedDivided = divided(decodedRaw, by, job);
      original = originalDivided;
      decoded = decodedDivided;
    }
    kept = decoded;
    if (!encoded.positions) return;
    keptOnly = coded(encoded, decoded, job);
    kept = keptOnly;
  }
  AxisValues(const AxisValues&) = delete;
  AxisValues& operator=(const AxisValues&) = delete;
  [[nodiscard]] bool isWhole() const { return decoded.size() == original.size(); }
};

/// How many of the layer's outliers lie in each of the bins. What is one is decided by the weights themselves, whatever
/// the axis divides by.
std::vector<std::int64_t> outliersOn(const Histogram& bins, std::span<const float> weights,
                                     std::span<const float> onAxis, const Moments& moments, const Job& job) {
  if (moments.outlierCount == 0 || bins.counts.empty() || !(bins.binWidth() > 0.0)) return {};
  const double reach = kOutlierSigmas * moments.standardDeviation;
  std::vector<std::int64_t> found(bins.counts.size());
  inPieces(static_cast<std::int64_t>(weights.size()), job, [&](std::int64_t begin, std::int64_t end) {
    for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
      if (!std::isfinite(weights[i]) || std::abs(static_cast<double>(weights[i]) - moments.mean) <= reach) continue;
      const auto at = static_cast<double>(onAxis[i]);
      if (at < bins.minimum || at > bins.maximum) continue;
      ++found[std::min(static_cast<std::size_t>((at - bins.minimum) / bins.binWidth()), found.size() - 1)];
    }
  });
  return found;
}

/// `levels`: those of the range.
PictureBins binsOf(std::span<const float> weights, const AxisValues& axis, const EncodedTensor& encoded,
                   std::vector<Level> levels, const Moments& moments, const ValueRange& range, const Job& job) {
  const auto levelCount = levels.size();
  const int bins = binsFor(moments.count);
  PictureBins result;
  result.original = computeHistogram(axis.original, range.minimum, range.maximum, bins, job);
  result.after = computeHistogram(axis.decoded, range.minimum, range.maximum, bins, job);
  result.outliers = outliersOn(result.original, weights, axis.original, moments, job);
  if (levels.size() <= kMostLevels) result.levels = std::move(levels);
  // Levels that are dense but not many would beat against the bins; wider bins hold about the same number of levels
  // each.
  const bool few =
      encoded.terms.size() == 1 && (encoded.terms.front().codes.bits() <= 8 || (levelCount > 0 && levelCount <= 256));
  if (result.levels.empty() && !axis.kept.empty()) {
    result.decoded = computeHistogram(axis.kept, range.minimum, range.maximum, few ? std::min(bins, 64) : bins, job);
  }
  result.error =
      errorColumns(axis.original, axis.decoded, range.minimum, range.maximum, std::clamp(bins * 2, 64, kMostBins), job);
  return result;
}

}  // namespace

int binsFor(std::int64_t count) {
  return std::clamp(
      static_cast<int>(std::lround(4.0 * std::cbrt(static_cast<double>(std::max<std::int64_t>(count, 1))))), 16,
      kMostBins);
}

LayerPicture pictureOf(std::span<const float> values, const Moments& moments, const Job& job) {
  LayerPicture picture;
  picture.moments = moments;
  if (moments.count > 0)
    static_cast<PictureBins&>(picture) = detailOf(values, moments, nullptr, {moments.minimum, moments.maximum}, job);
  return picture;
}

LayerPicture pictureOf(std::span<const float> values, const Moments& moments, const EncodedTensor& encoded,
                       const Job& job) {
  LayerPicture picture;
  picture.moments = moments;
  if (moments.count == 0) return picture;
  const AxisValues axis(values, encoded, job);
  if (!axis.isWhole()) return picture;  // stopped on the way

  ValueRange range{moments.minimum, moments.maximum};
  if (axis.by.unit != AxisUnit::weight) {
    const auto onAxis = computeMoments(axis.original, job);
    range = {onAxis.minimum, onAxis.maximum};
  }
  picture.unit = axis.by.unit;
  picture.groups = axis.by.unit == AxisUnit::weight ? Grouping::Kind::tensor : axis.by.groups.kind;
  picture.compressed = true;
  if (encoded.positions) {
    picture.prunedCount = static_cast<std::int64_t>(axis.decoded.size() - encoded.positions->size());
    picture.smallestKept = smallestMagnitude(coded(encoded, axis.original, job));
  }
  const auto levels = commonLevels(encoded, axis.kept, range.width(), job);
  picture.levelCount = static_cast<std::int64_t>(levels.size());
  static_cast<PictureBins&>(picture) = binsOf(values, axis, encoded, levels, moments, range, job);
  return picture;
}

PictureBins detailOf(std::span<const float> values, const Moments& moments, const EncodedTensor* encoded,
                     const ValueRange& range, const Job& job) {
  if (encoded != nullptr) {
    const AxisValues axis(values, *encoded, job);
    if (!axis.isWhole()) return {};
    double width = moments.maximum - moments.minimum;
    if (axis.by.unit != AxisUnit::weight) {
      const auto onAxis = computeMoments(axis.original, job);
      width = onAxis.maximum - onAxis.minimum;
    }
    auto levels = commonLevels(*encoded, axis.kept, width, job);
    std::erase_if(levels,
                  [&](const Level& level) { return level.value < range.minimum || level.value > range.maximum; });
    return binsOf(values, axis, *encoded, std::move(levels), moments, range, job);
  }
  PictureBins bins;
  bins.original = computeHistogram(values, range.minimum, range.maximum, binsFor(moments.count), job);
  bins.outliers = outliersOn(bins.original, values, values, moments, job);
  return bins;
}

}  // namespace bitwright
