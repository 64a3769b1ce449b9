// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/data/sample_panel.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "widgets/controls/elided_label.h"
#include "widgets/data/class_balance_view.h"
#include "widgets/data/sample_picture.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr int kSoonMs = 150;  // while someone types, nothing is read
constexpr std::int64_t kPictureSide = 384;

struct Range {
  float low = 0.0F;
  float high = 0.0F;
  double mean = 0.0;
};

Range rangeOf(const std::vector<float>& values) {
  if (values.empty()) return {};
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  double sum = 0.0;
  for (const float value : values) sum += static_cast<double>(value);
  return {*low, *high, sum / static_cast<double>(values.size())};
}

QString shapeOf(const std::vector<std::int64_t>& shape) {
  QStringList parts;
  for (const auto dimension : shape) parts << QString::number(dimension);
  return parts.isEmpty() ? SamplePanel::tr("one number") : parts.join(QStringLiteral(" × "));
}

QString rangeText(const Range& range) {
  return SamplePanel::tr("%1 to %2, mean %3")
      .arg(formatSignificant(static_cast<double>(range.low), 3), formatSignificant(static_cast<double>(range.high), 3),
           formatSignificant(range.mean, 3));
}

QString channelWord(std::int64_t channels) {
  return channels == 1   ? SamplePanel::tr("grey")
         : channels == 4 ? SamplePanel::tr("colour, transparent")
                         : SamplePanel::tr("colour");
}

QLabel* dimLabel(QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setProperty("role", QStringLiteral("dim"));
  label->setWordWrap(true);
  return label;
}

}  // namespace

SamplePanel::SamplePanel(QWidget* parent)
    : QWidget(parent),
      stored_(new SamplePicture(tr("As it is stored"), this)),
      fed_(new SamplePicture(tr("As the model gets it"), this)),
      previous_(new QToolButton(this)),
      next_(new QToolButton(this)),
      place_(new QLabel(this)),
      about_(new ElidedLabel(this)),
      classes_(dimLabel(this)),
      balance_(new ClassBalanceView(this)),
      notes_(dimLabel(this)),
      runner_(tr("A look at the data")) {
  soon_.setSingleShot(true);
  soon_.setInterval(kSoonMs);
  connect(&soon_, &QTimer::timeout, this, &SamplePanel::load);
  const std::tuple<QToolButton*, Qt::ArrowType, QString, int> steps[] = {
      {previous_, Qt::LeftArrow, tr("Previous sample"), -1}, {next_, Qt::RightArrow, tr("Next sample"), 1}};
  for (const auto& [button, arrow, name, by] : steps) {
    button->setProperty("role", QStringLiteral("flat"));
    button->setArrowType(
        layoutDirection() == Qt::RightToLeft ? (arrow == Qt::LeftArrow ? Qt::RightArrow : Qt::LeftArrow) : arrow);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setAutoRepeat(true);
    connect(button, &QToolButton::clicked, this, [this, step = by] { this->step(step); });
  }
  auto* pictures = new QHBoxLayout;
  pictures->setSpacing(scaled(16));
  pictures->addWidget(stored_);
  pictures->addWidget(fed_);
  auto* steering = new QHBoxLayout;
  steering->setSpacing(scaled(4));
  steering->addWidget(previous_);
  steering->addWidget(place_);
  steering->addWidget(next_);
  steering->addSpacing(scaled(8));
  steering->addWidget(about_, 1);
  about_->setProperty("role", QStringLiteral("dim"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(scaled(8));
  column->addLayout(steering);
  column->addLayout(pictures);
  column->addSpacing(scaled(4));
  column->addWidget(classes_);
  column->addWidget(balance_);
  column->addWidget(notes_);
  column->addStretch();
  lookAtNothing({});
}

void SamplePanel::look(const std::filesystem::path& model, const DataRequest& wanted) {
  request_.model = model;
  request_.data = wanted;
  request_.side = kPictureSide;
  sound_ = false;
  soon_.start();
  Q_EMIT changed();
}

void SamplePanel::lookAtNothing(const QString& reason) {
  soon_.stop();
  runner_.discard();
  sound_ = false;
  view_ = {};
  show(view_);
  stored_->showText(reason);
  fed_->showText({});
  Q_EMIT changed();
}

void SamplePanel::step(int by) {
  if (view_.samples < 1) return;
  request_.index = std::clamp<std::int64_t>(request_.index + by, 0, view_.samples - 1);
  load();
}

void SamplePanel::load() {
  runner_.run<SampleView>([request = request_](const Job& job, const JobTicket&) { return viewSample(request, job); },
                          [this](Result<SampleView> result) {
                            if (result) {
                              sound_ = true;
                              show(*result);
                            } else if (result.error().kind != ErrorKind::cancelled) {
                              lookAtNothing(tr("nothing to see"));
                              Q_EMIT failed(result.error());
                            }
                            Q_EMIT changed();
                          },
                          Overtake::follow);
}

void SamplePanel::show(const SampleView& view) {
  view_ = view;
  request_.index = view.index;
  if (view.samples < 1) {
    stored_->showText(tr("inputs are made up"));
    fed_->showText(tr("drawn at random"));
  } else if (view.stored.shape.empty()) {
    stored_->showText(tr("not an image"));
    fed_->showText(tr("%1 numbers\n%2\n%3")
                       .arg(formatCount(static_cast<std::int64_t>(view.fed.values.size())), shapeOf(view.fed.shape),
                            rangeText(rangeOf(view.fed.values))));
  } else {
    const auto stored = rangeOf(view.stored.values);
    stored_->showImage(view.stored, view.eightBit ? 0.0F : stored.low, view.eightBit ? 255.0F : stored.high,
                       tr("%1 × %2, %3\n%4", "width, height, channels, range")
                           .arg(view.storedSize[1])
                           .arg(view.storedSize[0])
                           .arg(channelWord(view.storedSize[2]), view.eightBit ? tr("8 bits") : rangeText(stored)));
    const auto fed = rangeOf(view.fed.values);
    fed_->showImage(view.fed, fed.low, fed.high,
                    tr("%1\n%2", "shape, range").arg(shapeOf(view.inputShape), rangeText(fed)));
  }
  QStringList about;
  const auto found = std::find_if(view.classes.begin(), view.classes.end(),
                                  [&](const ClassCount& entry) { return entry.label == view.label; });
  if (found != view.classes.end()) about << tr("class %1").arg(className(*found));
  if (!view.file.empty()) {
    const QFileInfo file(toQString(view.file));  // the class folder and the name; where the folder lies is in the form
    about << QStringLiteral("%1/%2").arg(file.dir().dirName(), file.fileName());
  }
  about_->setText(about.join(QStringLiteral(" · ")));
  balance_->setClasses(view.classes);
  classes_->setText(view.samples < 1
                        ? QString()
                        : tr("%1 samples: %2", "count, classes").arg(formatCount(view.samples), balance_->sentence()));
  QStringList notes;
  for (const auto& note : view.notes) notes << translated(note);
  notes_->setText(notes.join(QLatin1Char('\n')));
  notes_->setVisible(!notes.isEmpty());
  showSteps();
}

void SamplePanel::showSteps() {
  const bool any = view_.samples > 0;
  place_->setText(any ? tr("sample %1 of %2").arg(formatCount(view_.index + 1), formatCount(view_.samples))
                      : QString());
  previous_->setEnabled(any && view_.index > 0);
  next_->setEnabled(any && view_.index + 1 < view_.samples);
  for (auto* button : {previous_, next_}) button->setVisible(any);
}

}  // namespace bitwright
