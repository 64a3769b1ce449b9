// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/dataset.h"

namespace bitwright {

namespace {

/// Where the text falls into two paths: at its comma; of several, at the first that leaves two files that exist.
std::size_t splitPoint(std::string_view text) {
  const auto first = text.find(',');
  std::error_code ignored;
  for (auto at = first; at != std::string_view::npos; at = text.find(',', at + 1)) {
    if (std::filesystem::exists(text.substr(0, at), ignored) && std::filesystem::exists(text.substr(at + 1), ignored)) return at;
  }
  return first;
}

}  // namespace

Result<DataSpec> parseDataSpec(std::string_view text) {
  DataSpec spec;
  spec.text = text;
  if (text.empty()) return spec;
  if (text == "sample") {
    spec.kind = DataSpec::Kind::sample;
    return spec;
  }
  const auto comma = splitPoint(text);
  if (comma != std::string_view::npos && comma > 0 && comma + 1 < text.size()) {
    spec.kind = DataSpec::Kind::idx;
    spec.files = {text.substr(0, comma), text.substr(comma + 1)};
    return spec;
  }
  return fail(ErrorKind::usage, BW_MESSAGE("data.unknown_form", "is not a form of DATA this version reads"), std::string(text), {},
              BW_MESSAGE("data.known_forms", "use 'sample' or two IDX files: IMAGES-idx[.gz],LABELS-idx[.gz]"));
}

}  // namespace bitwright
