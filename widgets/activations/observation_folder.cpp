// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/activations/observation_folder.h"

#include "core/base/files/temporary_folder.h"

namespace bitwright {

const std::filesystem::path& observationFolder() {
  static const auto folder = TemporaryFolder::create();
  static const std::filesystem::path none;
  return folder ? folder->path() : none;
}

}  // namespace bitwright
