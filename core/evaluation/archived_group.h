// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/evaluation/results/scorecard.h"

namespace bitwright {

/// The files a card is about, to be packed.
struct PackedSubject {
  std::vector<std::filesystem::path> files;  ///< empty: there is nothing to pack
  Scorecard card;
};

/// Fills in what zstd makes of `files`; nothing where there are none.
[[nodiscard]] Result<void> addArchive(Scorecard& card, const std::vector<std::filesystem::path>& files, const Job& job);

/// Fills in the archive's bytes of each, as many side by side as the job has threads; one that is left alone gets them
/// all. `packed` is called for each as soon as it is done, on the calling thread.
[[nodiscard]] Result<void> archiveTogether(std::vector<PackedSubject>& subjects,
                                           const std::function<void(std::size_t at)>& packed, const Job& job);

}  // namespace bitwright
