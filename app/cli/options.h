// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/export/export.h"
#include "core/recipe/recipe.h"
#include "core/runtime/worker_client.h"

namespace bitwright::cli {

/// 1 to 10^12, and said so where it is not: CLI11's PositiveNumber prints the largest double there is.
[[nodiscard]] CLI::Range atLeastOne();

/// `--recipe FILE --all SPEC --layer GLOB=SPEC`; precedence recipe < --all < --layer.
struct RecipeOptions {
  std::string file;
  std::string all;
  std::vector<std::string> layers;

  void addTo(CLI::App& app);
  [[nodiscard]] Result<Recipe> recipe() const;
};

/// `--format auto|weights|weights-dq|dynamic|qdq|qoperator`; without it a recipe's standard one.
struct FormatOption {
  std::string word;

  void addTo(CLI::App& app);
  /// ErrorKind::usage where the recipe's activations cannot be written so.
  [[nodiscard]] Result<ExportFormat> writable(const Recipe& recipe) const;
  [[nodiscard]] ExportFormat format() const;
};

/// `--activations none|dynamic|static|float16 --calibrator ID --percentile P --calibrate DATA --calibrate-limit N`.
struct ActivationOptions {
  std::string mode;
  std::string calibrator;
  double percentile = 0.0;  ///< 0: not given
  std::string data;
  std::int64_t limit = 0;
  std::string target;

  void addTo(CLI::App& app);
  /// What was given overrules what the recipe says.
  void overrule(Recipe& recipe) const;
  /// ErrorKind::usage where --percentile is given and no calibrator reads it; `read`: whether one of the recipes' does,
  /// once overruled.
  [[nodiscard]] Result<void> checkPercentile(bool read) const;
  /// ErrorKind::usage where --calibrate is given and nothing needs it.
  [[nodiscard]] Result<void> checkServes(bool needed) const;
  /// `sample` means its training images. `preprocessing` is that of the data the model is judged on.
  [[nodiscard]] Result<DataRequest> request(std::uint64_t seed, const Preprocessing& preprocessing) const;
};

/// `--data DATA --limit N --preprocess FILE.json`.
struct DataOptions {
  std::string data;
  std::int64_t limit = 0;
  std::string preprocess;

  void addTo(CLI::App& app);
  /// Checked against the known forms of DATA; the preprocessing is read.
  [[nodiscard]] Result<DataRequest> request(std::uint64_t seed) const;
};

/// What `--shape` names, `INPUT=1x128[,8x512]` each: the first sizes of all inputs together, then the second …; an
/// input with one keeps it. ErrorKind::usage where a text is none or inputs have different numbers of them.
[[nodiscard]] Result<std::vector<std::vector<InputShape>>> parseShapes(const std::vector<std::string>& texts);

/// What `--candidates` names.
[[nodiscard]] Result<std::vector<SchemeSpec>> parseSpecs(const std::vector<std::string>& texts);

}  // namespace bitwright::cli
