// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sensitivity/repair_bar.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <cstdlib>
#include <utility>

#include "widgets/controls/elided_label.h"
#include "widgets/sensitivity/heat_model.h"
#include "widgets/text/scheme_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr unsigned int kMostRepairs = 4;  // a std:: here makes lupdate lose the namespace of the next tr()

QString costText(std::int64_t bytesMore) {
  const auto bytes = formatBytes(static_cast<std::uint64_t>(std::llabs(bytesMore)));
  return bytesMore < 0 ? RepairBar::tr("%1 less").arg(bytes) : RepairBar::tr("%1 more").arg(bytes);
}

/// "1.5 % changed, KL 0.021", "SQNR 31.2 dB".
QString effectText(const LayerScore& score) {
  if (!score.agreement) return RepairBar::tr("SQNR %1").arg(damageText(score));
  return RepairBar::tr("%1 changed, KL %2").arg(damageText(score), measureText(score, SensitivityMeasure::kl));
}

}  // namespace

RepairBar::RepairBar(QWidget* parent)
    : QWidget(parent), title_(new ElidedLabel(this)), sentence_(new QLabel(this)), grid_(new QGridLayout) {
  sentence_->setWordWrap(true);
  sentence_->setProperty("role", QStringLiteral("dim"));
  title_->setProperty("role", QStringLiteral("title"));
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setSpacing(scaled(6));
  for (std::size_t at = 0; at < kMostRepairs; ++at) {
    auto* button = new QPushButton(this);
    button->setAutoDefault(false);
    button->setAccessibleName(tr("Repair %1").arg(at + 1));
    connect(button, &QPushButton::clicked, this, [this, at] { choose(at); });
    grid_->addWidget(button, static_cast<int>(at / 2), static_cast<int>(at % 2));
    buttons_.push_back(button);
  }
  for (int column = 0; column < 2; ++column) grid_->setColumnStretch(column, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(scaled(14), scaled(8), scaled(14), scaled(10));
  column->setSpacing(scaled(6));
  column->addWidget(title_);
  column->addWidget(sentence_);
  column->addLayout(grid_);
  setSentence({});
}

QString RepairBar::kindText(Repair::Kind kind) {
  switch (kind) {
    case Repair::Kind::keepFloat:
      return tr("Keep float");
    case Repair::Kind::moreBits:
      return tr("More bits");
    case Repair::Kind::perChannel:
      return tr("Per channel");
    case Repair::Kind::otherScheme:
      break;
  }
  return tr("Other scheme");
}

void RepairBar::setSentence(const QString& sentence) {
  setRepairs({}, nullptr, {});
  sentence_->setText(sentence);
  sentence_->setVisible(!sentence.isEmpty());
  title_->hide();
}

void RepairBar::setRepairs(const QString& title, const LayerScore* now, std::vector<Repair> repairs) {
  repairs_ = std::move(repairs);
  title_->setText(now == nullptr ? title : tr("%1 · now %2, %3").arg(title, effectText(*now), formatBytes(now->bytes)));
  title_->setVisible(!title.isEmpty());
  sentence_->setVisible(!title.isEmpty() && repairs_.empty());
  if (repairs_.empty()) sentence_->setText(tr("Nothing that was measured does less damage."));
  for (std::size_t at = 0; at < buttons_.size(); ++at) {
    auto* button = buttons_[at];
    button->setVisible(at < repairs_.size());
    button->setEnabled(at < repairs_.size());
    if (at >= repairs_.size()) continue;
    const auto& repair = repairs_[at];
    const QString what =
        repair.kind == Repair::Kind::keepFloat ? QString() : shortSchemeText(measuredSpec(repair.spec));
    const QString effect = repair.score ? effectText(*repair.score) : tr("no damage");
    const QString cost = costText(repair.bytesMore);
    const QString name = what.isEmpty() ? kindText(repair.kind) : tr("%1: %2").arg(kindText(repair.kind), what);
    button->setText(tr("%1   %2\n%3, %4").arg(QString::number(at + 1), name, effect, cost));
    button->setAccessibleName(tr("%1, %2, %3").arg(name, effect, cost));
    button->setToolTip(tr("%1\nKey %2").arg(QString::fromStdString(repair.spec.text()), QString::number(at + 1)));
  }
}

void RepairBar::choose(std::size_t index) {
  if (index >= repairs_.size()) return;
  const auto repair = repairs_[index];  // applying it makes others
  Q_EMIT chosen(repair);
}

}  // namespace bitwright
