// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <string>
#include <vector>

#include "core/export/export.h"

namespace bitwright {

class ChipRow;

/// How far an export is, step by step, from encoding over the proof to its place: each is ticked once it is done. Steps
/// follow the ids of the phases the core reports.
class ExportSteps : public QWidget {
  Q_OBJECT

 public:
  explicit ExportSteps(QWidget* parent = nullptr);

  void begin(bool withCalibration, bool withArchive);
  /// The export is in this phase; one that was reached before, or that is not known here, changes nothing.
  void reach(const std::string& phaseId);
  /// All is done. A file that could not be run, or computes something else, is not ticked as run.
  void succeed(const Verification& verification);
  /// It ended where it was.
  void stop(bool failed);
  /// Mark and name of each step.
  [[nodiscard]] QStringList texts() const;

 private:
  enum class State { waiting, running, done, stopped, failed, left };
  struct Step {
    enum class Kind { calibrate, encode, write, decode, run, archive, place } kind;
    State state = State::waiting;
  };
  [[nodiscard]] static QString nameOf(Step::Kind kind);
  [[nodiscard]] static QString helpOf(Step::Kind kind);
  [[nodiscard]] Step* running();
  void draw();

  std::vector<Step> steps_;
  ChipRow* chips_;
};

}  // namespace bitwright
