// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/archived_group.h"

#include <algorithm>

#include "core/evaluation/size/archive_size.h"
#include "core/evaluation/worker_pool.h"

namespace bitwright {

Result<void> addArchive(Scorecard& card, const std::vector<std::filesystem::path>& files, const Job& job) {
  if (files.empty()) return {};
  auto archive = archiveSize(files, job);
  if (!archive) return passOn(archive);
  card.size.archiveBytes = archive->bytes;
  card.size.archiveLevel = archive->level;
  if (!card.size.stages.empty()) card.size.stages.push_back({SizeStage::Kind::archived, archive->bytes});
  return {};
}

Result<void> archiveTogether(std::vector<PackedSubject>& subjects, const std::function<void(std::size_t at)>& packed,
                             const Job& job) {
  ConcurrentWork work;
  work.count = subjects.size();
  work.lanes = std::min(job.threads(), std::max(1, static_cast<int>(subjects.size())));
  work.phase = BW_MESSAGE("compare.packing", "Packing: %1 of %2 done");
  work.work = [&](std::size_t at, const Job& own, const Post& post) -> Result<void> {
    if (auto added = addArchive(subjects[at].card, subjects[at].files, own); !added) return added;
    post([&packed, at] { packed(at); });
    return {};
  };
  return runConcurrently(work, job);
}

}  // namespace bitwright
