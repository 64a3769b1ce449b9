// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/comparison_text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>

#include <cmath>

#include "core/runtime/values/input_shape.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr QChar kDash(0x2013);
constexpr qsizetype kMostReasons = 8;
const QString kSeparator = QStringLiteral(" · ");

struct Texts {
  Q_DECLARE_TR_FUNCTIONS(Comparison)
};

QString interval(const QString& low, const QString& high) {
  return low + kDash + high;
}

QString ratioInterval(const Interval& ratio) {
  return interval(formatFixed(ratio.low, 2), formatFixed(ratio.high, 2));
}

QString signedPoints(double fraction) {
  const QString text = formatFixed(fraction * 100.0, 2);
  return fraction > 0.0 && text != formatFixed(0.0, 2) ? QLatin1Char('+') + text : text;
}

QString dataText(const Comparison& comparison) {
  const bool sample = comparison.dataName == "sample";
  const QString name =
      sample ? Texts::tr("Fashion-MNIST")
             : QFileInfo(QString::fromStdString(comparison.dataName).section(QLatin1Char(','), 0, 0)).fileName();
  const int count = pluralNumber(comparison.samples);
  return withThinSpaces(
      (sample ? Texts::tr("%1, %Ln image(s)", nullptr, count) : Texts::tr("%1, %Ln sample(s)", nullptr, count))
          .arg(name));
}

}  // namespace

QualityMeasure qualityMeasure(const Scorecard& original) {
  if (original.accuracy) return QualityMeasure::accuracy;
  return original.fidelity && original.fidelity->agreement ? QualityMeasure::agreement : QualityMeasure::sqnr;
}

std::optional<QualityValue> qualityOf(const Scorecard& card, QualityMeasure measure) {
  if (measure == QualityMeasure::accuracy) {
    if (!card.accuracy) return std::nullopt;
    return QualityValue{card.accuracy->top1, card.accuracy->low, card.accuracy->high};
  }
  if (!card.fidelity) return std::nullopt;
  if (measure == QualityMeasure::sqnr)
    return QualityValue{card.fidelity->sqnrDb, card.fidelity->sqnrDb, card.fidelity->sqnrDb};
  if (!card.fidelity->agreement) return std::nullopt;
  return QualityValue{*card.fidelity->agreement, *card.fidelity->agreement, *card.fidelity->agreement};
}

QString qualityTitle(QualityMeasure measure) {
  switch (measure) {
    case QualityMeasure::accuracy:
      return Texts::tr("Accuracy");
    case QualityMeasure::agreement:
      return Texts::tr("Agreement (no labels)");
    case QualityMeasure::sqnr:
      return Texts::tr("SQNR (no labels)");
  }
  return {};
}

QString qualityTitleTip(QualityMeasure measure) {
  switch (measure) {
    case QualityMeasure::accuracy:
      return Texts::tr("Share of samples whose top prediction is their label, with its 95 % interval");
    case QualityMeasure::agreement:
      return Texts::tr("There are no labels: share of samples with the same top prediction as the original");
    case QualityMeasure::sqnr:
      return Texts::tr(
          "There are no labels: signal to quantization noise ratio of the outputs, against the original's");
  }
  return {};
}

QString qualityText(double value, QualityMeasure measure) {
  return measure == QualityMeasure::sqnr ? formatDecibels(value) : formatPercent(value, 1);
}

QString speedCellText(const Speed& speed) {
  switch (speed.verdict) {
    case SpeedVerdict::reference:
      return Texts::tr("reference");
    case SpeedVerdict::noDifference:
      return Texts::tr("no difference");
    case SpeedVerdict::tooNoisy:
      return Texts::tr("too noisy");
    case SpeedVerdict::faster:
    case SpeedVerdict::slower:
      break;
  }
  return Texts::tr("%1 (%2)", "speed-up and its interval")
      .arg(formatRatio(speed.speedup.value), ratioInterval(speed.speedup));
}

QString verificationWord(const Verification& verification) {
  if (!verification.verified) return Texts::tr("differs");
  return verification.ran ? Texts::tr("verified") : Texts::tr("not run");
}

