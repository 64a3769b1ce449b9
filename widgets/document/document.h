// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "core/model/model.h"
#include "core/recipe/recipe.h"
#include "core/runtime/worker_client.h"
#include "widgets/document/gesture.h"
#include "widgets/document/variants_state.h"

namespace bitwright {

/// What the window shows: one opened model and the variants made of it. All edits go through the undo stack; panels
/// listen.
class Document : public QObject {
  Q_OBJECT

 public:
  explicit Document(QObject* parent = nullptr);

  /// A new model: one empty variant, nothing to undo.
  void setModel(std::shared_ptr<const Model> model);
  [[nodiscard]] const std::shared_ptr<const Model>& model() const { return model_; }
  [[nodiscard]] QString fileName() const;

  [[nodiscard]] const VariantsState& state() const { return state_; }
  [[nodiscard]] const std::vector<Variant>& variants() const { return state_.variants; }
  [[nodiscard]] quint64 activeVariant() const { return state_.active; }
  /// The active variant's recipe, and what it comes to for each tensor of the model.
  [[nodiscard]] const Recipe& recipe() const;
  /// The active variant is a finished file: there is no recipe to edit or export.
  [[nodiscard]] bool isFinishedFile() const;
  [[nodiscard]] const ResolvedRecipe& resolved() const { return resolved_; }
  /// Another number each time `resolved` is another; for what is derived from it and kept.
  [[nodiscard]] quint64 resolvedNumber() const { return resolvedNumber_; }
  [[nodiscard]] QUndoStack& undoStack() { return undoStack_; }
  [[nodiscard]] const QUndoStack& undoStack() const { return undoStack_; }

  /// Variants whose recipe stands on no file as it is now; none where nothing was changed since opening.
  [[nodiscard]] std::vector<quint64> unsavedRecipes() const;
  /// The recipe of this variant stands on a file now.
  void recipeIsOnFile(quint64 id);

  // Edits, each one undoable step; those of one gesture are one.
  void applySpec(const std::vector<std::size_t>& tensors, const SchemeSpec& spec);
  /// How the active variant quantizes activations.
  void setActivations(ActivationPlan plan, const QString& text, Gesture gesture = kNoGesture);
  /// What ranges of activations are observed on, for all variants.
  void setCalibration(DataRequest data);
  void addVariants(std::vector<Recipe> recipes);
  /// A compressed model that another program made, to be measured beside the others. It is not looked into before it is
  /// measured.
  void addFinishedFile(const std::filesystem::path& file);
  void duplicateVariant(quint64 id);
  void renameVariant(quint64 id, const QString& name);
  void removeVariant(quint64 id);
  /// None: that of its place again.
  void setVariantColour(quint64 id, std::optional<ChosenColour> colour);

  /// What is looked at; not an edit, so not undone.
  void setActiveVariant(quint64 id);

  /// What variants are compared on, where the person chose it, now or the last time this model was open. It belongs to
  /// measuring, not to a variant, so it is not undone.
  [[nodiscard]] const std::optional<DataRequest>& data() const { return data_; }
  void setData(DataRequest data);
  /// What ranges are observed on: as chosen, else a part of what is compared on.
  [[nodiscard]] DataRequest calibration() const;

 Q_SIGNALS:
  void modelChanged();
  /// The active variant's recipe is another, or another variant is active.
  void recipeChanged();
  /// Variants came, went, were renamed or edited, or another is active.
  void variantsChanged();
  void dataChanged();
  void calibrationChanged();
  void problem(const bitwright::Error& error);

 private:
  void setState(const VariantsState& state);
  void push(const QString& text, VariantsState after, Gesture gesture = kNoGesture);
  /// Says why, where the active variant is a finished file.
  [[nodiscard]] bool refusesEdits();
  [[nodiscard]] QString freshName(const QString& wanted) const;

  std::shared_ptr<const Model> model_;
  std::optional<DataRequest> data_;
  VariantsState state_;
  quint64 lastId_ = 0;
  ResolvedRecipe resolved_;
  quint64 resolvedNumber_ = 0;
  QUndoStack undoStack_;
  std::map<quint64, Recipe> onFile_;  ///< by variant; that of the first one is empty and missed by nobody
};

}  // namespace bitwright
