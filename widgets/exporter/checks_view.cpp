// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporter/checks_view.h"

#include <QGridLayout>
#include <QLabel>
#include <QStyle>

#include <utility>

#include "widgets/exporter/export_text.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"

namespace bitwright {

ChecksView::ChecksView(QWidget* parent) : QWidget(parent) {
  const std::pair<QString, QString> words[] = {
      {tr("Decodes"),
       tr("Every weight of the written file, decoded by a reader of its own, is bit for bit what was meant")},
      {tr("Means"), tr("Run without optimizations, the file computes what the decoded weights compute, but for the "
                       "rounding of its types")},
      {tr("Runs"), tr("Run as programs run it, with default optimizations on this processor, it computes what it "
                      "means, but for the rounding of the kernels")}};
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(scaled(8));
  grid->setVerticalSpacing(scaled(2));
  grid->setColumnStretch(2, 1);
  for (std::size_t row = 0; row < lines_.size(); ++row) {
    auto& line = lines_[row];
    line = {new QLabel(this), new QLabel(words[row].first, this), new QLabel(this)};
    line.figure->setWordWrap(true);
    line.word->setFont(emphasised(line.word->font()));
    for (auto* label : {line.mark, line.word, line.figure}) label->setToolTip(words[row].second);
    const auto at = static_cast<int>(row);
    grid->addWidget(line.mark, at, 0, Qt::AlignTop);
    grid->addWidget(line.word, at, 1, Qt::AlignTop);
    grid->addWidget(line.figure, at, 2, Qt::AlignTop);
  }
}

void ChecksView::setVerification(const Verification& verification) {
  tell(lines_[0], verification.decodes, decodesText(verification));
  tell(lines_[1], verification.means, meansText(verification));
  tell(lines_[2], verification.runs, runsText(verification));
}

void ChecksView::tell(Line& line, const VerificationCheck& check, const QString& figure) {
  line.mark->setText(!check.done ? QStringLiteral("–") : check.holds ? QStringLiteral("✓") : QStringLiteral("✗"));
  // What holds may have a remark, too; it stands among the warnings.
  line.figure->setText(!check.done   ? tr("not run: %1").arg(translated(check.reason))
                       : check.holds ? figure
                                     : translated(check.reason));
  line.mark->setProperty("role", QLatin1String(!check.done ? "dim" : check.holds ? "good" : "bad"));
  line.figure->setProperty("role", QLatin1String(check.done && check.holds ? "dim" : check.done ? "bad" : "dim"));
  for (auto* label : {line.mark, line.figure}) {
    label->style()->unpolish(label);  // the style sheet looks at properties once
    label->style()->polish(label);
  }
}

QStringList ChecksView::texts() const {
  QStringList texts;
  for (const auto& line : lines_)
    texts << QStringLiteral("%1 %2: %3").arg(line.mark->text(), line.word->text(), line.figure->text());
  return texts;
}

}  // namespace bitwright
