// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/export.h"

#include <map>
#include <new>
#include <system_error>
#include <utility>

#include "core/export/export_target.h"
#include "core/export/format/form.h"
#include "core/export/format/format.h"
#include "core/export/format/integer_layers.h"
#include "core/export/format/static_plan.h"
#include "core/export/noise/idle_smoothing.h"
#include "core/export/noise/left_by_noise.h"
#include "core/export/notes/scaled_inputs_note.h"
#include "core/export/observed_float16_ranges.h"
#include "core/export/verify/exact_products.h"
#include "core/export/verify/export_check.h"
#include "core/export/verify/float_io.h"
#include "core/export/verify/float_reference.h"
#include "core/export/verify/reopened_model.h"
#include "core/lowering/float16/float16_plan.h"
#include "core/lowering/plan/left_out_layers.h"
#include "core/model/model_document.h"
#include "core/model/writing/model_edit.h"
#include "core/runtime/values/input_shape.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

namespace {

constexpr int kMostRounds = 6;
constexpr std::int64_t kVerifiedSamples = 32;  // of given data, where no fewer are asked for

Failure ledgerMismatch(std::uint64_t counted, std::uint64_t found) {
  return fail(ErrorKind::verification,
              Message(BW_MESSAGE("export.ledger", "the size ledger counts %1 bytes where there are %2"),
                      {static_cast<std::int64_t>(counted), static_cast<std::int64_t>(found)}));
}

std::vector<Message> warningsOf(const CompressedModel& compressed) {
  auto warnings = compressed.warnings;
  const auto tensors = compressed.model->tensors();
  for (const auto& layer : compressed.layers) {
    if (!layer.encoded || !tensors[layer.tensor].isGraphInput) continue;
    warnings.emplace_back(
        BW_MESSAGE("export.input_removed", "%1 is no longer an input of the graph: its value is decoded in the file"),
        std::vector<MessageArgument>{tensors[layer.tensor].tensor});
  }
  return warnings;
}

/// Ranges are observed in the model as it is, where channels between equalized layers are scaled otherwise.
Result<void> checkRangesServe(ExportFormat format, const CompressedModel& compressed) {
  if (!needsRanges(format) || !compressed.scaledBetweenLayers) return {};
  return fail(
      ErrorKind::usage,
      BW_MESSAGE("export.equalized_ranges", "equalized layers change the ranges that were observed for activations"),
      {}, {},
      BW_MESSAGE("export.equalized_ranges.remedy",
                 "leave equalization out, or quantize activations dynamically: --activations dynamic"));
}

/// Asked for and given to none would be a file that is not what was asked for.
Result<void> checkNativeIo(const std::vector<ModelIo>& io) {
  if (std::any_of(io.begin(), io.end(), [](const ModelIo& end) { return end.type != DataType::float32; })) return {};
  return fail(ErrorKind::usage,
              io.empty() ? Message(BW_MESSAGE("export.no_native_io", "no input or output is float32"))
                         : Message(BW_MESSAGE("export.ends_stay", "no input or output can take another type; %1: %2"),
                                   {io.front().name, io.front().reason.text()}),
              {}, {},
              BW_MESSAGE("export.ends_stay.remedy",
                         "it takes layers at the ends that compute in float16, or in integers by stored ranges: "
                         "--activations static or float16"));
}

/// Bytes the tensors take that went to the data file, by index in Model::tensors(): there, and of their initializers in
/// the model.
std::map<std::size_t, std::uint64_t> movedBytes(const Model& model, const FileSizes& sizes) {
  std::map<std::pair<std::size_t, std::string>, std::uint64_t> byName;
  for (const auto& moved : sizes.moved) byName[{moved.scope, moved.name}] = moved.framing + moved.length;
  std::map<std::size_t, std::uint64_t> bytes;
  for (const auto& tensor : model.tensors()) {
    const auto& place = model.document().place(tensor.index);
    const auto found = byName.find({place.scope, tensor.tensor});
    if (place.kind == TensorPlace::Kind::initializer && found != byName.end())
      bytes.emplace(tensor.index, found->second);
  }
  return bytes;
}

/// Applies the form to `edit` and fills in everything that is known before writing.
Result<ExportResult> plan(const CompressedModel& compressed, const ExportOptions& options, const FileLimit& limit,
                          ModelEdit& edit, std::shared_ptr<const IntegerLayers>& integers, const Job& job) {
  if (auto serves = checkRangesServe(options.format, compressed); !serves) return passOn(serves);
  auto form = applyForm(options, compressed, edit, job);
  if (!form) return passOn(form);
  auto sizes = edit.sizes(limit);
  if (!sizes) return passOn(sizes);
  if (options.oneFile && sizes->data > 0) {
    return fail(
        ErrorKind::input,
        Message(
            BW_MESSAGE("export.two_files",
                       "becomes a model and a data file, %1 bytes together, which an archive of one file cannot hold"),
            {static_cast<std::int64_t>(sizes->total())}),
        {}, {}, BW_MESSAGE("export.two_files.remedy", "compress more of its layers, or write it without an archive"));
  }
  ExportResult result;
  result.originalBytes = compressed.model->fileBytes();
  result.fileBytes = sizes->total();
  result.dataBytes = sizes->data;
  auto parts = form->total();
  std::optional<Message> summary;
  if (form->integers) {
    parts += form->integers->addedBytes();
    result.floats = form->integers->floats();
    result.integerNodes = form->integers->nodeCount();
    result.float16Nodes = form->integers->float16Count();
    integers = form->integers;
    summary = floatsSummary(compressed, result.floats, standardChoice(compressed.recipe.activations.mode),
                            [&integers](int node) { return integers->computes(node); });
  }
  if (form->nativeIo) {
    result.io = form->nativeIo->io;
    parts.decode -= std::min(parts.decode, form->nativeIo->removedBytes);
    if (auto any = checkNativeIo(result.io); !any) return passOn(any);
  }
  if (parts.total() > sizes->model) return ledgerMismatch(parts.total(), sizes->model);
  result.ledger = {parts.payload,   parts.scales, parts.codebooks,
                   parts.positions, parts.decode, sizes->total() - parts.total()};
  const auto moved = movedBytes(*compressed.model, *sizes);
  for (std::size_t i = 0; i < form->layers.size(); ++i) {
    const auto edited = form->layers[i].total();
    const auto outside = moved.find(i);
    const auto stored = outside != moved.end() ? outside->second : storedTensorBytes(*compressed.model, i);
    result.layerBytes.push_back(edited > 0 ? edited : stored);
  }
  result.warnings = warningsOf(compressed);
  result.warnings.insert(result.warnings.end(), form->warnings.begin(), form->warnings.end());
  if (summary) result.warnings.push_back(std::move(*summary));
  return result;
}

/// What stands on disk is what was counted.
Result<void> checkSizes(const ExportTarget& target, const ExportResult& result) {
  std::uint64_t onDisk = 0;
  for (const auto& file : {target.model(), target.data()}) {
    std::error_code unreadable;
    const auto bytes = file.empty() ? 0 : std::filesystem::file_size(file, unreadable);
    if (unreadable) return ledgerMismatch(result.ledger.total(), 0);
    onDisk += bytes;
  }
  if (onDisk != result.ledger.total() || onDisk != result.fileBytes)
    return ledgerMismatch(result.ledger.total(), onDisk);
  return {};
}

/// With ends that take and give no floats it is held against nothing, but it has to run.
Result<void> runByItself(const std::filesystem::path& file, const Job& job) {
  RunRequest request;
  request.model = file;
  auto ran = runModel(request, job);
  if (!ran && ran.error().kind == ErrorKind::engine) ran.error().kind = ErrorKind::verification;
  if (!ran) return passOn(ran);
  return {};
}

/// Why a file may not be called verified: the first of its three checks that does not hold.
std::optional<Error> refusal(const Verification& verification) {
  for (const auto* check : {&verification.means, &verification.runs}) {
    if (!check->done || check->holds) continue;
    return Error{
        ErrorKind::verification,
        check->reason,
        {},
        {},
        BW_MESSAGE(
            "export.unverified.remedy",
            "leave what it is made of in floats, or more bits of it; --accept-unverified writes it all the same")};
  }
  return std::nullopt;
}

/// Of data that were given some samples do: what is run on them is run four times and more.
DataRequest verificationData(const DataRequest& data) {
  auto few = data;
  if (!few.spec.empty() && (few.limit == 0 || few.limit > kVerifiedSamples)) few.limit = kVerifiedSamples;
  return few;
}

/// Whether kernels of it may round what they multiply by packed weights.
bool dequantizes(const Model& written, const ExportOptions& options) {
  return options.format == ExportFormat::weightsDq || mayRoundProducts(written);
}

/// Runs the written file against its float reference, and fills in the verification; refuses one that computes
/// something else, unless that is accepted.
Result<void> proveByRunning(const CompressedModel& compressed, CheckedFile& checked, const ExportOptions& options,
                            ExportResult& result, const Job& job) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  ReferenceRun reference;
  reference.exported = checked.model->path();
  auto judged = checked.model;
  if (!result.io.empty() || result.float16Nodes > 0) {
    auto floatEnded = withFloatIo(checked.model, *compressed.model, folder->path(), job.part(0.0, 0.0));
    if (!floatEnded) return passOn(floatEnded);
    judged = *floatEnded;
    reference.exported = judged->path();
  }
  reference.largestFile = options.largestFile;
  reference.original = compressed.model;
  // Held against what the person gave, so that preparing it is part of the proof.
  if (const auto& source = compressed.model->preparedFrom()) {
    reference.original = source;
    checked.decoded = inSource(unscaled(std::move(checked.decoded), compressed), *compressed.model, *source);
  }
  reference.decoded = &checked.decoded;
  reference.data = options.data;
  if (mayRoundProducts(*judged) && !mayRoundProducts(*compressed.model)) {
    auto exact = withExactProducts(judged, folder->path(), job.part(0.0, 0.0));
    if (!exact) return passOn(exact);
    reference.plain = std::move(*exact);
  }
  reference.by = judgedBy(*judged, result.integerNodes > 0, dequantizes(*judged, options));
  checked.model->release();
  if (auto ran = runAgainstFloatReference(reference, result.verification, job); !ran) return passOn(ran);
  // Where the original does not run either, nothing is to be learned from it.
  if (!result.io.empty() && result.verification.ran) {
    if (auto ran = runByItself(checked.model->path(), job.part(1.0, 1.0)); !ran) return passOn(ran);
  }
  if (const auto& runs = result.verification.runs; runs.holds && !runs.reason.empty())
    result.warnings.push_back(runs.reason);
  if (auto refused = refusal(result.verification); refused && options.unverified != Unverified::accept) {
    return Failure(std::move(*refused));
  } else if (refused) {
    result.warnings.emplace_back(BW_MESSAGE("export.unverified", "not verified: %1"),
                                 std::vector<MessageArgument>{refused->what.text()});
  }
  return {};
}

