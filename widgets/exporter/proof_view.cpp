// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporter/proof_view.h"

#include <QAccessible>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>

#include "widgets/exporter/checks_view.h"
#include "widgets/exporter/export_text.h"
#include "widgets/theme/fonts.h"

namespace bitwright {

namespace {

QLabel* wrapped(QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setWordWrap(true);
  return label;
}

void setRole(QWidget* widget, const char* role) {
  widget->setProperty("role", QLatin1String(role));
  widget->style()->unpolish(widget);  // the style sheet looks at properties once
  widget->style()->polish(widget);
}

}  // namespace

ProofView::ProofView(QWidget* parent)
    : QWidget(parent),
      proof_(new QFrame(this)),
      mark_(new QLabel(proof_)),
      text_(wrapped(proof_)),
      checks_(new ChecksView(this)),
      warnings_(wrapped(this)) {
  mark_->setFont(emphasised(mark_->font()));
  warnings_->setProperty("role", QStringLiteral("warn"));
  auto* row = new QHBoxLayout(proof_);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(scaled(8));
  row->addWidget(mark_, 0, Qt::AlignTop);
  row->addWidget(text_, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(scaled(12));
  column->addWidget(proof_);
  column->addWidget(checks_);
  column->addWidget(warnings_);
  forget();
}

void ProofView::showWritten(const ExportResult& result) {
  // Bit for bit the right weights, but never run: true, and not the whole proof.
  const bool ran = result.verification.ran && result.verification.verified;
  mark_->setText(ran ? QStringLiteral("✓") : QStringLiteral("!"));
  text_->setText((QStringList{verifiedSentence(result)} + endLines(result)).join(QLatin1Char('\n')));
  for (auto* label : {mark_, text_}) setRole(label, ran ? "good" : "warn");
  checks_->setVerification(result.verification);
  proof_->show();
  checks_->show();
  showIfAny();
  QAccessibleEvent event(text_, QAccessible::Alert);
  QAccessible::updateAccessibility(&event);
}

void ProofView::showWarnings(QStringList lines) {
  constexpr qsizetype kMost = 4;
  warnings_->setVisible(!lines.isEmpty());
  warnings_->setToolTip(lines.size() > kMost ? lines.join(QLatin1Char('\n')) : QString());
  if (lines.size() > kMost) {
    const auto more = static_cast<int>(lines.size() - kMost + 1);
    lines = lines.mid(0, kMost - 1) << tr("… and %n more", nullptr, more);
  }
  warnings_->setText(lines.join(QLatin1Char('\n')));
  showIfAny();
}

void ProofView::forgetWritten() {
  proof_->hide();
  checks_->hide();
  showIfAny();
}

void ProofView::forget() {
  warnings_->hide();
  forgetWritten();
}

QString ProofView::outcome() const {
  return proof_->isHidden() ? QString() : text_->text();
}

QString ProofView::warnings() const {
  return warnings_->isHidden() ? QString() : warnings_->text();
}

void ProofView::showIfAny() {
  setVisible(!proof_->isHidden() || !warnings_->isHidden());
  // Whoever lays this out asks at once how high it is now, not when its own layout comes to know.
  layout()->activate();
  updateGeometry();
}

}  // namespace bitwright
