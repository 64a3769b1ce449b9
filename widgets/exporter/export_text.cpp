// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporter/export_text.h"

#include <QCoreApplication>
#include <string>

#include "core/evaluation/variant.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

struct Texts {
  Q_DECLARE_TR_FUNCTIONS(Export)
};

QString distanceText(const VerificationCheck& check, bool quantized) {
  if (check.maxRelDifference == 0.0) return Texts::tr("outputs equal");
  if (!quantized) return Texts::tr("outputs within %1 of their size").arg(formatSignificant(check.maxRelDifference, 2));
  const auto& worst = check.worst;
  if (worst.output.empty()) return Texts::tr("outputs at %1").arg(formatDecibels(check.sqnrDb));
  const QString output = QString::fromStdString(printable(worst.output));
  const QString place = worst.axis < 0 ? output : Texts::tr("%1, %2 of axis %3").arg(output).arg(worst.channel).arg(worst.axis);
  return Texts::tr("outputs at %1; at worst %2 in %3").arg(formatDecibels(check.sqnrDb), formatDecibels(worst.sqnrDb), place);
}

QString samplesText(const Verification& verification) {
  const auto count = pluralNumber(verification.samples);
  return withThinSpaces(verification.onData ? Texts::tr("%Ln given sample(s)", nullptr, count) : Texts::tr("%Ln made-up sample(s)", nullptr, count));
}

}  // namespace

QString decodesText(const Verification& verification) {
  const QString tensors = withThinSpaces(Texts::tr("%Ln tensor(s)", nullptr, pluralNumber(verification.tensors)));
  return Texts::tr("%1, %2 values differ").arg(tensors, formatCount(verification.differing));
}

QString meansText(const Verification& verification) {
  const QString distance = distanceText(verification.means, verification.quantizedActivations);
  return (verification.quantizedActivations ? Texts::tr("%1 from the decoded weights with float activations; %2")
                                            : Texts::tr("%1 from those of the decoded weights; %2"))
      .arg(distance, samplesText(verification));
}

QString runsText(const Verification& verification) {
  return Texts::tr("%1 from what it means, optimized on this processor").arg(distanceText(verification.runs, verification.quantizedActivations));
}

QString suggestedTarget(const Model& model, const Recipe& recipe) {
  const auto name = modelFileNames({model.path().stem().string() + "-" + recipe.name}).front();
  return toQString(model.namedPath().parent_path() / name);
}

QString verifiedSentence(const ExportResult& result) {
  const auto& verification = result.verification;
  if (!verification.verified) return Texts::tr("Written without being verified");
  const auto count = pluralNumber(verification.tensors);
  const QString tensors = withThinSpaces(Texts::tr("Verified: %1 of %Ln tensor(s) identical", nullptr, count).arg(formatCount(verification.tensors)));
  if (verification.ran && verification.quantizedActivations) {
    const QString nodes = withThinSpaces(Texts::tr("%Ln node(s) compute in integers", nullptr, pluralNumber(result.integerNodes)));
    return Texts::tr("%1; %2; outputs against floats: %3").arg(tensors, nodes, formatDecibels(verification.sqnrDb));
  }
  if (verification.ran && verification.maxAbsDifference == 0.0) return Texts::tr("%1, outputs equal").arg(tensors);
  if (verification.ran) return Texts::tr("%1, outputs within %2").arg(tensors, formatSignificant(verification.maxAbsDifference, 1));
  return verification.reason.empty() ? tensors : Texts::tr("%1; %2").arg(tensors, translated(verification.reason));
}

QStringList endLines(const ExportResult& result) {
  QStringList lines;
  for (const auto& end : result.ends) {
    if (end.type == DataType::float32) continue;
    const auto type = dataTypeName(end.type);
    const QString what = (end.output ? Texts::tr("Output %1: %2") : Texts::tr("Input %1: %2"))
                             .arg(QString::fromStdString(printable(end.name)), QLatin1String(type.data(), static_cast<qsizetype>(type.size())));
    const QString scale = formatSignificant(static_cast<double>(end.scale), 6);
    if (end.scale <= 0.0F)
      lines << what;
    else if (end.zeroPoint == 0)
      lines << Texts::tr("%1, value = %2 · element").arg(what, scale);
    else
      lines << Texts::tr("%1, value = %2 · (element − %3)").arg(what, scale, QString::number(end.zeroPoint));
  }
  return lines;
}

QStringList warningLines(const CompressedModel& compressed, const ExportResult& result) {
  QStringList lines;
  for (const auto& warning : result.warnings) lines << translated(warning);
  const auto tensors = compressed.model->tensors();
  for (const auto& layer : compressed.layers) {
    if (layer.skipped.empty()) continue;
    lines << Texts::tr("%1 stays as it is: %2").arg(QString::fromStdString(printable(tensors[layer.tensor].id)), translated(layer.skipped));
  }
  for (const auto& end : result.ends) {
    if (!end.reason.empty()) lines << Texts::tr("%1 stays float32: %2").arg(QString::fromStdString(printable(end.name)), translated(end.reason));
  }
  for (const auto& node : result.floats) {
    lines << Texts::tr("%1 computes in floats: %2").arg(QString::fromStdString(printable(node.id)), translated(node.reason));
  }
  return lines;
}

}  // namespace bitwright
