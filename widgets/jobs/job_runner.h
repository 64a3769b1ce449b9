// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <atomic>
#include <functional>
#include <memory>
#include <thread>

#include "core/base/job.h"

namespace bitwright {

class JobRunner;

/// What a running stage may use to speak to the window before it is done: `post` runs its argument on the window's thread, and only
/// while the request it came from is still the newest.
class JobTicket {
 public:
  void post(std::function<void()> inWindow) const;
  [[nodiscard]] bool isNewest() const { return *newest_ == number_; }

 private:
  friend class JobRunner;
  JobTicket(JobRunner* runner, std::shared_ptr<std::atomic<std::uint64_t>> newest, std::uint64_t number)
      : runner_(runner), newest_(std::move(newest)), number_(number) {}

  JobRunner* runner_;
  std::shared_ptr<std::atomic<std::uint64_t>> newest_;
  std::uint64_t number_;
};

/// Turns a blocking stage of the core into something a window can live with: it runs on a thread of its own, reports progress, can be
/// cancelled, and a newer request stops an older one, whose result is then never seen. Destroying the runner cancels and waits.
class JobRunner : public QObject {
  Q_OBJECT

 public:
  /// `threads` 0: as many as there are cores, less one that is left to the window.
  explicit JobRunner(QString title, QObject* parent = nullptr, int threads = 0);
  ~JobRunner() override;

  /// For stages that measure: the window is given no core of its own.
  [[nodiscard]] static int everyCore();

  /// `stage` runs on the worker thread, `done` on the window's, with the result of the newest request only. A cancelled request
  /// is done with ErrorKind::cancelled if its stage says so.
  template <class T>
  void run(std::function<Result<T>(const Job&, const JobTicket&)> stage, std::function<void(Result<T>)> done) {
    start([stage = std::move(stage), done = std::move(done)](const Job& job, const JobTicket& ticket) {
      auto result = std::make_shared<Result<T>>(stage(job, ticket));
      return std::function<void()>([result, done] { done(std::move(*result)); });
    });
  }

  void cancel();
  [[nodiscard]] bool isRunning() const { return running_; }
  [[nodiscard]] const QString& title() const { return title_; }
  [[nodiscard]] const QString& phase() const { return phase_; }
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

  void start(Work work);
  void launch(Work work, std::uint64_t number);
  void finish(std::uint64_t number, const std::function<void()>& deliver);

  QString title_;
  int threads_;
  std::shared_ptr<std::atomic<std::uint64_t>> newest_ = std::make_shared<std::atomic<std::uint64_t>>(0);
  std::jthread thread_;
  Work waiting_;
  bool running_ = false;
  QString phase_;
  double fraction_ = -1.0;
  QElapsedTimer clock_;
};

}  // namespace bitwright
