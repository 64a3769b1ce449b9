// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/second_runtime/web_runtime.h"

#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

#include <cstddef>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string_view>

#include "tests/support/model_builder.h"

namespace bitwright::test {

namespace {

using nlohmann::json;

QString webRoot() {
  return qEnvironmentVariable("BITWRIGHT_ONNXRUNTIME_WEB");
}

/// Inputs as files; those that many requests share are written once.
class InputFiles {
 public:
  explicit InputFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::string fileFor(const std::vector<float>& values) {
    std::string bytes(values.size() * sizeof(float), '\0');
    if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
    const auto [known, isNew] =
        files_.try_emplace(std::move(bytes), (folder_ / ("input" + std::to_string(files_.size()) + ".bin")).string());
    if (isNew) writeFile(known->second, known->first);
    return known->second;
  }

 private:
  std::filesystem::path folder_;
  std::map<std::string, std::string> files_;  ///< by content
};

std::filesystem::path outputFile(const std::filesystem::path& folder, std::size_t index) {
  return folder / ("outputs" + std::to_string(index) + ".bin");
}

json manifestOf(const std::vector<WebRequest>& requests, const std::filesystem::path& folder) {
  InputFiles inputs(folder);
  json models = json::array();
  for (std::size_t index = 0; index < requests.size(); ++index) {
    json runs = json::array();
    for (const auto& run : requests[index].runs) {
      json feeds = json::object();
      for (const auto& [name, input] : run)
        feeds[name] = {{"shape", input.shape}, {"file", inputs.fileFor(input.values)}};
      runs.push_back(std::move(feeds));
    }
    models.push_back({{"file", requests[index].file.string()},
                      {"outputs", outputFile(folder, index).string()},
                      {"runs", std::move(runs)}});
  }
  return {{"answer", (folder / "answer.json").string()}, {"models", std::move(models)}};
}

WebAnswer answerFrom(const json& description, const std::filesystem::path& file) {
  if (description.contains("error")) return {description.at("error").get<std::string>(), {}};
  WebAnswer answer;
  const auto bytes = readFile(file);
  for (const auto& output : description.at("outputs")) {
    const auto offset = output.at("offset").get<std::size_t>() * sizeof(float);
    const auto count = output.at("count").get<std::size_t>();
    if (offset + count * sizeof(float) > bytes.size()) return {"the file of outputs is too short", {}};
    auto& values = answer.outputs[output.at("name").get<std::string>()];
    const auto before = values.size();
    values.resize(before + count);
    if (count > 0) std::memcpy(values.data() + before, bytes.data() + offset, count * sizeof(float));
  }
  return answer;
}

}  // namespace

QString webRuntimeMissing() {
  if (webRoot().isEmpty()) return QStringLiteral("BITWRIGHT_ONNXRUNTIME_WEB names no folder");
  for (const auto* file :
       {"dist/ort.wasm.min.mjs", "dist/ort-wasm-simd-threaded.mjs", "dist/ort-wasm-simd-threaded.wasm"}) {
    if (!QFileInfo::exists(webRoot() + QLatin1Char('/') + QLatin1String(file))) {
      return QStringLiteral("onnxruntime-web is not in %1 (no %2): installer/dependencies --tests fetches it")
          .arg(webRoot(), QLatin1String(file));
    }
  }
  if (QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty())
    return QStringLiteral("there is no Node.js (Debian package nodejs)");
  return {};
}

WebAnswers runInWebRuntime(const std::vector<WebRequest>& requests, const std::filesystem::path& folder) {
  WebAnswers answers;
  const auto manifest = folder / "manifest.json";
  writeFile(manifest, manifestOf(requests, folder).dump());
  QProcess node;
  node.setProcessChannelMode(QProcess::MergedChannels);
  node.start(QStringLiteral("node"), {QStringLiteral(BITWRIGHT_SOURCE_DIR "/tests/second_runtime/run_models.mjs"),
                                      webRoot(), QString::fromStdString(manifest.string())});
  const bool ended = node.waitForFinished(300'000);
  if (!ended) node.kill();
  if (!ended || node.exitStatus() != QProcess::NormalExit || node.exitCode() != 0) {
    answers.failure = QStringLiteral("node: %1\n%2").arg(node.errorString(), QString::fromUtf8(node.readAll()));
    return answers;
  }
  try {
    const auto answer = json::parse(readFile(folder / "answer.json"));
    answers.version = answer.at("version").get<std::string>();
    for (std::size_t index = 0; index < requests.size(); ++index) {
      answers.each.push_back(answerFrom(answer.at("models").at(index), outputFile(folder, index)));
    }
  } catch (const json::exception& error) {
    answers.failure = QString::fromUtf8(error.what());
  }
  return answers;
}

}  // namespace bitwright::test
