// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/export_target.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace bitwright {

namespace {

bool same(const std::filesystem::path& left, const std::filesystem::path& right) {
  std::error_code absent;
  return std::filesystem::equivalent(left, right, absent) && !absent;
}

bool uses(const Model& model, const std::filesystem::path& file) {
  const auto files = model.externalFiles();
  return std::any_of(files.begin(), files.end(), [&](const auto& each) { return same(each, file); });
}

}  // namespace

std::string dataFileName(const std::filesystem::path& target) {
  const auto found = WriteTarget::find(target);
  auto name = (found ? found->real() : target).filename().string() + ".data";
  for (auto& letter : name) {
    if (letter == '\\' || letter == ':' || letter == '*') letter = '_';
  }
  return name;
}

Result<ExportTarget> ExportTarget::create(const std::filesystem::path& target) {
  auto file = AtomicFile::create(target);
  if (!file) return passOn(file);
  return ExportTarget(std::move(*file));
}

bool ExportTarget::ownsData(const Job& job) const {
  const auto older = Model::open(target_, job);
  return older && uses(**older, dataBeside());
}

Result<void> ExportTarget::addDataFile(const Model& source, const Job& job) {
  const auto beside = dataBeside();
  if (stands(beside)) {
    if (uses(source, beside) && !same(source.path(), target_)) {
      return fail(ErrorKind::io,
                  Message(BW_MESSAGE("export.data_of_source", "would replace %1, which holds data of the original"),
                          {beside.string()}),
                  target_.string(), {}, BW_MESSAGE("export.data_of_source.remedy", "choose another name"));
    }
    if (!ownsData(job)) {
      return fail(ErrorKind::io,
                  Message(BW_MESSAGE("export.data_of_another",
                                     "would replace %1, which does not belong to an older file of this name"),
                          {beside.string()}),
                  target_.string(), {},
                  BW_MESSAGE("export.data_of_another.remedy", "choose another name, or move that file away"));
    }
  }
  auto pair = AtomicPair::create(target_, beside.filename().string());
  if (!pair) return passOn(pair);
  file_.reset();
  pair_.emplace(std::move(*pair));
  return {};
}

std::filesystem::path ExportTarget::model() const {
  return pair_ ? pair_->temporaryPath() : file_->temporaryPath();
}

std::filesystem::path ExportTarget::data() const {
  return pair_ ? pair_->temporaryCompanionPath() : std::filesystem::path();
}

std::filesystem::path ExportTarget::finalData() const {
  return pair_ ? dataBeside() : std::filesystem::path();
}

std::filesystem::path ExportTarget::orphan(const Job& job) const {
  const auto beside = dataBeside();
  return !pair_ && stands(beside) && ownsData(job) ? beside : std::filesystem::path();
}

Result<void> ExportTarget::commit() {
  return pair_ ? pair_->commit() : file_->commit();
}

}  // namespace bitwright
