// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/guarded_map.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <mutex>

#include "core/base/platform/posix/last_error.h"

namespace bitwright::platform {

/// What the handler looks at. They are never freed, only used again, so that it can walk them at any time without a
/// lock.
struct GuardedMap::Range {
  std::atomic<std::uintptr_t> begin{0};  ///< 0: free
  std::atomic<std::uintptr_t> end{0};
  std::atomic<bool> taken{true};
  std::atomic<bool> lost{false};
  Range* next = nullptr;
};

namespace {

std::atomic<GuardedMap::Range*> ranges{nullptr};
struct sigaction earlierAction {};
std::uintptr_t pageBytes = 4096;

static_assert(std::atomic<std::uintptr_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

/// Puts zeros in the place of the page and all behind it. Only system calls: this runs in a signal's handler.
bool replaceLost(std::uintptr_t address) {
  for (auto* range = ranges.load(); range != nullptr; range = range->next) {
    const auto begin = range->begin.load();
    const auto end = range->end.load();
    if (begin == 0 || address < begin || address >= end) continue;
    const auto page = address - address % pageBytes;
    range->lost.store(true);
    void* at = reinterpret_cast<void*>(page);  // NOLINT(performance-no-int-to-ptr)
    return ::mmap(at, end - page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) !=
           MAP_FAILED;  // NOLINT(performance-no-int-to-ptr)
  }
  return false;
}

void onBusError(int signal, siginfo_t* info, void* context) {
  const int code = errno;
  const bool ours = replaceLost(reinterpret_cast<std::uintptr_t>(info->si_addr));
  errno = code;
  if (ours) return;
  if ((static_cast<unsigned int>(earlierAction.sa_flags) & static_cast<unsigned int>(SA_SIGINFO)) != 0) {
    earlierAction.sa_sigaction(signal, info, context);
  } else if (earlierAction.sa_handler != SIG_DFL && earlierAction.sa_handler != SIG_IGN) {
    earlierAction.sa_handler(signal);
  } else {
    ::sigaction(signal, &earlierAction, nullptr);  // the fault comes again, and meets what it would have met without us
  }
}

void setHandler() {
  pageBytes = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  struct sigaction action {};
  action.sa_sigaction = onBusError;
  action.sa_flags = static_cast<int>(static_cast<unsigned int>(SA_SIGINFO) | static_cast<unsigned int>(SA_ONSTACK));
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGBUS, nullptr, &earlierAction);  // known before the handler can be called
  ::sigaction(SIGBUS, &action, nullptr);
}

GuardedMap::Range* takeRange() {
  for (auto* range = ranges.load(); range != nullptr; range = range->next) {
    bool free = false;
    if (range->taken.compare_exchange_strong(free, true)) return range;
  }
  auto* fresh = new GuardedMap::Range;  // NOLINT(cppcoreguidelines-owning-memory): stays in the list
  fresh->next = ranges.load();
  while (!ranges.compare_exchange_weak(fresh->next, fresh)) {
  }
  return fresh;
}

}  // namespace

std::error_code GuardedMap::map(const FileHandle& file, std::size_t size) {
  static std::once_flag once;
  std::call_once(once, setHandler);
  range_ = takeRange();
  range_->lost.store(false);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.native(), 0);
  if (data == MAP_FAILED) return lastError();  // NOLINT(performance-no-int-to-ptr)
  data_ = data;
  size_ = size;
  const auto begin = reinterpret_cast<std::uintptr_t>(data);
  range_->end.store(begin + (size + pageBytes - 1) / pageBytes * pageBytes);
  range_->begin.store(begin);
  return {};
}

GuardedMap::~GuardedMap() {
  if (range_ != nullptr) range_->begin.store(0);
  if (data_ != nullptr) ::munmap(data_, size_);
  if (range_ != nullptr) range_->taken.store(false);
}

void GuardedMap::release(const void* begin, std::size_t size) const {
  if (data_ == nullptr) return;
  const auto start = reinterpret_cast<std::uintptr_t>(data_);
  const auto asked = reinterpret_cast<std::uintptr_t>(begin);
  const auto from = (std::max(start, asked) + pageBytes - 1) / pageBytes * pageBytes;
  const auto whole = start + (size_ + pageBytes - 1) / pageBytes * pageBytes;  // the last page is the map's alone
  const auto until = asked + size >= start + size_ ? whole : (asked + size) / pageBytes * pageBytes;
  if (from >= until) return;
  ::madvise(static_cast<std::byte*>(data_) + (from - start), until - from, MADV_DONTNEED);
}

bool GuardedMap::lost() const {
  return range_ != nullptr && range_->lost.load();
}

}  // namespace bitwright::platform