/// `found`: what was found of a file that is refused.
Result<ExportResult> exportChecked(const CompressedModel& compressed, const std::filesystem::path& path,
                                   ExportOptions options, Verification& found, const Job& job) {
  if (options.run && !options.ranges && asksForFloat16(compressed)) {
    auto ranges = observedFloat16Ranges(compressed.model, options.data, job.part(0.0, 0.0));
    if (!ranges) return passOn(ranges);
    options.ranges = std::move(*ranges);
  }
  auto target = ExportTarget::create(path);  // one that cannot be written is told before the long work
  if (!target) return passOn(target);
  Result<ExportResult> result;
  std::shared_ptr<const IntegerLayers> integers;
  {
    const FileLimit limit{options.largestFile, dataFileName(path)};
    ModelEdit edit(compressed.model);
    result = plan(compressed, options, limit, edit, integers, job.part(0.0, 0.15));
    if (!result) return result;
    if (result->dataBytes > 0) {
      if (auto added = target->addDataFile(*compressed.model, job.part(0.15, 0.15)); !added) return passOn(added);
    }
    auto written = edit.writeTo(target->model(), limit, job.part(0.15, 0.3));
    if (!written) return passOn(written);
  }
  result->path = path;
  result->dataPath = target->finalData();
  if (auto sizes = checkSizes(*target, *result); !sizes) return passOn(sizes);

  auto checked = checkWritten(target->model(), compressed, integers.get(), result->verification, job.part(0.3, 0.6));
  if (!checked) return passOn(checked);
  if (!options.run) {
    result->verification.reason = BW_MESSAGE("export.run_not_asked", "was not run: not asked for");
  } else if (auto proved = proveByRunning(compressed, *checked, options, *result, job.part(0.6, 1.0)); !proved) {
    found = result->verification;
    return passOn(proved);
  }
  if (const auto& runs = result->verification.runs; dequantizes(*checked->model, options) && runs.done &&
                                                    runs.maxRelDifference > 1e-5 &&
                                                    !result->verification.quantizedActivations) {
    result->warnings.emplace_back(
        BW_MESSAGE(
            "export.quantized_activations",
            "ONNX Runtime's optimizations compute with quantized activations here: outputs differ by %1 of their size"),
        std::vector<MessageArgument>{runs.maxRelDifference});
  }
  if (!result->dataPath.empty()) {
    result->warnings.emplace_back(
        BW_MESSAGE("export.with_data", "is too large for one ONNX file: %1 belongs to it and has to stay beside it"),
        std::vector<MessageArgument>{result->dataPath.string()});
  }
  if (const auto orphan = target->orphan(job.part(1.0, 1.0)); !orphan.empty()) {
    result->warnings.emplace_back(
        BW_MESSAGE("export.orphan", "%1 belonged to the file that was replaced; the new one does not need it"),
        std::vector<MessageArgument>{orphan.string()});
  }
  if (job.stopRequested()) return Failure(cancelledError());
  if (auto committed = target->commit(); !committed) return passOn(committed);
  return result;
}

