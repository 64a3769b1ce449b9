// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "core/report/document/reproduction.h"
#include "core/report/report.h"
#include "widgets/jobs/job_runner.h"

namespace bitwright {

/// Writes reports off the window's thread, in the format their name's ending asks for: .html, .pdf, .md, .csv or .json.
class ReportSaver : public QObject {
  Q_OBJECT

 public:
  explicit ReportSaver(QObject* parent = nullptr);

  void save(const Comparison& comparison, const Reproduction& from, const QString& path);
  /// What a file dialog offers, the ending it means in each.
  [[nodiscard]] static QString fileFilters();
  /// `path` with the ending of the filter that was chosen, where it has none of ours.
  [[nodiscard]] static QString withEnding(const QString& path, const QString& filter);
  [[nodiscard]] JobRunner& runner() { return runner_; }

 Q_SIGNALS:
  void saved(const QString& path);
  void failed(const bitwright::Error& error);

 private:
  JobRunner runner_;
};

}  // namespace bitwright
