// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/twin.h"

#include <cmath>
#include <utility>

#include "core/export/node_writer.h"
#include "core/export/run_comparison.h"
#include "core/model/model_edit.h"

namespace bitwright {

namespace {

/// False where the twin cannot be written, even with its weights in a data file.
Result<bool> writeTwin(const TwinRun& request, const std::filesystem::path& target, const Job& job) {
  ModelEdit edit(request.original);
  for (auto& [index, bytes] : *request.decoded) {
    const auto& tensor = request.original->tensors()[index];
    auto stored = rawTensor(tensor.type, tensor.shape, bytes);
    bytes = {};
    // Like the exported file's, the twin's weight is a constant even where the caller could have replaced the original's.
    if (tensor.isGraphInput)
      edit.replaceWithNodes(index, {constantNode(std::move(stored), tensor.tensor)});
    else
      edit.replaceWithTensor(index, std::move(stored));
  }
  request.decoded->clear();
  const FileLimit limit{request.largestFile, target.filename().string() + ".data"};
  if (!edit.sizes(limit)) return false;
  if (auto written = edit.writeTo(target, limit, job); !written) return passOn(written);
  return true;
}

Result<RunResult> run(const std::filesystem::path& model, const TwinRun& request, const Job& job, bool optimize) {
  RunRequest asked;
  asked.optimize = optimize;
  asked.model = model;
  asked.data = request.data;
  asked.data.idsOf = request.original->path();
  return runModel(asked, job);
}

Result<RunResult> run(const std::filesystem::path& model, const TwinRun& request, const Job& job) {
  return run(model, request, job, !request.dequantizes);
}

bool cancelled(const Result<RunResult>& result) {
  return result.error().kind == ErrorKind::cancelled;
}

Result<void> notRunnable(const TwinRun& request, Error why, Verification& verification, const Job& job) {
  auto original = run(request.original->path(), request, job);
  if (original) {
    why.what = Message(BW_MESSAGE("export.only_original_runs", "the original runs, the written file does not: %1"), {why.what.text()});
    why.kind = ErrorKind::verification;
    return Failure(std::move(why));
  }
  if (cancelled(original)) return passOn(original);
  // Data that a person named and that cannot be read or fed are their mistake, not a property of the model.
  if (!request.data.spec.empty() && original.error().kind != ErrorKind::engine) return passOn(original);
  verification.reason =
      Message(BW_MESSAGE("export.original_does_not_run", "could not be run; the original does not run either: %1"), {original.error().what.text()});
  verification.verified = verification.differing == 0;
  return {};
}

Result<void> compareWithOriginal(const TwinRun& request, const RunResult& exported, Verification& verification, const Job& job) {
  auto original = run(request.original->path(), request, job);
  if (!original) return passOn(original);
  const auto distance = compareRuns(exported, *original);
  if (!distance) return Failure(distance.error());
  verification.sqnrDb = distance->sqnrDb;
  return {};
}

}  // namespace

Result<void> runAgainstTwin(const TwinRun& request, Verification& verification, const Job& job) {
  if (auto worker = findWorker(); !worker) return passOn(worker);
  job.progress(BW_MESSAGE("export.phase.run", "Running the written file"), 0.0);
  auto exported = run(request.exported, request, job.part(0.0, 0.4));
  if (!exported) {
    if (cancelled(exported)) return passOn(exported);
    return notRunnable(request, std::move(exported.error()), verification, job.part(0.4, 1.0));
  }
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto twin = folder->path() / "twin.onnx";
  const auto written = writeTwin(request, twin, job.part(0.4, 0.5));
  if (!written) return Failure(written.error());
  if (!*written) {
    verification.reason =
        BW_MESSAGE("export.twin_too_large", "ran, but could not be compared: with its weights as floats the model is too large for one ONNX file");
    verification.verified = verification.differing == 0;
    return {};
  }
  auto reference = run(twin, request, job.part(0.5, 0.8));
  if (!reference) return passOn(reference);
  auto difference = compareRuns(*exported, *reference);
  if (!difference) return passOn(difference);
  verification.ran = true;
  verification.tolerance = request.tolerance;
  const auto within = [&request](const RunDifference& apart) { return apart.maxRel <= request.tolerance; };
  if (request.quantizesActivations) {
    auto plain = run(request.exported, request, job.part(0.8, 0.9), false);
    if (!plain) return passOn(plain);
    const auto apart = compareRuns(*exported, *plain);
    if (!apart) return Failure(apart.error());
    const auto cost = compareRuns(*plain, *reference);
    if (!cost) return Failure(cost.error());
    verification.quantizedActivations = true;
    verification.optimizedRelDifference = apart->maxRel;
    verification.maxAbsDifference = cost->maxAbs;
    verification.maxRelDifference = cost->maxRel;
    verification.sqnrDb = cost->sqnrDb;
    verification.verified = verification.differing == 0 && std::isfinite(cost->maxAbs) && std::isfinite(difference->maxAbs);
    return request.withOriginal ? compareWithOriginal(request, *plain, verification, job.part(0.9, 1.0)) : Result<void>{};
  }
  if (!within(*difference)) {
    // A model with random operators differs from itself as much.
    auto again = run(twin, request, job.part(0.8, 0.9));
    if (!again) return passOn(again);
    const auto itself = compareRuns(*again, *reference);
    if (itself && !within(*itself)) {
      verification.ran = false;
      verification.reason = BW_MESSAGE("export.random_outputs", "could not be compared: the model gives other outputs at every run");
      verification.verified = verification.differing == 0;
      return {};
    }
  }
  verification.maxAbsDifference = difference->maxAbs;
  verification.maxRelDifference = difference->maxRel;
  verification.verified = verification.differing == 0 && within(*difference);
  if (request.dequantizes) {
    auto optimized = run(request.exported, request, job.part(0.8, 0.9), true);
    if (!optimized) return passOn(optimized);
    const auto apart = compareRuns(*optimized, *reference);
    if (!apart) return Failure(apart.error());
    verification.optimizedRelDifference = apart->maxRel;
  }
  return request.withOriginal ? compareWithOriginal(request, *exported, verification, job.part(0.9, 1.0)) : Result<void>{};
}

}  // namespace bitwright
