// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/runtime/values/data_request.h"
#include "core/runtime/values/fields.h"
#include "core/runtime/values/worker_limits.h"

namespace bitwright {

/// How well two language models foretell the tokens of data, side by side.
struct TokenScoresRequest {
  std::filesystem::path original{};
  std::filesystem::path model{};  ///< the same, or one with the same inputs that makes the same output of scores
  DataRequest data{};             ///< read, not made up
  WorkerLimits limits{};
};

/// Added up token by token. A sequence without any foretold token is left out.
struct TokenScores {
  std::vector<double> nats;          ///< cross entropy, summed over a sequence's foretold tokens
  std::vector<double> originalNats;  ///< the original's
  std::vector<double> tokens;        ///< how many those are, above 0
  /// KL divergence of the original's next-token distribution from this one, nats a foretold token: its mean, and the
  /// value below which 99.9 % lie. 0 for the original itself.
  double kl = 0.0;
  double kl999 = 0.0;
  double agreement = 1.0;  ///< share of foretold tokens where both score the same one highest
  bool finite = true;      ///< false: a score that counts is not; all above is meaningless then
  // Of all scores, those of places that do not count among them; as ErrorMetrics.
  double sqnrDb = 0.0;
  double cosine = 1.0;
  double maxAbsDifference = 0.0;
  std::int64_t lost = 0;
  std::string ids;     ///< name of the input of token ids
  std::string logits;  ///< name of the output of scores
  std::int64_t samples = 0;
  std::string dataSha256;
  std::vector<Message> notes;  ///< what of the data is left out or made up, and why
};

template <>
struct Fields<TokenScoresRequest> {
  static void visit(auto& field, auto& item) {
    [[maybe_unused]] auto& [original, model, data, limits] = item;  // limits stand in the frame
    field("original", original), field("model", model), field("data", data);
  }
};
template <>
struct Fields<TokenScores> {
  static void visit(auto& field, auto& item) {
    auto& [nats, originalNats, tokens, kl, kl999, agreement, finite, sqnrDb, cosine, maxAbsDifference, lost, ids,
           logits, samples, dataSha256, notes] = item;
    field("nats", nats), field("original_nats", originalNats), field("tokens", tokens), field("kl", kl),
        field("kl_999", kl999), field("agreement", agreement), field("finite", finite);
    field("sqnr_db", sqnrDb), field("cosine", cosine), field("max_abs", maxAbsDifference), field("lost", lost);
    field("ids", AsBytes(ids)), field("logits", AsBytes(logits)), field("samples", samples),
        field("sha256", dataSha256), field("notes", notes);
  }
};

}  // namespace bitwright
