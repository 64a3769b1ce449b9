// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/data_spec.h"

#include <algorithm>

#include "core/base/files/path_status.h"

namespace bitwright {

namespace {

/// Where the text falls into two paths: at its comma; of several, at the first that leaves two files that exist.
std::size_t splitPoint(std::string_view text) {
  const auto first = text.find(',');
  for (auto at = first; at != std::string_view::npos; at = text.find(',', at + 1)) {
    if (fileExists(text.substr(0, at)) && fileExists(text.substr(at + 1))) return at;
  }
  return first;
}

}  // namespace

Result<DataSpec> parseDataSpec(std::string_view text) {
  DataText named{text, !text.empty() && (isFolder(text) || text.ends_with('/')), {}};
  const auto comma = splitPoint(text);
  const bool pair = comma != std::string_view::npos && comma > 0 && comma + 1 < text.size();
  if (pair && !named.isFolder && !fileExists(text)) named.pair = {text.substr(0, comma), text.substr(comma + 1)};
  for (const auto wanted : {Match::sure, Match::possible}) {
    for (const auto* kind : allDatasetKinds()) {
      if (kind->match(named) != wanted) continue;
      DataSpec spec{kind, std::string(text), named.pair};
      if (named.pair.empty() && !kind->fixedText()) spec.files = {text};
      return spec;
    }
  }
  return fail(ErrorKind::usage, BW_MESSAGE("data.unknown_form", "is no form of DATA: there is no such folder"),
              std::string(text), {},
              BW_MESSAGE("data.known_forms",
                         "use 'sample', a folder of class folders or of ONNX test data, "
                         "IMAGES-idx[.gz][,LABELS-idx[.gz]], FILE.npz, FILE.csv or FILE.txt,TOKENIZER.json"));
}

}  // namespace bitwright
