// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/kernel_precision.h"

#include <utility>

#include "core/base/files/temporary_folder.h"
#include "core/runtime/worker/ask_worker.h"

namespace bitwright {

namespace {

void addNote(MessageText text, const std::vector<std::string>& ids, std::vector<Message>& notes) {
  if (ids.empty()) return;
  notes.emplace_back(text, std::vector<MessageArgument>{static_cast<std::int64_t>(ids.size()), ids.front()});
}

}  // namespace

std::int64_t Arithmetic::multiplyAccumulates() const {
  std::int64_t sum = 0;
  for (const auto& node : nodes) sum += node.multiplyAccumulates;
  return sum;
}

std::optional<double> Arithmetic::integerShare() const {
  double integers = 0.0;
  double all = 0.0;
  for (const auto& node : nodes) {
    all += static_cast<double>(node.multiplyAccumulates);
    if (node.integer) integers += static_cast<double>(node.multiplyAccumulates);
  }
  return reason.empty() && all > 0.0 ? std::optional(integers / all) : std::nullopt;
}

Result<Arithmetic> findKernelPrecision(const std::filesystem::path& model, const DataRequest& data, const Job& job) {
  if (auto checked = checkData(data); !checked) return passOn(checked);
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  auto answer = askWorker<RequestKind::arithmetic>({model, data, folder->path()}, model, {}, job);
  if (!answer) {
    if (answer.error().kind != ErrorKind::engine) return passOn(answer);
    Arithmetic none;
    none.reason = answer.error().what;
    return none;
  }
  Arithmetic found;
  found.nodes = std::move(answer->nodes);
  found.float16Kernels = answer->float16Kernels;
  addNote(BW_MESSAGE("arithmetic.uncounted",
                     "of the share of integer arithmetic, %1 operators could not be counted, %2 among them"),
          answer->uncounted, found.notes);
  addNote(BW_MESSAGE("arithmetic.within",
                     "of the share of integer arithmetic, %1 operators inside branches and loops are not counted, %2 "
                     "among them"),
          answer->within, found.notes);
  return found;
}

}  // namespace bitwright
