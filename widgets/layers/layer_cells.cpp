// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layer_cells.h"

#include <QCoreApplication>
#include <QHash>
#include <QStringList>

#include <array>
#include <cmath>

#include "widgets/text/message_text.h"
#include "widgets/text/scheme_text.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr std::size_t kLongestPath = 1024;  // so that what tells names apart is there

struct ColumnText {
  const char* key;
  const char* title;
  const char* help;
  bool figure;
  bool atFirst;
};

// In the order of LayerColumn.
constexpr std::array<ColumnText, static_cast<std::size_t>(LayerColumn::count)> kColumns{{
    {"name", QT_TRANSLATE_NOOP("LayersTable", "Layer"), "", false, true},
    {"operator", QT_TRANSLATE_NOOP("LayersTable", "Operator"), "", false, false},
    {"shape", QT_TRANSLATE_NOOP("LayersTable", "Shape"), "", false, false},
    {"type", QT_TRANSLATE_NOOP("LayersTable", "Type"), "", false, false},
    {"weights", QT_TRANSLATE_NOOP("LayersTable", "Weights"), "", true, true},
    {"scheme", QT_TRANSLATE_NOOP("LayersTable", "Scheme"), "", false, true},
    {"original-bytes", QT_TRANSLATE_NOOP("LayersTable", "Original"),
     QT_TRANSLATE_NOOP("LayersTable", "Bytes of the weights as they are in the model"), true, false},
    {"bytes", QT_TRANSLATE_NOOP("LayersTable", "Bytes"),
     QT_TRANSLATE_NOOP("LayersTable",
                       "Codes, tables and scales, without decode nodes. A codebook that several layers share is in the "
                       "sum, but in none of them."),
     true, false},
    {"ratio", QT_TRANSLATE_NOOP("LayersTable", "Ratio"),
     QT_TRANSLATE_NOOP("LayersTable", "Original bytes divided by the bytes of the compressed layer"), true, false},
    {"bits", QT_TRANSLATE_NOOP("LayersTable", "Bits"),
     QT_TRANSLATE_NOOP("LayersTable", "Bits a weight, with tables and scales"), true, false},
    {"sqnr", QT_TRANSLATE_NOOP("LayersTable", "SQNR"),
     QT_TRANSLATE_NOOP("LayersTable",
                       "Signal to quantization noise ratio in decibels: higher is closer to the original"),
     true, true},
    {"damage", QT_TRANSLATE_NOOP("LayersTable", "Damage"),
     QT_TRANSLATE_NOOP("LayersTable",
                       "Predictions that change for this layer alone, stored as it is now, or the SQNR of the outputs; "
                       "measured under Sensitivity"),
     true, false},
    {"arithmetic", QT_TRANSLATE_NOOP("LayersTable", "Computes in"),
     QT_TRANSLATE_NOOP("LayersTable",
                       "Integers or floats, as ONNX Runtime ran the layer when the variant was last compared"),
     false, false},
    {"reason", QT_TRANSLATE_NOOP("LayersTable", "Reason"),
     QT_TRANSLATE_NOOP("LayersTable", "Why a layer is left alone"), false, false},
}};

const ColumnText& of(LayerColumn column) {
  return kColumns[static_cast<std::size_t>(column)];
}

QString text(const char* source) {
  return *source == '\0' ? QString() : QCoreApplication::translate("LayersTable", source);
}

QString shapeText(const WeightTensor& tensor) {
  QStringList dims;
  for (const auto dim : tensor.shape) dims << QString::number(dim);
  return dims.join(QChar(0x00d7));
}

QString typeText(const WeightTensor& tensor) {
  return QString::fromLatin1(dataTypeName(tensor.type).data());
}

QString schemeText(const LayerRow& row) {
  if (!row.tensor.compressible) return text(QT_TRANSLATE_NOOP("LayersTable", "not compressible"));
  if (row.inFile) return text(QT_TRANSLATE_NOOP("LayersTable", "not known"));
  if (row.plan == nullptr || row.plan->untouched)
    return text(QT_TRANSLATE_NOOP("LayersTable", "keep %1")).arg(typeText(row.tensor));
  return shortSchemeText(row.plan->spec);
}

/// A figure of the outcome as text: dots while it is being computed.
QString outcomeText(const LayerRow& row, LayerColumn column) {
  if (row.outcome == nullptr) return row.inFile || row.stopped ? QStringLiteral("–") : QStringLiteral("…");
  const QVariant value = cellValue(row, column);
  if (!value.isValid()) return QStringLiteral("–");
  switch (column) {
    case LayerColumn::bytes:
      return formatBytes(value.toULongLong());
    case LayerColumn::ratio:
      return formatRatio(value.toDouble());
    case LayerColumn::bits:
      return formatFixed(value.toDouble(), 2);
    default:
      return formatFixed(value.toDouble(), 1);
  }
}

}  // namespace

QString columnKey(LayerColumn column) {
  return QString::fromLatin1(of(column).key);
}

QString columnTitle(LayerColumn column) {
  return text(of(column).title);
}

QString columnHelp(LayerColumn column) {
  return text(of(column).help);
}

