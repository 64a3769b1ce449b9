// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/shared_library.h"

#include <dlfcn.h>

namespace bitwright::platform {

AnyFunction functionIn(const std::filesystem::path& library, const char* name, std::string& problem) {
  void* loaded = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  void* function = loaded != nullptr ? ::dlsym(loaded, name) : nullptr;
  if (function != nullptr) return reinterpret_cast<AnyFunction>(function);
  if (const char* said = ::dlerror(); said != nullptr) problem = said;
  return nullptr;
}

}  // namespace bitwright::platform
