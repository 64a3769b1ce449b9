// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>
#include <string>
#include <vector>

class QTableView;

namespace bitwright {

class LayersRows;

/// What is selected in the table as layers: a group stands for all in it that pass the filter. The choice outlives rows
/// that are made anew, as far as they still show it.
class LayersSelection : public QObject {
  Q_OBJECT

 public:
  LayersSelection(QTableView* table, LayersRows* rows);

  /// Sorted, each once; indices into Model::tensors().
  [[nodiscard]] std::vector<std::size_t> tensors() const;
  /// The current row's layer, of a group the first; one of `tensors` where there are any.
  [[nodiscard]] std::optional<std::size_t> current() const;
  /// Those that are in sight.
  void select(const std::vector<std::size_t>& tensors);

 Q_SIGNALS:
  void changed();

 private:
  struct Kept {
    std::optional<std::size_t> tensor;
    std::string group;
    std::vector<std::size_t> tensors;
  };
  [[nodiscard]] Kept keptAt(int row) const;
  void keep();
  void restore();
  void leaveToGroup();

  QTableView* table_;
  LayersRows* rows_;
  std::vector<Kept> kept_;
  std::optional<Kept> current_;
};

}  // namespace bitwright
