// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/actions.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QUndoStack>
#include <QWidget>

#include "widgets/document/settings.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace bitwright {

Actions::Actions(QUndoStack& undoStack, QWidget* window) : QObject(window), menu_(new QMenu(window)) {
  open = make("open", tr("&Open…"), QKeySequence::Open, window);
  openSample = make("open-sample", tr("Open the &sample"), {}, window);
  openRecipe = make("open-recipe", tr("Open a &recipe…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), window);
  openRecipe->setToolTip(tr("Add a variant from a recipe file"));
  saveRecipe = make("save-recipe", tr("&Save the recipe…"), QKeySequence::Save, window);
  exportVariant = make("export", tr("&Export…"), QKeySequence(Qt::CTRL | Qt::Key_E), window);
  quit = make("quit", tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), window);
  undo = undoStack.createUndoAction(this, tr("Undo"));
  undo->setObjectName(QStringLiteral("undo"));
  undo->setShortcut(QKeySequence::Undo);
  redo = undoStack.createRedoAction(this, tr("Redo"));
  redo->setObjectName(QStringLiteral("redo"));
  // Both that are in use: which of them is the platform's, people do not know.
  redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
  findLayer = make("find-layer", tr("&Find a layer"), QKeySequence::Find, window);
  selectAll =
      make("select-all-layers", tr("Select &all layers"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A), window);
  apply = make("apply", tr("A&pply to the selected layers"), QKeySequence(Qt::CTRL | Qt::Key_Return), window);
  keep = make("keep", tr("&Keep the selected layers as they are"), QKeySequence(Qt::CTRL | Qt::Key_K), window);
  data = make("data", tr("&Data and preprocessing…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D), window);
  activations = make("activations", tr("&Activations"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I), window);
  activations->setToolTip(tr("How the values between the layers are quantized, and by what ranges"));
  sensitivity = make("sensitivity", tr("Se&nsitivity"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), window);
  sensitivity->setToolTip(tr("Which layer hurts, and what would help it"));
  search = make("search", tr("Searc&h"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H), window);
  search->setToolTip(tr("The best mix of schemes under a budget"));
  compare = make("compare", tr("&Compare"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), window);
  showComparing(false);
  cancel = make("cancel", tr("Cancel the running job"), QKeySequence(Qt::Key_Escape), window);
  renameVariant = make("rename-variant", tr("&Rename the variant"), {}, window);
  about = make("about", tr("&About Bitwright"), {}, window);
  const auto icons = [this] {
    undo->setIcon(glyphIcon(Glyph::undo));
    redo->setIcon(glyphIcon(Glyph::redo));
  };
  icons();
  connect(&Theme::instance(), &Theme::changed, this, icons);
  window->addActions({undo, redo});
  buildMenu(window);
}

QAction* Actions::make(const char* name, const QString& text, const QKeySequence& shortcut, QWidget* window) {
  auto* action = new QAction(text, this);
  action->setObjectName(QString::fromLatin1(name));
  action->setShortcut(shortcut);
  window->addAction(action);
  return action;
}

void Actions::buildMenu(QWidget* window) {
  auto* file = menu_->addMenu(tr("&File"));
  file->addActions({open, openSample});
  file->addSeparator();
  file->addActions({openRecipe, saveRecipe});
  file->addSeparator();
  file->addAction(exportVariant);
  file->addSeparator();
  file->addAction(quit);
  auto* edit = menu_->addMenu(tr("&Edit"));
  edit->addActions({undo, redo});
  edit->addSeparator();
  edit->addActions({findLayer, selectAll, apply, keep});
  auto* variants = menu_->addMenu(tr("&Variants"));
  variants->addActions({data, activations, sensitivity, search, compare, renameVariant, cancel});
  menu_->addMenu(themeMenu(window));
  menu_->addSeparator();
  menu_->addAction(about);
}

QMenu* Actions::themeMenu(QWidget* window) {
  auto* view = new QMenu(tr("&View"), window);
  auto* theme = view->addMenu(tr("&Theme"));
  auto* group = new QActionGroup(this);
  const std::pair<ThemeChoice, QString> choices[] = {{ThemeChoice::system, tr("As the &system")},
                                                     {ThemeChoice::light, tr("&Light")},
                                                     {ThemeChoice::dark, tr("&Dark")}};
  for (const auto& [choice, name] : choices) {
    auto* action = theme->addAction(name);
    action->setCheckable(true);
    action->setChecked(Theme::instance().choice() == choice);
    group->addAction(action);
    connect(action, &QAction::triggered, this, [chosen = choice] {
      Theme::instance().setChoice(chosen);
      settings().setValue(QStringLiteral("theme"), static_cast<int>(chosen));
    });
  }
  return view;
}

void Actions::setModelOpen(bool isOpen, bool finishedFile) {
  for (auto* action :
       {openRecipe, findLayer, selectAll, data, activations, sensitivity, search, compare, renameVariant})
    action->setEnabled(isOpen);
  const QString why = finishedFile ? tr("This variant is a finished file and stays as it is") : QString();
  const std::pair<QAction*, QString> ofRecipes[] = {
      {saveRecipe, tr("Write the active variant's recipe, as the command line takes it")},
      {exportVariant, tr("Write the active variant as a verified ONNX file")},
      {apply, QString()},
      {keep, QString()}};
  for (const auto& [action, tip] : ofRecipes) {
    action->setEnabled(isOpen && !finishedFile);
    action->setToolTip(finishedFile ? why : tip);
  }
}

void Actions::showComparing(bool running) {
  compare->setText(running ? tr("Stop &comparing") : tr("&Compare"));
  compare->setIconText(running ? tr("Stop") : tr("Compare"));
  compare->setToolTip(running ? tr("Stop measuring; what is there stays")
                              : tr("Measure size, speed and accuracy of every variant next to the original"));
}

}  // namespace bitwright
