// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>
#include <vector>

namespace bitwright {

/// Which layers are looked at: it drives table, histogram and form alike. Indices into Model::tensors().
class Selection : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  /// `current` is the one that is drawn; it is one of `tensors` where there are any.
  void set(std::vector<std::size_t> tensors, std::optional<std::size_t> current);
  [[nodiscard]] const std::vector<std::size_t>& tensors() const { return tensors_; }
  [[nodiscard]] std::optional<std::size_t> current() const { return current_; }

 Q_SIGNALS:
  void changed();

 private:
  std::vector<std::size_t> tensors_;
  std::optional<std::size_t> current_;
};

}  // namespace bitwright
