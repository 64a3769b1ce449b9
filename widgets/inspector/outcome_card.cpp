// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/outcome_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QTextDocumentFragment>
#include <QVBoxLayout>

#include "widgets/controls/elided_label.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

QString count(std::int64_t value) {
  return formatCount(value);
}

}  // namespace

OutcomeCard::OutcomeCard(QWidget* parent) : QFrame(parent) {
  setProperty("role", QStringLiteral("card"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(scaled(12), scaled(6), scaled(12), scaled(6));
  column->setSpacing(scaled(2));
  bytes_ = add(tr("Bytes"), tr("Data of the layer in the original and in the exported file"));
  parts_ = add(tr("Codes · tables · scales"),
               tr("Bytes of the packed codes, of the codebooks, and of the scales and zero points"));
  positions_ =
      add(tr("Positions"),
          tr("Bytes that say where the codes of a pruned layer belong, at the least; the exporter chooses how"));
  shared_ = add(tr("Codebook"),
                tr("Bytes of the codebook, stored once for all layers that share it; not among this layer’s own"));
  bits_ = add(tr("Bits per weight"), tr("All data of the layer divided by its weights"));
  sqnr_ = add(tr("SQNR"), tr("Signal to quantization noise ratio: higher is closer to the original"));
  for (auto* value : {positions_, shared_}) value->parentWidget()->hide();
  setOutcome({});
}

QLabel* OutcomeCard::add(const QString& name, const QString& help) {
  auto* row = new QWidget(this);
  auto* label = new ElidedLabel(row);
  auto* value = new QLabel(row);
  label->setText(name);
  label->setProperty("role", QStringLiteral("dim"));
  label->setAccessibleDescription(help);
  value->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
  value->setToolTip(help);
  value->setAccessibleName(name);
  value->setTextFormat(Qt::RichText);
  auto* line = new QHBoxLayout(row);  // one a row: a long figure takes no room from the other rows' names
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(scaled(8));
  line->addWidget(label, 1);  // the name gives way, never the figure
  line->addWidget(value);
  layout()->addWidget(row);
  values_.push_back(value);
  return value;
}

void OutcomeCard::showParts(const LayerOutcome& outcome) {
  const QString separator = QStringLiteral(" · ");
  const bool shares = outcome.encoded && outcome.sharesCodebook();
  const auto tables = shares ? 0 : outcome.codebookBytes;
  parts_->setText(outcome.encoded
                      ? QStringList{count(outcome.codeBytes), count(tables), count(outcome.scaleBytes)}.join(separator)
                      : QStringLiteral("–"));
  positions_->setText(count(outcome.positionBytes));
  positions_->parentWidget()->setVisible(outcome.encoded && outcome.positionBytes > 0);
  const QString layers = tr("shared by %n layer(s)", nullptr, static_cast<int>(outcome.sharedBy));
  shared_->setText(count(outcome.codebookBytes) + separator + layers);
  shared_->parentWidget()->setVisible(shares);
}

void OutcomeCard::setOutcome(const std::optional<LayerOutcome>& outcome) {
  setEnabled(outcome.has_value());
  if (!outcome) {
    if (bytes_->text().isEmpty()) {
      for (auto* value : {bytes_, parts_, bits_, sqnr_}) value->setText(QStringLiteral("–"));
    }
    return;
  }
  bytes_->setText(outcome->encoded
                      ? QStringLiteral("%1 → <b>%2</b>").arg(count(outcome->originalBytes), count(outcome->bytes()))
                      : QStringLiteral("<b>%1</b>").arg(count(outcome->originalBytes)));
  showParts(*outcome);
  bits_->setText(QStringLiteral("<b>%1</b>").arg(formatFixed(outcome->bitsPerWeight, 2)));
  sqnr_->setText(outcome->encoded ? QStringLiteral("<b>%1</b>").arg(formatDecibels(outcome->sqnrDb))
                                  : QStringLiteral("–"));
}

QStringList OutcomeCard::lines() const {
  QStringList lines;
  for (const auto* value : values_) {
    if (!value->parentWidget()->isHidden())
      lines << value->accessibleName() + QStringLiteral(": ") +
                   QTextDocumentFragment::fromHtml(value->text()).toPlainText();
  }
  return lines;
}

}  // namespace bitwright
