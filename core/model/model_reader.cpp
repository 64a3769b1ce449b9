// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_reader.h"

#include <fmt/format.h>
#include <google/protobuf/io/coded_stream.h>

#include <cstdint>
#include <limits>
#include <set>

#include "core/base/files/archive_kind.h"
#include "core/model/external_folder.h"
#include "core/model/file_signature.h"
#include "core/model/inventory.h"
#include "core/model/model.h"
#include "core/model/structure/graph_check.h"
#include "core/model/structure/graph_names.h"
#include "core/model/structure/unfolding_check.h"
#include "core/model/tensor_reader.h"
#include "core/model/wire/wire_schema.h"

namespace bitwright {

namespace {

constexpr std::uint64_t kLargestFile =
    std::numeric_limits<std::int32_t>::max();  ///< protocol buffers' limit for one message
constexpr std::uint64_t kLargestSlim = 1U << 30U;
constexpr int kParserDepth = 400;  ///< the walk has bounded messages and groups before
constexpr std::int64_t kNewestIr = 13;
constexpr std::int64_t kNewestOpset = 26;

bool saw(const WireWalk& walk, std::uint32_t field) {
  return (walk.modelFields & (1U << field)) != 0;
}

ValueInfo valueInfo(const onnx::ValueInfoProto& proto) {
  ValueInfo info;
  info.name = proto.name();
  if (!proto.type().has_tensor_type()) return info;
  const auto& tensor = proto.type().tensor_type();
  info.type = static_cast<DataType>(tensor.elem_type());
  info.hasShape = tensor.has_shape();
  for (const auto& dim : tensor.shape().dim())
    info.shape.push_back(dim.has_dim_value() && dim.dim_value() >= 0 ? dim.dim_value() : -1);
  return info;
}

}  // namespace

Result<std::shared_ptr<const Model>> ModelReader::read() {
  auto file = MappedFile::open(path_);
  if (!file) return passOn(file);
  std::shared_ptr<Model> model(new Model);
  model->path_ = path_;
  model->namedPath_ = named_;
  model->unpacked_ = unpacked_;
  model->preparedFrom_ = preparedFrom_;
  model->document_->file_ = std::move(*file);
  ModelDocument& document = *model->document_;
  // What is wrong with a file that somebody is writing is that.
  const auto failed = [&document](auto& done) {
    if (auto same = document.unchanged(); !same) return passOn(same);
    return passOn(done);
  };
  if (auto done = parse(document); !done) return failed(done);
  if (job_.stopRequested()) return Failure(cancelledError());
  job_.progress(BW_MESSAGE("model.phase.check", "Checking the model"), 0.5);
  if (auto done = check(*model); !done) return failed(done);
  if (job_.stopRequested()) return Failure(cancelledError());
  describe(*model);
  if (preparedFrom_) model->fileBytes_ = preparedFrom_->fileBytes();
  if (auto same = document.unchanged(); !same) return passOn(same);
  job_.progress(BW_MESSAGE("model.phase.check", "Checking the model"), 1.0);
  return model;
}

Result<void> ModelReader::parse(ModelDocument& document) {
  const ByteView bytes = document.file_->bytes();
  job_.progress(BW_MESSAGE("model.phase.read", "Reading the model"), 0.0);
  if (const auto other = fileSignature(bytes)) return fail(ErrorKind::input, other->what, shown_, {}, other->remedy);
  if (bytes.size() > kLargestFile) {
    return fail(ErrorKind::input,
                {BW_MESSAGE("model.too-large", "is %1 GiB; a single ONNX file can hold at most 2 GiB"),
                 {fmt::format("{:.1f}", static_cast<double>(bytes.size()) / (1U << 30U))}},
                shown_, {}, BW_MESSAGE("model.too-large.remedy", "store weights as external data"));
  }
  std::string slim;
  {
    const auto walk = walkModel(bytes, WireLimits{}, payloadCutter(document.payloads_), job_);
    if (walk.damage) return Failure(damageError(walk, bytes.size()));
    if (!saw(walk, 7)) return fail(ErrorKind::input, BW_MESSAGE("model.no-graph", "has no graph"), shown_);
    if (walk.size > kLargestSlim)
      return fail(ErrorKind::input, BW_MESSAGE("model.too-much", "holds more than 1 GiB beside its tensors"), shown_);
    slim.reserve(walk.size);
    for (const auto& piece : walk.pieces) slim.append(piece.head).append(textOf(piece.body));
  }
  document.slim_ = std::make_unique<onnx::ModelProto>();
  google::protobuf::io::CodedInputStream stream(reinterpret_cast<const std::uint8_t*>(slim.data()),
                                                static_cast<int>(slim.size()));
  stream.SetRecursionLimit(kParserDepth);
  if (!document.slim_->ParsePartialFromCodedStream(&stream) || !stream.ConsumedEntireMessage()) {
    return fail(ErrorKind::input, BW_MESSAGE("model.damaged", "is damaged"), shown_);
  }
  // A number where the graph's field is, say, is a field seen and still no graph.
  if (!document.slim_->has_graph()) return fail(ErrorKind::input, BW_MESSAGE("model.no-graph", "has no graph"), shown_);
  return {};
}

Error ModelReader::damageError(const WireWalk& walk, std::size_t size) const {
  const auto& damage = *walk.damage;
  const auto error = [&](Message what, Message remedy = {}) {
    return Error{ErrorKind::input, std::move(what), shown_, {}, std::move(remedy)};
  };
  const auto offset = static_cast<std::int64_t>(damage.offset);
  switch (damage.kind) {
    case WireDamage::Kind::cancelled:
      return cancelledError();
    case WireDamage::Kind::tooDeep:
      return error(BW_MESSAGE("model.too-deep", "is nested too deeply (limit 32 graphs)"));
    case WireDamage::Kind::tooMany:
      return error(BW_MESSAGE("model.too-many", "holds more than 8 million nodes, attributes and values"));
    case WireDamage::Kind::refused:
      return error({BW_MESSAGE("model.reserved", "holds a tensor with a field number that is not in use, near byte %1"),
                    {offset}});
    case WireDamage::Kind::malformed:
      break;
  }
  const bool hasGraph = saw(walk, 7);
  if (damage.atTopLevel && hasGraph && !isModelField(damage.fieldNumber)) {
    return error({BW_MESSAGE("model.trailing", "has %1 bytes after the end of the model"),
                  {static_cast<std::int64_t>(size - walk.modelFieldsEnd)}},
                 BW_MESSAGE("model.damaged.remedy", "get the file again"));
  }
  // A model names its IR version and its producer before the graph; what holds neither was never one.
  const bool plausible = hasGraph || saw(walk, 1) || damage.fieldNumber == 7;
  if (!plausible) return error(BW_MESSAGE("model.not.onnx", "is not an ONNX model"));
  return error(
      {BW_MESSAGE("model.cut", "is cut off or damaged near byte %1 of %2"), {offset, static_cast<std::int64_t>(size)}},
      BW_MESSAGE("model.damaged.remedy", "get the file again"));
}

Result<void> ModelReader::check(Model& model) {
  ModelDocument& document = *model.document_;
  auto& slim = *document.slim_;
  const auto refuse = [&](Message what) { return fail(ErrorKind::input, std::move(what), shown_); };
  if (slim.ir_version() < 1) {
    return refuse({BW_MESSAGE("model.ir", "names the IR version %1; versions from 1 to %2 are known"),
                   {std::int64_t{slim.ir_version()}, kNewestIr}});
  }
  if (slim.opset_import().empty())
    return refuse(BW_MESSAGE("model.no-opset-import", "imports no operator set, so that its operators mean nothing"));
  std::set<std::string> domains;
  for (const auto& import : slim.opset_import()) {
    const std::string domain = isDefaultDomain(import.domain()) ? "ai.onnx" : import.domain();
    if (domain == "ai.onnx" && import.version() < 1) {
      return refuse({BW_MESSAGE("model.opset", "imports operator set %1; versions from 1 to %2 are known"),
                     {std::int64_t{import.version()}, kNewestOpset}});
    }
    if (!domains.insert(domain).second) {
      model.warnings_.push_back(
          {BW_MESSAGE("model.warning.opset-twice", "imports the operator set %1 twice; the last counts"), {domain}});
    }
  }
  // Of a graph with very many nodes each of these takes a while.
  const auto stopped = [this] {
    return job_.stopRequested() ? Result<void>(Failure(cancelledError())) : Result<void>();
  };
  document.scopes_ = collectScopes(slim);
  if (auto go = stopped(); !go) return go;
  const auto names = GraphNames::collect(document.scopes_, shown_);
  if (!names) return Failure(names.error());
  if (auto go = stopped(); !go) return go;
  if (auto done = checkOrder(document.scopes_, *names, shown_); !done) return done;
  if (auto go = stopped(); !go) return go;
  if (auto done = checkFunctionCalls(document.scopes_, shown_); !done) return done;
  if (auto done = checkUnfolding(document.scopes_, shown_); !done) return done;
  ExternalFolder external(document.file_, path_);
  TensorReader reader(shown_, document.payloads_, external, document.decoded_);
  auto inventory = readTensors(document.scopes_, *names, reader, job_);
  if (!inventory) return passOn(inventory);
  describeTensors(document.scopes_, *names, slim.ir_version(), *inventory);
  model.tensors_ = std::move(inventory->tensors);
  document.places_ = std::move(inventory->places);
  document.external_ = external.files();
  model.externalFiles_ = external.paths();
  if (external.sawChecksum()) {
    model.warnings_.push_back(
        BW_MESSAGE("model.warning.checksum", "names checksums of its external data; they are not compared"));
  }
  return {};
}

void ModelReader::describe(Model& model) const {
  const ModelDocument& document = *model.document_;
  const auto& slim = document.slim();
  model.irVersion_ = slim.ir_version();
  model.opset_ = document.scopes_.front().opset;
  model.fileBytes_ = document.file_->bytes().size();
  for (const auto& file : document.external_) model.fileBytes_ += file->bytes().size();
  for (const auto& scope : document.scopes_) {
    if (!scope.training) model.nodeCount_ += scope.nodes().size();
  }
  for (const auto& input : slim.graph().input()) model.inputs_.push_back(valueInfo(input));
  for (const auto& output : slim.graph().output()) model.outputs_.push_back(valueInfo(output));
  if (model.irVersion_ > kNewestIr) {
    model.warnings_.push_back({BW_MESSAGE("model.warning.ir", "IR version %1 is newer than any known here (%2)"),
                               {model.irVersion_, kNewestIr}});
  }
  if (model.opset_ > kNewestOpset) {
    model.warnings_.push_back({BW_MESSAGE("model.warning.opset", "operator set %1 is newer than any known here (%2)"),
                               {model.opset_, kNewestOpset}});
  }
}

Result<std::shared_ptr<const Model>> Model::open(const std::filesystem::path& path, const Job& job) {
  try {
    if (const auto kind = archiveKindOf(path)) return openArchived(path, *kind, job);
    return ModelReader(path, path, nullptr, job).read();
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::input, BW_MESSAGE("model.memory", "needs more memory than there is"), path.string());
  } catch (const std::exception& error) {
    return fail(ErrorKind::input, {BW_MESSAGE("model.exception", "cannot be read: %1"), {std::string(error.what())}},
                path.string());
  }
}

Result<std::shared_ptr<const Model>> Model::openArchived(const std::filesystem::path& path, ArchiveKind kind,
                                                         const Job& job) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto file = folder->path() / path.stem();
  if (auto unpacked = unpackFile(path, kind, file, job.part(0.0, 0.5)); !unpacked) return passOn(unpacked);
  const Job rest = job.part(0.5, 1.0);
  return ModelReader(file, path, std::make_shared<const TemporaryFolder>(std::move(*folder)), rest).read();
}

Result<std::shared_ptr<const Model>> Model::openPrepared(const std::filesystem::path& path,
                                                         std::shared_ptr<const TemporaryFolder> folder,
                                                         std::shared_ptr<const Model> source, const Job& job) {
  const auto named = source->namedPath();
  return ModelReader(path, named, std::move(folder), job, std::move(source)).read();
}

}  // namespace bitwright
