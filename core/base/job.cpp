// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/job.h"

#include <algorithm>

#include "core/base/machine_share.h"

namespace bitwright {

namespace {

int defaultThreads(int asked) {
  if (asked > 0) return asked;
  static const int cores = usableCores();
  return cores;
}

}  // namespace

Job::Job() : threads_(defaultThreads(0)) {}

Job::Job(std::stop_token stop, ProgressSink sink, int threads)
    : stop_(std::move(stop)),
      sink_(sink ? std::make_shared<const ProgressSink>(std::move(sink)) : nullptr),
      threads_(defaultThreads(threads)) {}

Job Job::withThreads(int threads) const {
  Job copy = *this;
  copy.threads_ = defaultThreads(threads);
  return copy;
}

Job Job::withStop(std::stop_token stop) const {
  Job copy = *this;
  copy.stop_ = std::move(stop);
  return copy;
}

void Job::progress(const Message& phase, double fraction) const {
  if (sink_) (*sink_)(phase, from_ + (to_ - from_) * std::clamp(fraction, 0.0, 1.0));
}

Job Job::part(double from, double to) const {
  Job copy = *this;
  copy.from_ = from_ + (to_ - from_) * from;
  copy.to_ = from_ + (to_ - from_) * to;
  return copy;
}

}  // namespace bitwright
