// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/jobs_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <cmath>

#include "widgets/jobs/job_runner.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {

JobsBar::JobsBar(QWidget* parent)
    : QWidget(parent),
      text_(new QLabel(this)),
      bar_(new QProgressBar(this)),
      cancel_(new QPushButton(tr("Cancel"), this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(scaled(12));
  text_->setProperty("role", QStringLiteral("dim"));
  bar_->setTextVisible(false);
  bar_->setFixedWidth(scaled(120));
  bar_->setAccessibleName(tr("Progress of the running job"));
  cancel_->setProperty("role", QStringLiteral("flat"));
  cancel_->setToolTip(tr("Stop the running job (Esc)"));
  row->addWidget(text_);
  row->addWidget(bar_);
  row->addWidget(cancel_);
  connect(cancel_, &QPushButton::clicked, this, &JobsBar::cancelShown);
  tick_.setInterval(500);
  connect(&tick_, &QTimer::timeout, this, [this] {
    measure();
    refresh();
  });
  setVisible(false);
}

void JobsBar::watch(JobRunner* runner) {
  connect(runner, &JobRunner::started, this, [this, runner] {
    std::erase_if(running_, [runner](const Running& entry) { return entry.runner == runner; });
    running_.push_back({runner, {}});
    refresh();
  });
  const auto gone = [this, runner] {
    std::erase_if(running_, [runner](const Running& entry) { return entry.runner == runner; });
    refresh();
  };
  connect(runner, &JobRunner::finished, this, gone);
  connect(runner, &QObject::destroyed, this, gone);
  connect(runner, &JobRunner::progressed, this, &JobsBar::refresh);
}

void JobsBar::cancelShown() {
  if (const auto* shown = front()) shown->runner->cancel();
}

const JobsBar::Running* JobsBar::front() const {
  return running_.empty() ? nullptr : &running_.back();
}

void JobsBar::measure() {
  for (auto& entry : running_) {
    if (entry.runner->fraction() >= 0.0) entry.left.add(entry.runner->secondsRunning(), entry.runner->fraction());
  }
}

void JobsBar::refresh() {
  const auto* shown = front();
  setVisible(shown != nullptr);
  if (shown == nullptr) {
    tick_.stop();
    Q_EMIT stateChanged({});
    return;
  }
  if (!tick_.isActive()) tick_.start();
  const auto* runner = shown->runner;
  const double fraction = runner->fraction();
  QString text = runner->phase().isEmpty() ? runner->title() : runner->phase();
  if (fraction >= 0.0) {
    text = tr("%1 · %2").arg(text, formatPercent(fraction, 0));
    if (const auto left = shown->left.seconds()) text = tr("%1 · %2 left").arg(text, formatDuration(std::ceil(*left)));
    bar_->setRange(0, 1000);
    bar_->setValue(static_cast<int>(std::lround(fraction * 1000.0)));
  } else {
    bar_->setRange(0, 0);
  }
  text_->setText(text);
  Q_EMIT stateChanged(runner->title());
}

}  // namespace bitwright
