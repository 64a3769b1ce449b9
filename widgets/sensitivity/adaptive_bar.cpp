// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sensitivity/adaptive_bar.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

#include <algorithm>
#include <utility>

#include "widgets/controls/elided_label.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr double kProposed = 0.5;  // percent
constexpr double kMost = 50.0;

bool isClassifier(const Sensitivity& sensitivity) {
  return std::any_of(sensitivity.layers.begin(), sensitivity.layers.end(), [](const LayerSensitivity& layer) {
    return !layer.scores.empty() && layer.scores.front().agreement.has_value();
  });
}

}  // namespace

AdaptiveBar::AdaptiveBar(QWidget* parent)
    : QWidget(parent),
      question_(new QLabel(this)),
      bound_(new QDoubleSpinBox(this)),
      answer_(new ElidedLabel(this)),
      add_(new QPushButton(tr("Add as a variant"), this)) {
  bound_->setRange(0.0, kMost);
  bound_->setDecimals(2);
  bound_->setSingleStep(0.1);
  bound_->setSuffix(tr(" %"));
  bound_->setValue(kProposed);
  bound_->setAccessibleName(tr("What each layer may change at most"));
  answer_->setProperty("role", QStringLiteral("label"));
  add_->setAutoDefault(false);
  add_->setAccessibleName(tr("Add the adapted layers as a variant"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(scaled(14), scaled(6), scaled(14), scaled(8));
  row->setSpacing(scaled(8));
  row->addWidget(question_);
  row->addWidget(bound_);
  row->addWidget(answer_, 1);
  row->addWidget(add_);
  connect(bound_, &QDoubleSpinBox::valueChanged, this, &AdaptiveBar::choose);
  connect(add_, &QPushButton::clicked, this, &AdaptiveBar::add);
  choose();
}

void AdaptiveBar::setResult(std::shared_ptr<const Sensitivity> result) {
  result_ = std::move(result);
  choose();
}

void AdaptiveBar::choose() {
  const bool any = result_ && !result_->partial() && !result_->layers.empty();
  choices_ = any ? chooseAdaptively(*result_, bound_->value() / 100.0) : std::vector<AdaptiveChoice>{};
  const bool classes = !any || isClassifier(*result_);
  question_->setText(classes ? tr("Each layer may change") : tr("Each layer may add"));
  bound_->setToolTip(
      classes
          ? tr("Of the predictions, each layer alone: every layer becomes the smallest that was measured to keep this")
          : tr("Noise in percent of the outputs' power, each layer alone: every layer becomes the smallest that was "
               "measured to keep this"));
  bound_->setEnabled(any);
  std::uint64_t before = 0;
  std::uint64_t after = 0;
  qsizetype adapted = 0;
  QStringList sentences;
  for (const auto& choice : choices_) {
    const auto& layer = result_->layers[choice.layer];
    before += layer.bytes;
    after += choice.candidate ? layer.scores[*choice.candidate].bytes : layer.bytes;
    adapted += choice.candidate ? 1 : 0;
    sentences << translated(choice.why);
  }
  if (adapted > 0) {
    const auto times = static_cast<double>(before) / static_cast<double>(std::max<std::uint64_t>(1, after));
    answer_->setText(tr("%1 of %2 layers: %3, %4× smaller")
                         .arg(formatCount(adapted), formatCount(static_cast<std::int64_t>(choices_.size())),
                              formatBytes(after), QLocale().toString(times, 'f', 1)));
  } else {
    answer_->setText(any ? tr("No layer can be smaller within this bound")
                         : tr("Measured layers can be adapted, each to its own data"));
  }
  answer_->setToolTip(sentences.join(QLatin1Char('\n')));
  add_->setToolTip(sentences.isEmpty() ? tr("A variant in which each layer is stored so, to be compared and exported")
                                       : sentences.join(QLatin1Char('\n')));
  add_->setEnabled(adapted > 0);
}

void AdaptiveBar::add() {
  auto recipe = adaptiveRecipe(*result_, choices_);
  recipe.name = tr("Adapted, %1 %").arg(QLocale().toString(bound_->value(), 'f', 2)).toStdString();
  Q_EMIT wanted(recipe);
}

}  // namespace bitwright
