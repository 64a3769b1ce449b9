// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/base/ascii.h"
#include "core/data/dataset.h"

namespace bitwright {

namespace {

bool isFolder(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(path, ignored);
}

bool exists(std::string_view path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

/// test_data_set_0, test_data_set_1 … or the inputs themselves.
bool holdsTestData(const std::filesystem::path& folder) {
  if (exists((folder / "input_0.pb").string())) return true;
  std::error_code problem;
  for (std::filesystem::directory_iterator at(folder, problem); !problem && at != std::filesystem::directory_iterator(); at.increment(problem)) {
    if (at->path().filename().string().starts_with("test_data_set_") && isFolder(at->path())) return true;
  }
  return false;
}

/// By the file's name alone. IDX files have no ending of their own: "train-images-idx3-ubyte.gz", "digits.idx".
DataSpec::Kind kindByName(std::string_view text) {
  const auto name = asciiLowered(std::filesystem::path(text).filename().string());
  if (name.ends_with(".npz")) return DataSpec::Kind::npz;
  if (name.ends_with(".npy")) return DataSpec::Kind::npy;
  if (name.ends_with(".csv") || name.ends_with(".tsv")) return DataSpec::Kind::csv;
  return name.find("idx") != std::string::npos ? DataSpec::Kind::idx : DataSpec::Kind::none;
}

/// Where the text falls into two paths: at its comma; of several, at the first that leaves two files that exist.
std::size_t splitPoint(std::string_view text) {
  const auto first = text.find(',');
  for (auto at = first; at != std::string_view::npos; at = text.find(',', at + 1)) {
    if (exists(text.substr(0, at)) && exists(text.substr(at + 1))) return at;
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
  const bool pair = comma != std::string_view::npos && comma > 0 && comma + 1 < text.size();
  const auto single = kindByName(text);
  if (isFolder(text) || text.ends_with('/')) {
    spec.kind = holdsTestData(text) ? DataSpec::Kind::onnx : DataSpec::Kind::images;
    spec.files = {text};
  } else if (single != DataSpec::Kind::none && (!pair || exists(text))) {
    spec.kind = single;
    spec.files = {text};
  } else if (pair) {
    spec.files = {text.substr(0, comma), text.substr(comma + 1)};
    const bool arrays = single == DataSpec::Kind::npy && kindByName(text.substr(0, comma)) == DataSpec::Kind::npy;
    spec.kind = arrays ? DataSpec::Kind::npy : DataSpec::Kind::idx;
  } else {
    return fail(ErrorKind::usage, BW_MESSAGE("data.unknown_form", "is no form of DATA: there is no such folder"), std::string(text), {},
                BW_MESSAGE("data.known_forms",
                           "use 'sample', a folder of class folders or of ONNX test data, IMAGES-idx[.gz][,LABELS-idx[.gz]], FILE.npz or FILE.csv"));
  }
  return spec;
}

}  // namespace bitwright
