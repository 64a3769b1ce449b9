// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/colour_menu.h"

#include <QActionGroup>
#include <QColorDialog>
#include <QPainter>

#include "widgets/document/document.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/series.h"

namespace bitwright {
namespace {

constexpr int kSwatch = 12;

QIcon swatch(const QColor& colour) {
  QPixmap pixmap(QSize(kSwatch, kSwatch) * 4);  // sharp at 200 % and more
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  painter.drawEllipse(pixmap.rect());
  painter.end();
  pixmap.setDevicePixelRatio(4.0);
  return {pixmap};
}

}  // namespace

ColourMenu::ColourMenu(Document* document, QWidget* parent)
    : QMenu(tr("Colour of the variant"), parent), document_(document), group_(new QActionGroup(this)) {
  connect(this, &QMenu::aboutToShow, this, &ColourMenu::fill);
  fill();
}

void ColourMenu::fill() {
  clear();
  const quint64 id = document_->activeVariant();
  const auto* variant = document_->state().find(id);
  setEnabled(variant != nullptr);
  if (variant == nullptr) return;
  const auto now = variant->colour;
  const auto add = [&](const QString& name, bool checked) {
    auto* action = addAction(name);
    action->setCheckable(true);
    action->setChecked(checked);
    group_->addAction(action);
    return action;
  };
  connect(add(tr("That of its place"), !now), &QAction::triggered, this,
          [this, id] { document_->setVariantColour(id, std::nullopt); });
  addSeparator();
  const QString names[] = {tr("Blue"), tr("Green"), tr("Orange"), tr("Violet"), tr("Ochre")};
  int series = 0;
  for (const auto& name : names) {
    const ChosenColour colour{.series = ++series, .own = 0};
    auto* action = add(name, now == colour);
    action->setIcon(swatch(seriesColour(series)));
    connect(action, &QAction::triggered, this, [this, id, colour] { document_->setVariantColour(id, colour); });
  }
  addSeparator();
  const bool own = now && now->series == 0;
  auto* other = add(tr("Another…"), own);
  if (own) other->setIcon(swatch(legible(QColor(now->own))));
  connect(other, &QAction::triggered, this, [this, id] { chooseOther(id); });
}

void ColourMenu::chooseOther(quint64 variant) {
  auto* dialog = new QColorDialog(parentWidget());
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(title());
  if (const auto* now = document_->state().find(variant); now != nullptr && now->colour && now->colour->series == 0)
    dialog->setCurrentColor(QColor(now->colour->own));
  connect(dialog, &QColorDialog::colorSelected, document_, [document = document_, variant](const QColor& colour) {
    document->setVariantColour(variant, ChosenColour{.series = 0, .own = colour.rgb()});
  });
  dialog->open();
}

}  // namespace bitwright
