// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace bitwright::test {

/// One input of one inference.
struct WebInput {
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};
using WebInputs = std::map<std::string, WebInput>;

/// A file that onnxruntime-web shall run, once for each entry of `runs`.
struct WebRequest {
  std::filesystem::path file;
  std::vector<WebInputs> runs;
};

/// What came of it.
struct WebAnswer {
  std::string error;                                  ///< as the runtime said it; empty where it ran
  std::map<std::string, std::vector<float>> outputs;  ///< the values of all runs, one behind the other; bool as 0 and 1
};

struct WebAnswers {
  QString failure;              ///< why there are none; empty where there are
  std::string version;          ///< of onnxruntime-web
  std::vector<WebAnswer> each;  ///< one a request, in their order
};

/// Why the web runtime cannot be started here (no Node.js, no onnxruntime-web where BITWRIGHT_ONNXRUNTIME_WEB says);
/// empty where it can.
[[nodiscard]] QString webRuntimeMissing();

/// Runs all requests in one process of Node.js: starting WebAssembly takes longer than a model. Files go into `folder`.
[[nodiscard]] WebAnswers runInWebRuntime(const std::vector<WebRequest>& requests, const std::filesystem::path& folder);

}  // namespace bitwright::test
