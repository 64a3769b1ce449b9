// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporter/export_text.h"

#include <QCoreApplication>

#include <string>

#include "core/evaluation/model_file_names.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

struct Texts {
  Q_DECLARE_TR_FUNCTIONS(Export)
};

/// "; at worst 24.0 dB, in logits, index 3 of axis 1"; nothing where no place is farther than the rest.
QString worstText(const VerificationCheck& check) {
  const auto& worst = check.worst;
  if (worst.output.empty() || worst.axis < 0) return {};
  const QString output = QString::fromStdString(printable(worst.output));
  return Texts::tr("; at worst %1, in %2, index %3 of axis %4")
      .arg(formatDecibels(worst.sqnrDb), output)
      .arg(worst.channel)
      .arg(worst.axis);
}

QString samplesText(const Verification& verification) {
  const auto count = pluralNumber(verification.samples);
  return withThinSpaces(verification.onData ? Texts::tr("%Ln given sample(s)", nullptr, count)
                                            : Texts::tr("%Ln made-up sample(s)", nullptr, count));
}

}  // namespace

QString decodesText(const Verification& verification) {
  const QString tensors = withThinSpaces(Texts::tr("%Ln tensor(s)", nullptr, pluralNumber(verification.tensors)));
  return Texts::tr("%1, %2 values differ").arg(tensors, formatCount(verification.differing));
}

QString meansText(const Verification& verification) {
  const auto& check = verification.means;
  const auto text = [&] {
    if (check.maxRelDifference == 0.0) return Texts::tr("outputs equal those of the decoded weights");
    if (!verification.quantizedActivations)
      return Texts::tr("outputs within %1 of those of the decoded weights")
          .arg(formatSignificant(check.maxRelDifference, 2));
    return Texts::tr("%1 from the decoded weights with float activations").arg(formatDecibels(check.sqnrDb)) +
           worstText(check);
  };
  return Texts::tr("%1; %2").arg(text(), samplesText(verification));
}

QString runsText(const Verification& verification) {
  const auto& check = verification.runs;
  if (check.maxRelDifference == 0.0)
    return Texts::tr("with default optimizations, on this processor, outputs equal what it means");
  if (!verification.quantizedActivations)
    return Texts::tr("with default optimizations, on this processor, outputs within %1 of what it means")
        .arg(formatSignificant(check.maxRelDifference, 2));
  return Texts::tr("with default optimizations, on this processor, %1 from what it means")
             .arg(formatDecibels(check.sqnrDb)) +
         worstText(check);
}

QString suggestedTarget(const Model& model, const Recipe& recipe) {
  const auto name = modelFileNames({model.path().stem().string() + "-" + recipe.name}).front();
  return toQString(model.namedPath().parent_path() / name);
}

QString verifiedSentence(const ExportResult& result) {
  const auto& verification = result.verification;
  if (!verification.verified) return Texts::tr("Written without being verified");
  const auto count = pluralNumber(verification.tensors);
  const QString tensors = withThinSpaces(
      Texts::tr("Verified: %1 of %Ln tensor(s) identical", nullptr, count).arg(formatCount(verification.tensors)));
  if (verification.ran && verification.quantizedActivations) {
    const QString nodes =
        withThinSpaces(Texts::tr("%Ln node(s) compute in integers", nullptr, pluralNumber(result.integerNodes)));
    return Texts::tr("%1; %2; outputs against floats: %3").arg(tensors, nodes, formatDecibels(verification.sqnrDb));
  }
  if (verification.ran && verification.maxAbsDifference == 0.0) return Texts::tr("%1, outputs equal").arg(tensors);
  if (verification.ran)
    return Texts::tr("%1, outputs within %2").arg(tensors, formatSignificant(verification.maxAbsDifference, 1));
  return verification.reason.empty() ? tensors : Texts::tr("%1; %2").arg(tensors, translated(verification.reason));
}

QStringList endLines(const ExportResult& result) {
  QStringList lines;
  for (const auto& end : result.io) {
    if (end.type == DataType::float32) continue;
    const auto type = dataTypeName(end.type);
    const QString what = (end.output ? Texts::tr("Output %1: %2") : Texts::tr("Input %1: %2"))
                             .arg(QString::fromStdString(printable(end.name)),
                                  QLatin1String(type.data(), static_cast<qsizetype>(type.size())));
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
    lines << Texts::tr("%1 stays as it is: %2")
                 .arg(QString::fromStdString(printable(tensors[layer.tensor].id)), translated(layer.skipped));
  }
  for (const auto& end : result.io) {
    if (!end.reason.empty())
      lines
          << Texts::tr("%1 stays float32: %2").arg(QString::fromStdString(printable(end.name)), translated(end.reason));
  }
  for (const auto& node : result.floats) {
    lines << Texts::tr("%1 computes in floats: %2")
                 .arg(QString::fromStdString(printable(node.id)), translated(node.reason));
  }
  return lines;
}

}  // namespace bitwright
