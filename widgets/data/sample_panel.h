// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "core/runtime/sample_view.h"
#include "widgets/jobs/job_runner.h"

class QLabel;
class QToolButton;

namespace bitwright {

class ClassBalanceView;
class ElidedLabel;
class SamplePicture;

/// One sample as it is stored and as the model gets it, and how many of each class there are. Reads them in the worker;
/// the newest wish wins.
class SamplePanel : public QWidget {
  Q_OBJECT

 public:
  explicit SamplePanel(QWidget* parent = nullptr);

  /// Looks at these data a moment later; the sample that is shown stays the same where it can.
  void look(const std::filesystem::path& model, const DataRequest& wanted);
  void lookAtNothing(const QString& reason);
  void step(int by);
  /// What is shown is that of the last wish, and nothing failed.
  [[nodiscard]] bool isSound() const { return sound_; }
  [[nodiscard]] const SampleView& view() const { return view_; }
  [[nodiscard]] JobRunner& runner() { return runner_; }
  [[nodiscard]] SamplePicture* stored() const { return stored_; }
  [[nodiscard]] SamplePicture* fed() const { return fed_; }
  [[nodiscard]] ClassBalanceView* balance() const { return balance_; }

 Q_SIGNALS:
  void changed();
  void failed(const bitwright::Error& error);

 private:
  void load();
  void show(const SampleView& view);
  void showSteps();

  SampleRequest request_;
  SampleView view_;
  bool sound_ = false;
  QTimer soon_;
  SamplePicture* stored_;
  SamplePicture* fed_;
  QToolButton* previous_;
  QToolButton* next_;
  QLabel* place_;
  ElidedLabel* about_;
  QLabel* classes_;
  ClassBalanceView* balance_;
  QLabel* notes_;
  JobRunner runner_;  // last: it ends before what its stages speak to
};

}  // namespace bitwright
