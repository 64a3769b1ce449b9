// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/model/model.h"
#include "tests/support/model_builder.h"
#include "tests/support/scratch_folder.h"

namespace bitwright::test {

/// A folder that goes with the test, with a model file in it.
class Folder {
 public:
  [[nodiscard]] std::filesystem::path path() const { return directory_.path(); }
  [[nodiscard]] std::filesystem::path file(const std::string& name = "model.onnx") const { return path() / name; }

 private:
  ScratchFolder directory_;
};

/// The line that refuses `bytes` as a model; empty where it opens. A refusal must be one line, name the file first and
/// show nothing of the program's own sources: anything else comes back as a complaint.
inline std::string refusalOf(const std::filesystem::path& path) {
  const auto model = Model::open(path);
  if (model) return {};
  std::string line = model.error().line();
  if (line.find('\n') != std::string::npos) return "more than one line: " + line;
  if (line.rfind(path.string() + ": ", 0) != 0) return "does not name the file first: " + line;
  if (line.find(".cpp") != std::string::npos || line.find("google") != std::string::npos)
    return "shows sources: " + line;
  if (line.size() > path.string().size() + 400) return "too long: " + line;
  return line;
}

inline std::string refusalOf(const std::string& bytes) {
  const Folder folder;
  writeFile(folder.file(), bytes);
  return refusalOf(folder.file());
}

/// A small sound model: x[1,4] ─ MatMul(w[4,40]) ─ y.
inline ModelBuilder smallModel(Type type = kFloat, Encoding encoding = Encoding::raw) {
  ModelBuilder model;
  model.input("x", type, {1, 4}).output("y", type, {1, 40});
  model.initializer(weightTensor("w", type, {4, 40}, 1, encoding));
  model.add(node("MatMul", {"x", "w"}, {"y"}, "product"));
  return model;
}

}  // namespace bitwright::test