/// A file that was `refused` for what was `found` again, with the nodes in floats that take it farthest from float
/// activations, until one is near enough. `whole`: what was refused, fitted to integers.
Result<ExportResult> exportWithFloats(const CompressedModel& compressed, const CompressedModel& whole,
                                      const std::filesystem::path& path, const ExportOptions& given,
                                      Result<ExportResult> refused, Verification found, const Job& job) {
  auto result = std::move(refused);
  auto options = given;
  LeftByNoise choice(whole, given);
  std::size_t left = 0;
  for (int round = 0; !result && round < kMostRounds && LeftByNoise::canHelp(found); ++round) {
    auto next = choice.next(std::exchange(found, {}), job.part(0.5, 0.6));
    if (!next) return passOn(next);
    if (next->empty()) break;
    left = next->size();
    options.left = std::move(*next);
    const auto inFloats = [&options](int node) { return options.left.contains(node); };
    auto kept = withoutIdleSmoothing(compressed, inFloats, Job(job.stopToken(), {}, job.threads()));
    if (!kept) return passOn(kept);
    result = exportChecked(fittedToIntegers(options, *kept), path, options, found, job.part(0.6, 1.0));
  }
  if (result && left > 0) {
    result->warnings.emplace_back(
        BW_MESSAGE("export.left_by_noise",
                   "%1 nodes compute in floats, as integers there would take the outputs too far from those of floats"),
        std::vector<MessageArgument>{static_cast<std::int64_t>(left)});
  }
  return result;
}

