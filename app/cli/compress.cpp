// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/table.h"
#include "app/cli/tokenizer_option.h"
#include "app/cli/verification_text.h"
#include "core/base/files/archive_kind.h"
#include "core/base/platform/process_info.h"
#include "core/calibration/range_table.h"
#include "core/compress/compressed_model.h"
#include "core/compress/modifiers/gain_by_data.h"
#include "core/data/data_spec.h"
#include "core/evaluation/results/provenance.h"
#include "core/evaluation/size/size_breakdown.h"
#include "core/export/archived_export.h"
#include "core/export/export.h"
#include "core/export/export_result.h"
#include "core/export/format/format.h"
#include "core/export/stored_form.h"
#include "core/report/formats/comparison_json.h"
#include "core/report/report.h"

namespace bitwright::cli {

namespace {

struct CompressOptions {
  std::string model;
  std::string output;
  FormatOption format;
  std::string archive;
  RecipeOptions recipe;
  ActivationOptions activations;
  std::string preprocess;
  std::string ioTypes;
  std::string opset;
  std::int64_t batch = 0;  ///< 0: not given
  std::vector<std::string> shapes;
  std::string data;
  std::int64_t limit = 0;
  bool acceptUnverified = false;
};

nlohmann::ordered_json finiteOrNull(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

/// `chosen`: its form was.
nlohmann::ordered_json layerDocument(const CompressedLayer& layer, const WeightTensor& tensor, std::uint64_t bytes,
                                     bool chosen) {
  const bool encoded = layer.encoded != nullptr;
  return {{"id", tensor.id},
          {"name", tensor.tensor},
          {"scheme", layer.plan.spec.text()},
          {"bits_per_weight", layer.bitsPerWeight},
          {"bytes", bytes},
          {"sqnr_db", encoded ? finiteOrNull(layer.error.sqnrDb) : nlohmann::ordered_json(nullptr)},
          {"mse", encoded ? finiteOrNull(layer.error.meanSquaredError) : nlohmann::ordered_json(nullptr)},
          {"form", !encoded || !chosen ? nlohmann::ordered_json(nullptr)
                   : layer.packed      ? nlohmann::ordered_json("packed")
                                       : nlohmann::ordered_json("decoded")},
          {"form_reason", layer.formReason.empty() ? nlohmann::ordered_json(nullptr)
                                                   : nlohmann::ordered_json(layer.formReason.text())},
          {"skipped",
           layer.skipped.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(layer.skipped.text())}};
}

/// What --calibrate names.
Result<DataRequest> calibrationRequest(const CompressOptions& options, const Context& context) {
  Preprocessing preprocessing;
  if (!options.preprocess.empty()) {
    auto read = readPreprocessing(options.preprocess);
    if (!read) return passOn(read);
    preprocessing = std::move(*read);
  }
  return options.activations.request(context.common.seed, preprocessing);
}

/// What the written file is run on: --data, else what --calibrate names.
Result<DataRequest> verificationRequest(const CompressOptions& options, const DataRequest& calibration) {
  if (options.data.empty()) return calibration;
  if (auto parsed = parseDataSpec(options.data); !parsed) return passOn(parsed);
  auto request = calibration;
  request.spec = options.data;
  request.calibrationPart = false;
  request.limit = options.limit;
  if (!options.preprocess.empty() && options.activations.data.empty()) {
    auto read = readPreprocessing(options.preprocess);
    if (!read) return passOn(read);
    request.preprocessing = std::move(*read);
  }
  return request;
}

/// --opset N|keep, as ExportOptions::newestOpset.
std::int64_t newestOpset(const std::string& word) {
  if (word.empty()) return 0;
  std::int64_t opset = -1;
  if (word != "keep") std::from_chars(word.data(), word.data() + word.size(), opset);  // the option was checked
  return opset;
}

/// Which nodes compute in integers or float16, and why the others do not.
std::string integerText(const ExportResult& exported) {
  std::string text;
  if (exported.integerNodes > 0 || exported.float16Nodes == 0)
    text += fmt::format("{} nodes compute in integers\n", exported.integerNodes);
  if (exported.float16Nodes > 0) text += fmt::format("{} nodes compute in float16\n", exported.float16Nodes);
  for (const auto& node : exported.floats)
    text += fmt::format("  {} ({}) computes in floats: {}\n", node.id, node.op, node.reason.text());
  return text;
}

nlohmann::ordered_json ioDocument(const std::vector<ModelIo>& io) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& end : io) {
    const bool integer = end.scale > 0.0F;
    const nlohmann::ordered_json none;
    list.push_back({{"name", end.name},
                    {"output", end.output},
                    {"type", dataTypeName(end.type)},
                    {"scale", integer ? nlohmann::ordered_json(end.scale) : none},
                    {"zero_point", integer ? nlohmann::ordered_json(end.zeroPoint) : none},
                    {"reason", end.reason.empty() ? none : nlohmann::ordered_json(end.reason.text())}});
  }
  return list;
}

std::string ioText(const std::vector<ModelIo>& io) {
  std::string text;
  for (const auto& end : io) {
    text += fmt::format("{} {} is {}", end.output ? "output" : "input", end.name, dataTypeName(end.type));
    const auto element = end.zeroPoint == 0 ? std::string("element") : fmt::format("(element − {})", end.zeroPoint);
    if (end.scale > 0.0F) text += fmt::format(": value = {} · {}", end.scale, element);
    text += end.reason.empty() ? "\n" : fmt::format(": {}\n", end.reason.text());
  }
  return text;
}

/// What ONNX Runtime makes of the float16 layers of the file that was written. Without a note where that cannot be
/// found out: the file stands.
void addFloat16Note(ExportResult& exported, const Job& job) {
  if (exported.float16Nodes == 0) return;
  auto file = Model::open(exported.path, job);
  if (!file) return;
  auto arithmetic = findKernelPrecision(exported.path, {}, job);
  if (!arithmetic) return;
  if (auto note = float16CastNote(**file, *arithmetic)) exported.warnings.push_back(std::move(*note));
}

/// Sizes of inputs are what forms are chosen for: ErrorKind::usage where none is.
Result<void> checkSizesServe(const CompressOptions& options, ExportFormat format) {
  const bool given = options.batch > 0 || !options.shapes.empty();
  if (!given || formatOf(format).choosesForms()) return {};
  return fail(ErrorKind::usage,
              Message(BW_MESSAGE("cli.sizes_nothing", "%1 is given, and format %2 chooses no forms by it"),
                      {std::string(options.shapes.empty() ? "--batch" : "--shape"), std::string(formatWord(format))}),
              {}, {}, BW_MESSAGE("cli.sizes_nothing.remedy", "leave it out, or use --format auto"));
}

/// Where data are named and layers of few bits make no use of them.
std::optional<Message> unusedDataHint(const CompressOptions& options, const CompressedModel& compressed) {
  if (options.data.empty() && options.activations.data.empty()) return std::nullopt;
  const auto layers = std::count_if(compressed.layers.begin(), compressed.layers.end(), [&](const auto& layer) {
    return layer.encoded && gainsByData(compressed.model->tensors()[layer.tensor], layer.plan.spec, *layer.encoded);
  });
  if (layers == 0) return std::nullopt;
  return Message(BW_MESSAGE("cli.gain_by_data",
                            "layers of at most 4 bits that make no use of the data: %1; with +gptq+bias_correction "
                            "behind their spec and --calibrate, outputs had %2 dB less error, the mean over %3 nets"),
                 {static_cast<std::int64_t>(layers), fmt::format("{:.1f}", kGainByDataDb),
                  static_cast<std::int64_t>(kGainByDataNets)});
}

std::string sizeText(const ExportResult& exported) {
  const auto ratio = static_cast<double>(exported.originalBytes) / static_cast<double>(exported.fileBytes);
  if (ratio > 1.0)
    return fmt::format("{} bytes, {:.2f} times smaller than {} bytes", exported.fileBytes, ratio,
                       exported.originalBytes);
  return fmt::format("{}: {} bytes, {} before", exported.fileBytes == exported.originalBytes ? "as large" : "larger",
                     exported.fileBytes, exported.originalBytes);
}

Result<int> compressModel(const CompressOptions& options, const Context& context) {
  const auto started = std::chrono::steady_clock::now();
  auto recipe = options.recipe.recipe();
  if (!recipe) return passOn(recipe);
  options.activations.overrule(*recipe);
  if (auto read = options.activations.checkPercentile(recipe->activations.readsPercentile()); !read)
    return passOn(read);
  const auto format = options.format.writable(*recipe);
  if (!format) return Failure(format.error());
  if (auto serve = checkSizesServe(options, *format); !serve) return passOn(serve);
  auto model = Model::open(options.model, context.job.part(0.0, 0.05));
  if (!model) return passOn(model);
  auto calibration = calibrationRequest(options, context);
  if (!calibration) return passOn(calibration);
  ExportOptions form{*format, true};
  form.nativeIo = options.ioTypes == "native";
  if (options.acceptUnverified) form.unverified = Unverified::accept;
  form.newestOpset = newestOpset(options.opset);
  if (options.batch > 0) form.batch = options.batch;
  auto shapes = parseShapes(options.shapes);
  if (!shapes) return passOn(shapes);
  form.shapes = std::move(*shapes);
  auto verification = verificationRequest(options, *calibration);
  if (!verification) return passOn(verification);
  form.data = std::move(*verification);
  if (needsRanges(*format)) {
    if (calibration->spec.empty()) {
      context.warn(BW_MESSAGE("compare.synthesised_ranges",
                              "no calibration data were given: ranges of activations are those of made-up inputs"));
    }
    auto ranges = calibrateModel(*model, *calibration, recipe->activations.calibrator, {recipe->activations.percentile},
                                 {}, context.job.part(0.05, 0.15));
    if (!ranges) return passOn(ranges);
    form.ranges = std::move(*ranges);
  }
  auto compressed = compressFor(form, *model, *recipe, *calibration, context.job.part(0.15, 0.5));
  if (!compressed) return passOn(compressed);
  const Job exporting = context.job.part(0.5, 1.0);
  Result<ExportResult> exported;
  std::string archive;
  std::uint64_t archiveBytes = 0;
  if (options.archive.empty()) {
    exported = exportModel(*compressed, options.output, form, exporting);
  } else {
    auto both = exportWithArchive(*compressed, options.output, form,
                                  options.archive == "xz" ? ArchiveKind::xz : ArchiveKind::zst, exporting);
    if (!both) return passOn(both);
    archive = both->archive.string();
    archiveBytes = both->archiveBytes;
    exported = std::move(both->exported);
  }
  if (!exported) return passOn(exported);
  // The file is in place: from here on nothing fails the command, and who asks it to stop gets what is known.
  addFloat16Note(*exported, context.job);
  if (auto grew = growthWarning(*compressed, *exported)) exported->warnings.push_back(std::move(*grew));
  auto stages = sizeStages(*compressed, form, exported->fileBytes, context.job);
  if (!stages)
    stages = std::vector<SizeStage>{{SizeStage::Kind::original, exported->originalBytes},
                                    {SizeStage::Kind::packed, exported->fileBytes}};
  if (!archive.empty()) stages->push_back({SizeStage::Kind::archived, archiveBytes});

  nlohmann::ordered_json warnings = nlohmann::ordered_json::array();
  for (const auto& warning : exported->warnings) {
    warnings.push_back(warning.text());
    context.warn(warning);
  }
  if (auto hint = unusedDataHint(options, *compressed)) context.hint(*hint);
  nlohmann::ordered_json layers = nlohmann::ordered_json::array();
  Table table({"layer", "stored as", "bits/weight", "bytes", "SQNR dB", "note"});
  for (const CompressedLayer& layer : compressed->layers) {
    const WeightTensor& tensor = compressed->model->tensors()[layer.tensor];
    if (!tensor.compressible && layer.skipped.empty()) continue;
    const std::uint64_t bytes = exported->layerBytes.at(layer.tensor);
    layers.push_back(layerDocument(layer, tensor, bytes, formatOf(*format).choosesForms() || layer.packed));
    table.add({tensor.id, layer.plan.spec.text(), fmt::format("{:.2f}", layer.bitsPerWeight), fmt::format("{}", bytes),
               layer.encoded ? fmt::format("{:.1f}", layer.error.sqnrDb) : "",
               layer.skipped.empty() ? layer.formReason.text() : layer.skipped.text()});
  }

  const double ratio = static_cast<double>(exported->originalBytes) / static_cast<double>(exported->fileBytes);
  const SizeLedger& ledger = exported->ledger;
  const Verification& check = exported->verification;
  nlohmann::ordered_json document{
      {"output", options.output},
      {"format", formatWord(*format)},
      {"original_bytes", exported->originalBytes},
      {"file_bytes", exported->fileBytes},
      {"ratio", ratio},
      {"archive_bytes",
       archive.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(stages->back().fileBytes)},
      {"archive_level",
       archive.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(options.archive == "xz" ? 9 : 19)},
      {"archive", archive.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(archive)},
      {"stages", toJson(*stages)},
      {"ledger", toJson(ledger)},
      {"verified", check.verified},
      {"verification", toJson(check)},
      {"seconds", std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count()},
      {"peak_rss_bytes", platform::peakResidentBytesOfAll()},
      {"warnings", warnings},
      {"layers", layers}};
  if (quantizesActivations(*format) || exported->float16Nodes > 0) {
    auto floats = nlohmann::ordered_json::array();
    for (const auto& node : exported->floats)
      floats.push_back({{"id", node.id}, {"op", node.op}, {"reason", node.reason.text()}});
    document["integer"] = {
        {"nodes", exported->integerNodes}, {"floats", std::move(floats)}, {"folded", compressed->norms.folds.size()}};
    document["float16"] = {{"nodes", exported->float16Nodes}};
  }
  document["io"] = ioDocument(exported->io);
  if (context.common.json) document["provenance"] = toJson(provenance(context.job, context.common.seed, model->get()));

  std::string text = table.text();
  text += fmt::format("\n{}: {}\n", options.output, sizeText(*exported));
  text += fmt::format("codes {} + scales {} + codebooks {} + positions {} + decode nodes {} + rest {}\n",
                      ledger.payload, ledger.scales, ledger.codebooks, ledger.positions, ledger.decode, ledger.rest);
  for (const SizeStage& stage : *stages) {
    text += fmt::format("  {:<18}{:>12} bytes{:>9.2f}×\n", stageName(stage.kind).english, stage.fileBytes,
                        static_cast<double>(stages->front().fileBytes) / static_cast<double>(stage.fileBytes));
  }
  text += verificationText(check);
  if (quantizesActivations(*format) || exported->float16Nodes > 0) text += integerText(*exported);
  text += ioText(exported->io);
  context.print(document, text);
  return 0;
}

}  // namespace