QString sizeTip(const SizeResult& size) {
  QStringList lines{Texts::tr("File: %1").arg(formatExactBytes(size.fileBytes))};
  if (size.ledger) {
    const auto& ledger = *size.ledger;
    lines << Texts::tr("Codes: %1").arg(formatExactBytes(ledger.payload))
          << Texts::tr("Scales: %1").arg(formatExactBytes(ledger.scales))
          << Texts::tr("Codebooks: %1").arg(formatExactBytes(ledger.codebooks))
          << Texts::tr("Decode nodes: %1").arg(formatExactBytes(ledger.decode));
    if (ledger.positions > 0) lines << Texts::tr("Positions: %1").arg(formatExactBytes(ledger.positions));
    lines << Texts::tr("Everything else: %1").arg(formatExactBytes(ledger.rest));
  }
  if (size.archiveBytes > 0) {
    lines << Texts::tr("Packed by zstd -%1: %2")
                 .arg(QString::number(size.archiveLevel), formatExactBytes(size.archiveBytes));
  }
  return lines.join(QLatin1Char('\n'));
}

QString speedTip(const Speed& speed) {
  QStringList lines{translated(verdictText(speed.verdict))};
  if (speed.verdict != SpeedVerdict::reference) {
    lines << Texts::tr("Speed-up %1, 95 % interval %2")
                 .arg(formatFixed(speed.speedup.value, 3) + QChar(0x00d7), ratioInterval(speed.speedup));
  }
  lines << Texts::tr("One inference: median %1, 95th percentile %2")
               .arg(formatMilliseconds(speed.medianMs), formatMilliseconds(speed.p95Ms));
  lines << Texts::tr("Loading: %1, first inference: %2")
               .arg(formatMilliseconds(speed.loadMs), formatMilliseconds(speed.firstRunMs))
        << Texts::tr("%n thread(s)", nullptr, speed.threads);
  if (speed.raw.energyMj)
    lines << Texts::tr("Energy of the processor: %1 mJ an inference").arg(formatFixed(*speed.raw.energyMj, 2));
  for (const auto& size : speed.sizes) {
    if (speed.sizes.size() == 1 && size.shapes.empty()) break;  // it stands above
    const QString inputs = size.shapes.empty()
                               ? withThinSpaces(Texts::tr("%Ln sample(s)", "in a batch", pluralNumber(size.batch)))
                               : QString::fromStdString(shapesText(size.shapes));
    const auto times = Texts::tr("%1: median %2, loading %3", "inputs and times")
                           .arg(inputs, formatMilliseconds(size.medianMs), formatMilliseconds(size.loadMs));
    lines << (size.verdict == SpeedVerdict::reference
                  ? times
                  : Texts::tr("%1, speed-up %2 (%3)", "times, and the speed-up with its interval")
                        .arg(times, formatRatio(size.speedup.value), ratioInterval(size.speedup)));
  }
  for (const auto& finding : speed.findings) lines << translated(finding);
  return lines.join(QLatin1Char('\n'));
}

