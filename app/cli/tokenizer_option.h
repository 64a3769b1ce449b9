// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace bitwright::cli {

/// `--tokenizer FILE|FOLDER`: what makes ids of the texts that `data` name without a tokenizer of their own; without it
/// the tokenizer.json beside `model`, where there is one. Once all is parsed it stands in each of `data` behind the
/// text (data.md). All outlive the app. A tokenizer that no text needs is an error of the command line.
void addTokenizerOption(CLI::App& app, const std::string& model, std::vector<std::string*> data);

}  // namespace bitwright::cli
