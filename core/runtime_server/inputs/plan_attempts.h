// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/runtime/worker_client.h"
#include "core/runtime_server/engine/session.h"
#include "core/runtime_server/inputs/input_plan.h"

namespace bitwright {

/// What to try, one after the other, for what a model leaves open: most take the first, some fail at a size they do not
/// declare. What the nodes of the model tell of its inputs is asked for only where it may be needed.
class PlanAttempts {
 public:
  /// `batches` are tried in this order; of 0, any, several are offered where there are data. All outlive the object.
  PlanAttempts(const Session& session, const Dataset* data, std::vector<std::int64_t> batches,
               const DataRequest& request, const Job& job);

  /// The plan to try next; nothing where there is none left, or where another would not help.
  [[nodiscard]] std::optional<InputPlan> next();
  /// The choices that plan was made by.
  [[nodiscard]] const PlanChoices& choices() const { return choices_; }
  /// It did not run.
  void failed(Error error);
  /// Behind the last: the first failure, or what stopped the rest; where it may lie in inputs that were made up, it
  /// says so.
  [[nodiscard]] Failure failure();

 private:
  void addHints();
  [[nodiscard]] std::vector<std::string> guessedInputs() const;
  /// Where data hold ids that no table of the model has a row for, that; else nothing.
  [[nodiscard]] std::optional<Error> idsBeyondTables() const;
  [[nodiscard]] Error blamingInputs(Error error) const;

  const Session& session_;
  const Dataset* data_;
  const Job& job_;
  std::filesystem::path model_;  ///< whose tables and nodes are looked at
  std::deque<PlanChoices> ahead_;
  std::int64_t mostRows_ = 0;  ///< of a table that ids are looked up in; 0: there is none
  bool lazyHints_ = false;
  PlanChoices choices_;
  std::optional<InputPlan> plan_;  ///< of the first that failed
  std::optional<Error> firstError_;
  bool final_ = false;
};

}  // namespace bitwright
