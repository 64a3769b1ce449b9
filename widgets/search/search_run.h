// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

#include "core/search/search.h"
#include "widgets/jobs/job_runner.h"

namespace bitwright {

class Document;

/// A search for the best mix under a budget, on the calibration data. What was run stays where it is stopped. Off the
/// window's thread, the data in the worker.
class SearchRun : public QObject {
  Q_OBJECT

 public:
  explicit SearchRun(Document* document, QObject* parent = nullptr);

  void start(const SearchGoal& goal, int evaluations);
  [[nodiscard]] JobRunner& runner() { return runner_; }
  [[nodiscard]] const JobRunner& runner() const { return runner_; }

  /// Null: nothing was searched yet.
  [[nodiscard]] const SearchResult* result() const { return result_.get(); }
  /// Other data are chosen now than it was searched on.
  [[nodiscard]] bool isStale() const;

 Q_SIGNALS:
  /// Another result, or none.
  void changed();
  /// Stale or not, begun or ended.
  void stateChanged();
  void failed(const bitwright::Error& error);

 private:
  void take(const std::shared_ptr<const SearchResult>& result);

  Document* document_;
  std::shared_ptr<const SearchResult> result_;
  DataRequest data_;
  JobRunner runner_;  // last: it ends before what its stages speak to
};

}  // namespace bitwright
