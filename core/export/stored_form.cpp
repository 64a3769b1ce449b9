// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/stored_form.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/compress/compress.h"
#include "core/export/blocks/table_rows.h"
#include "core/export/decode/code_unpacking.h"
#include "core/export/format/form_writer.h"
#include "core/export/format/packed_layers.h"
#include "core/export/left_as_it_is.h"
#include "core/export/packed_check.h"
#include "core/export/packing/packed_choice.h"
#include "core/export/paying_layers.h"
#include "core/export/prepare/prepared_model.h"
#include "core/export/verify/reopened_model.h"
#include "core/lowering/plan/own_integers.h"
#include "core/lowering/rewrite/graph_rewrite.h"

namespace bitwright {

namespace {

/// Nodes never take so many bytes: what saves more pays.
constexpr std::int64_t kMostNodeBytes = std::int64_t{1} << 14;
constexpr std::size_t kNamedLayers = 5;
constexpr double kChoosing = 0.1;  // of the time

std::int64_t initializerBytes(const EncodedTensor& encoded) {
  return encoded.payloadBytes() + encoded.scaleBytes() + encoded.codebookBytes() + encoded.positionBytes();
}

bool paysForSure(const CompressedModel& compressed, const CompressedLayer& layer) {
  return initializerBytes(*layer.encoded) + kMostNodeBytes <
         static_cast<std::int64_t>(compressed.model->tensors()[layer.tensor].bytes.size());
}

/// What layers share, by the name of each value: bytes, and the values behind it.
class SharedValues {
 public:
  void add(const ConstantPool::Taken& taken) {
    for (const auto& node : taken.shared.nodes) {
      std::vector<std::size_t> below;
      for (const auto& input : node.input()) append(below, input);
      addItem(node.output(0), fieldBytes(node), std::move(below));
    }
    std::unordered_map<std::string_view, std::uint64_t> bytes;
    for (std::size_t i = 0; i < taken.names.size(); ++i) bytes.emplace(taken.names[i], taken.each[i].total());
    std::unordered_map<std::string_view, std::size_t> stacks;
    for (const auto& node : taken.pooled.nodes) {
      if (node.op_type() != "Split" || node.output_size() < 2) continue;
      // The first one's bytes are its own, about as many as the second one's, and those of the nodes.
      auto& first = bytes.at(node.output(0));
      const auto own = std::min(first, bytes.at(node.output(1)));
      addItem("", first - own, {});
      first = own;
      for (const auto& output : node.output()) stacks.emplace(output, bytes_.size() - 1);
    }
    for (const auto& name : taken.names) {
      const auto stack = stacks.find(name);
      addItem(name, bytes.at(name), stack != stacks.end() ? std::vector{stack->second} : std::vector<std::size_t>());
    }
  }

  /// All that stands behind the names, each item once.
  [[nodiscard]] std::vector<std::size_t> behind(const std::unordered_set<std::string>& names) const {
    std::vector<std::size_t> items;
    for (const auto& name : names) append(items, name);
    return items;
  }
  [[nodiscard]] const std::vector<std::uint64_t>& bytes() const { return bytes_; }

 private:
  void append(std::vector<std::size_t>& items, const std::string& name) const {
    const auto found = byName_.find(name);
    if (found == byName_.end()) return;
    for (const auto item : reached_[found->second]) {
      if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(item);
    }
  }
  void addItem(const std::string& name, std::uint64_t bytes, std::vector<std::size_t> below) {
    if (!name.empty()) byName_.emplace(name, bytes_.size());
    below.push_back(bytes_.size());
    reached_.push_back(std::move(below));
    bytes_.push_back(bytes);
  }

