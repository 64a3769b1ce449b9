// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/runtime/values/token_scores.h"
#include "core/runtime/worker_client.h"
#include "core/stats/interval.h"

namespace bitwright {

/// How well a language model foretells the next token of each sequence.
struct Perplexity {
  Interval perplexity;  ///< exp of `nats`, its interval likewise
  Interval nats;        ///< mean cross entropy of a next token, with the interval over sequences; from six of them on
  Interval increase;    ///< nats: this − original, paired sequence by sequence; 0 for the original
  std::int64_t tokens = 0;  ///< foretold tokens
  bool synthesised =
      false;           ///< the ids are made up: near the size of the vocabulary, and only good for comparing variants
  std::string ids;     ///< name of the input of token ids
  std::string logits;  ///< name of the output of scores
  /// Beside the original's next-token distributions: KL divergence in nats a foretold token, its mean and the value
  /// below which 99.9 % lie, and the share of foretold tokens where both score the same one highest.
  std::optional<double> kl{};
  std::optional<double> kl999{};
  std::optional<double> agreement{};
};

/// Next-token loss of every sequence, small enough to be kept.
struct SequenceLosses {
  std::vector<double> nats;    ///< summed over the sequence's foretold tokens
  std::vector<double> tokens;  ///< how many those are, above 0
};

/// The output that scores next tokens: the first [batch, length > 1, vocabulary > 1] whose batch and length are those
/// of an input of token ids and whose vocabulary holds all of them. Null where there is none.
[[nodiscard]] const OutputTensor* tokenLogits(const RunResult& run);

/// Cross entropy of the scores at each place with the token id at the next, in float64 and nats; softmax as for
/// meanKlDivergence. Places whose next token a mask input (a name with "mask", of the same shape) sets to 0 are left
/// out, and so are sequences without any other. Empty where the run has no tokenLogits, or a score that counts is not
/// finite.
[[nodiscard]] std::optional<SequenceLosses> sequenceLosses(const RunResult& run);

/// Of the variant next to the original. Both losses are of the same sequences.
[[nodiscard]] Perplexity measurePerplexity(const RunResult& variant, const SequenceLosses& losses,
                                           const SequenceLosses& original);
/// Adds how far the variant's distributions are from the original's; nothing where those are of other tokens.
void addDivergence(Perplexity& perplexity, const RunResult& original, const RunResult& variant, const Job& job);

/// All of that of models whose scores were added up as they came. `scores` are finite.
[[nodiscard]] Perplexity perplexityOf(const TokenScores& scores);

/// Nats a token that `first` loses more than `second` on the same sequences.
[[nodiscard]] Interval lossDifference(const SequenceLosses& first, const SequenceLosses& second);

}  // namespace bitwright
