// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

#include "core/stats/channels.h"
#include "widgets/jobs/job_runner.h"
#include "widgets/preview/layer_picture.h"
#include "widgets/preview/layer_weights.h"

namespace bitwright {

/// Computes what a closer look at a layer needs, off the window's thread: finer bins of a piece of the axis, and the
/// layer channel by channel. The newest request wins.
class DetailMaker : public QObject {
  Q_OBJECT

 public:
  explicit DetailMaker(QObject* parent = nullptr);

  /// `encoded` may be null.
  void requestBins(std::shared_ptr<const LayerWeights> weights, std::shared_ptr<const EncodedTensor> encoded,
                   const ValueRange& range);
  /// Of the weights as they are, or, where `encoded` is not null, as they become; both over the range of the weights as
  /// they are.
  void requestChannels(std::shared_ptr<const LayerWeights> weights, std::shared_ptr<const EncodedTensor> encoded,
                       const ChannelLayout& layout);
  void discardBins();
  void discardChannels();

 Q_SIGNALS:
  void binsReady(const bitwright::PictureBins& bins);
  void channelsReady(const bitwright::ChannelStatistics& channels);
  void failed(const bitwright::Error& error);

 private:
  JobRunner bins_;
  JobRunner channels_;
};

}  // namespace bitwright
