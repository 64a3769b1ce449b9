// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/results/scorecard.h"

namespace bitwright {

std::vector<Message> remarks(const Scorecard& card) {
  auto all = card.notes;
  if (card.speed) all.insert(all.end(), card.speed->findings.begin(), card.speed->findings.end());
  return all;
}

std::vector<Speed> freshSpeeds(const std::vector<Scorecard>& cards) {
  std::vector<Speed> speeds;
  for (const auto& card : cards) {
    if (card.speed && !card.stored) speeds.push_back(*card.speed);
  }
  return speeds;
}

}  // namespace bitwright
