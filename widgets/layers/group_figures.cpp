// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/group_figures.h"

#include <QCoreApplication>

#include <algorithm>

#include "widgets/document/document.h"
#include "widgets/layers/layers_model.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

QString mixed() {
  return QCoreApplication::translate("LayersTable", "mixed");
}

/// Whether the scheme column says the same of both.
bool sameScheme(const LayerPlan& a, const LayerPlan& b) {
  return a.untouched == b.untouched && (a.untouched || a.spec == b.spec);
}

QString sumText(const GroupFigures& figures, const QString& text) {
  if (figures.finished) return QStringLiteral("–");
  if (!figures.sum.complete) return figures.computing ? QStringLiteral("…") : QStringLiteral("–");
  return figures.sum.weights > 0 ? text : QStringLiteral("–");
}

}  // namespace

GroupFigures groupFigures(const std::vector<std::size_t>& tensors, const LayersModel& layers,
                          const Document& document) {
  GroupFigures figures;
  const bool gone = !document.model() || std::any_of(tensors.begin(), tensors.end(), [&](auto tensor) {
    return tensor >= document.model()->tensors().size();
  });
  if (gone) return figures;  // the rows are about to be told so
  figures.sum = sumOf(tensors, layers, document);
  figures.finished = document.isFinishedFile();
  figures.computing = layers.isComputing();
  const auto all = document.model()->tensors();
  figures.compressible =
      std::any_of(tensors.begin(), tensors.end(), [&](auto tensor) { return all[tensor].compressible; });
  const auto& plans = document.resolved().layers;
  const WeightTensor* first = nullptr;
  bool sameSchemes = true, sameOperators = true, sameTypes = true;
  for (const auto index : tensors) {
    const auto& tensor = all[index];
    if (figures.compressible && !tensor.compressible) continue;  // a bias among weights
    if (first == nullptr) first = &tensor;
    sameOperators = sameOperators && tensor.op == first->op;
    sameTypes = sameTypes && tensor.type == first->type;
    if (index >= plans.size()) continue;
    sameSchemes = sameSchemes && sameScheme(plans[index], plans[first->index]);
    figures.kept = figures.kept && plans[index].untouched;
  }
  if (first == nullptr) return figures;
  sameSchemes = sameSchemes && (sameTypes || !figures.kept);  // "keep" has the type behind it
  const auto scheme = layers.index(static_cast<int>(first->index), static_cast<int>(LayerColumn::scheme));
  figures.scheme = sameSchemes ? scheme.data().toString() : mixed();
  if (sameSchemes) figures.colour = scheme.data(LayersModel::ColourRole).value<QColor>();
  figures.op = sameOperators ? scheme.data(LayersModel::OperatorRole).toString() : mixed();
  figures.type = sameTypes ? scheme.siblingAtColumn(static_cast<int>(LayerColumn::type)).data().toString() : mixed();
  return figures;
}

QString groupCellText(const GroupFigures& figures, LayerColumn column) {
  const QVariant value = groupCellValue(figures, column);
  switch (column) {
    case LayerColumn::weights:
      return formatCount(value.toLongLong());
    case LayerColumn::originalBytes:
      return formatBytes(value.toULongLong());
    case LayerColumn::bytes:
      return sumText(figures, formatBytes(value.toULongLong()));
    case LayerColumn::ratio:
      return sumText(figures, formatRatio(value.toDouble()));
    case LayerColumn::bits:
      return sumText(figures, formatFixed(value.toDouble(), 2));
    default:
      return value.toString();
  }
}

QVariant groupCellValue(const GroupFigures& figures, LayerColumn column) {
  const auto& sum = figures.sum;
  const bool known = sum.complete && !figures.finished && sum.weights > 0;
  switch (column) {
    case LayerColumn::op:
      return figures.op;
    case LayerColumn::type:
      return figures.type;
    case LayerColumn::weights:
      return static_cast<qlonglong>(sum.weights);
    case LayerColumn::scheme:
      return figures.scheme;
    case LayerColumn::originalBytes:
      return static_cast<qulonglong>(sum.originalBytes);
    case LayerColumn::bytes:
      return known ? QVariant(static_cast<qulonglong>(sum.bytes)) : QVariant();
    case LayerColumn::ratio:
      return known ? QVariant(sum.ratio()) : QVariant();
    case LayerColumn::bits:
      return known ? QVariant(sum.bitsPerWeight()) : QVariant();
    default:
      return {};
  }
}

}  // namespace bitwright
