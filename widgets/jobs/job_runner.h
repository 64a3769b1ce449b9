// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "core/base/job.h"

namespace bitwright {

class JobRunner;

/// What a running stage may use to speak to the window before it is done: `post` runs its argument on the window's
/// thread, and only while nothing has stopped the request it came from.
class JobTicket {
 public:
  void post(std::function<void()> inWindow) const;
  [[nodiscard]] bool isWanted() const { return number_ >= *oldestWanted_; }

 private:
  friend class JobRunner;
  JobTicket(JobRunner* runner, std::shared_ptr<std::atomic<std::uint64_t>> oldestWanted, std::uint64_t number)
      : runner_(runner), oldestWanted_(std::move(oldestWanted)), number_(number) {}

  JobRunner* runner_;
  std::shared_ptr<std::atomic<std::uint64_t>> oldestWanted_;
  std::uint64_t number_;
};

/// What a new request does to one that runs. One that only waits is replaced in any case.
enum class Overtake {
  stop,    ///< it is stopped and its result never seen
  follow,  ///< it may finish and be seen, then the newest runs: what is shown follows a hand that does not rest
};

/// Turns a blocking stage of the core into something a window can live with: it runs on a thread of its own, reports
/// progress, can be cancelled, and the newest request wins. Destroying the runner cancels and waits.
class JobRunner : public QObject {
  Q_OBJECT

 public:
  /// `threads` 0: as many as there are cores, less one that is left to the window.
  explicit JobRunner(QString title, QObject* parent = nullptr, int threads = 0);
  ~JobRunner() override;

  /// For stages that measure: the window is given no core of its own.
  [[nodiscard]] static int everyCore();

  /// `stage` runs on the worker thread, `done` on the window's, unless the request was overtaken. A cancelled request
  /// is done with ErrorKind::cancelled if its stage says so. What a stage throws is an error like any other: it ends
  /// the job, not the window.
  template <class T>
  void run(std::function<Result<T>(const Job&, const JobTicket&)> stage, std::function<void(Result<T>)> done,
           Overtake overtake = Overtake::stop) {
    start(
        [stage = std::move(stage), done = std::move(done)](const Job& job, const JobTicket& ticket) {
          const auto result = std::make_shared<Result<T>>(Failure(Error{}));
          try {
            *result = stage(job, ticket);
          } catch (...) {
            *result = Failure(currentProblem());
          }
          return std::function<void()>([result, done] { done(std::move(*result)); });
        },
        overtake);
  }

  void cancel();
  /// Cancels, and nothing of it is seen any more: what it was about is gone.
  void discard();
  [[nodiscard]] bool isRunning() const { return running_; }
  [[nodiscard]] const QString& title() const { return title_; }
  [[nodiscard]] const QString& phase() const { return phase_; }
  /// The phase's message id; empty while none was told.
  [[nodiscard]] const std::string& phaseId() const { return phaseId_; }
  /// 0–1, or negative while unknown.
  [[nodiscard]] double fraction() const { return fraction_; }
  [[nodiscard]] double secondsRunning() const { return static_cast<double>(clock_.elapsed()) / 1000.0; }

 Q_SIGNALS:
  void started();
  void progressed();
  void finished();

 private:
  friend class JobTicket;
  using Work = std::function<std::function<void()>(const Job&, const JobTicket&)>;
  struct ProgressMail;

  /// The exception that is being handled, as an error.
  [[nodiscard]] static Error currentProblem();

  void start(Work work, Overtake overtake);
  void launch(Work work, std::uint64_t number);
  void finish(const JobTicket& ticket, const std::function<void()>& deliver);

  QString title_;
  int threads_;
  std::uint64_t newest_ = 0;
  std::shared_ptr<std::atomic<std::uint64_t>> oldestWanted_ = std::make_shared<std::atomic<std::uint64_t>>(0);
  std::jthread thread_;
  Work waiting_;  ///< the newest request, where an older one still runs
  bool running_ = false;
  QString phase_;
  std::string phaseId_;
  double fraction_ = -1.0;
  QElapsedTimer clock_;
};

}  // namespace bitwright
