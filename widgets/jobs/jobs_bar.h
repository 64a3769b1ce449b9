// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include <vector>

#include "widgets/jobs/time_left.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace bitwright {

class JobRunner;

/// The status bar's corner: title, phase, percent and, once it can be told, time left of the job that runs, and Cancel.
/// Hidden while nothing does.
class JobsBar : public QWidget {
  Q_OBJECT

 public:
  explicit JobsBar(QWidget* parent = nullptr);

  /// Shows this runner's jobs; the one that started last is in front.
  void watch(JobRunner* runner);
  /// Stops the job that is shown, as its button does.
  void cancelShown();

 Q_SIGNALS:
  /// One line for the left of the status bar: what runs, or nothing.
  void stateChanged(const QString& phase);

 private:
  struct Running {
    JobRunner* runner = nullptr;
    TimeLeft left;
  };
  void refresh();
  void measure();
  [[nodiscard]] const Running* front() const;

  QLabel* text_;
  QProgressBar* bar_;
  QPushButton* cancel_;
  QTimer tick_;
  std::vector<Running> running_;
};

}  // namespace bitwright
