// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/histogram/detail_maker.h"

#include <algorithm>

#include "widgets/jobs/background.h"

namespace bitwright {
namespace {

// As many as a chart has pixels, about.
constexpr int kMostBoxes = 512;
constexpr int kFewestBins = 32;
constexpr int kMostBins = 256;

/// Fewer where a channel has few weights: a bin a weight would be noise.
int binsOfChannels(const ChannelLayout& layout) {
  const auto boxes = std::min<std::int64_t>(std::max<std::int64_t>(1, layout.channels), kMostBoxes);
  return std::clamp(binsFor(layout.outer * layout.channels * layout.inner / boxes), kFewestBins, kMostBins);
}

}  // namespace

DetailMaker::DetailMaker(QObject* parent) : QObject(parent), bins_(tr("Closer look")), channels_(tr("Channels")) {}

void DetailMaker::requestBins(std::shared_ptr<const LayerWeights> weights, std::shared_ptr<const EncodedTensor> encoded,
                              const ValueRange& range) {
  bins_.run<PictureBins>(
      [weights = std::move(weights), encoded = std::move(encoded), range](const Job& job,
                                                                          const JobTicket&) -> Result<PictureBins> {
        yieldToTheWindow();
        auto bins = detailOf(weights->values, weights->moments, encoded.get(), range, job);
        if (job.stopRequested()) return Failure(cancelledError());
        return bins;
      },
      [this](Result<PictureBins> bins) {
        if (bins)
          Q_EMIT binsReady(*bins);
        else if (bins.error().kind != ErrorKind::cancelled)
          Q_EMIT failed(bins.error());
      },
      Overtake::follow);
}

void DetailMaker::requestChannels(std::shared_ptr<const LayerWeights> weights,
                                  std::shared_ptr<const EncodedTensor> encoded, const ChannelLayout& layout) {
  channels_.run<ChannelStatistics>(
      [weights = std::move(weights), encoded = std::move(encoded), layout](
          const Job& job, const JobTicket&) -> Result<ChannelStatistics> {
        yieldToTheWindow();
        std::vector<float> decoded;
        if (encoded) decoded = encoded->decode(job);
        if (job.stopRequested()) return Failure(cancelledError());
        const auto& moments = weights->moments;
        auto channels = computeChannels(encoded ? decoded : weights->values, layout, moments.minimum, moments.maximum,
                                        binsOfChannels(layout), kMostBoxes, job);
        if (job.stopRequested()) return Failure(cancelledError());
        return channels;
      },
      [this](Result<ChannelStatistics> channels) {
        if (channels)
          Q_EMIT channelsReady(*channels);
        else if (channels.error().kind != ErrorKind::cancelled)
          Q_EMIT failed(channels.error());
      },
      Overtake::follow);
}

void DetailMaker::discardBins() {
  bins_.discard();
}

void DetailMaker::discardChannels() {
  channels_.discard();
}

}  // namespace bitwright
