// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "core/search/search.h"

class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace bitwright {

class Document;
class FrontChart;
class SearchRun;
class SegmentedControl;

/// The best mix of schemes under a budget, or the fastest way to compute in integers: what is wanted, the front as it
/// grows, and any point of it taken as a variant.
class SearchPanel : public QWidget {
  Q_OBJECT

 public:
  enum Goal { LeastBytes, LeastLoss, LeastTime };

  SearchPanel(Document* document, SearchRun* run, QWidget* parent = nullptr);

  void setGoal(Goal goal);
  [[nodiscard]] QDoubleSpinBox* bound() const { return bound_; }
  [[nodiscard]] QSpinBox* evaluations() const { return evaluations_; }
  [[nodiscard]] QPushButton* startButton() const { return start_; }
  [[nodiscard]] QPushButton* adoptButton() const { return adopt_; }
  [[nodiscard]] FrontChart* chart() const { return chart_; }
  /// What is said of the point that is chosen.
  [[nodiscard]] QString pointText() const;

 Q_SIGNALS:
  void dataWanted();

 private:
  void compose();
  void proposeBound();
  [[nodiscard]] SearchGoal goal() const;
  void startOrStop();
  void takeResult();
  void showState();
  void showPoint();
  void adopt();
  [[nodiscard]] QString factText() const;
  [[nodiscard]] QString variantName(const SearchPoint& point) const;
  [[nodiscard]] QString describe(const SearchPoint& point) const;

  Document* document_;
  SearchRun* run_;
  SegmentedControl* goals_;
  QDoubleSpinBox* bound_;
  QSpinBox* evaluations_;
  QPushButton* start_;
  QLabel* fact_;
  QPushButton* data_;
  FrontChart* chart_;
  QLabel* point_;
  QPushButton* adopt_;
  std::vector<SearchPoint> shown_;  ///< the front, and the chosen mix where it is not on it: what loses least accuracy
                                    ///< need not change outputs least
  bool byHand_ = false;             ///< the point was chosen by the person: it stays while the front grows
};

}  // namespace bitwright
