// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/document/unsaved_work.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace bitwright {
namespace {

struct Texts {
  Q_DECLARE_TR_FUNCTIONS(UnsavedWork)
};

constexpr std::size_t kMostNamed = 5;

QString namesOf(const UnsavedWork& work) {
  QStringList names;
  for (const auto id : work.recipes) {
    if (names.size() == kMostNamed) {
      names << QStringLiteral("…");
      break;
    }
    if (const auto* variant = work.state.find(id)) names << QString::fromStdString(variant->recipe.name);
  }
  return names.join(QStringLiteral(", "));
}

QString lossesOf(const UnsavedWork& work) {
  QStringList lines;
  if (!work.recipes.empty())
    lines << (work.recipes.size() == 1 ? Texts::tr("Not saved: the recipe of %1")
                                       : Texts::tr("Not saved: the recipes of %1"))
                 .arg(namesOf(work));
  if (work.otherChoices) lines << Texts::tr("Not kept: what else you chose for the variants");
  if (!work.results.isEmpty())
    lines << Texts::tr("Measured, and in no report: %1").arg(work.results.join(QStringLiteral(", ")));
  return lines.join(QLatin1Char('\n'));
}

}  // namespace

DiscardAnswer askBeforeDiscarding(QWidget* parent, const QString& question, const UnsavedWork& work) {
  QMessageBox box(parent);
  box.setWindowTitle(Texts::tr("Unsaved work"));
  box.setText(question);
  box.setInformativeText(lossesOf(work));
  box.setStandardButtons(QMessageBox::Discard | QMessageBox::Cancel);
  box.button(QMessageBox::Discard)->setText(Texts::tr("&Discard"));
  box.button(QMessageBox::Cancel)->setText(Texts::tr("&Cancel"));
  box.setEscapeButton(QMessageBox::Cancel);
  box.setDefaultButton(QMessageBox::Cancel);
  if (!work.recipes.empty()) {
    auto* save = box.addButton(QMessageBox::Save);
    save->setText(work.recipes.size() == 1 ? Texts::tr("&Save recipe…") : Texts::tr("&Save recipes…"));
    save->setProperty("role", QStringLiteral("primary"));
    box.setDefaultButton(QMessageBox::Save);
  }
  for (auto* button : box.buttons()) button->setIcon({});  // as everywhere in the window
  switch (box.exec()) {
    case QMessageBox::Save:
      return DiscardAnswer::saveRecipes;
    case QMessageBox::Discard:
      return DiscardAnswer::discard;
    default:
      return DiscardAnswer::cancel;
  }
}

}  // namespace bitwright
