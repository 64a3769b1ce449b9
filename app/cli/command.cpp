// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"

#include <cstdio>

#include "app/cli/progress_line.h"

namespace bitwright::cli {

void Context::print(const nlohmann::ordered_json& document, const std::string& text) const {
  const std::string out =
      common.json ? document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n" : text;
  std::fwrite(out.data(), 1, out.size(), stdout);
  std::fflush(stdout);
}

void Context::warn(const Message& message) const {
  if (!common.quiet) std::fprintf(stderr, "warning: %s\n", message.text().c_str());
}

void Context::hint(const Message& message) const {
  if (!common.quiet) std::fprintf(stderr, "hint: %s\n", message.text().c_str());
}

void Context::tell(const std::string& text) const {
  if (line != nullptr) line->tell(text);
}

}  // namespace bitwright::cli
