// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/verification_text.h"

#include <fmt/format.h>

namespace bitwright::cli {

namespace {

std::string checkText(const char* word, const VerificationCheck& check, const std::string& figure) {
  if (!check.done) return fmt::format("  {:<8} not run: {}\n", word, check.reason.text());
  if (!check.holds) return fmt::format("  {:<8} NO: {}\n", word, check.reason.text());
  if (!check.reason.empty()) return fmt::format("  {:<8} yes: {}; {}\n", word, figure, check.reason.text());
  return fmt::format("  {:<8} yes: {}\n", word, figure);
}

std::string distanceText(const VerificationCheck& check, bool quantized) {
  if (check.maxRelDifference == 0.0) return "outputs equal";
  if (!quantized) return fmt::format("outputs within {:.2g} of the largest", check.maxRelDifference);
  const auto& worst = check.worst;
  const auto where =
      worst.axis < 0 ? worst.output : fmt::format("{}, index {} of axis {}", worst.output, worst.channel, worst.axis);
  return fmt::format("outputs {:.1f} dB; at worst {:.1f} dB in {}", check.sqnrDb, worst.sqnrDb, where);
}

}  // namespace

std::string verificationText(const Verification& check) {
  const bool quantized = check.quantizedActivations;
  std::string text = check.verified && check.ran ? "verified\n"
                     : check.verified            ? "decodes, not run\n"
                                                 : "NOT verified\n";
  text += checkText("decodes", check.decodes,
                    fmt::format("{} tensors decoded from the file, {} values differ", check.tensors, check.differing));
  text += checkText("means", check.means,
                    distanceText(check.means, quantized) +
                        (quantized ? " from the decoded weights with float activations" : " of the decoded weights'"));
  text += checkText(
      "runs", check.runs,
      distanceText(check.runs, quantized) + " from what it means, with default optimizations on this processor");
  if (check.ran) text += fmt::format("  on {} {} samples\n", check.samples, check.onData ? "given" : "made-up");
  return text;
}

}  // namespace bitwright::cli
