// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/images/image_codecs.h"

#include <dlfcn.h>

#include <filesystem>
#include <string>
#include <vector>

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
    void* library = ::dlopen(candidate.c_str(), RTLD_NOW | RTLD_LOCAL);  // stays: there is always another image
    void* function = library != nullptr ? ::dlsym(library, "bitwrightDecodeImage") : nullptr;
    if (function != nullptr) return reinterpret_cast<ImageDecoder>(function);
    if (const char* said = ::dlerror(); said != nullptr) problem = said;
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
