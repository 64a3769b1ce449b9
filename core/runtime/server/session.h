// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnxruntime_cxx_api.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/model/data_type.h"

namespace bitwright {

/// An input that must be fed (initializers that are also inputs need not).
struct InputSlot {
  std::string name;
  DataType type = DataType::undefined;  ///< undefined: not a tensor
  std::vector<std::int64_t> shape;      ///< -1: free
  std::vector<std::string> symbols;     ///< one a dimension: its symbolic name, or ""
};

/// Graph optimizations of ONNX Runtime. `extended` has all that choose another kernel, `all` the layouts of the processor at hand as well.
enum class Optimization { none, extended, all };

struct SessionSettings {
  Optimization optimize = Optimization::all;
  bool spin = true;                       ///< whether idle threads spin; not where several sessions live
  bool sharedArena = false;               ///< memory from one arena of all such sessions, for many that live for a few runs each
  std::filesystem::path optimizedCopy{};  ///< where to write the optimized graph; empty: nowhere
  std::string optimizedData{};            ///< name of the file beside it that takes its larger tensors; empty: it takes them itself
};

/// A model loaded into ONNX Runtime, on the CPU, with the job's number of threads.
class Session {
 public:
  [[nodiscard]] static Result<Session> load(const std::filesystem::path& model, const SessionSettings& settings, const Job& job);

  [[nodiscard]] const std::vector<InputSlot>& inputs() const { return inputs_; }
  [[nodiscard]] const std::vector<std::string>& outputs() const { return outputs_; }
  [[nodiscard]] const std::string& file() const { return file_; }

  /// One inference; `feeds` in the order of inputs(). Stopping the job ends it between two nodes.
  [[nodiscard]] Result<std::vector<Ort::Value>> run(std::span<const Ort::Value> feeds, const Job& job);
  /// The same without an edge around it, for the inner loop of a measurement: throws Ort::Exception.
  std::vector<Ort::Value> runUnguarded(std::span<const Ort::Value> feeds, const Ort::RunOptions& options);

 private:
  Session(Ort::Session session, std::string file);

  Ort::Session session_;
  std::string file_;
  std::vector<InputSlot> inputs_;
  std::vector<std::string> outputs_;
  std::vector<const char*> inputNames_;  // point into inputs_ and outputs_: the vectors move, their strings do not
  std::vector<const char*> outputNames_;
};

}  // namespace bitwright