/// As asked for, or what stands nearest to it and holds; ranges that were set by hand are never undone.
Result<ExportResult> exportNearEnough(const CompressedModel& compressed, const std::filesystem::path& path,
                                      ExportOptions options, const Job& job) {
  // Also where no form depends on them.
  if (auto taken = checkShapes(*compressed.model, options.shapes); !taken) return passOn(taken);
  options.data = verificationData(options.data);
  const auto whole = fittedToIntegers(options, compressed);
  Verification found;
  auto result = exportChecked(whole, path, options, found, job);
  // Ranges that a person set are wanted as they are: what they do is told, not undone.
  const bool byHand = !compressed.recipe.activations.ranges.empty();
  if (result || options.unverified == Unverified::accept) return result;
  if (!byHand && quantizesActivations(options.format))
    result = exportWithFloats(compressed, whole, path, options, std::move(result), found, job);
  if (result || options.unverified != Unverified::lastResort || result.error().kind != ErrorKind::verification)
    return result;
  options.unverified = Unverified::accept;
  return exportChecked(whole, path, options, found, job.part(0.6, 1.0));
}

}  // namespace

Result<ExportResult> exportModel(const CompressedModel& compressed, const std::filesystem::path& target,
                                 const ExportOptions& options, const Job& job) {
  try {
    auto result = exportNearEnough(compressed, target, options, job);
    // What fails about the file under its private name is told by the name the person gave; what fails about the model
    // or the data, by theirs.
    const auto isGiven = [&](const std::string& file) {
      return file == compressed.model->path().string() ||
             (!file.empty() && options.data.spec.find(file) != std::string::npos);
    };
    if (!result && result.error().kind != ErrorKind::cancelled && !isGiven(result.error().file))
      result.error().file = target.string();
    return result;
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::engine, BW_MESSAGE("export.memory", "cannot be exported: not enough memory"),
                target.string());
  }
}

Result<ExportResult> measureExport(const CompressedModel& compressed, const ExportOptions& options,
                                   const std::filesystem::path& target, const Job& job) {
  ModelEdit edit(compressed.model);
  std::shared_ptr<const IntegerLayers> integers;
  const auto fitted = fittedToIntegers(options, compressed);  // lives as long as what was planned for it
  return plan(fitted, options, {options.largestFile, dataFileName(target)}, edit, integers, job);
}

}  // namespace bitwright
