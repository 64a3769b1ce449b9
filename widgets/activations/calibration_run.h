// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/calibration/calibration.h"
#include "core/graph/intermediate_outputs.h"
#include "widgets/jobs/job_runner.h"

namespace bitwright {

class Document;

/// What was observed of the model's activations, and the range the active variant's calibrator chooses for each.
/// Observing is asked for; choosing, which takes a moment, follows the variant. Both run off the window's thread, the
/// data in the worker.
class CalibrationRun : public QObject {
  Q_OBJECT

 public:
  /// One value between layers.
  struct Value {
    ActivationTensor value;
    const ObservedTensor* observed = nullptr;  ///< null: not yet
    std::optional<ActivationRange> chosen;     ///< none: not yet, or it has none
  };

  explicit CalibrationRun(Document* document, QObject* parent = nullptr);

  /// Runs the calibration data through the model.
  void start();
  [[nodiscard]] JobRunner& runner() { return runner_; }

  /// Those of the model that have a range, once they were observed, those that were.
  [[nodiscard]] const std::vector<Value>& values() const { return values_; }
  /// The value that stands for what a layer gives: behind a Relu or Clip right after it, what comes through. Empty: the
  /// model has no such layer.
  [[nodiscard]] std::string valueOfLayer(const std::string& layerId) const;
  /// Null: nothing was observed yet.
  [[nodiscard]] const Observations* observations() const { return observations_.get(); }
  /// Other data are chosen now than were observed.
  [[nodiscard]] bool isStale() const;
  /// Of the processor this runs on; empty while they are not known.
  [[nodiscard]] const std::vector<std::string>& cpuFeatures() const { return cpuFeatures_; }
  /// What of the data or the values was left out in the last run, and why.
  [[nodiscard]] const std::vector<Message>& notes() const { return notes_; }

 Q_SIGNALS:
  /// Other values, or values observed.
  void valuesChanged();
  /// The range of one of them.
  void rangeChanged(int value);
  /// Anything else: stale, notes, the processor.
  void stateChanged();
  void failed(const bitwright::Error& error);

 private:
  void takeModel();
  void followRecipe();
  void choose();
  void run(std::shared_ptr<const Observations> known);
  void takeObservations(const std::shared_ptr<const Observations>& observations, const DataRequest& data);
  void takeRange(std::size_t at, const ActivationRange& range);
  void learnProcessor();

  Document* document_;
  std::vector<ActivationTensor> described_;  ///< every value of the model
  std::vector<Value> values_;
  std::shared_ptr<const Observations> observations_;
  DataRequest observedData_;
  std::string chosenBy_;  ///< the calibrator of the ranges there are, and its percentile
  std::vector<std::string> cpuFeatures_;
  std::vector<Message> notes_;
  JobRunner processor_;  // last: they end before what their stages speak to
  JobRunner runner_;
};

}  // namespace bitwright
