// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>
#include <string>
#include <vector>

#include "core/search/sensitivity.h"
#include "widgets/jobs/job_runner.h"

namespace bitwright {

class Document;

/// The analysis of the opened model: which layer hurts, under which way of storing it. Asked for, as it takes many runs
/// of the data; layers arrive one by one, and what is done stays where it is stopped. Runs off the window's thread, the
/// data in the worker.
class SensitivityRun : public QObject {
  Q_OBJECT

 public:
  explicit SensitivityRun(Document* document, QObject* parent = nullptr);

  /// Measures the standard candidates, the ways the active variant stores layers and their repairs, on the calibration
  /// data.
  void start();
  [[nodiscard]] JobRunner& runner() { return runner_; }
  [[nodiscard]] const JobRunner& runner() const { return runner_; }

  /// Null: nothing was measured yet.
  [[nodiscard]] const Sensitivity* result() const { return result_.get(); }
  [[nodiscard]] const std::shared_ptr<const Sensitivity>& shared() const { return result_; }
  /// What was measured of a tensor; null: nothing yet.
  [[nodiscard]] const LayerSensitivity* of(std::size_t tensor) const;
  /// What a tensor as the active variant stores it does alone; null: not measured, or kept.
  [[nodiscard]] const LayerScore* inUse(std::size_t tensor) const;
  /// Other data are chosen now than it was measured on.
  [[nodiscard]] bool isStale() const;

 Q_SIGNALS:
  /// Another result, or none.
  void changed();
  /// Stale or not, begun or ended.
  void stateChanged();
  void failed(const bitwright::Error& error);

 private:
  void forget();
  void take(const std::shared_ptr<const Sensitivity>& result);

  Document* document_;
  std::shared_ptr<const Sensitivity> result_;
  std::vector<std::string> candidates_;  ///< their completeTexts
  std::vector<int> places_;              ///< in `result_->layers`, by tensor; −1: none
  DataRequest data_;
  JobRunner runner_;  // last: it ends before what its stages speak to
};

}  // namespace bitwright
