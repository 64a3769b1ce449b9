// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/verify/judgement.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace bitwright {

namespace {

constexpr double kHalfSqnrDb = 40.0;  // a depth that magnifies rounding, and no value that is wrong
constexpr double kHalfColumnDb = 20.0;
constexpr double kMostIntegersApart = 0.01;  // an index flips where two scores are as good as equal
constexpr double kMostQuantizedApart = 0.5;  // where there is nothing else to judge by
constexpr double kOwnRoundings = 4.0;

double rounded(double value) {
  return std::round(10.0 * value) / 10.0;
}

Message place(const FarthestPlace& worst) {
  if (worst.axis < 0) return {BW_MESSAGE("export.place_output", "output %1"), {worst.output}};
  return {BW_MESSAGE("export.place_channel", "output %1, index %2 of axis %3"),
          {worst.output, worst.channel, worst.axis}};
}

VerificationCheck checkOf(const RunDifference& apart) {
  VerificationCheck check;
  check.done = true;
  check.holds = true;
  check.sqnrDb = apart.sqnrDb;
  check.maxRelDifference = apart.maxRel;
  check.worst = apart.worst;
  return check;
}

void refuse(VerificationCheck& check, Message reason) {
  if (check.holds) check.reason = std::move(reason);
  check.holds = false;
}

void judgeFinite(const RunDifference& apart, VerificationCheck& check) {
  if (apart.notFinite == 0) return;
  refuse(check,
         {BW_MESSAGE("export.not_finite", "%1 values of output %2 are NaN or infinite where they are to be finite"),
          {apart.notFinite, apart.firstNotFinite()}});
}

void judgeIntegers(const RunDifference& apart, double most, VerificationCheck& check) {
  if (apart.integers == 0) return;
  const double share = static_cast<double>(apart.differingIntegers) / static_cast<double>(apart.integers);
  if (share <= most) return;
  refuse(check, {BW_MESSAGE("export.integers_differ", "%1 of %2 elements of integer outputs are other ones"),
                 {apart.differingIntegers, apart.integers}});
}

/// What quantized activations may do to outputs, as a whole and in no channel.
void judgeQuantized(const RunDifference& apart, VerificationCheck& check) {
  if (apart.floats == 0) judgeIntegers(apart, kMostQuantizedApart, check);
  if (apart.sqnrDb < kLeastSqnrDb) {
    const auto worst = std::find_if(apart.outputs.begin(), apart.outputs.end(),
                                    [&](const auto& output) { return output.sqnrDb == apart.sqnrDb; });
    refuse(
        check,
        {BW_MESSAGE(
             "export.far",
             "output %1 is %2 dB from that of the decoded weights with float activations, where at least %3 are asked"),
         {worst != apart.outputs.end() ? worst->name : std::string(), rounded(apart.sqnrDb), kLeastSqnrDb}});
  }
  if (apart.worst.sqnrDb < kLostDb) {
    refuse(check, {BW_MESSAGE("export.channel_lost",
                              "%1 is lost: %2 dB from that of the decoded weights with float activations"),
                   {place(apart.worst).text(), rounded(apart.worst.sqnrDb)}});
  }
}

bool halvesExplain(const RunDifference& apart) {
  return apart.sqnrDb >= kHalfSqnrDb && apart.worst.sqnrDb >= kHalfColumnDb;
}

}  // namespace

VerificationCheck judgeMeaning(const RunDifference& apart, const JudgedBy& by) {
  auto check = checkOf(apart);
  judgeFinite(apart, check);
  if (by.quantizesActivations) {
    judgeQuantized(apart, check);
    return check;
  }
  check.tolerance = by.tolerance;
  const bool near = apart.maxRel <= by.tolerance || (by.halves && halvesExplain(apart));
  if (!near && by.halves) {
    refuse(check,
           {BW_MESSAGE(
                "export.half_differs",
                "computing in float16 moves its outputs by %1 of their size, more than the %2 that rounding explains"),
            {apart.maxRel, by.tolerance}});
  } else if (!near) {
    refuse(check, {BW_MESSAGE("export.outputs_differ",
                              "its outputs differ by %1 of their size from those of the decoded weights"),
                   {apart.maxRel}});
  }
  if (!by.halves || apart.floats == 0)
    judgeIntegers(apart, by.halves ? kMostQuantizedApart : kMostIntegersApart, check);
  return check;
}

VerificationCheck judgeRun(const RunDifference& apart, const RunDifference& fromReference, const RunDifference& meaning,
                           const RunDifference* own, const JudgedBy& by) {
  auto check = checkOf(apart);
  judgeFinite(apart, check);
  judgeFinite(fromReference, check);
  if (own != nullptr && own->sqnrDb < kLeastSqnrDb && apart.notFinite == 0 && apart.sqnrDb >= own->sqnrDb - kLostDb) {
    check.reason = {BW_MESSAGE("export.runtime_fault",
                               "ONNX Runtime's default optimizations take the original itself to %1 dB from what it "
                               "means: what differs here is the "
                               "runtime's doing"),
                    {rounded(own->sqnrDb)}};
    return check;
  }
  if (by.quantizesActivations) {
    const bool asNear = fromReference.sqnrDb >= meaning.sqnrDb - kLostDb;
    if (apart.sqnrDb < kKernelSqnrDb && !asNear) {
      refuse(check, {BW_MESSAGE("export.kernels_far",
                                "run with default optimizations, on this processor, it is %1 dB from what it means and "
                                "%2 dB from the decoded weights, as "
                                "16-bit sums that overflow are"),
                     {rounded(apart.sqnrDb), rounded(fromReference.sqnrDb)}});
    }
    judgeQuantized(fromReference, check);
    return check;
  }
  check.tolerance =
      std::max(by.halves ? 2.0 * by.tolerance : by.tolerance, own != nullptr ? kOwnRoundings * own->maxRel : 0.0);
  const bool near = apart.maxRel <= check.tolerance || (by.halves && halvesExplain(apart)) ||
                    (by.dequantizes && apart.sqnrDb >= kLeastSqnrDb && apart.worst.sqnrDb >= kLostDb);
  if (!near) {
    refuse(
        check,
        {BW_MESSAGE(
             "export.run_differs",
             "run with default optimizations, as programs run it, its outputs are %1 of their size from what it means"),
         {apart.maxRel}});
  }
  if (!by.halves && !by.dequantizes) judgeIntegers(apart, kMostIntegersApart, check);
  return check;
}

}  // namespace bitwright
