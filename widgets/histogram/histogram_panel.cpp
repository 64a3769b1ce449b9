// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/histogram/histogram_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "widgets/controls/chip_row.h"
#include "widgets/controls/panel_header.h"
#include "widgets/controls/segmented_control.h"
#include "widgets/document/document.h"
#include "widgets/histogram/error_chart.h"
#include "widgets/histogram/weights_chart.h"
#include "widgets/text/message_text.h"
#include "widgets/text/scheme_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/series.h"

namespace bitwright {
namespace {

constexpr int kWeightsShare = 3;  // of the height; the error strip has one

/// Why there is nothing to draw; empty where there is.
QString sentenceFor(const LayerPicture& picture) {
  const auto& m = picture.moments;
  const auto all = m.count + m.nanCount + m.infiniteCount;
  if (all == 0) return HistogramPanel::tr("This layer holds no weights.");
  if (m.count == 0) return HistogramPanel::tr("None of the %Ln weight(s) of this layer is a finite number.", nullptr, pluralNumber(all));
  if (!(m.maximum > m.minimum))
    return HistogramPanel::tr("All %Ln weight(s) of this layer equal %1.", nullptr, pluralNumber(m.count)).arg(formatSignificant(m.minimum, 6));
  return {};
}

QString compressedName(const LayerPreview& preview) {
  const auto spec = parseSpec(preview.specText);
  return spec ? shortSchemeText(*spec) : QString::fromStdString(preview.specText);
}

std::string compressedScheme(const LayerPreview& preview) {
  const auto spec = parseSpec(preview.specText);
  const auto* storage = spec ? spec->storage() : nullptr;
  return storage == nullptr ? "keep" : storage->name;
}

}  // namespace

HistogramPanel::HistogramPanel(Document* document, QWidget* parent)
    : QWidget(parent),
      document_(document),
      header_(new PanelHeader(tr("Weights"), this)),
      chips_(new ChipRow(this)),
      scale_(new SegmentedControl(this)),
      stack_(new QStackedWidget(this)),
      charts_(new QWidget(this)),
      weights_(new WeightsChart(charts_)),
      error_(new ErrorChart(charts_)),
      sentence_(new QLabel(this)) {
  setProperty("role", QStringLiteral("panel"));
  setAttribute(Qt::WA_StyledBackground);
  scale_->setChoices({tr("Linear"), tr("Log")});
  scale_->setAccessibleName(tr("Scale of the counts"));
  scale_->setCurrent(0);
  connect(scale_, &SegmentedControl::chosen, this, [this](int index) { weights_->setLogarithmic(index == 1); });

  auto* top = new QHBoxLayout;
  top->setContentsMargins(scaled(14), scaled(10), scaled(14), scaled(4));
  top->addWidget(chips_, 1);
  top->addWidget(scale_, 0, Qt::AlignTop);

  auto* column = new QVBoxLayout(charts_);
  column->setContentsMargins(0, 0, 0, scaled(4));
  column->setSpacing(0);
  column->addWidget(weights_, kWeightsShare);
  column->addWidget(error_, 1);

  sentence_->setAlignment(Qt::AlignCenter);
  sentence_->setProperty("role", QStringLiteral("dim"));
  sentence_->setWordWrap(true);
  stack_->addWidget(sentence_);
  stack_->addWidget(charts_);

  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->setSpacing(0);
  whole->addWidget(header_);
  whole->addLayout(top);
  whole->addWidget(stack_, 1);
  weights_->setAccessibleName(tr("Histogram of the layer’s weights"));
  error_->setAccessibleName(tr("Error of the compressed weights by value"));
  showNothing();
}

void HistogramPanel::showNothing() {
  header_->setFact({});
  chips_->setChips({});
  scale_->hide();
  sentence_->setText(document_->model() ? tr("Choose a layer to see its weights.") : QString());
  stack_->setCurrentWidget(sentence_);
}

void HistogramPanel::showFacts(const Moments& m) {
  std::vector<Chip> chips;
  if (m.count > 0) {
    chips.push_back({tr("min %1").arg(formatSignificant(m.minimum, 3)), tr("Smallest weight"), false});
    chips.push_back({tr("max %1").arg(formatSignificant(m.maximum, 3)), tr("Largest weight"), false});
    chips.push_back({tr("σ %1").arg(formatSignificant(m.standardDeviation, 3)), tr("Standard deviation"), false});
    chips.push_back({tr("kurtosis %1").arg(formatFixed(m.kurtosis, 1)),
                     tr("Fourth standardised moment; 3 for a normal distribution, more for heavier tails"), false});
    if (m.zeroCount > 0) chips.push_back({tr("%1 zeros").arg(formatPercent(m.sparsity(), 1)), tr("Share of weights that are exactly zero"), false});
    if (m.outlierCount > 0) {
      chips.push_back({withThinSpaces(tr("%Ln outlier(s) beyond 5σ", nullptr, pluralNumber(m.outlierCount))),
                       tr("Weights further than five standard deviations from the mean"), true});
    }
  }
  if (m.nanCount > 0) chips.push_back({withThinSpaces(tr("%Ln weight(s) not a number", nullptr, pluralNumber(m.nanCount))), {}, true});
  if (m.infiniteCount > 0) chips.push_back({withThinSpaces(tr("%Ln infinite weight(s)", nullptr, pluralNumber(m.infiniteCount))), {}, true});
  chips_->setChips(chips);
  accessibleFacts_.clear();
  for (const auto& chip : chips) accessibleFacts_ += chip.text + QStringLiteral(". ");
}

void HistogramPanel::showPreview(const LayerPreview& preview) {
  if (!document_->model() || preview.tensor >= document_->model()->tensors().size()) return;
  const auto& tensor = document_->model()->tensors()[preview.tensor];
  const QString name = QString::fromStdString(tensor.id.empty() ? tensor.tensor : tensor.id);
  header_->setFact(QStringList{name, operatorText(tensor), withThinSpaces(tr("%Ln weight(s)", nullptr, pluralNumber(tensor.elementCount())))}.join(
      QStringLiteral(" · ")));
  showFacts(preview.picture.moments);
  const QString sentence = sentenceFor(preview.picture);
  scale_->setVisible(sentence.isEmpty());
  if (!sentence.isEmpty()) {
    sentence_->setText(withThinSpaces(sentence));
    stack_->setCurrentWidget(sentence_);
    return;
  }
  weights_->setPicture(preview.picture, compressedScheme(preview), compressedName(preview));
  error_->setPicture(preview.picture, weights_->xAxis()->min(), weights_->xAxis()->max());
  QString description = accessibleFacts_;
  if (preview.outcome && preview.outcome->encoded) description += tr("SQNR %1.").arg(formatDecibels(preview.outcome->sqnrDb));
  weights_->setAccessibleDescription(description);
  stack_->setCurrentWidget(charts_);
}

}  // namespace bitwright
