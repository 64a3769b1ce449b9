// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/document/document.h"

#include <algorithm>

#include "widgets/document/default_data.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/document/remembered_data.h"
#include "widgets/document/undo_commands.h"
#include "widgets/text/message_text.h"

namespace bitwright {

Document::Document(QObject* parent) : QObject(parent) {}

void Document::setModel(std::shared_ptr<const Model> model) {
  model_ = std::move(model);
  data_ = model_ ? rememberedData(model_->namedPath()) : std::nullopt;
  undoStack_.clear();
  state_ = {};
  resolved_ = {};
  onFile_.clear();
  ++resolvedNumber_;
  if (model_) {
    const quint64 id = ++lastId_;
    setState({.variants = {Variant{id, Recipe{.name = tr("Variant 1").toStdString(), .all = {}, .rules = {}}, {}}},
              .active = id});
    onFile_[id] = recipe();
  }
  Q_EMIT modelChanged();
  Q_EMIT variantsChanged();
  Q_EMIT recipeChanged();
}

std::vector<quint64> Document::unsavedRecipes() const {
  std::vector<quint64> unsaved;
  if (undoStack_.isClean()) return unsaved;
  for (const auto& variant : state_.variants) {
    const auto known = onFile_.find(variant.id);
    if (variant.file.empty() && (known == onFile_.end() || known->second != variant.recipe))
      unsaved.push_back(variant.id);
  }
  return unsaved;
}

void Document::recipeIsOnFile(quint64 id) {
  const auto* variant = state_.find(id);
  if (variant == nullptr) return;
  onFile_[id] = variant->recipe;
  if (unsavedRecipes().empty()) undoStack_.setClean();
}

void Document::setData(DataRequest data) {
  if (!model_ || data_ == data) return;
  data_ = std::move(data);
  rememberData(model_->namedPath(), data_);
  Q_EMIT dataChanged();
  if (!state_.calibration) Q_EMIT calibrationChanged();
}

QString Document::fileName() const {
  return model_ ? toQString(model_->namedPath().filename()) : QString();
}

const Recipe& Document::recipe() const {
  static const Recipe none;
  const auto* variant = state_.find(state_.active);
  return variant == nullptr ? none : variant->recipe;
}

bool Document::isFinishedFile() const {
  const auto* variant = state_.find(state_.active);
  return variant != nullptr && !variant->file.empty();
}

bool Document::refusesEdits() {
  if (!isFinishedFile()) return false;
  Q_EMIT problem(Error{ErrorKind::usage,
                       BW_MESSAGE("document.finished_file", "this variant is a finished file and stays as it is"),
                       {},
                       recipe().name,
                       BW_MESSAGE("document.other_variant", "choose another variant, or add one")});
  return true;
}

void Document::push(const QString& text, VariantsState after, Gesture gesture) {
  undoStack_.push(new ChangeVariants([this](const VariantsState& state) { setState(state); }, text, state_,
                                     std::move(after), gesture));
}

void Document::setActivations(ActivationPlan plan, const QString& text, Gesture gesture) {
  if (!model_ || refusesEdits()) return;
  auto after = state_;
  for (auto& variant : after.variants) {
    if (variant.id == after.active) variant.recipe.activations = plan;
  }
  if (after == state_) return;
  push(text, std::move(after), gesture);
}

void Document::setCalibration(DataRequest data) {
  if (!model_) return;
  auto after = state_;
  after.calibration = std::move(data);
  if (after == state_) return;
  push(tr("Calibration data"), std::move(after));
}

DataRequest Document::calibration() const {
  if (state_.calibration) return *state_.calibration;
  return calibrationData(data_.value_or(DataRequest{.spec = model_ ? defaultData(*model_) : std::string()}));
}

void Document::applySpec(const std::vector<std::size_t>& tensors, const SchemeSpec& spec) {
  if (!model_ || tensors.empty() || refusesEdits()) return;
  auto after = state_;
  for (auto& variant : after.variants) {
    if (variant.id == after.active) variant.recipe = withSpec(variant.recipe, *model_, tensors, spec);
  }
  const QString text =
      tr("Set %1 on %n layer(s)", nullptr, static_cast<int>(tensors.size())).arg(QString::fromStdString(spec.text()));
  push(text, std::move(after));
}

void Document::addVariants(std::vector<Recipe> recipes) {
  if (!model_ || recipes.empty()) return;
  auto after = state_;
  const auto count = static_cast<int>(recipes.size());
  for (auto& recipe : recipes) {
    recipe.name = freshName(QString::fromStdString(recipe.name)).toStdString();
    after.variants.push_back({++lastId_, std::move(recipe)});
  }
  after.active = lastId_;
  push(tr("Add %n variant(s)", nullptr, count), std::move(after));
}

void Document::addFinishedFile(const std::filesystem::path& file) {
  if (!model_) return;
  auto after = state_;
  Recipe named;
  named.name = freshName(toQString(file.stem())).toStdString();
  after.variants.push_back({++lastId_, std::move(named), file});
  after.active = lastId_;
  push(tr("Add a finished file"), std::move(after));
}

void Document::duplicateVariant(quint64 id) {
  const auto at =
      std::find_if(state_.variants.begin(), state_.variants.end(), [id](const Variant& v) { return v.id == id; });
  if (at == state_.variants.end()) return;
  Variant copy{++lastId_, at->recipe, at->file};
  copy.recipe.name = freshName(QString::fromStdString(copy.recipe.name)).toStdString();
  auto after = state_;
  after.variants.insert(after.variants.begin() + (at - state_.variants.begin()) + 1, copy);
  after.active = copy.id;
  push(tr("Duplicate variant"), std::move(after));
}

void Document::renameVariant(quint64 id, const QString& name) {
  if (name.trimmed().isEmpty()) return;
  auto after = state_;
  for (auto& variant : after.variants) {
    if (variant.id == id) variant.recipe.name = name.trimmed().toStdString();
  }
  if (after == state_) return;
  push(tr("Rename variant"), std::move(after));
}

void Document::setVariantColour(quint64 id, std::optional<ChosenColour> colour) {
  auto after = state_;
  for (auto& variant : after.variants) {
    if (variant.id == id) variant.colour = colour;
  }
  if (after == state_) return;
  push(tr("Colour of the variant"), std::move(after));
}

void Document::removeVariant(quint64 id) {
  if (state_.variants.size() < 2 || state_.find(id) == nullptr) return;  // one is always active
  auto after = state_;
  const auto at =
      std::find_if(after.variants.begin(), after.variants.end(), [id](const Variant& v) { return v.id == id; });
  const auto place = after.variants.erase(at) - after.variants.begin();
  if (after.active == id)
    after.active = after.variants[std::min<std::size_t>(static_cast<std::size_t>(place), after.variants.size() - 1)].id;
  push(tr("Delete variant"), std::move(after));
}

void Document::setActiveVariant(quint64 id) {
  if (id == state_.active || state_.find(id) == nullptr) return;
  auto next = state_;
  next.active = id;
  setState(next);
}

void Document::setState(const VariantsState& state) {
  const Recipe before = recipe();
  const quint64 activeBefore = state_.active;
  const bool otherCalibration = state_.calibration != state.calibration;
  state_ = state;
  if (model_ && (recipe() != before || state_.active != activeBefore)) {
    ++resolvedNumber_;
    auto resolved = resolve(recipe(), *model_);
    if (resolved)
      resolved_ = std::move(*resolved);
    else
      Q_EMIT problem(resolved.error());
    Q_EMIT recipeChanged();
  }
  if (otherCalibration) Q_EMIT calibrationChanged();
  Q_EMIT variantsChanged();
}

QString Document::freshName(const QString& wanted) const {
  const auto taken = [this](const QString& name) {
    return std::any_of(state_.variants.begin(), state_.variants.end(),
                       [&](const Variant& v) { return QString::fromStdString(v.recipe.name) == name; });
  };
  if (!wanted.isEmpty() && !taken(wanted)) return wanted;
  const QString base = wanted.isEmpty() ? tr("Variant") : wanted;
  int number = 2;
  while (taken(tr("%1 (%2)").arg(base).arg(number))) ++number;
  return tr("%1 (%2)").arg(base).arg(number);
}

}  // namespace bitwright
