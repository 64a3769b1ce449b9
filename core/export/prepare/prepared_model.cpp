// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/prepare/prepared_model.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "core/base/files/temporary_folder.h"
#include "core/export/decode/decode_graph.h"
#include "core/export/decode/dense_graph.h"
#include "core/export/format/format.h"
#include "core/export/prepare/lift_check.h"
#include "core/export/prepare/opset_lift.h"
#include "core/lowering/plan/integer_operators.h"
#include "core/model/model_document.h"
#include "core/model/writing/data_file.h"
#include "core/model/writing/file_limit.h"
#include "core/model/writing/model_writer.h"

namespace bitwright {

namespace {

bool asksForBfloat16(const SchemeSpec& spec) {
  return spec.storage() != nullptr && spec.storage()->name == "bf16";
}

/// The first opset of the default domain that has what is asked for; 0 where any will do.
std::int64_t leastOpset(ExportFormat format, const Recipe& recipe) {
  const auto least = formatOf(format).leastOpset();
  const bool asked = (recipe.all && asksForBfloat16(*recipe.all)) ||
                     std::any_of(recipe.rules.begin(), recipe.rules.end(),
                                 [](const LayerRule& rule) { return asksForBfloat16(rule.spec); });
  return asked ? std::max(least, kBfloat16Opset) : least;
}

bool readsParameters(const onnx::NodeProto& node) {
  const auto* op = integerOperator(node);
  return node.op_type() == "BatchNormalization" || (op != nullptr && op->role == IntegerRole::weighted);
}

/// The stored floats that inputs of the main graph could replace and that layers multiply by or add.
std::vector<std::string> replaceable(const Model& model) {
  std::set<std::string> stored;
  for (const auto& tensor : model.tensors()) {
    if (tensor.scope.empty() && tensor.isGraphInput && isFloatingWeight(tensor.type)) stored.insert(tensor.tensor);
  }
  std::vector<std::string> found;
  for (const auto& node : model.document().slim().graph().node()) {
    if (stored.empty()) break;
    if (!readsParameters(node)) continue;
    for (const auto& input : node.input()) {
      if (stored.erase(input) > 0) found.push_back(input);
    }
  }
  return found;
}

void removeInputs(onnx::GraphProto& graph, const std::vector<std::string>& names) {
  auto& inputs = *graph.mutable_input();
  const auto kept = std::remove_if(inputs.begin(), inputs.end(), [&](const auto& input) {
    return std::find(names.begin(), names.end(), input.name()) != names.end();
  });
  inputs.erase(kept, inputs.end());
}

/// As two files where one could not hold it.
Result<std::shared_ptr<const Model>> written(onnx::ModelProto slim, const std::shared_ptr<const Model>& source,
                                             const Job& job) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto file = folder->path() / source->path().filename();
  const auto& payloads = source->document().payloads();
  const auto shown = source->namedPath().string();
  const auto whole = ModelWriter(slim, payloads, shown).wholeSize();
  if (whole > kLargestModelFile) {
    const auto name = file.filename().string() + ".data";
    const DataFile data(slim, payloads, whole - kLargestModelFile / 2, name);
    if (data.size() > 0) {
      if (auto done = data.write(folder->path() / name, job.part(0.0, 0.4)); !done) return passOn(done);
    }
  }
  if (auto done = ModelWriter(slim, payloads, shown).write(file, job.part(0.4, 0.5)); !done) return passOn(done);
  return Model::openPrepared(file, std::make_shared<const TemporaryFolder>(std::move(*folder)), source,
                             job.part(0.5, 1.0));
}

/// A model in a newer opset, or why there is none.
struct Lift {
  std::shared_ptr<const Model> model;
  Message why{};
};

/// `slim`, a form of `source`, in opset `opset`, where it can be lifted and computes then what it does now.
Result<Lift> lifted(const onnx::ModelProto& slim, std::int64_t opset, const std::shared_ptr<const Model>& source,
                    const DataRequest* checkedOn, const Job& job) {
  auto converted = liftOpset(slim, opset);
  if (!converted) return Lift{nullptr, std::move(converted.error().what)};
  auto opened = written(*converted, source, job.part(0.0, 0.5));
  if (!opened) return passOn(opened);
  if (checkedOn != nullptr) {
    auto same = computesTheSame(**opened, source, *checkedOn, job.part(0.5, 1.0));
    if (!same) return passOn(same);
    if (!*same) return Lift{nullptr, BW_MESSAGE("lift.differs", "its outputs would be others then")};
  }
  return Lift{std::move(*opened)};
}

}  // namespace

Result<PreparedModel> preparedFor(ExportFormat format, const Recipe& recipe, const std::shared_ptr<const Model>& model,
                                  const OpsetWish& opset, const Job& job) {
  PreparedModel prepared{model, {}};
  constexpr std::int64_t kFreeInitializers = 4;  // IR version: before, inputs that are initializers cannot be fed
  const bool fixed = quantizesActivations(format) && model->irVersion() >= kFreeInitializers;
  const auto names = fixed ? replaceable(*model) : std::vector<std::string>();
  const auto least = std::max(leastOpset(format, recipe), opset.least);
  const bool allowed = opset.newest == 0 || least <= opset.newest;
  const bool older = model->opset() > 0 && model->opset() < least;
  const bool tooOld = older && allowed;
  if (older && !allowed) {
    prepared.notes.emplace_back(
        BW_MESSAGE("lift.not_asked", "its opset %1 stays, as was asked: %2 would have all that the form is made of"),
        std::vector<MessageArgument>{model->opset(), least});
  }
  if (names.empty() && !tooOld) return prepared;
  onnx::ModelProto slim = model->document().slim();
  if (!names.empty()) {
    removeInputs(*slim.mutable_graph(), names);
    prepared.notes.emplace_back(
        BW_MESSAGE(
            "prepared.inputs",
            "%1 stored tensors are no longer inputs of the graph, the first of them %2: integers need them fixed"),
        std::vector<MessageArgument>{static_cast<std::int64_t>(names.size()), names.front()});
  }
  if (tooOld) {
    auto lift = lifted(slim, least, model, opset.checkedOn, job);
    if (!lift) return passOn(lift);
    if (lift->model) {
      prepared.notes.emplace_back(
          BW_MESSAGE("lift.done", "its opset %1 was lifted to %2, which has what was asked for"),
          std::vector<MessageArgument>{model->opset(), least});
      prepared.model = std::move(lift->model);
      return prepared;
    }
    prepared.notes.emplace_back(
        BW_MESSAGE("lift.not", "its opset %1 lacks what was asked for and cannot be lifted to %2: %3"),
        std::vector<MessageArgument>{model->opset(), least, lift->why.text()});
    if (names.empty()) return prepared;
  }
  auto opened = written(std::move(slim), model, job);
  if (!opened) return passOn(opened);
  prepared.model = std::move(*opened);
  return prepared;
}

}  // namespace bitwright