bool isFigure(LayerColumn column) {
  return of(column).figure;
}

bool shownAtFirst(LayerColumn column) {
  return of(column).atFirst;
}

QString nameText(const WeightTensor& tensor) {
  return QString::fromStdString(printable(tensor.id.empty() ? tensor.tensor : tensor.id));
}

std::vector<QString> layerNames(std::span<const WeightTensor> tensors) {
  std::vector<QString> names;
  QHash<QString, int> times;
  for (const auto& tensor : tensors) {
    names.push_back(tensor.path.empty() ? nameText(tensor) : QString::fromStdString(printable(tensor.path)));
    if (tensor.compressible) ++times[names.back()];
  }
  for (const auto& tensor : tensors) {
    auto& name = names[tensor.index];
    if (times.value(name) > 1) name += QStringLiteral(" · ") + QString::fromStdString(printable(tensor.tensor));
  }
  return names;
}

QString cellText(const LayerRow& row, LayerColumn column) {
  switch (column) {
    case LayerColumn::weights:
      return formatCount(row.tensor.elementCount());
    case LayerColumn::originalBytes:
      return formatBytes(row.tensor.bytes.size());
    case LayerColumn::bytes:
    case LayerColumn::ratio:
    case LayerColumn::bits:
    case LayerColumn::sqnr:
      return outcomeText(row, column);
    case LayerColumn::damage:
      return row.damage ? row.damage->text : QStringLiteral("–");
    case LayerColumn::arithmetic:
      return row.computing ? cellValue(row, column).toString() : QStringLiteral("–");
    default:
      return cellValue(row, column).toString();
  }
}

QVariant cellValue(const LayerRow& row, LayerColumn column) {
  const auto& tensor = row.tensor;
  const auto* outcome = row.outcome;
  switch (column) {
    case LayerColumn::name:
      return nameText(tensor);
    case LayerColumn::op:
      return QString::fromStdString(printable(tensor.op));
    case LayerColumn::shape:
      return shapeText(tensor);
    case LayerColumn::type:
      return typeText(tensor);
    case LayerColumn::weights:
      return static_cast<qlonglong>(tensor.elementCount());
    case LayerColumn::scheme:
      return schemeText(row);
    case LayerColumn::originalBytes:
      return static_cast<qulonglong>(tensor.bytes.size());
    case LayerColumn::bytes:
      return outcome == nullptr ? QVariant() : QVariant(static_cast<qulonglong>(outcome->bytes()));
    case LayerColumn::ratio:
      return outcome == nullptr || outcome->bytes() <= 0
                 ? QVariant()
                 : QVariant(static_cast<double>(outcome->originalBytes) / static_cast<double>(outcome->bytes()));
    case LayerColumn::bits:
      return outcome == nullptr ? QVariant() : QVariant(outcome->bitsPerWeight);
    case LayerColumn::sqnr:
      return outcome == nullptr || !outcome->encoded ? QVariant() : QVariant(outcome->sqnrDb);
    case LayerColumn::damage:
      return row.damage ? QVariant(row.damage->value) : QVariant();
    case LayerColumn::arithmetic:
      if (!row.computing) return {};
      return row.computing->integers ? text(QT_TRANSLATE_NOOP("LayersTable", "integers"))
                                     : text(QT_TRANSLATE_NOOP("LayersTable", "floats"));
    case LayerColumn::reason:
      return reasonText(row);
    case LayerColumn::count:
      break;
  }
  return {};
}

QString reasonText(const LayerRow& row) {
  if (!row.tensor.reason.empty()) return translated(row.tensor.reason);
  if (row.inFile) return text(QT_TRANSLATE_NOOP("LayersTable", "the variant is a finished file"));
  if (row.stopped) return text(QT_TRANSLATE_NOOP("LayersTable", "stopped before its figures were there"));
  if (row.outcome != nullptr && !row.outcome->skipped.empty()) return translated(row.outcome->skipped);
  return row.plan == nullptr || row.plan->reason.empty() ? QString() : translated(row.plan->reason);
}

QString toolTipText(const LayerRow& row) {
  QStringList lines{nameText(row.tensor)};
  if (!row.tensor.path.empty() && row.tensor.path != row.tensor.id)
    lines << QString::fromStdString(printable(row.tensor.path));
  if (row.tensor.tensor != row.tensor.id) lines << QString::fromStdString(printable(row.tensor.tensor));
  lines << QStringList{operatorText(row.tensor) + QStringLiteral(" · ") + typeText(row.tensor)};
  if (const QString reason = reasonText(row); !reason.isEmpty()) lines << reason;
  if (row.computing && !row.computing->reason.isEmpty()) {
    lines << text(QT_TRANSLATE_NOOP("LayersTable", "Computes in floats: %1")).arg(row.computing->reason);
  }
  if (row.tensor.users.size() > 1) {
    lines << QCoreApplication::translate("LayersTable", "Used by %n node(s)", nullptr,
                                         static_cast<int>(row.tensor.users.size()));
  }
  return lines.join(QLatin1Char('\n'));
}

}  // namespace bitwright
