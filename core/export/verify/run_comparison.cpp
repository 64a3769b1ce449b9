// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/verify/run_comparison.h"

#include <algorithm>
#include <cmath>

namespace bitwright {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kSignal = 1e-5;  // of an output's largest value: below it a channel counts as dead (a score of 0.01
                                  // beside boxes of 640 does not)
constexpr std::int64_t kFewestElements = 16;  // of a channel: fewer may all be near 0 by chance
constexpr double kDistributionSignal =
    0.05;  // where columns are shares of one whole, small ones are no signal of their own

struct Power {
  double signal = 0.0;
  double noise = 0.0;
  double largest = 0.0;

  void add(double reference, double difference) {
    if (std::isfinite(reference)) {
      largest = std::max(largest, std::abs(reference));
      signal += reference * reference;
    }
    noise += difference * difference;
  }
  [[nodiscard]] double sqnrDb() const {
    if (noise == 0.0) return kInfinity;
    if (!std::isfinite(noise)) return -kInfinity;
    return signal == 0.0 ? -kInfinity : 10.0 * std::log10(signal / noise);
  }
};

double distance(double a, double b) {
  if (a == b || (std::isnan(a) && std::isnan(b))) return 0.0;
  return std::isfinite(a) && std::isfinite(b) ? std::abs(a - b) : kInfinity;
}

/// The slices of an output along one axis.
void findWorst(const OutputTensor& run, const OutputTensor& reference, std::size_t axis, double least,
               FarthestPlace& worst) {
  const auto& shape = run.shape;
  const auto count = shape[axis];
  if (count == 0 || static_cast<std::int64_t>(run.values.size()) / count < kFewestElements) return;
  std::int64_t inner = 1;
  for (auto at = axis + 1; at < shape.size(); ++at) inner *= shape[at];
  std::vector<Power> powers(static_cast<std::size_t>(count));
  for (std::size_t at = 0; at < run.values.size(); ++at) {
    const auto index = static_cast<std::size_t>((static_cast<std::int64_t>(at) / inner) % count);
    powers[index].add(static_cast<double>(reference.values[at]),
                      distance(static_cast<double>(run.values[at]), static_cast<double>(reference.values[at])));
  }
  for (std::size_t index = 0; index < powers.size(); ++index) {
    if (powers[index].largest < least || powers[index].largest == 0.0) continue;
    const double sqnrDb = powers[index].sqnrDb();
    if (sqnrDb < worst.sqnrDb)
      worst = {run.name, static_cast<std::int64_t>(axis), static_cast<std::int64_t>(index), sqnrDb};
  }
}

/// Whether each row along the last axis is a distribution, as behind a Softmax.
bool areShares(const OutputTensor& output) {
  const auto columns = static_cast<std::size_t>(output.shape.back());
  if (columns < 2) return false;
  for (std::size_t row = 0; row + columns <= output.values.size(); row += columns) {
    double sum = 0.0;
    for (std::size_t at = row; at < row + columns; ++at) {
      if (!(output.values[at] >= 0.0F)) return false;
      sum += static_cast<double>(output.values[at]);
    }
    if (std::abs(sum - 1.0) > 1e-3) return false;
  }
  return true;
}

OutputDifference compareOutputs(const OutputTensor& run, OutputTensor reference, bool lenient) {
  // What has no value in the reference says nothing about a run that rounds otherwise.
  for (std::size_t at = 0; lenient && at < reference.values.size(); ++at) {
    if (!std::isfinite(reference.values[at])) reference.values[at] = run.values[at];
  }
  OutputDifference result;
  result.name = run.name;
  result.integers = !isFloatingWeight(run.type) || !isFloatingWeight(reference.type);
  result.elements = static_cast<std::int64_t>(run.values.size());
  Power whole;
  for (std::size_t at = 0; at < run.values.size(); ++at) {
    const double a = static_cast<double>(run.values[at]);
    const double b = static_cast<double>(reference.values[at]);
    const double apart = distance(a, b);
    if (apart != 0.0) ++result.differing;
    if (result.integers) continue;
    if (!std::isfinite(a) && std::isfinite(b)) ++result.notFinite;
    whole.add(b, apart);
    result.maxAbs = std::max(result.maxAbs, apart);
  }
  if (result.integers) return result;
  if (result.maxAbs > 0.0) result.maxRel = whole.largest > 0.0 ? result.maxAbs / whole.largest : kInfinity;
  result.sqnrDb = whole.sqnrDb();
  result.worst = {run.name, -1, -1, result.sqnrDb};
  if (result.maxAbs == 0.0 || run.values.empty()) return result;
  const auto rank = run.shape.size();
  if (rank < 2) return result;
  const double least = whole.largest * (areShares(reference) ? kDistributionSignal : kSignal);
  findWorst(run, reference, rank - 1, least, result.worst);
  if (rank >= 3) findWorst(run, reference, 1, least, result.worst);
  return result;
}

}  // namespace

std::string RunDifference::firstNotFinite() const {
  const auto found =
      std::find_if(outputs.begin(), outputs.end(), [](const OutputDifference& output) { return output.notFinite > 0; });
  return found != outputs.end() ? found->name : std::string();
}

Result<RunDifference> compareRuns(const RunResult& run, const RunResult& reference, bool lenient) {
  const auto differ = [](std::string where) {
    return fail(
        ErrorKind::verification,
        BW_MESSAGE("export.outputs_differ_in_shape", "the models' outputs do not have the same names and shapes"), {},
        std::move(where));
  };
  if (run.outputs.size() != reference.outputs.size()) return differ({});
  RunDifference result;
  std::string skipped;
  for (std::size_t i = 0; i < run.outputs.size(); ++i) {
    const auto& ours = run.outputs[i];
    const auto& theirs = reference.outputs[i];
    if (ours.name != theirs.name) return differ(ours.name);
    if (ours.shape != theirs.shape || ours.values.size() != theirs.values.size()) {
      if (!lenient) return differ(ours.name);
      skipped = ours.name;
      continue;
    }
    auto output = compareOutputs(ours, theirs, lenient);
    if (output.integers) {
      result.integers += output.elements;
      result.differingIntegers += output.differing;
    } else {
      result.floats += output.elements;
      result.maxAbs = std::max(result.maxAbs, output.maxAbs);
      result.maxRel = std::max(result.maxRel, output.maxRel);
      result.sqnrDb = std::min(result.sqnrDb, output.sqnrDb);
      result.notFinite += output.notFinite;
      if (output.worst.sqnrDb < result.worst.sqnrDb) result.worst = output.worst;
    }
    result.outputs.push_back(std::move(output));
  }
  if (result.outputs.empty() && !skipped.empty()) return differ(skipped);
  return result;
}

}  // namespace bitwright
