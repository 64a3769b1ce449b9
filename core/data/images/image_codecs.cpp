// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/images/image_codecs.h"

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/platform/shared_library.h"
#include "core/base/resources.h"

namespace bitwright {

namespace {

constexpr const char* kName = "bitwright-image-codecs.so";

Result<ImageDecoder> load() {
  std::vector<std::filesystem::path> candidates;
  // Beside the worker, as built and as installed; tests stand in a folder of their own.
  if (const auto folder = executableFolder()) candidates = {*folder / kName, folder->parent_path() / "bin" / kName};
  std::string problem;
  for (const auto& candidate : candidates) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(candidate, ignored)) continue;
    const auto function = platform::functionIn(candidate, "bitwrightDecodeImage", problem);
    if (function != nullptr) return reinterpret_cast<ImageDecoder>(function);
  }
  return fail(ErrorKind::engine, BW_MESSAGE("data.no_codecs", "the library that decodes images is missing"),
              candidates.empty() ? kName : candidates.front().string(), problem,
              BW_MESSAGE("data.no_codecs.remedy", "install Bitwright again"));
}

}  // namespace

Result<ImageDecoder> imageDecoder() {
  static const auto decoder = load();
  return decoder;
}

}  // namespace bitwright
