// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QStackedWidget;

namespace bitwright {

class ComparisonPanel;
class IssuesModel;
class PanelHeader;
class TabStrip;

/// The panel under the work: the comparison, and what should be known.
class BottomPanel : public QWidget {
  Q_OBJECT

 public:
  BottomPanel(ComparisonPanel* compare, IssuesModel* issues, QWidget* parent = nullptr);

  void showCompare();
  void showIssues();

 Q_SIGNALS:
  /// Someone wants to see the layer an issue is about.
  void tensorWanted(std::size_t tensor);
  /// And what the window offers against it.
  void remedyWanted();

 private:
  void showCurrent();

  ComparisonPanel* compare_;
  IssuesModel* issues_;
  PanelHeader* header_;
  TabStrip* tabs_;
  QStackedWidget* stack_;
};

}  // namespace bitwright
