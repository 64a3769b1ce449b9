// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <utility>

#include "core/base/platform/heap_blocks.h"
#include "core/base/platform/process_info.h"
#include "core/runtime_server/engine/engine.h"
#include "core/runtime_server/engine/session.h"
#include "core/runtime_server/inputs/request_data.h"
#include "core/runtime_server/measuring/single_inference.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

namespace {

/// The highest resident set from its making to `stop()`: the system's own mark where it may be reset, else looked at
/// every millisecond.
class PeakWatch {
 public:
  PeakWatch() {
    if (platform::restartPeak()) return;
    sampler_ = std::jthread([this](const std::stop_token& end) {
      while (!end.stop_requested()) {
        highest_ = std::max(highest_.load(), platform::residentBytes());
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
    });
  }
  std::uint64_t stop() {
    if (!sampler_.joinable()) return platform::peakResidentBytes();
    sampler_.request_stop();
    sampler_.join();
    return std::max(highest_.load(), platform::residentBytes());
  }

 private:
  std::atomic<std::uint64_t> highest_{0};
  std::jthread sampler_;
};

/// A model of one Identity node, as protobuf: IR 7, opset 13, x: float[1] -> y: float[1]. Loading it once brings in
/// what every session shares (operator schemas, kernel tables, pages of the library), which is no memory of the model
/// that is measured.
constexpr std::array<unsigned char, 53> kIdentityModel{
    0x08, 0x07,                                                                                           // ir_version
    0x3a, 0x2b,                                                                                           // graph
    0x0a, 0x10, 0x0a, 0x01, 'x',  0x12, 0x01, 'y',  0x22, 0x08, 'I',  'd', 'e', 'n', 't', 'i', 't', 'y',  // its node
    0x12, 0x01, 'g',                                                                                      // name
    0x5a, 0x09, 0x0a, 0x01, 'x',  0x12, 0x04, 0x0a, 0x02, 0x08, 0x01,                                     // input x
    0x62, 0x09, 0x0a, 0x01, 'y',  0x12, 0x04, 0x0a, 0x02, 0x08, 0x01,                                     // output y
    0x42, 0x04, 0x0a, 0x00, 0x10, 0x0d};  // opset_import

Result<void> warmEngine() {
  return atEngine({}, [] {
    Ort::SessionOptions options;
    options.SetIntraOpNumThreads(1);
    const Ort::Session session(engineEnvironment(), kIdentityModel.data(), kIdentityModel.size(), options);
  });
}

std::uint64_t above(std::uint64_t value, std::uint64_t base) {
  return value > base ? value - base : 0;
}

}  // namespace

Result<MemoryResult> handleMemory(const MemoryContent& content, const Job& job) {
  if (content.returnsLargeBlocks) platform::returnLargeBlocks();
  auto data = content.data;
  data.limit = 1;
  auto read = requestData(data, job, content.model);
  if (!read) return passOn(read);
  if (auto warm = warmEngine(); !warm) return passOn(warm);
  job.progress(BW_MESSAGE("runtime.measuring_memory", "measuring memory"), 0.0);

  platform::returnFreeMemory();
  const auto before = platform::residentBytes();
  PeakWatch watch;
  auto session = Session::load(content.model, {}, job);
  const auto peak = watch.stop();
  if (!session) return passOn(session);
  if (auto run = runOnce(*session, read->get(), data, job); !run)
    return passOn(run);  // what it gave is gone before memory is looked at
  platform::returnFreeMemory();
  return MemoryResult{above(peak, before), above(platform::residentBytes(), before)};
}

}  // namespace bitwright
