// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

#include <optional>
#include <span>
#include <vector>

#include "core/model/weight_tensor.h"
#include "core/recipe/recipe.h"
#include "widgets/document/layer_outcome.h"

namespace bitwright {

/// The columns of the layers table, in the order in which they stand at first.
enum class LayerColumn {
  name,
  op,
  shape,
  type,
  weights,
  scheme,
  originalBytes,
  bytes,
  ratio,
  bits,
  sqnr,
  damage,
  arithmetic,
  reason,
  count
};

/// What the layer alone, stored as it is now, changes of the network's outputs.
struct LayerDamage {
  double value = 0.0;  ///< larger is worse
  QString text;
};

/// Which arithmetic the engine ran the layer in, when it was compared.
struct LayerComputing {
  bool integers = false;
  QString reason;  ///< why not in integers; may be empty
};

/// What a row is about.
struct LayerRow {
  const WeightTensor& tensor;
  const LayerPlan* plan = nullptr;            ///< null: nothing is resolved yet
  const LayerOutcome* outcome = nullptr;      ///< null: still being computed
  std::optional<LayerDamage> damage{};        ///< none: not measured
  std::optional<LayerComputing> computing{};  ///< none: not compared as it is now
  bool inFile = false;   ///< of a variant that is a finished file: how it is stored there is not known
  bool stopped = false;  ///< nothing is being computed: it was stopped
};

/// Names the column in the settings; never shown.
[[nodiscard]] QString columnKey(LayerColumn column);
[[nodiscard]] QString columnTitle(LayerColumn column);
/// What the heading alone does not say; may be empty.
[[nodiscard]] QString columnHelp(LayerColumn column);
/// Figures stand at the far side.
[[nodiscard]] bool isFigure(LayerColumn column);
[[nodiscard]] bool shownAtFirst(LayerColumn column);

/// How a layer is called for other programs: its id, or the tensor's name where it has none.
[[nodiscard]] QString nameText(const WeightTensor& tensor);
/// How each is called in the table: by its path where names tell one, else as nameText. Compressible ones never have
/// one name.
[[nodiscard]] std::vector<QString> layerNames(std::span<const WeightTensor> tensors);
[[nodiscard]] QString cellText(const LayerRow& row, LayerColumn column);
/// The same without units and rounding: a number where the column has numbers, nothing where there is none.
[[nodiscard]] QVariant cellValue(const LayerRow& row, LayerColumn column);
/// Why the layer is left alone, or what else there is to know of how it is stored; empty where nothing is.
[[nodiscard]] QString reasonText(const LayerRow& row);
[[nodiscard]] QString toolTipText(const LayerRow& row);

}  // namespace bitwright
