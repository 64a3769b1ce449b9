// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <stop_token>
#include <thread>

#include "core/base/message.h"
#include "core/base/platform/file_handle.h"
#include "core/base/platform/input_wait.h"
#include "core/base/result.h"
#include "core/runtime/worker/frame.h"

namespace bitwright {

/// The worker's end of the conversation: requests, one answer each, until the input ends. While a request is worked on,
/// a thread sends a sign of life every quarter of a second and listens: a cancel frame stops the job, the end of the
/// input ends the process at once, for nobody is left to answer.
class Channel {
 public:
  Channel(platform::FileHandle input, platform::FileHandle output);
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  ~Channel();

  /// Blocks until a request is there; nothing where the input ends or is no frame. From here to its answer the channel
  /// listens.
  [[nodiscard]] std::optional<nlohmann::json> nextRequest();
  /// Of the request that is worked on.
  [[nodiscard]] std::stop_token stopToken() const { return stop_.get_token(); }
  void progress(const Message& phase, double fraction);
  /// The last frame of a request.
  void answer(const Result<nlohmann::json>& result);

 private:
  void listen(const std::stop_token& end);
  void stopListening();
  bool receive();
  void send(const nlohmann::json& frame);

  platform::FileHandle input_;
  platform::FileHandle output_;
  platform::InputWait wait_;  // of the listening thread
  FrameReader frames_;
  std::stop_source stop_;
  std::mutex sending_;
  std::chrono::steady_clock::time_point lastProgress_;  // guarded by sending_
  std::jthread listener_;
};

}  // namespace bitwright