QString qualityTip(const Scorecard& card) {
  QStringList lines;
  if (card.accuracy) {
    const auto& accuracy = *card.accuracy;
    lines << withThinSpaces(
        Texts::tr("%1 of %Ln sample(s) right, 95 % interval %2", nullptr, pluralNumber(accuracy.samples))
            .arg(formatPercent(accuracy.top1, 2),
                 interval(formatFixed(accuracy.low * 100.0, 2), formatPercent(accuracy.high, 2))));
    if (accuracy.top5) {
      lines << Texts::tr("Among the first five: %1, 95 % interval %2")
                   .arg(formatPercent(*accuracy.top5, 2),
                        interval(formatFixed(accuracy.top5Low * 100.0, 2), formatPercent(accuracy.top5High, 2)));
    }
    if (accuracy.drop.value != 0.0 || accuracy.drop.low != accuracy.drop.high) {
      lines << Texts::tr("Against the original: %1 points, paired 95 % interval %2 to %3")
                   .arg(signedPoints(-accuracy.drop.value), signedPoints(-accuracy.drop.high),
                        signedPoints(-accuracy.drop.low));
      lines << Texts::tr("Exact McNemar test: p = %1").arg(formatSignificant(accuracy.pValue, 2));
    }
    lines << withThinSpaces(
        Texts::tr("%Ln sample(s) with another top prediction", nullptr, pluralNumber(accuracy.flipped)));
  }
  if (card.perplexity) {
    const auto& perplexity = *card.perplexity;
    lines << Texts::tr("Perplexity: %1, %2 nats a token above the original")
                 .arg(formatSignificant(perplexity.perplexity.value, 4),
                      formatSignificant(perplexity.increase.value, 3));
    if (perplexity.kl && perplexity.kl999 && perplexity.agreement) {
      lines << Texts::tr("Next tokens: KL divergence %1 nats, of 99.9 % below %2; the same most probable one: %3")
                   .arg(formatSignificant(*perplexity.kl, 3), formatSignificant(*perplexity.kl999, 3),
                        formatPercent(*perplexity.agreement, 2));
    }
  }
  if (card.fidelity) {
    const auto& fidelity = *card.fidelity;
    if (fidelity.agreement)
      lines << Texts::tr("Same top prediction as the original: %1").arg(formatPercent(*fidelity.agreement, 2));
    lines << Texts::tr("Outputs: SQNR %1, cosine %2")
                 .arg(formatDecibels(fidelity.sqnrDb), formatFixed(fidelity.cosine, 6));
    if (fidelity.kl) lines << Texts::tr("KL divergence: %1 nats").arg(formatSignificant(*fidelity.kl, 3));
  }
  return lines.join(QLatin1Char('\n'));
}

QString integerTip(const Scorecard& card) {
  if (!card.integerShare) return {};
  if (!card.arithmetic)
    return Texts::tr("Everything computes in floats: nothing in the file is computed with as integers");
  QStringList lines;
  for (const auto& layer : *card.arithmetic) {
    if (layer.integer) continue;
    if (lines.size() == kMostReasons) return (lines << QStringLiteral("…")).join(QLatin1Char('\n'));
    lines << Texts::tr("%1: %2", "layer and why it computes in floats")
                 .arg(QString::fromStdString(layer.id), translated(layer.reason));
  }
  return lines.isEmpty() ? Texts::tr("Every layer computes in integers") : lines.join(QLatin1Char('\n'));
}

QString memoryTip(const Scorecard& card) {
  QStringList lines;
  if (card.memory) {
    lines << Texts::tr("Highest while loading: %1").arg(formatExactBytes(card.memory->loadPeakBytes))
          << Texts::tr("After one inference: %1").arg(formatExactBytes(card.memory->residentBytes));
  }
  for (const auto& each : card.shapeMemory) {
    lines << Texts::tr("After one inference of %1: %2")
                 .arg(QString::fromStdString(shapesText(each.shapes)), formatExactBytes(each.memory.residentBytes));
  }
  return lines.join(QLatin1Char('\n'));
}

QString verificationTip(const Verification& verification) {
  const QString tensors = withThinSpaces(
      Texts::tr("%Ln tensor(s) decoded from the file and compared", nullptr, pluralNumber(verification.tensors)));
  const QString values =
      withThinSpaces(Texts::tr("%Ln value(s) differ", nullptr, pluralNumber(verification.differing)));
  QStringList lines{tensors, values};
  if (verification.ran)
    lines << Texts::tr("Outputs within %1 of the decoded weights'")
                 .arg(formatSignificant(verification.maxAbsDifference, 2));
  if (!verification.reason.empty()) lines << translated(verification.reason);
  return lines.join(QLatin1Char('\n'));
}

QString notesText(const Scorecard& card) {
  QStringList lines;
  for (const auto& note : card.notes) lines << translated(note);
  return lines.join(QLatin1Char('\n'));
}

QString comparisonFact(const Comparison& comparison) {
  if (comparison.variants.empty()) return {};
  QStringList parts;
  if (comparison.synthesised)
    parts << Texts::tr("inputs are synthesised: fidelity to the original only");
  else if (comparison.samples > 0)
    parts << dataText(comparison);
  parts << Texts::tr("%n thread(s)", nullptr, comparison.provenance.threads) << Texts::tr("95 % intervals");
  return parts.join(kSeparator);
}

}  // namespace bitwright
