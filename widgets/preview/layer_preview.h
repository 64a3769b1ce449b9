// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "widgets/document/layer_outcome.h"
#include "widgets/jobs/job_runner.h"
#include "widgets/preview/layer_picture.h"
#include "widgets/preview/layer_weights.h"

namespace bitwright {

class Document;

/// What the chosen scheme would make of one layer.
struct LayerPreview {
  std::size_t tensor = 0;
  std::string specText;  ///< as asked for
  std::string key;       ///< encodingKey of the layer under the recipe with this spec
  LayerPicture picture;
  std::shared_ptr<const LayerWeights> weights;   ///< for a closer look
  std::shared_ptr<const EncodedTensor> encoded;  ///< null where the layer stays as it is, or is only known as it was
  std::vector<std::size_t> together;    ///< tensors that share one codebook with it, itself among them; it alone where
                                        ///< its scheme does not share
  std::optional<LayerOutcome> outcome;  ///< none while only the original is known
};

/// Computes the picture and figures of the layer that is looked at, for the scheme being chosen, off the window's
/// thread. Another layer stops what runs; another scheme for the same layer waits for it, so that the picture follows a
/// slider being dragged. The weights of the layer are read once.
class PreviewMaker : public QObject {
  Q_OBJECT

 public:
  explicit PreviewMaker(Document* document, QObject* parent = nullptr);

  void request(std::size_t tensor, const SchemeSpec& spec);
  void clear();
  [[nodiscard]] JobRunner& runner() { return runner_; }

 Q_SIGNALS:
  /// First, for a layer not seen just before: the original alone. Then the whole.
  void ready(const bitwright::LayerPreview& preview);
  void failed(const bitwright::Error& error);

 private:
  struct Outcome {
    std::shared_ptr<const LayerWeights> source;
    LayerPreview preview;
  };
  static Result<Outcome> make(const std::shared_ptr<const Model>& model, std::size_t tensor, const SchemeSpec& spec,
                              Recipe recipe, std::shared_ptr<const LayerWeights> source, const Job& job,
                              const JobTicket& ticket, PreviewMaker* maker);

  Document* document_;
  JobRunner runner_;
  std::shared_ptr<const LayerWeights> source_;
  std::optional<std::size_t> asked_;  ///< the layer of the last request
};

}  // namespace bitwright