  std::unordered_map<std::string, std::size_t> byName_;
  std::vector<std::vector<std::size_t>> reached_;  ///< one an item: itself and all behind it
  std::vector<std::uint64_t> bytes_;
};

/// Names that a layer's nodes read and do not make.
std::unordered_set<std::string> readFromOutside(const std::vector<onnx::NodeProto>& nodes) {
  std::unordered_set<std::string> names;
  for (const auto& node : nodes) names.insert(node.input().begin(), node.input().end());
  for (const auto& node : nodes) {
    for (const auto& output : node.output()) names.erase(output);
  }
  return names;
}

/// What is said of tables is true: those that compute in integers, or whose form the format does not know, are not
/// packed.
void settleTables(CompressedModel& compressed, const ExportOptions& options) {
  const auto& format = formatOf(options.format);
  if (!keepsPacked(compressed)) return;
  const auto integers = format.integerLayers(options, compressed);
  for (auto& layer : compressed.layers) {
    if (!layer.packed) continue;
    const auto readers = packedReaders(*compressed.model, compressed.model->tensors()[layer.tensor]);
    const bool taken = integers && readers && leftToIntegers(*integers, layer.tensor, *readers);
    const bool known = readers && (tableRows(*readers, *layer.encoded) || format.usesContributed());
    layer.packed = known && !taken;
    if (taken) layer.formReason = {};
    if (!known) {
      layer.formReason = BW_MESSAGE(
          "packing.of_runtime", "decoded when it is loaded: only an operator of ONNX Runtime's own reads it packed");
    }
  }
}

}  // namespace

Result<void> keepWhatDoesNotPay(CompressedModel& compressed, const ExportOptions& options, const Job& job) {
  const auto& model = *compressed.model;
  const bool allPay = std::all_of(compressed.layers.begin(), compressed.layers.end(),
                                  [&](const auto& layer) { return !layer.encoded || paysForSure(compressed, layer); });
  if (allPay) return {};
  const ModelEdit edit(compressed.model);
  FormWriter writer(options, compressed, edit);
  std::vector<std::size_t> tensors;
  std::vector<LayerCost> costs;
  std::vector<std::unordered_set<std::string>> reads;
  for (const auto& layer : compressed.layers) {
    if (!layer.encoded || (writer.integers() && writer.integers()->has(layer.tensor))) continue;
    // What pays for sure is written only where that is quick: for the little it shares with others.
    if (layer.encoded->elementCount() >= kLargeElements && paysForSure(compressed, layer)) continue;
    if (job.stopRequested()) return Failure(cancelledError());
    auto nodes = writer.write(layer);
    if (!nodes) {
      if (nodes.error().kind == ErrorKind::input) return {};  // it is told when the model is exported
      return passOn(nodes);
    }
    tensors.push_back(layer.tensor);
    costs.push_back({storedTensorBytes(model, layer.tensor), nodes->bytes.total()});
    reads.push_back(readFromOutside(nodes->nodes));
  }
  SharedValues shared;
  for (const auto& each : writer.takeShared()) shared.add(each.taken);
  for (std::size_t i = 0; i < costs.size(); ++i) costs[i].shared = shared.behind(reads[i]);
  const auto pays = payingLayers(costs, shared.bytes());
  for (std::size_t i = 0; i < costs.size(); ++i) {
    if (pays[i]) continue;
    const auto needed = costs[i].own >= costs[i].floats ? costs[i].own : bytesAlone(costs[i], shared.bytes());
    keepAsFloats(
        compressed, tensors[i],
        Message(BW_MESSAGE("export.stored_as_floats",
                           "stored as floats: its codes and what decodes them would take %1 bytes, %2 as floats"),
                {static_cast<std::int64_t>(needed), static_cast<std::int64_t>(costs[i].floats)}));
  }
  return {};
}

Result<CompressedModel> compressFor(const ExportOptions& options, const std::shared_ptr<const Model>& model,
                                    const Recipe& recipe, const DataRequest& data, const Job& job) {
  OpsetWish opset{0, options.newestOpset, options.run ? &options.data : nullptr};
  PackedChoice packed;
  if (formatOf(options.format).choosesForms()) {
    auto timed = options.data;
    if (!options.shapes.empty()) timed.shapes = options.shapes.front();
    const auto batch = options.shapes.empty() ? options.batch : 1;
    auto chosen = choosePacked(*model, recipe, timed, batch, job.part(0.0, kChoosing));
    if (!chosen) return passOn(chosen);
    packed = std::move(*chosen);
  } else if (quantizesActivations(options.format)) {
    auto tables = chooseTables(*model, recipe);
    if (!tables) return passOn(tables);
    packed = std::move(*tables);
  } else if (options.format == ExportFormat::weightsDq) {
    auto least = opsetOfForms(*model, recipe);
    if (!least) return passOn(least);
    opset.least = *least;
  }
  auto prepared = preparedFor(options.format, recipe, model, opset, job.part(kChoosing, kChoosing));
  if (!prepared) return passOn(prepared);
  const auto select = [&](CompressedModel& encoded) -> Result<void> {
    encoded.warnings.insert(encoded.warnings.end(), prepared->notes.begin(), prepared->notes.end());
    keepPacked(encoded, *model, packed);
    if (quantizesActivations(options.format)) settleTables(encoded, options);
    return keepWhatDoesNotPay(encoded, options, Job(job.stopToken(), {}, job.threads()));
  };
  auto compressed = compress(prepared->model, recipe, job.part(kChoosing, 1.0), data, select);
  if (!compressed) return compressed;
  const Job checking(job.stopToken(), {}, job.threads());
  if (formatOf(options.format).choosesForms()) {
    if (auto done = settleForms(*compressed, options, checking); !done) return passOn(done);
  }
  if (auto left = leftAsItIs(*compressed)) compressed->warnings.push_back(std::move(*left));
  if (auto own = ownSumsOverflow(*compressed)) compressed->warnings.push_back(std::move(*own));
  return compressed;
}

std::optional<Message> growthWarning(const CompressedModel& compressed, const ExportResult& exported) {
  if (exported.fileBytes <= exported.originalBytes) return std::nullopt;
  std::vector<std::pair<std::uint64_t, std::size_t>> grown;
  for (const auto& layer : compressed.layers) {
    const auto before = storedTensorBytes(*compressed.model, layer.tensor);
    const auto now = exported.layerBytes.at(layer.tensor);
    if (layer.encoded && now > before) grown.emplace_back(now - before, layer.tensor);
  }
  const auto now = static_cast<std::int64_t>(exported.fileBytes);
  const auto before = static_cast<std::int64_t>(exported.originalBytes);
  if (grown.empty()) {
    return Message(BW_MESSAGE("export.grew",
                              "the file has become larger, %1 bytes instead of %2: what its layers save is less than "
                              "what was added around them"),
                   {now, before});
  }
  std::stable_sort(grown.begin(), grown.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string names;
  for (std::size_t i = 0; i < std::min(grown.size(), kNamedLayers); ++i) {
    names += (i == 0 ? "" : ", ") + compressed.model->tensors()[grown[i].second].id;
  }
  return Message(
      BW_MESSAGE(
          "export.grew_by",
          "the file has become larger, %1 bytes instead of %2: %3 layers take more than as floats, most of all %4"),
      {now, before, static_cast<std::int64_t>(grown.size()), names});
}

}  // namespace bitwright
