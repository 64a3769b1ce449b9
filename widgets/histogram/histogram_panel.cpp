// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/histogram/histogram_panel.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/controls/chip_row.h"
#include "widgets/controls/panel_header.h"
#include "widgets/controls/segmented_control.h"
#include "widgets/controls/tab_strip.h"
#include "widgets/document/document.h"
#include "widgets/histogram/channel_chart.h"
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
constexpr int kPatienceMs = 150;
constexpr int kTopRow = 30;
constexpr int kBeside = 560;  // wide enough for facts and controls on one line

/// Why there is nothing to draw; empty where there is.
QString sentenceFor(const LayerPicture& picture) {
  const auto& m = picture.moments;
  const auto all = m.count + m.nanCount + m.infiniteCount;
  if (all == 0) return HistogramPanel::tr("This layer holds no weights.");
  if (m.count == 0)
    return HistogramPanel::tr("None of the %Ln weight(s) of this layer is a finite number.", nullptr,
                              pluralNumber(all));
  if (!(m.maximum > m.minimum))
    return HistogramPanel::tr("All %Ln weight(s) of this layer equal %1.", nullptr, pluralNumber(m.count))
        .arg(formatSignificant(m.minimum, 6));
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
      views_(new TabStrip(this)),
      chips_(new ChipRow(this)),
      whole_(new QPushButton(tr("Whole range"), this)),
      side_(new SegmentedControl(this)),
      scale_(new SegmentedControl(this)),
      topPart_(new QWidget(this)),
      top_(new QHBoxLayout(topPart_)),
      controls_(new QHBoxLayout),
      stack_(new QStackedWidget(this)),
      charts_(new QWidget(this)),
      weights_(new WeightsChart(charts_)),
      error_(new ErrorChart(charts_)),
      heatMap_(new HeatMapChart(this)),
      boxes_(new BoxChart(this)),
      sentence_(new QLabel(this)) {
  compose();
  patience_.setSingleShot(true);
  patience_.setInterval(kPatienceMs);
  connect(&patience_, &QTimer::timeout, this, [this] {
    if (channelChart() != nullptr && !channelsKnown_) showSentence(tr("Looking at each channel…"));
  });
  connect(views_, &TabStrip::currentChanged, this, &HistogramPanel::showView);
  connect(scale_, &SegmentedControl::chosen, this, [this](int index) {
    weights_->setLogarithmic(index == 1);
    heatMap_->setLogarithmic(index == 1);
  });
  connect(side_, &SegmentedControl::chosen, this, &HistogramPanel::showView);
  connect(whole_, &QPushButton::clicked, weights_, &WeightsChart::showWhole);
  connect(weights_, &WeightsChart::zoomed, this, &HistogramPanel::followZoom);
  connect(&details_, &DetailMaker::binsReady, this, [this](const PictureBins& bins) {
    weights_->setDetail(bins);
    error_->setPicture(preview_.picture, weights_->shown(), weights_->zoom().shown());
  });
  connect(document, &Document::modelChanged, this,
          &HistogramPanel::showNothing);  // what is shown belongs to the one before
  connect(&details_, &DetailMaker::channelsReady, this, &HistogramPanel::showChannels);
  connect(&details_, &DetailMaker::failed, this, &HistogramPanel::failed);
  showNothing();
}

void HistogramPanel::compose() {
  setProperty("role", QStringLiteral("panel"));
  setAttribute(Qt::WA_StyledBackground);
  views_->setAccessibleName(tr("Views of the layer"));
  for (const QString& name : {tr("Weights"), tr("Heat map"), tr("Box plot")}) views_->addTab(name);
  views_->setTabToolTip(HeatMapView, tr("How the weights of each output channel spread"));
  views_->setTabToolTip(BoxView, tr("Least and largest weight, quartiles and median of each output channel"));
  header_->setLeading(views_);
  scale_->setChoices({tr("Linear"), tr("Log")});
  scale_->setAccessibleName(tr("Scale of the counts"));
  scale_->setCurrent(0);
  side_->setChoices({tr("Original"), tr("Compressed")});
  side_->setAccessibleName(tr("Weights as they are or as they become"));
  side_->setCurrent(0);
  whole_->setProperty("role", QStringLiteral("flat"));
  whole_->setToolTip(tr("Show the whole axis again (Esc)"));

  controls_->setSpacing(scaled(8));
  for (QWidget* control : {static_cast<QWidget*>(whole_), static_cast<QWidget*>(side_), static_cast<QWidget*>(scale_)})
    controls_->addWidget(control);
  top_->setSpacing(scaled(12));
  top_->setContentsMargins(scaled(14), scaled(10), scaled(14), scaled(4));
  top_->addStrut(scaled(kTopRow));               // nothing moves where a view has no scale to choose
  top_->addWidget(chips_, 1, Qt::AlignVCenter);  // in as many lines as it needs
  top_->addLayout(controls_);
  top_->setAlignment(controls_, Qt::AlignTop);

  auto* column = new QVBoxLayout(charts_);
  column->setContentsMargins(0, 0, 0, scaled(4));
  column->setSpacing(0);
  column->addWidget(weights_, kWeightsShare);
  column->addWidget(error_, 1);
  error_->viewport()->installEventFilter(this);

  sentence_->setAlignment(Qt::AlignCenter);
  sentence_->setProperty("role", QStringLiteral("dim"));
  sentence_->setWordWrap(true);
  for (QWidget* page :
       {static_cast<QWidget*>(sentence_), charts_, static_cast<QWidget*>(heatMap_), static_cast<QWidget*>(boxes_)})
    stack_->addWidget(page);

  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->setSpacing(0);
  whole->addWidget(header_);
  whole->addWidget(topPart_);
  whole->addWidget(stack_, 1);
  weights_->setAccessibleName(tr("Histogram of the layer’s weights"));
  error_->setAccessibleName(tr("Error of the compressed weights by value"));
  heatMap_->setAccessibleName(tr("Heat map of the layer’s channels"));
  boxes_->setAccessibleName(tr("Box plot of the layer’s channels"));
}

void HistogramPanel::showSentence(const QString& sentence) {
  sentence_->setText(withThinSpaces(sentence));
  if (currentPage() == nullptr) stack_->setCurrentWidget(sentence_);
}

void HistogramPanel::showNothing() {
  details_.discardBins();
  details_.discardChannels();
  channelsKnown_ = false;
  channelsSide_.reset();
  preview_ = {};
  header_->setFact({});
  chips_->setChips({});
  for (QWidget* control : {static_cast<QWidget*>(scale_), static_cast<QWidget*>(side_), static_cast<QWidget*>(whole_)})
    control->hide();
  showSentence(document_->model() ? tr("Choose a layer to see its weights.") : QString());
}

void HistogramPanel::setView(View view) {
  views_->setCurrentIndex(view);
}

void HistogramPanel::addPage(const QString& name, const QString& help, QWidget* page) {
  views_->setTabToolTip(views_->addTab(name), help);
  stack_->addWidget(page);
  pages_.push_back(page);
}

void HistogramPanel::showPage(QWidget* page) {
  const auto at = std::find(pages_.begin(), pages_.end(), page);
  if (at != pages_.end()) views_->setCurrentIndex(BoxView + 1 + static_cast<int>(at - pages_.begin()));
}

QWidget* HistogramPanel::currentPage() const {
  const int page = views_->currentIndex() - BoxView - 1;
  return page < 0 ? nullptr : pages_[static_cast<std::size_t>(page)];
}

ChannelChart* HistogramPanel::channelChart() const {
  switch (views_->currentIndex()) {
    case HeatMapView:
      return heatMap_;
    case BoxView:
      return boxes_;
    default:
      return nullptr;
  }
}

std::optional<ChannelLayout> HistogramPanel::channelLayout() const {
  const auto& tensor = document_->model()->tensors()[preview_.tensor];
  if (tensor.channelAxis < 0) return std::nullopt;
  return ChannelLayout::of(tensor.shape, tensor.channelAxis);
}

void HistogramPanel::showFacts(const Moments& m) {
  std::vector<Chip> chips;
  if (m.count > 0) {
    chips.push_back({tr("min %1").arg(formatSignificant(m.minimum, 3)), tr("Smallest weight"), false});
    chips.push_back({tr("max %1").arg(formatSignificant(m.maximum, 3)), tr("Largest weight"), false});
    chips.push_back({tr("mean %1").arg(formatSignificant(m.mean, 2)), tr("Mean of the weights"), false});
    chips.push_back({tr("σ %1").arg(formatSignificant(m.standardDeviation, 3)), tr("Standard deviation"), false});
    chips.push_back({tr("kurtosis %1").arg(formatFixed(m.kurtosis, 1)),
                     tr("Fourth standardised moment; 3 for a normal distribution, more for heavier tails"), false});
    if (m.zeroCount > 0)
      chips.push_back(
          {tr("%1 zeros").arg(formatPercent(m.sparsity(), 1)), tr("Share of weights that are exactly zero"), false});
    if (m.outlierCount > 0) {
      chips.push_back({withThinSpaces(tr("%Ln outlier(s) beyond 5σ", nullptr, pluralNumber(m.outlierCount))),
                       tr("Weights further than five standard deviations from the mean"), true});
    }
  }
  if (m.nanCount > 0)
    chips.push_back({withThinSpaces(tr("%Ln weight(s) not a number", nullptr, pluralNumber(m.nanCount))), {}, true});
  if (m.infiniteCount > 0)
    chips.push_back({withThinSpaces(tr("%Ln infinite weight(s)", nullptr, pluralNumber(m.infiniteCount))), {}, true});
  chips_->setChips(chips);
  accessibleFacts_.clear();
  for (const auto& chip : chips) accessibleFacts_ += chip.text + QStringLiteral(". ");
}

void HistogramPanel::showPreview(const LayerPreview& preview) {
  if (!document_->model() || preview.tensor >= document_->model()->tensors().size()) return;
  const auto& tensor = document_->model()->tensors()[preview.tensor];
  const QString name = QString::fromStdString(tensor.id.empty() ? tensor.tensor : tensor.id);
  header_->setFact(QStringList{name, operatorText(tensor),
                               withThinSpaces(tr("%Ln weight(s)", nullptr, pluralNumber(tensor.elementCount())))}
                       .join(QStringLiteral(" · ")));
  showFacts(preview.picture.moments);
  const bool sameLayer = preview_.weights != nullptr && preview_.weights == preview.weights;
  preview_ = preview;
  if (!sameLayer) {
    channelsKnown_ = false;
    details_.discardChannels();
  }
  details_.discardBins();
  if (sentenceFor(preview_.picture).isEmpty()) {
    weights_->setPicture(preview_.picture, compressedScheme(preview_), compressedName(preview_), sameLayer);
    followZoom();
    QString description = accessibleFacts_;
    if (preview_.outcome && preview_.outcome->encoded)
      description += tr("SQNR %1.").arg(formatDecibels(preview_.outcome->sqnrDb));
    weights_->setAccessibleDescription(description);
  }
  showView();
}

void HistogramPanel::showView() {
  auto* page = currentPage();
  topPart_->setVisible(page == nullptr);
  if (page != nullptr) return stack_->setCurrentWidget(page);
  if (!preview_.weights || !document_->model()) return stack_->setCurrentWidget(sentence_);
  auto* channels = channelChart();
  QString sentence = sentenceFor(preview_.picture);
  if (sentence.isEmpty() && channels != nullptr && !channelLayout()) {
    sentence = tr("This layer has no output channels to be told apart: all its users treat it as one.");
  }
  const bool draws = sentence.isEmpty();
  scale_->setVisible(draws && channels != boxes_);
  side_->setVisible(draws && channels != nullptr && preview_.encoded);
  whole_->setVisible(draws && channels == nullptr && weights_->zoom().isZoomed());
  if (!draws) return showSentence(sentence);
  if (channels == nullptr) return stack_->setCurrentWidget(charts_);
  if (channelsKnown_)
    stack_->setCurrentWidget(channels);
  else
    patience_.start();
  const auto wanted = side_->current() == 1 ? preview_.encoded : nullptr;
  if (channelsKnown_ && channelsSide_ == wanted) return;
  channelsSide_ = wanted;
  details_.requestChannels(preview_.weights, wanted, *channelLayout());
}

void HistogramPanel::showChannels(const ChannelStatistics& channels) {
  channelsKnown_ = true;
  heatMap_->setChannels(channels);
  boxes_->setChannels(channels);
  if (auto* chart = channelChart()) stack_->setCurrentWidget(chart);
}

void HistogramPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const bool beside = width() >= scaled(kBeside);
  top_->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
  top_->setSpacing(scaled(beside ? 12 : 6));
  top_->setAlignment(controls_, beside ? Qt::AlignTop : Qt::AlignTrailing);
}

// The strip below has the histogram's axis, so what looks closer there does here.
bool HistogramPanel::eventFilter(QObject* watched, QEvent* event) {
  const bool looks = event->type() == QEvent::Wheel || event->type() == QEvent::MouseButtonDblClick;
  if (watched == error_->viewport() && looks) return QCoreApplication::sendEvent(weights_->viewport(), event);
  return QWidget::eventFilter(watched, event);
}

// At once from the bins there are; in finer ones as soon as they are counted.
void HistogramPanel::followZoom() {
  const auto& zoom = weights_->zoom();
  error_->setPicture(preview_.picture, weights_->shown(), zoom.shown());
  whole_->setVisible(zoom.isZoomed());
  if (!zoom.isZoomed()) return details_.discardBins();
  const auto& original = preview_.picture.original;
  const ValueRange range{std::max(zoom.shown().minimum, original.minimum),
                         std::min(zoom.shown().maximum, original.maximum)};
  if (range.width() > 0.0 && preview_.weights) details_.requestBins(preview_.weights, preview_.encoded, range);
}

}  // namespace bitwright
