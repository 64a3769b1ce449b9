// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/jobs_bar.h"

#include <cmath>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "widgets/jobs/job_runner.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr double kSecondsBeforeGuess = 2.0;  // a time left told earlier is noise

}  // namespace

JobsBar::JobsBar(QWidget* parent)
    : QWidget(parent), text_(new QLabel(this)), bar_(new QProgressBar(this)), cancel_(new QPushButton(tr("Cancel"), this)) {
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
  connect(cancel_, &QPushButton::clicked, this, [this] {
    if (auto* runner = front()) runner->cancel();
  });
  tick_.setInterval(500);
  connect(&tick_, &QTimer::timeout, this, &JobsBar::refresh);
  setVisible(false);
}

void JobsBar::watch(JobRunner* runner) {
  connect(runner, &JobRunner::started, this, [this, runner] {
    std::erase(running_, runner);
    running_.push_back(runner);
    refresh();
  });
  const auto gone = [this, runner] {
    std::erase(running_, runner);
    refresh();
  };
  connect(runner, &JobRunner::finished, this, gone);
  connect(runner, &QObject::destroyed, this, gone);
  connect(runner, &JobRunner::progressed, this, &JobsBar::refresh);
}

JobRunner* JobsBar::front() const {
  return running_.empty() ? nullptr : running_.back();
}

void JobsBar::refresh() {
  const auto* runner = front();
  setVisible(runner != nullptr);
  if (runner == nullptr) {
    tick_.stop();
    Q_EMIT stateChanged({});
    return;
  }
  if (!tick_.isActive()) tick_.start();
  const double fraction = runner->fraction();
  QString text = runner->phase().isEmpty() ? runner->title() : runner->phase();
  if (fraction >= 0.0) {
    text = tr("%1 · %2").arg(text, formatPercent(fraction, 0));
    const double elapsed = runner->secondsRunning();
    if (elapsed > kSecondsBeforeGuess && fraction > 0.02)
      text = tr("%1 · %2 left").arg(text, formatDuration(std::ceil(elapsed * (1.0 - fraction) / fraction)));
    bar_->setRange(0, 1000);
    bar_->setValue(static_cast<int>(std::lround(fraction * 1000.0)));
  } else {
    bar_->setRange(0, 0);
  }
  text_->setText(text);
  Q_EMIT stateChanged(runner->title());
}

}  // namespace bitwright
