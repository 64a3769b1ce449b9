// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

#include "widgets/preview/layer_preview.h"

class QLabel;
class QMenu;
class QPushButton;
class QScrollArea;

namespace bitwright {

class Document;
class OutcomeCard;
class PanelHeader;
class SchemeForm;
class Selection;

/// What can be chosen for the selected layers, and what it does here, now. Layers without a choice of their own show
/// the scheme that was chosen last, as a proposal; nothing is applied before the button is pressed.
class InspectorPanel : public QWidget {
  Q_OBJECT

 public:
  InspectorPanel(Document* document, Selection* selection, QWidget* parent = nullptr);

  void showPreview(const LayerPreview& preview);
  [[nodiscard]] SchemeForm* form() const { return form_; }
  [[nodiscard]] QPushButton* applyButton() const { return apply_; }
  [[nodiscard]] OutcomeCard* card() const { return card_; }
  /// Says whom the layer shares its codebook with; empty where its scheme does not share.
  [[nodiscard]] QLabel* groupLine() const { return group_; }
  /// Where data are at hand and the layer has few bits: what choosing levels and biases on them gained elsewhere, and
  /// the button that does it for the selected layers. Hidden elsewhere.
  [[nodiscard]] QLabel* offerLine() const { return offer_; }
  [[nodiscard]] QPushButton* offerButton() const { return take_; }
  /// Applies the form's scheme to the selected layers.
  void apply();
  /// Leaves the selected layers as they are.
  void keepSelected();

 Q_SIGNALS:
  /// The current layer is to be previewed with this spec.
  void previewWanted(std::size_t tensor, const bitwright::SchemeSpec& spec);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  [[nodiscard]] QWidget* buildPresets();
  void showSelection();
  void showState();
  void arrangeButtons();
  void wantPreview();
  void showGroup(const LayerPreview& preview);
  void showOffer(bool offered);
  void takeOffer();
  void fillMenu();
  [[nodiscard]] static QString finishedFileSentence();
  [[nodiscard]] bool everySelectedHas(const SchemeSpec& spec) const;

  Document* document_;
  Selection* selection_;
  PanelHeader* header_;
  QScrollArea* scroll_;
  SchemeForm* form_;
  OutcomeCard* card_;
  QLabel* cardTitle_;
  QLabel* group_;
  QLabel* offer_;
  QPushButton* take_;
  QLabel* note_;
  QLabel* about_;
  QPushButton* apply_;
  QPushButton* more_;
  QString allText_;  ///< of `more_` where it has room
  QMenu* menu_;
};

}  // namespace bitwright