Command addCompress(CLI::App& app) {
  auto options = std::make_shared<CompressOptions>();
  CLI::App* command = app.add_subcommand("compress", "Write a compressed copy of a model, verified");
  command->add_option("MODEL", options->model, "ONNX file")->required();
  command->add_option("-o,--output", options->output, "File to write")->required()->type_name("OUT.onnx");
  options->recipe.addTo(*command);
  options->activations.addTo(*command);
  command->add_option("--preprocess", options->preprocess, "How calibration images become inputs (JSON)")
      ->type_name("FILE.json");
  options->format.addTo(*command);
  command
      ->add_option("--data", options->data,
                   "Data the written file is run on, in the forms of compare's --data (default: those of --calibrate)")
      ->type_name("DATA");
  addTokenizerOption(*command, options->model, {&options->data, &options->activations.data});
  command->add_option("--limit", options->limit, "Run it on at most N of them (default: 32)")
      ->type_name("N")
      ->check(atLeastOne());
  command->add_flag("--accept-unverified", options->acceptUnverified,
                    "Write the file, with a warning, though it does not compute what it is to compute");
  command
      ->add_option("--io-types", options->ioTypes,
                   "float: inputs and outputs stay as they are; native: those that are float32 take the types that the "
                   "layers at them compute in, integers "
                   "or float16; scales and zero points stand in the file as quantization_annotation (default: float)")
      ->check(CLI::IsMember({"float", "native"}));
  command
      ->add_option("--opset", options->opset,
                   "keep: the model's opset stays; N: it is lifted to N at most where a form needs a newer one "
                   "(default: as far as needed)")
      ->type_name("N|keep")
      ->check(CLI::IsMember({"keep"}) | CLI::Range(1, 1000));
  command
      ->add_option("--batch", options->batch, "Samples an inference that --format auto chooses forms for (default: 1)")
      ->type_name("N")
      ->check(atLeastOne());
  command
      ->add_option(
          "--shape", options->shapes,
          "Sizes of inputs that --format auto chooses forms for, made up, instead of --data and --batch; several "
          "are weighed alike; repeatable")
      ->type_name("INPUT=1x128[,8x512]")
      ->allow_extra_args(false);
  command
      ->add_option(
          "--archive", options->archive,
          "Also write OUT.onnx.zst (level 19) or OUT.onnx.xz (level 9, extreme) beside it; every command opens "
          "those")
      ->check(CLI::IsMember({"zst", "xz"}));
  command->footer(
      "Examples:\n"
      "  bitwright-cli compress net.onnx -o net4.onnx --all kmeans:bits=4,scale=channel\n"
      "  bitwright-cli compress net.onnx -o mixed.onnx --all uniform:bits=8 --layer 'block3.*=kmeans:bits=4' --layer "
      "head.fc=keep\n"
      "The file shrinks. Large layers with uniform weights stay packed where that is as quick here, which takes less "
      "memory;\n"
      "all others are decoded when the file is loaded, so loading is slower, and speed and memory afterwards are as "
      "before,\n"
      "unless --activations has layers compute in another arithmetic.");
  return {command, [options](const Context& context) { return compressModel(*options, context); }};
}

}  // namespace bitwright::cli
