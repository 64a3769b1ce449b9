// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/job_runner.h"

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <new>
#include <stdexcept>
#include <utility>

#include "widgets/text/message_text.h"

namespace bitwright {

// Progress comes from any thread and may come often: only the latest is kept, and one letter at a time is under way to
// the window.
struct JobRunner::ProgressMail {
  std::mutex mutex;
  Message phase;
  double fraction = 0.0;
  bool underWay = false;
};

void JobTicket::post(std::function<void()> inWindow) const {
  QMetaObject::invokeMethod(
      runner_,
      [ticket = *this, inWindow = std::move(inWindow)] {
        if (ticket.isWanted()) inWindow();
      },
      Qt::QueuedConnection);
}

JobRunner::JobRunner(QString title, QObject* parent, int threads)
    : QObject(parent),
      title_(std::move(title)),
      threads_(threads > 0 ? threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1)) {}

JobRunner::~JobRunner() {
  *oldestWanted_ = newest_ + 1;
  if (thread_.joinable()) {
    thread_.request_stop();
    thread_.join();
  }
}

int JobRunner::everyCore() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

Error JobRunner::currentProblem() {
  const Message kept = BW_MESSAGE("job.kept", "what is open stays as it was; please report this");
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return {
        ErrorKind::engine,
        BW_MESSAGE("job.no_memory", "there is not enough memory for it"),
        {},
        {},
        BW_MESSAGE("job.no_memory.remedy", "close other programs, or choose less: fewer layers, samples or variants")};
  } catch (const std::filesystem::filesystem_error& problem) {
    return {ErrorKind::io,
            Message(BW_MESSAGE("job.file", "a file could not be used: %1"), {problem.code().message()}),
            problem.path1().string(),
            {},
            {}};
  } catch (const std::exception& problem) {
    return {ErrorKind::engine,
            Message(BW_MESSAGE("job.unexpected", "ended unexpectedly: %1"), {std::string(problem.what())}),
            {},
            {},
            kept};
  } catch (...) {
    return {ErrorKind::engine, BW_MESSAGE("job.unknown", "ended unexpectedly, without saying why"), {}, {}, kept};
  }
}

void JobRunner::cancel() {
  waiting_ = nullptr;
  if (thread_.joinable()) thread_.request_stop();
}

void JobRunner::discard() {
  *oldestWanted_ = newest_ + 1;
  cancel();
}

void JobRunner::start(Work work, Overtake overtake) {
  ++newest_;
  if (overtake == Overtake::stop) *oldestWanted_ = newest_;
  if (!running_) {
    launch(std::move(work), newest_);
    return;
  }
  if (overtake == Overtake::stop) thread_.request_stop();
  waiting_ = std::move(work);
}

void JobRunner::launch(Work work, std::uint64_t number) {
  running_ = true;
  phase_.clear();
  phaseId_.clear();
  fraction_ = -1.0;
  clock_.start();
  auto mail = std::make_shared<ProgressMail>();
  const JobTicket ticket(this, oldestWanted_, number);
  auto sink = [this, mail, ticket](const Message& phase, double fraction) {
    {
      const std::scoped_lock lock(mail->mutex);
      mail->phase = phase;
      mail->fraction = fraction;
      if (std::exchange(mail->underWay, true)) return;
    }
    ticket.post([this, mail] {
      Message newest;
      {
        const std::scoped_lock lock(mail->mutex);
        mail->underWay = false;
        newest = mail->phase;
        fraction_ = std::clamp(mail->fraction, 0.0, 1.0);
      }
      phase_ = translated(newest);
      phaseId_ = newest.id();
      Q_EMIT progressed();
    });
  };
  thread_ = std::jthread([this, ticket, sink, threads = threads_, work = std::move(work)](const std::stop_token& stop) {
    auto deliver = work(Job(stop, sink, threads), ticket);
    QMetaObject::invokeMethod(
        this, [this, ticket, deliver = std::move(deliver)] { finish(ticket, deliver); }, Qt::QueuedConnection);
  });
  Q_EMIT started();
}

void JobRunner::finish(const JobTicket& ticket, const std::function<void()>& deliver) {
  thread_.join();
  running_ = false;
  if (waiting_)
    launch(std::exchange(waiting_, nullptr), newest_);
  else
    Q_EMIT finished();
  if (ticket.isWanted()) deliver();
}

}  // namespace bitwright
