// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "tests/benchmarks/accuracy_plot.h"

namespace bitwright {

struct MeasuredNet {
  std::string name;
  std::vector<Buy> buys;  ///< the first is the original
  std::vector<std::vector<bool>>
      right;  ///< of each of `buys` which images it is right for; the same images for every net
};

/// For each scheme its settings, which is all of its parameters but the number of bits or clusters, by what they give
/// for a byte, best first, as Markdown. A setting's loss is what the most accurate of its variants within a budget
/// loses to the original, at most 20 points, in the mean over 40 budgets, evenly spaced by ratio from the smallest to
/// the largest file of the scheme; of a scheme of a fixed number of bits, what the best of all schemes gives more at no
/// more bytes. Nets count alike. What a setting loses more than the scheme's default comes with its 95 % interval, by
/// paired bootstrap over the images (Efron and Tibshirani 1993, ch. 13; 1,000 draws). The defaults are to be the best
/// buy within sampling error: of the images, and of the nets, so that no setting may be better on every one of them by
/// more than the interval.
[[nodiscard]] std::string bestBuys(const std::vector<MeasuredNet>& nets);

/// Accuracy of the scheme `sharing` by number of clusters and scale, one table a net, as Markdown.
[[nodiscard]] std::string sharingTable(const std::vector<MeasuredNet>& nets);

}  // namespace bitwright
