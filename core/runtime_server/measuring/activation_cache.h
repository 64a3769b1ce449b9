// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnxruntime_cxx_api.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/runtime/worker_client.h"
#include "core/runtime_server/engine/session.h"
#include "core/runtime_server/inputs/feed.h"

namespace bitwright {

/// What a model gave as one of its outputs, widened to float32.
struct WidenedOutput {
  std::string name;
  std::vector<std::int64_t> shape;
  std::vector<float> values;
  bool whole = false;  ///< whole numbers: indices, labels, flags
};

/// One inference of the whole model: what parts of it read, and what it gave.
struct CachedBatch {
  Feed feed;
  std::map<std::string, Ort::Value> values;  ///< its inputs, and the kept values
  std::vector<WidenedOutput> outputs;        ///< the model's own, without what fills up the last inference
  std::int64_t first = 0;                    ///< sample
  std::int64_t samples = 0;
};

/// A whole model over all samples, an inference of a few samples each, in blocks that fit a memory.
class ActivationCache {
 public:
  struct Source {
    std::filesystem::path model;
    std::filesystem::path reference;   ///< gives the outputs instead; empty: the model itself
    std::vector<std::string> outputs;  ///< the model's own
    std::vector<std::string> kept;
  };
  /// Plans by running once: as many samples an inference as the model takes, up to a few; one where its outputs do not
  /// follow the batch.
  [[nodiscard]] static Result<std::unique_ptr<ActivationCache>> plan(Source source, std::shared_ptr<const Dataset> data,
                                                                     const DataRequest& request, const Job& job);

  [[nodiscard]] std::int64_t samples() const { return samples_; }
  [[nodiscard]] std::int64_t batchCount() const { return (samples_ + plan_.batch - 1) / plan_.batch; }
  /// Samples of an inference, with those that fill up the last one.
  [[nodiscard]] std::int64_t batchSamples() const { return plan_.batch; }
  [[nodiscard]] std::uint64_t bytesOfBatch() const { return bytesOfBatch_; }
  [[nodiscard]] const Dataset* data() const { return data_.get(); }
  [[nodiscard]] const std::vector<Message>& notes() const { return plan_.notes; }

  /// Inferences [begin, end), side by side on the job's threads.
  [[nodiscard]] Result<std::vector<CachedBatch>> run(std::int64_t begin, std::int64_t end, const Job& job);
  /// The model's own outputs among what a session gave, in the order of `outputs`; only those in `names` of that
  /// session.
  [[nodiscard]] Result<std::vector<WidenedOutput>> widened(const std::vector<std::string>& names,
                                                           const std::vector<Ort::Value>& values,
                                                           std::int64_t samples) const;

 private:
  ActivationCache(Source source, Session session, std::shared_ptr<const Dataset> data)
      : source_(std::move(source)), session_(std::move(session)), data_(std::move(data)) {}
  [[nodiscard]] Result<CachedBatch> infer(std::int64_t index, const Job& job);

  Source source_;
  Session session_;
  std::optional<Session> reference_;
  std::shared_ptr<const Dataset> data_;
  InputPlan plan_;
  std::int64_t samples_ = 0;
  std::uint64_t bytesOfBatch_ = 0;
};

/// A tensor that reads the memory of another, which must live as long: values are lent to several inferences at once.
[[nodiscard]] Result<Ort::Value> lentTensor(const Ort::Value& value);

}  // namespace bitwright
