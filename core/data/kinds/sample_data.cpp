// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <string>
#include <utility>

#include "core/base/resources.h"
#include "core/data/dataset_kind.h"
#include "core/data/kinds/read_idx_data.h"

namespace bitwright {

namespace {

Result<std::vector<std::filesystem::path>> sampleFiles(SamplePart part) {
  const std::string name = part == SamplePart::test ? "test" : "train";
  std::vector<std::filesystem::path> files;
  for (const char* file : {"images-idx3-ubyte.gz", "labels-idx1-ubyte.gz"}) {
    auto path = resourcePath("sample/" + name + "-" + file);
    if (!path) return passOn(path);
    files.push_back(std::move(*path));
  }
  return files;
}

Result<std::vector<std::string>> sampleClassNames() {
  auto path = resourcePath("sample/classes.txt");
  if (!path) return passOn(path);
  std::ifstream stream(*path);
  std::vector<std::string> names;
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty()) names.push_back(line);
  }
  return names;
}

class SampleData final : public DatasetKind {
 public:
  std::string_view word() const override { return "sample"; }
  MessageText name() const override { return BW_MESSAGE("data.sample.name", "The bundled sample"); }
  MessageText sentence() const override {
    return BW_MESSAGE("data.sample.sentence", "2,000 test images of Fashion-MNIST in ten classes.");
  }
  MessageText calibrationSentence() const override {
    return BW_MESSAGE("data.sample.calibration",
                      "1,000 training images of Fashion-MNIST: nothing is judged on what it was tuned on.");
  }
  std::optional<std::string_view> fixedText() const override { return "sample"; }
  std::string_view form() const override { return "sample"; }
  PathFields paths() const override { return {}; }
  Match match(const DataText& text) const override { return text.text == *fixedText() ? Match::sure : Match::no; }

 protected:
  Result<Dataset> readAll(const DataSpec&, SamplePart part, const Job& job) const override {
    auto files = sampleFiles(part);
    if (!files) return passOn(files);
    auto names = sampleClassNames();
    if (!names) return passOn(names);
    auto data = readIdxData(*files, job);
    if (data) data->classNames = std::move(*names);
    return data;
  }
};

}  // namespace

const DatasetKind& sampleKind();
const DatasetKind& sampleKind() {
  static const SampleData kind;
  return kind;
}

}  // namespace bitwright
