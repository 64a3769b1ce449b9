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

/// `--recipe FILE --all SPEC --layer GLOB=SPEC`; precedence recipe < --all < --layer.
struct RecipeOptions {
  std::string file;
  std::string all;
  std::vector<std::string> layers;

  void addTo(CLI::App& app);
  [[nodiscard]] Result<Recipe> recipe() const;
};

/// `--format weights|weights-dq`.
struct FormatOption {
  std::string word = "weights";

  void addTo(CLI::App& app);
  [[nodiscard]] ExportFormat format() const { return word == "weights-dq" ? ExportFormat::weightsDq : ExportFormat::weights; }
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

}  // namespace bitwright::cli
