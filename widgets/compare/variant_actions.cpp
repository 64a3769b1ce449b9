// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/variant_actions.h"

#include <QAction>
#include <QWidget>

#include "widgets/compare/colour_menu.h"
#include "widgets/document/document.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

void setShortcut(QAction* action, const QKeySequence& keys) {
  action->setShortcut(keys);
  action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  action->setToolTip(QStringLiteral("%1 (%2)").arg(action->text(), keys.toString(QKeySequence::NativeText)));
}

}  // namespace

VariantActions::VariantActions(Document* document, QWidget* owner)
    : QObject(owner),
      document_(document),
      addEmpty_(new QAction(tr("Empty variant"), this)),
      addStarters_(new QAction(tr("Add the five usual variants"), this)),
      duplicate_(new QAction(tr("Duplicate the variant"), this)),
      rename_(new QAction(tr("Rename the variant"), this)),
      remove_(new QAction(tr("Delete the variant"), this)),
      diff_(new QAction(tr("Two variants layer by layer…"), this)),
      addFile_(new QAction(tr("A file made elsewhere…"), this)),
      colours_(new ColourMenu(document, owner)) {
  setShortcut(duplicate_, QKeySequence(Qt::CTRL | Qt::Key_D));
  setShortcut(rename_, QKeySequence(Qt::Key_F2));
  setShortcut(remove_, QKeySequence(Qt::Key_Delete));
  addStarters_->setToolTip(
      tr("Uniform 8 and 4 bits, k-means 4 and 3 bits, float16: a first picture of what the model bears"));
  setShortcut(diff_, QKeySequence(Qt::CTRL | Qt::Key_L));
  for (auto* action : {duplicate_, rename_, remove_, diff_}) owner->addAction(action);

  connect(addEmpty_, &QAction::triggered, this, [this] {
    const auto number = static_cast<int>(document_->variants().size()) + 1;
    document_->addVariants({Recipe{.name = tr("Variant %1").arg(number).toStdString(), .all = {}, .rules = {}}});
  });
  connect(addStarters_, &QAction::triggered, this, [this] { document_->addVariants(starterRecipes()); });
  connect(duplicate_, &QAction::triggered, this, [this] { document_->duplicateVariant(document_->activeVariant()); });
  connect(rename_, &QAction::triggered, this, &VariantActions::renameWanted);
  addFile_->setToolTip(tr("Measure a compressed copy of this model that another program made"));
  connect(addFile_, &QAction::triggered, this, &VariantActions::fileWanted);
  connect(diff_, &QAction::triggered, this, &VariantActions::diffWanted);
  connect(remove_, &QAction::triggered, this, [this] { document_->removeVariant(document_->activeVariant()); });
  connect(document, &Document::variantsChanged, this, &VariantActions::refresh);
  connect(document, &Document::modelChanged, this, &VariantActions::refresh);
  connect(&Theme::instance(), &Theme::changed, this, &VariantActions::drawIcons);
  refresh();
  drawIcons();
}

void VariantActions::refresh() {
  const bool open = document_->model() != nullptr;
  for (auto* action : {addEmpty_, addStarters_, duplicate_, rename_, diff_, addFile_}) action->setEnabled(open);
  remove_->setEnabled(open && document_->variants().size() > 1);  // one is always active
}

void VariantActions::drawIcons() {
  addEmpty_->setIcon(glyphIcon(Glyph::add));
  duplicate_->setIcon(glyphIcon(Glyph::copy));
  rename_->setIcon(glyphIcon(Glyph::rename));
  remove_->setIcon(glyphIcon(Glyph::remove));
}

}  // namespace bitwright
