// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/evaluation/results/comparison.h"
#include "core/report/document/reproduction.h"
#include "core/report/report.h"
#include "widgets/jobs/job_runner.h"

class QPushButton;
class QToolButton;
class QTableView;

namespace bitwright {

class CompareModel;
class Comparer;
class Document;
class ElidedLabel;
class PanelHeader;
class ReportSaver;
class TradeoffChart;
class VariantActions;

/// How the variants compare: a table with a row a variant, bars and intervals, and accuracy against size. Runs
/// comparisons.
class ComparisonPanel : public QWidget {
  Q_OBJECT

 public:
  explicit ComparisonPanel(Document* document, QWidget* parent = nullptr);
  ~ComparisonPanel() override;

  /// Measures every variant next to the original, off the window's thread; results appear as they come.
  void startComparison();
  [[nodiscard]] JobRunner& runner();

  /// Writes a report of the last comparison, off the window's thread, in the format of the name's ending.
  void saveReport(const QString& path);
  [[nodiscard]] JobRunner& reportRunner();

  /// Data, number of samples and rounds of the runs to come. Where `data.spec` is empty the bundled sample is taken if
  /// the model's input fits it, else inputs are synthesised.
  void setOptions(const CompareOptions& options);
  /// The last comparison, whole or as far as it came; no variants: nothing was measured yet.
  [[nodiscard]] const Comparison& lastComparison() const;
  /// The command line that does what the last comparison did.
  [[nodiscard]] const Reproduction& reproduction() const;
  /// For a host with a header of its own: `controls` go there, `conditionsText` beside them, and the panel's header is
  /// hidden.
  void hideHeader();
  [[nodiscard]] QWidget* controls() const { return controls_; }
  /// What was compared on what, or how far a running comparison is.
  [[nodiscard]] QString conditionsText() const;
  /// What a layer of the active variant ran in when it was compared as it is now; nothing where it was not.
  [[nodiscard]] std::optional<LayerArithmetic> arithmeticOf(const WeightTensor& tensor) const;
  void renameActive();
  /// The active variant beside another, layer by layer.
  void showLayerDiff();
  [[nodiscard]] QTableView* table() const { return table_; }
  [[nodiscard]] TradeoffChart* chart() const { return chart_; }

 Q_SIGNALS:
  void failed(const bitwright::Error& error);
  /// Worth knowing of a comparison that came to its end.
  void warned(const bitwright::Message& message);
  void conditionsChanged();
  /// There are other results.
  void measured();
  void reportSaved(const QString& path);
  /// The person wants to choose what is compared on.
  void dataWanted();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void buildControls();
  void buildTable();
  [[nodiscard]] QWidget* buildHint();
  [[nodiscard]] QWidget* buildChartSide();
  void chooseReport();
  void showConditions();
  void showActive();
  void arrangeColumns();
  void showMenu(const QPoint& position);

  Document* document_;
  Comparer* comparer_;
  CompareModel* model_;
  VariantActions* actions_;
  ReportSaver* saver_;
  PanelHeader* header_;
  QWidget* controls_;
  QPushButton* compare_;
  QToolButton* data_;
  QToolButton* report_;
  QTableView* table_;
  QWidget* hint_;
  TradeoffChart* chart_;
  ElidedLabel* chartTitle_ = nullptr;
  QWidget* chartSide_;
  bool showingActive_ = false;
};

}  // namespace bitwright
