// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/measuring/output_changes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bitwright {

namespace {

const WidenedOutput* find(const std::vector<WidenedOutput>& outputs, const std::string& name) {
  const auto found = std::find_if(outputs.begin(), outputs.end(),
                                  [&name](const WidenedOutput& output) { return output.name == name; });
  return found != outputs.end() ? &*found : nullptr;
}

/// Whole numbers are equal or not; how far apart they are means nothing.
void addUnequal(const WidenedOutput& original, const WidenedOutput* variant, ChangeSums& sums) {
  if (variant == nullptr || variant->values.size() != original.values.size()) return;
  sums.signal += static_cast<double>(original.values.size());
  for (std::size_t at = 0; at < original.values.size(); ++at)
    sums.noise += original.values[at] != variant->values[at] ? 1.0 : 0.0;
}

void addErrors(const WidenedOutput& original, const WidenedOutput* variant, ChangeSums& sums) {
  const bool comparable = variant != nullptr && variant->values.size() == original.values.size();
  const std::size_t width = sums.noiseEach.empty() ? 0 : original.values.size() / sums.noiseEach.size();
  std::size_t row = 0;
  std::size_t rowEnd = width;
  for (std::size_t at = 0; at < original.values.size(); ++at) {
    if (width > 0 && at == rowEnd) ++row, rowEnd += width;
    const auto before = static_cast<double>(original.values[at]);
    const auto after = comparable ? static_cast<double>(variant->values[at]) : before;
    if (!std::isfinite(before)) continue;
    if (!std::isfinite(after)) {
      sums.noise = std::numeric_limits<double>::infinity();
      continue;
    }
    sums.signal += before * before;
    const double squared = (before - after) * (before - after);
    sums.noise += squared;
    if (width > 0) sums.noiseEach[row] += squared;
  }
}

void addRight(std::span<const std::int64_t> labels, const std::vector<std::int64_t>& before,
              const std::vector<std::int64_t>& after, ChangeSums& sums) {
  for (std::size_t row = 0; row < std::min({labels.size(), before.size(), after.size()}); ++row) {
    const bool wasRight = labels[row] >= 0 && before[row] == labels[row];
    const bool isRight = labels[row] >= 0 && after[row] == labels[row];
    sums.onlyOriginal += wasRight && !isRight ? 1 : 0;
    sums.onlyVariant += !wasRight && isRight ? 1 : 0;
  }
}

}  // namespace

std::optional<ClassScores> batchScores(const CachedBatch& batch, const std::vector<WidenedOutput>& outputs) {
  if (batch.outputs.size() != 1 || outputs.size() != 1) return std::nullopt;
  const auto& [name, shape, values, whole] = outputs.front();
  if (whole || shape.size() < 2 || shape[0] != batch.samples || shape[1] < 2) return std::nullopt;
  if (!std::all_of(shape.begin() + 2, shape.end(), [](std::int64_t dim) { return dim == 1; })) return std::nullopt;
  return ClassScores{shape[0], shape[1], values};
}

ChangeSums& ChangeSums::operator+=(const ChangeSums& other) {
  signal += other.signal;
  noise += other.noise;
  kl += other.kl;
  hasKl = hasKl && other.hasKl;
  agreeing += other.agreeing;
  onlyOriginal += other.onlyOriginal;
  onlyVariant += other.onlyVariant;
  samples += other.samples;
  klEach.insert(klEach.end(), other.klEach.begin(), other.klEach.end());
  noiseEach.insert(noiseEach.end(), other.noiseEach.begin(), other.noiseEach.end());
  return *this;
}

ChangeSums sumChanges(const CachedBatch& batch, const std::vector<WidenedOutput>& outputs,
                      std::span<const std::int64_t> labels, bool probabilities) {
  ChangeSums sums;
  sums.samples = batch.samples;
  const bool anyReal = std::any_of(batch.outputs.begin(), batch.outputs.end(),
                                   [](const WidenedOutput& output) { return !output.whole; });
  const bool bySamples = std::all_of(batch.outputs.begin(), batch.outputs.end(), [&](const WidenedOutput& output) {
    return (output.whole && anyReal) || (!output.whole && !output.shape.empty() && output.shape[0] == batch.samples);
  });
  if (bySamples) sums.noiseEach.assign(static_cast<std::size_t>(batch.samples), 0.0);
  for (const auto& original : batch.outputs) {
    if (!original.whole)
      addErrors(original, find(outputs, original.name), sums);
    else if (!anyReal)
      addUnequal(original, find(outputs, original.name), sums);
  }
  const auto before = batchScores(batch, batch.outputs);
  const auto after = batchScores(batch, outputs);
  if (!before || !after) {
    sums.hasKl = false;
    return sums;
  }
  const auto kl = klDivergenceSum(*before, *after, probabilities, &sums.klEach);
  sums.hasKl = kl.has_value();
  sums.kl = kl.value_or(0.0);
  const auto topBefore = topClasses(*before);
  const auto topAfter = topClasses(*after);
  for (std::size_t row = 0; row < topBefore.size(); ++row) sums.agreeing += topBefore[row] == topAfter[row] ? 1 : 0;
  if (!labels.empty())
    addRight(labels.subspan(static_cast<std::size_t>(batch.first), static_cast<std::size_t>(batch.samples)), topBefore,
             topAfter, sums);
  return sums;
}

namespace {

std::vector<double> lossesOf(const ChangeSums& sums, bool classifier) {
  constexpr std::int64_t kMost = 1024;
  const auto& each = classifier ? sums.klEach : sums.noiseEach;
  if (sums.samples > kMost || static_cast<std::int64_t>(each.size()) != sums.samples) return {};
  if (classifier ? !sums.hasKl : !std::isfinite(sums.noise) || !(sums.signal > 0.0)) return {};
  std::vector<double> losses = each;
  if (classifier) return losses;
  for (double& loss : losses) loss *= static_cast<double>(sums.samples) / sums.signal;
  return losses;
}

}  // namespace

OutputChange changeOf(const ChangeSums& sums, bool classifier) {
  OutputChange change;
  constexpr double kWorstDb = -300.0;  // of values that are lost
  change.sqnrDb = sums.noise > 0.0 ? std::max(kWorstDb, 10.0 * std::log10(sums.signal / sums.noise))
                                   : std::numeric_limits<double>::infinity();
  change.losses = lossesOf(sums, classifier);
  if (!classifier || sums.samples == 0) return change;
  const auto samples = static_cast<double>(sums.samples);
  if (sums.hasKl) change.kl = std::max(0.0, sums.kl / samples);  // rounding may leave a hair below zero
  change.agreement = static_cast<double>(sums.agreeing) / samples;
  change.onlyOriginal = sums.onlyOriginal;
  change.onlyVariant = sums.onlyVariant;
  return change;
}

}  // namespace bitwright
