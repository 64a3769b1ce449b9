// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/tokenizer_option.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "core/data/data_spec.h"

namespace bitwright::cli {

namespace {

/// Whether it names a text and no tokenizer.
bool isBareText(const std::string& data) {
  const auto spec = data.empty() ? Result<DataSpec>() : parseDataSpec(data);
  return spec && spec->kind != nullptr && spec->kind->word() == "text" && spec->files.size() == 1;
}

}  // namespace

void addTokenizerOption(CLI::App& app, const std::string& model, std::vector<std::string*> data) {
  auto tokenizer = std::make_shared<std::string>();
  app.add_option("--tokenizer", *tokenizer,
                 "What makes ids of a text: a tokenizer.json, or the folder that holds it (default: the one beside "
                 "the model)")
      ->type_name("FILE|FOLDER");
  app.parse_complete_callback([tokenizer, &model, texts = std::move(data)] {
    std::string chosen = *tokenizer;
    if (chosen.empty()) {
      const auto beside = std::filesystem::path(model).parent_path() / "tokenizer.json";
      std::error_code ignored;
      if (std::filesystem::is_regular_file(beside, ignored)) chosen = beside.string();
    }
    bool served = false;
    for (auto* text : texts) {
      if (chosen.empty() || !isBareText(*text)) continue;
      *text += ',' + chosen;
      served = true;
    }
    if (!tokenizer->empty() && !served)
      throw CLI::ValidationError("--tokenizer", "is given, and no data are a text that needs it: name one by --data");
  });
}

}  // namespace bitwright::cli
