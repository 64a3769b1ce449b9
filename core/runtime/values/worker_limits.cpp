// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/values/worker_limits.h"

namespace bitwright {

bool ranTooLong(const Error& error) {
  const auto& id = error.what.id();
  return id == "runtime.too_long" || id == "runtime.inference_too_long" || id == "runtime.load_too_long";
}

bool inputsNotMadeUp(const Error& error) {
  return error.what.id().starts_with("runtime.inputs_not_made_up");
}

}  // namespace bitwright
