// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/work_keeper.h"

#include <QDir>
#include <QFileDialog>

#include "widgets/compare/comparison_panel.h"
#include "widgets/document/document.h"
#include "widgets/document/recipe_files.h"
#include "widgets/search/search_run.h"
#include "widgets/sensitivity/sensitivity_run.h"
#include "widgets/text/message_text.h"

namespace bitwright {

WorkKeeper::WorkKeeper(const Sources& sources, QWidget* window) : QObject(window), from_(sources), window_(window) {
  const auto* comparison = from_.comparison;
  connect(comparison, &ComparisonPanel::measured, this,
          [this] { unreported_ = !from_.comparison->lastComparison().variants.empty(); });
  connect(comparison, &ComparisonPanel::reportSaved, this,
          [this] { unreported_ = from_.comparison->runner().isRunning(); });
}

UnsavedWork WorkKeeper::unsaved() const {
  UnsavedWork work;
  const auto& document = *from_.document;
  if (!document.model()) return work;
  work.state = document.state();
  work.recipes = document.unsavedRecipes();
  work.otherChoices = work.recipes.empty() && !document.undoStack().isClean();
  const auto count = [&work](bool there, const QString& name) {
    if (there) work.results << name;
  };
  count(unreported_ || from_.comparison->runner().isRunning(), tr("the comparison"));
  count(from_.sensitivity->result() != nullptr || from_.sensitivity->runner().isRunning(),
        tr("the sensitivity of the layers"));
  count(from_.search->result() != nullptr || from_.search->runner().isRunning(), tr("the search"));
  return work;
}

bool WorkKeeper::mayClose() {
  return mayDiscard(tr("Close %1 without keeping what you made of it?").arg(from_.document->fileName()));
}

bool WorkKeeper::mayOpenAnother() {
  givenUp_ = {};
  if (!mayReplaceModel()) return false;
  givenUp_ = unsaved();
  return true;
}

bool WorkKeeper::mayReplaceModel() {
  if (!givenUp_.isNothing() && unsaved() == givenUp_) return true;
  return mayDiscard(
      tr("Open another model and close %1 without keeping what you made of it?").arg(from_.document->fileName()));
}

bool WorkKeeper::mayDiscard(const QString& question) {
  const auto work = unsaved();
  if (work.isNothing()) return true;
  switch (askBeforeDiscarding(window_, question, work)) {
    case DiscardAnswer::saveRecipes:
      return saveRecipes(work.recipes);
    case DiscardAnswer::discard:
      return true;
    case DiscardAnswer::cancel:
      break;
  }
  return false;
}

QString WorkKeeper::modelFolder() const {
  return toQString(from_.document->model()->namedPath().parent_path());
}

QString WorkKeeper::targetFor(const Recipe& recipe) {
  QFileDialog dialog(window_, tr("Save the recipe"), modelFolder(), tr("Recipes (*.json)"));
  dialog.setAcceptMode(QFileDialog::AcceptSave);
  dialog.setDefaultSuffix(QStringLiteral("json"));  // before it asks whether to replace what stands there
  dialog.selectFile(recipeFileName(QString::fromStdString(recipe.name)));
  return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

void WorkKeeper::chooseRecipeTarget() {
  if (const QString path = targetFor(from_.document->recipe()); !path.isEmpty()) saveRecipe(path);
}

void WorkKeeper::saveRecipe(const QString& path) {
  static_cast<void>(write(from_.document->activeVariant(), path));
}

bool WorkKeeper::write(quint64 variant, const QString& path) {
  if (const auto written = writeRecipe(from_.document->state().find(variant)->recipe, toPath(path)); !written) {
    Q_EMIT failed(written.error());
    return false;
  }
  from_.document->recipeIsOnFile(variant);
  Q_EMIT recipeSaved(path);
  return true;
}

bool WorkKeeper::saveRecipes(const std::vector<quint64>& variants) {
  QStringList names;
  for (const auto variant : variants)
    names << QString::fromStdString(from_.document->state().find(variant)->recipe.name);
  QStringList paths;
  if (variants.size() == 1) {
    paths << targetFor(from_.document->state().find(variants.front())->recipe);
  } else if (const QString folder =
                 QFileDialog::getExistingDirectory(window_, tr("A folder for the recipes"), modelFolder());
             !folder.isEmpty()) {
    paths = freshRecipePaths(folder, names);
  }
  if (paths.size() != names.size() || paths.contains(QString())) return false;
  for (qsizetype at = 0; at < paths.size(); ++at) {
    if (!write(variants[static_cast<std::size_t>(at)], paths[at])) return false;
  }
  return true;
}

}  // namespace bitwright
