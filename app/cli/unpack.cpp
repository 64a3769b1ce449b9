// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "app/cli/command.h"
#include "core/base/files/archive.h"
#include "core/base/files/archive_kind.h"
#include "core/evaluation/results/provenance.h"
#include "core/model/model.h"
#include "core/report/formats/comparison_json.h"
#include "core/report/report.h"

namespace bitwright::cli {

namespace {

struct UnpackArguments {
  std::string archive;
  std::string output;
};

Result<int> unpack(const UnpackArguments& options, const Context& context) {
  const auto kind = archiveKindOf(options.archive);
  if (!kind) {
    return fail(ErrorKind::usage, BW_MESSAGE("cli.not_an_archive", "its name ends neither in .zst nor in .xz"),
                options.archive, {}, BW_MESSAGE("cli.name_an_archive", "name an archive, such as net.onnx.zst"));
  }
  // What comes out must be a model: nothing else is written under the name the person gave.
  auto model = Model::open(options.archive, context.job.part(0.0, 0.6));
  if (!model) return passOn(model);
  if (auto unpacked = unpackFile(options.archive, *kind, options.output, context.job.part(0.6, 1.0)); !unpacked)
    return passOn(unpacked);
  std::error_code ignored;
  const auto archiveBytes = std::filesystem::file_size(options.archive, ignored);
  const auto bytes = (*model)->fileBytes();
  nlohmann::ordered_json document{{"output", options.output}, {"archive_bytes", archiveBytes}, {"file_bytes", bytes}};
  if (context.common.json) document["provenance"] = toJson(provenance(context.job, context.common.seed, model->get()));
  context.print(document, fmt::format("{}: {} bytes, from {} in the archive\n", options.output, bytes, archiveBytes));
  return 0;
}

}  // namespace

Command addUnpack(CLI::App& app) {
  auto options = std::make_shared<UnpackArguments>();
  CLI::App* command = app.add_subcommand("unpack", "Take the ONNX file out of its archive");
  command->add_option("ARCHIVE", options->archive, "FILE.onnx.zst or FILE.onnx.xz")->required();
  command->add_option("-o,--output", options->output, "File to write")->required()->type_name("OUT.onnx");
  command->footer("Example:\n  bitwright-cli unpack net4.onnx.zst -o net4.onnx");
  return {command, [options](const Context& context) { return unpack(*options, context); }};
}

}  // namespace bitwright::cli
