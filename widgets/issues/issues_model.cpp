// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/issues/issues_model.h"

#include <algorithm>

#include "widgets/theme/theme.h"

namespace bitwright {

void IssuesModel::add(Severity severity, const QString& text, std::optional<std::size_t> tensor) {
  // The same thing again moves up rather than being listed twice.
  const auto known =
      std::find_if(issues_.begin(), issues_.end(), [&](const Issue& issue) { return issue.text == text; });
  if (known != issues_.end()) {
    const auto row = static_cast<int>(known - issues_.begin());
    beginRemoveRows({}, row, row);
    issues_.erase(known);
    endRemoveRows();
  }
  beginInsertRows({}, 0, 0);
  issues_.insert(issues_.begin(), {severity, text, tensor, false});
  endInsertRows();
}

void IssuesModel::clear() {
  beginResetModel();
  issues_.clear();
  endResetModel();
}

void IssuesModel::setFindings(const std::vector<Finding>& findings) {
  for (int row = rowCount() - 1; row >= 0; --row) {
    if (!issues_[static_cast<std::size_t>(row)].finding) continue;
    beginRemoveRows({}, row, row);
    issues_.erase(issues_.begin() + row);
    endRemoveRows();
  }
  if (findings.empty()) return;
  beginInsertRows({}, 0, static_cast<int>(findings.size()) - 1);
  for (auto finding = findings.rbegin(); finding != findings.rend(); ++finding) {
    issues_.insert(issues_.begin(), {Severity::warning, finding->text, finding->tensor, true});
  }
  endInsertRows();
}

int IssuesModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(issues_.size());
}

QVariant IssuesModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const auto& issue = issues_[static_cast<std::size_t>(index.row())];
  const bool error = issue.severity == Severity::error;
  switch (role) {
    case Qt::DisplayRole:
      return (error ? tr("Error: %1") : tr("Warning: %1")).arg(issue.text);
    case Qt::ToolTipRole:
      if (issue.finding) return issue.text + QLatin1Char('\n') + tr("Click to see what helps");
      return issue.tensor ? issue.text + QLatin1Char('\n') + tr("Click to see the layer") : issue.text;
    case Qt::ForegroundRole:
      return error ? tokens().bad : tokens().warn;
    case TensorRole:
      return issue.tensor ? QVariant(static_cast<qulonglong>(*issue.tensor)) : QVariant();
    case RemedyRole:
      return issue.finding;
    case SeverityRole:
      return static_cast<int>(issue.severity);
    default:
      return {};
  }
}

}  // namespace bitwright
