// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "widgets/document/layer_outcome.h"
#include "widgets/jobs/job_runner.h"

namespace bitwright {

class Document;

/// The figures of every layer under the active recipe: computed off the window's thread, layer by layer, and kept by
/// (tensor, what its encoding depends on), so that undo shows them at once.
class LayerOutcomes : public QObject {
  Q_OBJECT

 public:
  explicit LayerOutcomes(Document* document, QObject* parent = nullptr);

  /// Nothing while it is still being computed.
  [[nodiscard]] std::optional<LayerOutcome> of(std::size_t tensor) const;
  /// From a preview that was just computed; `key` is the layer's encodingKey.
  void remember(std::size_t tensor, const std::string& key, const LayerOutcome& outcome);
  [[nodiscard]] JobRunner& runner() { return runner_; }

 Q_SIGNALS:
  /// One layer's figures have arrived.
  void changed(std::size_t tensor);
  void failed(const bitwright::Error& error);

 private:
  /// What a layer's encoding depends on, by number: where thousands share one codebook, all of them are in the text of
  /// each.
  using KeyNumber = std::size_t;
  /// What follows from the plans of one recipe.
  struct Encodings {
    quint64 of = 0;               ///< Document::resolvedNumber
    std::vector<KeyNumber> keys;  ///< one a plan; of those that are kept it means nothing
    std::vector<std::vector<std::size_t>> together;
  };
  void request();
  void keep(std::size_t tensor, KeyNumber key, const LayerOutcome& outcome);
  [[nodiscard]] KeyNumber numberOf(const std::string& key) const;
  [[nodiscard]] const Encodings& encodings() const;

  Document* document_;
  JobRunner runner_;
  mutable std::unordered_map<std::string, KeyNumber> numbers_;
  mutable Encodings encodings_;
  std::map<std::pair<std::size_t, KeyNumber>, LayerOutcome> known_;
};

}  // namespace bitwright
