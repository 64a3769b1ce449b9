// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/engine/session.h"

#include <onnxruntime_session_options_config_keys.h>

#include <atomic>
#include <chrono>
#include <stop_token>
#include <utility>

#include "core/base/platform/file_names.h"
#include "core/runtime_server/engine/engine.h"

namespace bitwright {

namespace {

GraphOptimizationLevel levelOf(Optimization optimize) {
  switch (optimize) {
    case Optimization::none:
      return ORT_DISABLE_ALL;
    case Optimization::basic:
      return ORT_ENABLE_BASIC;
    case Optimization::extended:
      return ORT_ENABLE_EXTENDED;
    case Optimization::all:
      break;
  }
  return ORT_ENABLE_ALL;
}

double secondsSince(DeadlineWatch::Clock::time_point start) {
  return std::chrono::duration<double>(DeadlineWatch::Clock::now() - start).count();
}

template <class Info>
void describeTensor(const Info& info, InputSlot& slot) {
  const auto tensor = info.GetTensorTypeAndShapeInfo();
  slot.type = static_cast<DataType>(tensor.GetElementType());  // ONNX Runtime numbers them as ONNX does
  slot.shape = tensor.GetShape();
#if ORT_API_VERSION >= 24
  slot.hasShape = tensor.HasShape();
#endif
  std::vector<const char*> symbols(slot.shape.size());
  tensor.GetSymbolicDimensions(symbols.data(), symbols.size());
  slot.symbols.assign(symbols.begin(), symbols.end());
}

template <class Info>
void describeType(const Info& info, InputSlot& slot) {
  slot.form = InputSlot::Form::other;
  switch (info.GetONNXType()) {
    case ONNX_TYPE_TENSOR:
      slot.form = InputSlot::Form::tensor;
      return describeTensor(info, slot);
    case ONNX_TYPE_OPTIONAL:
      return describeType(info.GetOptionalTypeInfo().GetOptionalElementType(), slot);
    case ONNX_TYPE_SEQUENCE: {
      const auto element = info.GetSequenceTypeInfo().GetSequenceElementType();
      if (element.GetONNXType() != ONNX_TYPE_TENSOR) return;
      slot.form = InputSlot::Form::sequence;
      return describeTensor(element, slot);
    }
    case ONNX_TYPE_MAP: {
      const auto map = info.GetMapTypeInfo();
      const auto values = map.GetMapValueType();
      if (values.GetONNXType() != ONNX_TYPE_TENSOR) return;
      slot.form = InputSlot::Form::map;
      slot.keys = static_cast<DataType>(map.GetMapKeyType());
      slot.type = static_cast<DataType>(values.GetTensorTypeAndShapeInfo().GetElementType());
      return;
    }
    default:
      return;
  }
}

InputSlot describeInput(const std::string& name, const Ort::TypeInfo& info) {
  InputSlot slot;
  slot.name = name;
  describeType(info, slot);
  return slot;
}

}  // namespace

Session::Session(Ort::Session session, std::string file) : session_(std::move(session)), file_(std::move(file)) {
  Ort::AllocatorWithDefaultOptions allocator;
  for (std::size_t index = 0; index < session_.GetInputCount(); ++index) {
    inputs_.push_back(
        describeInput(session_.GetInputNameAllocated(index, allocator).get(), session_.GetInputTypeInfo(index)));
  }
  for (std::size_t index = 0; index < session_.GetOutputCount(); ++index) {
    outputs_.emplace_back(session_.GetOutputNameAllocated(index, allocator).get());
  }
  for (const auto& input : inputs_) inputNames_.push_back(input.name.c_str());
  for (const auto& output : outputs_) outputNames_.push_back(output.c_str());
}

Result<Session> Session::load(const std::filesystem::path& model, const SessionSettings& settings, const Job& job) {
  if (job.stopRequested()) return Failure(cancelledError());
  if (const auto problem = platform::whyUnreadable(model)) {
    return fail(ErrorKind::io, Message(BW_MESSAGE("io.cannot_read", "cannot be read: %1"), {problem.message()}),
                model.string());
  }
  const double limit = loadLimit(model);
  const auto start = DeadlineWatch::Clock::now();
  std::atomic<bool> late = false;
  auto loaded = atEngine(model.string(), [&] {
    Ort::SessionOptions options;
    options.SetIntraOpNumThreads(job.threads());
    options.SetInterOpNumThreads(1);
    options.SetExecutionMode(ORT_SEQUENTIAL);
    options.SetGraphOptimizationLevel(levelOf(settings.optimize));
    if (!settings.spin) options.AddConfigEntry(kOrtSessionOptionsConfigAllowIntraOpSpinning, "0");
    if (!settings.prepack) options.AddConfigEntry(kOrtSessionOptionsConfigDisablePrepacking, "1");
    if (!settings.arena) options.DisableCpuMemArena();
    if (settings.sharedArena) options.AddConfigEntry(kOrtSessionOptionsConfigUseEnvAllocators, "1");
    if (!settings.optimizedCopy.empty()) options.SetOptimizedModelFilePath(settings.optimizedCopy.c_str());
    if (!settings.optimizedData.empty()) {
      options.AddConfigEntry(kOrtSessionOptionsOptimizedModelExternalInitializersFileName,
                             settings.optimizedData.c_str());
    }
#if ORT_API_VERSION >= 22
    const std::stop_callback cancel(job.stopToken(), [&options] { options.SetLoadCancellationFlag(true); });
#endif
    const auto ask = [&] {
      late = true;
#if ORT_API_VERSION >= 22
      options.SetLoadCancellationFlag(true);
#endif
    };
    const Deadline deadline(limit, ask, [&] { return loadTooLong(limit, model.string()); });
    return Session(Ort::Session(engineEnvironment(), model.c_str(), options), model.string());
  });
  if (!loaded && job.stopRequested()) return Failure(cancelledError());
  if (!loaded && late) return Failure(loadTooLong(limit, model.string()));
  if (loaded) loaded->pace_->loadSeconds = secondsSince(start);
  return loaded;
}

Result<std::vector<Ort::Value>> Session::run(std::span<const Ort::Value> feeds, const Job& job) {
  Ort::RunOptions options;
  const std::stop_callback cancel(job.stopToken(), [&options] { options.SetTerminate(); });
  const auto start = DeadlineWatch::Clock::now();
  auto values = timed(options, 1, [&] { return runUnguarded(feeds, options); });
  if (job.stopRequested()) return Failure(cancelledError());
  const double seconds = secondsSince(start);
  for (double longest = pace_->longestSeconds;
       seconds > longest && !pace_->longestSeconds.compare_exchange_weak(longest, seconds);)
    continue;
  return values;
}

std::vector<Ort::Value> Session::runUnguarded(std::span<const Ort::Value> feeds, const Ort::RunOptions& options) {
  return session_.Run(options, inputNames_.data(), feeds.data(), feeds.size(), outputNames_.data(),
                      outputNames_.size());
}

}  // namespace bitwright
