// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/structure/path_parts.h"

#include <algorithm>

namespace bitwright {

std::vector<std::string_view> pathParts(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from < path.size();) {
    const auto dot = std::min(path.find('.', from), path.size());
    parts.push_back(path.substr(from, dot - from));
    from = dot + 1;
  }
  return parts;
}

std::string_view lastPathPart(std::string_view path) {
  const auto dot = path.rfind('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

}  // namespace bitwright
