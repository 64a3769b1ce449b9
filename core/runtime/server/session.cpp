// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/server/session.h"

#include <onnxruntime_session_options_config_keys.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stop_token>
#include <utility>

#include "core/runtime/server/engine.h"

namespace bitwright {

namespace {

GraphOptimizationLevel levelOf(Optimization optimize) {
  if (optimize == Optimization::none) return ORT_DISABLE_ALL;
  return optimize == Optimization::extended ? ORT_ENABLE_EXTENDED : ORT_ENABLE_ALL;
}

InputSlot describeInput(const std::string& name, const Ort::TypeInfo& info) {
  InputSlot slot;
  slot.name = name;
  if (info.GetONNXType() != ONNX_TYPE_TENSOR) return slot;
  const auto tensor = info.GetTensorTypeAndShapeInfo();
  slot.type = static_cast<DataType>(tensor.GetElementType());  // ONNX Runtime numbers them as ONNX does
  slot.shape = tensor.GetShape();
  std::vector<const char*> symbols(slot.shape.size());
  tensor.GetSymbolicDimensions(symbols.data(), symbols.size());
  slot.symbols.assign(symbols.begin(), symbols.end());
  return slot;
}

}  // namespace

Session::Session(Ort::Session session, std::string file) : session_(std::move(session)), file_(std::move(file)) {
  Ort::AllocatorWithDefaultOptions allocator;
  for (std::size_t index = 0; index < session_.GetInputCount(); ++index) {
    inputs_.push_back(describeInput(session_.GetInputNameAllocated(index, allocator).get(), session_.GetInputTypeInfo(index)));
  }
  for (std::size_t index = 0; index < session_.GetOutputCount(); ++index) {
    outputs_.emplace_back(session_.GetOutputNameAllocated(index, allocator).get());
  }
  for (const auto& input : inputs_) inputNames_.push_back(input.name.c_str());
  for (const auto& output : outputs_) outputNames_.push_back(output.c_str());
}

Result<Session> Session::load(const std::filesystem::path& model, const SessionSettings& settings, const Job& job) {
  if (job.stopRequested()) return Failure(cancelledError());
  if (::access(model.c_str(), R_OK) != 0) {
    return fail(ErrorKind::io, Message(BW_MESSAGE("io.cannot_read", "cannot be read: %1"), {std::string(std::strerror(errno))}), model.string());
  }
  auto loaded = atEngine(model.string(), [&] {
    Ort::SessionOptions options;
    options.SetIntraOpNumThreads(job.threads());
    options.SetInterOpNumThreads(1);
    options.SetExecutionMode(ORT_SEQUENTIAL);
    options.SetGraphOptimizationLevel(levelOf(settings.optimize));
    if (!settings.spin) options.AddConfigEntry(kOrtSessionOptionsConfigAllowIntraOpSpinning, "0");
    if (settings.sharedArena) options.AddConfigEntry(kOrtSessionOptionsConfigUseEnvAllocators, "1");
    if (!settings.optimizedCopy.empty()) options.SetOptimizedModelFilePath(settings.optimizedCopy.c_str());
    if (!settings.optimizedData.empty()) {
      options.AddConfigEntry(kOrtSessionOptionsOptimizedModelExternalInitializersFileName, settings.optimizedData.c_str());
    }
#if ORT_API_VERSION >= 22
    const std::stop_callback cancel(job.stopToken(), [&options] { options.SetLoadCancellationFlag(true); });
#endif
    return Session(Ort::Session(engineEnvironment(), model.c_str(), options), model.string());
  });
  if (!loaded && job.stopRequested()) return Failure(cancelledError());
  return loaded;
}

Result<std::vector<Ort::Value>> Session::run(std::span<const Ort::Value> feeds, const Job& job) {
  auto values = atEngine(file_, [&] {
    Ort::RunOptions options;
    const std::stop_callback cancel(job.stopToken(), [&options] { options.SetTerminate(); });
    return runUnguarded(feeds, options);
  });
  if (job.stopRequested()) return Failure(cancelledError());
  return values;
}

std::vector<Ort::Value> Session::runUnguarded(std::span<const Ort::Value> feeds, const Ort::RunOptions& options) {
  return session_.Run(options, inputNames_.data(), feeds.data(), feeds.size(), outputNames_.data(), outputNames_.size());
}

}  // namespace bitwright
