// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/activations/range_editor.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/calibration/quantization_parameters.h"
#include "widgets/activations/range_picture.h"
#include "widgets/controls/number_box.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr int kDigits = 6;
constexpr int kBoxWidth = 92;

/// As many places as give the range six digits.
int placesFor(const HandRange& range) {
  const double largest = std::max(std::abs(static_cast<double>(range.low)), std::abs(static_cast<double>(range.high)));
  if (!(largest > 0.0)) return kDigits;
  return std::clamp(kDigits - 1 - static_cast<int>(std::floor(std::log10(largest))), 0, 15);
}

}  // namespace

RangeEditor::RangeEditor(QWidget* parent)
    : QWidget(parent),
      low_(new NumberBox(this)),
      high_(new NumberBox(this)),
      facts_(new QLabel(this)),
      reset_(new QPushButton(tr("Reset to calibrator"), this)) {
  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(scaled(8));
  const std::pair<QDoubleSpinBox*, QString> ends[] = {{low_, tr("&Low")}, {high_, tr("&High")}};
  for (const auto& [box, name] : ends) {
    auto* label = new QLabel(name, this);
    label->setProperty("role", QStringLiteral("label"));
    label->setBuddy(box);
    box->setAccessibleName(QString(name).remove(QLatin1Char('&')));
    box->setKeyboardTracking(false);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    box->setAlignment(Qt::AlignRight);
    box->setFixedWidth(scaled(kBoxWidth));
    row->addWidget(label);
    row->addWidget(box);
    connect(box, &QDoubleSpinBox::valueChanged, this, &RangeEditor::take);
  }
  low_->setToolTip(tr("Lowest value the levels cover; 0 or less"));
  high_->setToolTip(tr("Highest value the levels cover; 0 or more"));
  reset_->setProperty("role", QStringLiteral("flat"));
  reset_->setToolTip(tr("Take the range the calibrator chose"));
  connect(reset_, &QPushButton::clicked, this, &RangeEditor::resetWanted);
  row->addStretch();
  facts_->setProperty("role", QStringLiteral("label"));
  facts_->setWordWrap(true);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(scaled(4));
  column->addLayout(row);
  auto* below = new QHBoxLayout;  // the numbers stay where they are when the button comes
  below->setSpacing(scaled(8));
  below->addWidget(facts_, 1);
  below->addWidget(reset_, 0, Qt::AlignTop);
  column->addLayout(below);
  setRange(std::nullopt, false, std::nullopt);
}

QString RangeEditor::facts() const {
  return facts_->text();
}

void RangeEditor::setRange(const std::optional<ActivationRange>& range, bool byHand, std::optional<double> beyond) {
  byHand_ = byHand;
  setVisible(range.has_value());
  reset_->setVisible(byHand);
  if (range) show({range->low, range->high}, beyond);
}

void RangeEditor::setEditable(bool editable) {
  for (QWidget* control : {static_cast<QWidget*>(low_), static_cast<QWidget*>(high_), static_cast<QWidget*>(reset_)})
    control->setEnabled(editable);
}

void RangeEditor::follow(const HandRange& range, std::optional<double> beyond) {
  show(range, beyond);
}

void RangeEditor::show(const HandRange& range, std::optional<double> beyond) {
  constexpr double kLargest = std::numeric_limits<float>::max();
  range_ = range;
  const int places = placesFor(range);
  const QSignalBlocker quietLow(low_);
  const QSignalBlocker quietHigh(high_);
  for (auto* box : {low_, high_}) box->setDecimals(places);
  low_->setRange(-kLargest, 0.0);
  high_->setRange(0.0, kLargest);
  low_->setValue(range.low);
  high_->setValue(range.high);
  const auto levels = quantizationParameters({{}, range.low, range.high}, QuantizedType::uint8, false);
  QStringList facts{
      byHand_ ? tr("set by hand") : tr("by the calibrator"),
      tr("256 levels, %1 apart, zero is level %2").arg(formatSignificant(levels.scale, 3)).arg(levels.zeroPoint)};
  if (beyond) facts << tr("%1 beyond", "share of the values").arg(formatPercent(*beyond, 2));
  facts_->setText(facts.join(QStringLiteral(" · ")));
}

// The end that was not touched keeps its bits, which its box shows rounded.
void RangeEditor::take() {
  const auto end = [](const QDoubleSpinBox* box, float now) {
    const double shown = box->valueFromText(box->textFromValue(static_cast<double>(now)));
    return box->value() == shown ? static_cast<double>(now) : box->value();
  };
  const auto range = soundRange(end(low_, range_.low), end(high_, range_.high));
  if (range != range_) Q_EMIT edited(range);
}

}  // namespace bitwright
