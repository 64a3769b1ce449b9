// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnxruntime_cxx_api.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/model/data_type.h"
#include "core/runtime/values/optimization.h"
#include "core/runtime_server/engine/deadline_watch.h"
#include "core/runtime_server/engine/engine.h"
#include "core/runtime_server/engine/time_limits.h"

namespace bitwright {

/// An input that must be fed (initializers that are also inputs need not).
struct InputSlot {
  enum class Form { tensor, sequence, map, other };

  std::string name;
  DataType type = DataType::undefined;  ///< of a sequence's elements and of a map's values, too
  std::vector<std::int64_t> shape;      ///< -1: free; of a sequence's elements, too
  std::vector<std::string> symbols;     ///< one a dimension: its symbolic name, or ""
  bool hasShape = true;                 ///< false: any number of dimensions
  Form form = Form::tensor;             ///< an optional value is taken for what it may hold
  DataType keys = DataType::undefined;  ///< of a map
};

struct SessionSettings {
  Optimization optimize = Optimization::all;
  bool spin = true;          ///< whether idle threads spin; not where several sessions live
  bool arena = true;         ///< whether memory that is freed is kept for what comes next; more than half of it idle
  bool prepack = true;       ///< whether weights are also laid out as kernels like them; else mapped ones stay mapped
  bool sharedArena = false;  ///< memory from one arena of all such sessions, for many that live for a few runs each
  std::filesystem::path optimizedCopy{};  ///< where to write the optimized graph; empty: nowhere
  std::string
      optimizedData{};  ///< name of the file beside it that takes its larger tensors; empty: it takes them itself
};

/// A model loaded into ONNX Runtime, on the CPU, with the job's number of threads.
class Session {
 public:
  [[nodiscard]] static Result<Session> load(const std::filesystem::path& model, const SessionSettings& settings,
                                            const Job& job);

  [[nodiscard]] const std::vector<InputSlot>& inputs() const { return inputs_; }
  [[nodiscard]] const std::vector<std::string>& outputs() const { return outputs_; }
  [[nodiscard]] const std::string& file() const { return file_; }

  /// One inference; `feeds` in the order of inputs(). Stopping the job ends it between two nodes, as does its limit of
  /// time.
  [[nodiscard]] Result<std::vector<Ort::Value>> run(std::span<const Ort::Value> feeds, const Job& job);
  /// The same without an edge around it, for the inner loop of a measurement: throws Ort::Exception. Only inside
  /// `timed`.
  std::vector<Ort::Value> runUnguarded(std::span<const Ort::Value> feeds, const Ort::RunOptions& options);
  /// Runs `body` with `options`, within the time that so many inferences may take.
  template <class Body>
  [[nodiscard]] auto timed(Ort::RunOptions& options, int inferences, Body&& body) const
      -> Result<std::invoke_result_t<Body>> {
    const double limit = inferences * inferenceLimit(pace_->loadSeconds, pace_->longestSeconds);
    Deadline deadline(
        limit, [&options] { options.SetTerminate(); }, [this, limit] { return inferenceTooLong(limit, file_); });
    auto result = atEngine(file_, std::forward<Body>(body));
    if (deadline.end()) options.UnsetTerminate();
    if (!result && deadline.passed()) return Failure(inferenceTooLong(limit, file_));
    return result;
  }

  [[nodiscard]] double loadSeconds() const { return pace_->loadSeconds; }
  [[nodiscard]] double longestSeconds() const { return pace_->longestSeconds; }  ///< of the inferences by run()

 private:
  /// How long it takes; beside the session, which moves.
  struct Pace {
    double loadSeconds = 0.0;
    std::atomic<double> longestSeconds = 0.0;
  };
  Session(Ort::Session session, std::string file);

  Ort::Session session_;
  std::string file_;
  std::vector<InputSlot> inputs_;
  std::vector<std::string> outputs_;
  std::vector<const char*> inputNames_;  // point into inputs_ and outputs_: the vectors move, their strings do not
  std::vector<const char*> outputNames_;
  std::unique_ptr<Pace> pace_ = std::make_unique<Pace>();
};

}  // namespace bitwright
