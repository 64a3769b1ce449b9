// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <map>
#include <optional>

#include "core/evaluation/compare_variants.h"
#include "core/report/document/reproduction.h"
#include "core/report/report.h"
#include "widgets/document/variants_state.h"
#include "widgets/jobs/job_runner.h"

namespace bitwright {

class Document;

/// What was measured of one variant, and the recipe and the data it was measured with.
struct MeasuredVariant {
  Scorecard card;
  Recipe recipe;
  DataRequest data;
  DataRequest calibration{};  ///< what ranges of activations were observed on, where it takes any
  bool complete = false;      ///< false while it is being measured, and where that was stopped
};

/// Compares a document's variants off the window's thread and keeps what was measured: by the variant's id, until the
/// model changes.
class Comparer : public QObject {
  Q_OBJECT

 public:
  explicit Comparer(Document* document, QObject* parent = nullptr);

  /// For the runs to come. Data chosen in the document go before those named here; where neither names any, they are
  /// chosen from the model's inputs.
  void setOptions(const CompareOptions& options) { options_ = options; }
  void start();
  void cancel() { runner_.cancel(); }
  [[nodiscard]] bool isRunning() const { return runner_.isRunning(); }
  [[nodiscard]] JobRunner& runner() { return runner_; }
  [[nodiscard]] const JobRunner& runner() const { return runner_; }

  [[nodiscard]] const MeasuredVariant* original() const { return original_ ? &*original_ : nullptr; }
  [[nodiscard]] const MeasuredVariant* of(quint64 variant) const;
  /// What a layer of the variant, as it is now, ran in; nothing where that was not measured.
  [[nodiscard]] std::optional<LayerArithmetic> arithmeticOf(const Variant& variant, const std::string& layer) const;
  /// Its recipe is no longer the one that was measured, or its ranges are observed on other data now; the name does not
  /// count.
  [[nodiscard]] bool isStale(const Variant& variant) const;
  /// It was measured on other data than are chosen now.
  [[nodiscard]] bool hasOtherData(const MeasuredVariant& measured) const { return measured.data != data(); }
  /// What the next run measures on.
  [[nodiscard]] DataRequest data() const;
  /// The last comparison as the core gave it, whole or as far as it came; no variants: nothing was measured yet.
  [[nodiscard]] const Comparison& last() const { return last_; }
  /// The command line that does the same.
  [[nodiscard]] const Reproduction& reproduction() const { return reproduction_; }
  [[nodiscard]] bool wasStopped() const { return stopped_; }

 Q_SIGNALS:
  void changed();
  void failed(const bitwright::Error& error);
  void warned(const bitwright::Message& message);

 private:
  /// What a run was about.
  struct Run {
    std::vector<Variant> variants;
    DataRequest data;
    DataRequest calibration;
  };
  [[nodiscard]] DataRequest calibration() const;
  void take(const Comparison& comparison, const Run& run, bool complete);
  void finish(Result<Comparison> result, const Run& run);
  void clear();

  Document* document_;
  CompareOptions options_;
  std::optional<MeasuredVariant> original_;
  std::map<quint64, MeasuredVariant> measured_;
  Comparison last_;
  Reproduction reproduction_;
  bool stopped_ = false;
  JobRunner runner_;  // last: it ends before what its stages speak to
};

}  // namespace bitwright
