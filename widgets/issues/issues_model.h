// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include <optional>
#include <vector>

namespace bitwright {

/// What went wrong or should be known, newest first: problems are rows, not boxes in the way.
class IssuesModel : public QAbstractListModel {
  Q_OBJECT

 public:
  enum class Severity { warning, error };
  enum Role {
    SeverityRole = Qt::UserRole,
    TensorRole,  ///< index of the tensor it is about, as qulonglong; invalid: none
    RemedyRole   ///< the window has something to offer against it
  };
  using QAbstractListModel::QAbstractListModel;

  void add(Severity severity, const QString& text, std::optional<std::size_t> tensor = {});
  void clear();

  /// A layer that hurts, with what would help it.
  struct Finding {
    std::size_t tensor = 0;
    QString text;
  };
  /// In the place of the findings before.
  void setFindings(const std::vector<Finding>& findings);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

 private:
  struct Issue {
    Severity severity;
    QString text;
    std::optional<std::size_t> tensor;
    bool finding = false;
  };
  std::vector<Issue> issues_;
};

}  // namespace bitwright
