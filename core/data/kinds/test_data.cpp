// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <string>

#include "core/base/files/path_status.h"
#include "core/data/dataset_kind.h"

namespace bitwright {

namespace {

/// test_data_set_0, test_data_set_1 … or the inputs themselves.
bool holdsTestData(const std::filesystem::path& folder) {
  if (fileExists(folder / "input_0.pb")) return true;
  std::error_code problem;
  for (std::filesystem::directory_iterator at(folder, problem); !problem && at != std::filesystem::directory_iterator();
       at.increment(problem)) {
    if (at->path().filename().string().starts_with("test_data_set_") && isFolder(at->path())) return true;
  }
  return false;
}

class TestData final : public DatasetKind {
 public:
  std::string_view word() const override { return "onnx"; }
  MessageText name() const override { return BW_MESSAGE("data.onnx.name", "ONNX test data"); }
  MessageText sentence() const override {
    return BW_MESSAGE("data.onnx.sentence",
                      "A folder of test_data_set_0 … with input_0.pb, as models are published with.");
  }
  std::string_view form() const override { return "a folder of ONNX test data"; }
  PathFields paths() const override { return {{{BW_MESSAGE("data.field.folder", "&Folder")}}, true, {"", ""}, {}}; }
  Match match(const DataText& text) const override {
    return text.isFolder && holdsTestData(text.text) ? Match::sure : Match::no;
  }

  bool isOfWorker() const override { return true; }  // the ONNX classes read it
  bool mayHoldImages() const override { return false; }
};

}  // namespace

const DatasetKind& testDataKind();
const DatasetKind& testDataKind() {
  static const TestData kind;
  return kind;
}

}  // namespace bitwright
