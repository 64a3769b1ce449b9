// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/measuring/output_changes.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace bitwright;

namespace {

CachedBatch batchOf(std::vector<WidenedOutput> outputs) {
  CachedBatch batch;
  batch.outputs = std::move(outputs);
  batch.samples = 1;
  return batch;
}

double sqnrOf(const std::vector<WidenedOutput>& original, const std::vector<WidenedOutput>& variant) {
  return changeOf(sumChanges(batchOf(original), variant, {}, false), false).sqnrDb;
}

}  // namespace

TEST_CASE("lostValuesAreNoEquality") {
  const WidenedOutput original{"y", {4}, {1, 2, 3, 4}};
  WidenedOutput lost = original;
  for (auto& value : lost.values) value = std::numeric_limits<float>::quiet_NaN();
  REQUIRE(std::isinf(sqnrOf({original}, {original})));
  REQUIRE((sqnrOf({original}, {lost}) < -100.0 && std::isfinite(sqnrOf({original}, {lost}))));
}

TEST_CASE("whatIsInfiniteInBothIsLeftOut") {
  const WidenedOutput masked{"y", {2}, {1, -std::numeric_limits<float>::infinity()}};
  REQUIRE((std::isinf(sqnrOf({masked}, {masked})) && sqnrOf({masked}, {masked}) > 0));
}

TEST_CASE("wholeNumbersDoNotCountBesideOthers") {
  const WidenedOutput real{"y", {4}, {1, 2, 3, 4}};
  const WidenedOutput index{"i", {2}, {5, 900}, true};
  const WidenedOutput other{"i", {2}, {5, 1}, true};
  REQUIRE(std::isinf(sqnrOf({real, index}, {real, other})));
  REQUIRE(std::abs(sqnrOf({index}, {other}) - 10.0 * std::log10(2.0)) < 1e-9);  // one of two is another
}
