// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/inputs/plan_attempts.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "core/graph/input_hints.h"
#include "core/model/model.h"

namespace bitwright {

namespace {

constexpr std::size_t kMostNamed = 4;

bool takesIds(const InputSlot& slot) {
  return slot.type == DataType::int64 || slot.type == DataType::int32;
}

bool hasPast(const InputSlot& slot) {
  return keepsPast(slot.name) || std::any_of(slot.symbols.begin(), slot.symbols.end(), keepsPast);
}

/// How many rows the tables have that the model looks ids up in, most first; which table an input reaches, nobody
/// knows.
std::vector<std::int64_t> tableSizes(const Model& model) {
  std::vector<std::int64_t> sizes;
  for (const auto& tensor : model.tensors()) {
    const bool table = tensor.shape.size() >= 2 && isFloatingWeight(tensor.type) &&
                       std::any_of(tensor.users.begin(), tensor.users.end(),
                                   [](const WeightUser& user) { return user.op == "Gather" && user.input == 0; });
    if (table) sizes.push_back(tensor.shape[0]);
  }
  std::sort(sizes.rbegin(), sizes.rend());
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  return sizes;
}

/// Of a node as OP 'NAME'.
std::string nameIn(const std::string& where) {
  const auto begin = where.find('\'');
  const auto end = where.rfind('\'');
  return begin < end ? where.substr(begin + 1, end - begin - 1) : std::string();
}

}  // namespace

PlanAttempts::PlanAttempts(const Session& session, const Dataset* data, std::vector<std::int64_t> batches,
                           const DataRequest& request, const Job& job)
    : session_(session),
      data_(data),
      job_(job),
      model_(request.idsOf.empty() ? std::filesystem::path(session.file()) : request.idsOf) {
  const auto& inputs = session.inputs();
  const bool ids = std::any_of(inputs.begin(), inputs.end(), takesIds);
  const bool ranks = std::any_of(inputs.begin(), inputs.end(), [](const InputSlot& slot) { return !slot.hasShape; });
  const bool sizes = hasFreeSizes(inputs);
  PlanChoices first;
  first.seed = request.seed;
  first.shapes = request.shapes;
  std::vector<std::int64_t> limits;
  if (ids || ranks) {
    if (const auto model = Model::open(model_, job)) {
      if (ids) limits = tableSizes(**model);
      first.hints = std::make_shared<const std::map<std::string, InputHint>>(inputHints(**model));
    }
  }
  lazyHints_ = sizes && first.hints == nullptr;
  if (!limits.empty()) first.idLimit = mostRows_ = limits.front();
  for (const auto batch : batches) {
    first.batch = batch;
    const auto also = [this, &first](auto change) {
      auto choices = first;
      change(choices);
      ahead_.push_back(choices);
    };
    ahead_.push_back(first);
    if (data != nullptr && batch == 0) also([](PlanChoices& choices) { choices.batch = 1; });
    if (lazyHints_) ahead_.push_back(first);  // the hints make it another
    if (sizes) {
      also([](PlanChoices& choices) { choices.imageSide = 224; });
      also([](PlanChoices& choices) { choices.length = 1; });
    }
    if (std::any_of(inputs.begin(), inputs.end(), hasPast)) also([](PlanChoices& choices) { choices.pastLength = 0; });
    for (const std::size_t rank : {4U, 3U, 1U, 0U}) {
      if (ranks) also([rank](PlanChoices& choices) { choices.rank = rank; });
    }
    if (limits.size() > 1) also([&limits](PlanChoices& choices) { choices.idLimit = limits.back(); });
    if (!limits.empty()) also([](PlanChoices& choices) { choices.idLimit = 2; });
  }
}

std::optional<InputPlan> PlanAttempts::next() {
  if (final_ || ahead_.empty()) return std::nullopt;
  choices_ = std::move(ahead_.front());
  ahead_.pop_front();
  auto planned = choices_;
  planned.batch = std::max<std::int64_t>(1, planned.batch);
  auto plan = planInputs(session_.inputs(), data_, planned);
  if (!plan) {
    final_ = true;
    firstError_ = std::move(plan.error());
    return std::nullopt;
  }
  if (!firstError_) plan_ = *plan;
  return std::move(*plan);
}

void PlanAttempts::failed(Error error) {
  if (job_.stopRequested() || error.kind != ErrorKind::engine || error.what.id() == "runtime.inputs_not_made_up_type") {
    final_ = true;
    firstError_ = std::move(error);
    return;
  }
  if (ranTooLong(error)) {
    // Another guess would take as long; fewer samples may not.
    const auto most = choices_.batch;
    std::erase_if(ahead_, [most](const PlanChoices& choices) { return choices.batch != 1 || most == 1; });
    if (ahead_.size() > 1) ahead_.resize(1);
    firstError_ = std::move(error);
    return;
  }
  if (!firstError_) firstError_ = std::move(error);
  if (std::exchange(lazyHints_, false)) addHints();
}

Failure PlanAttempts::failure() {
  if (!firstError_)
    firstError_ = Error{
        ErrorKind::engine, BW_MESSAGE("runtime.no_outputs", "the model gives no output that can be read"), {}, {}, {}};
  if (auto beyond = idsBeyondTables()) return Failure(std::move(*beyond));
  if (inputsNotMadeUp(*firstError_) || (!final_ && !ranTooLong(*firstError_)))
    return Failure(blamingInputs(std::move(*firstError_)));
  return Failure(std::move(*firstError_));
}

void PlanAttempts::addHints() {
  const auto model = Model::open(model_, job_);
  if (!model) return;
  const auto hints = std::make_shared<const std::map<std::string, InputHint>>(inputHints(**model));
  for (auto& choices : ahead_) choices.hints = hints;
}

std::optional<Error> PlanAttempts::idsBeyondTables() const {
  if (data_ == nullptr || mostRows_ == 0 || firstError_->kind != ErrorKind::engine) return std::nullopt;
  for (std::size_t index = 0; plan_ && index < plan_->inputs.size(); ++index) {
    const auto& input = plan_->inputs[index];
    if (!input.fed || input.fed->by != FedInput::By::array || !takesIds(input.slot)) continue;
    double highest = 0.0;
    for (std::int64_t at = 0; at < input.fed->array->elementCount(); ++at)
      highest = std::max(highest, input.fed->array->at(at));
    if (highest < static_cast<double>(mostRows_)) continue;
    return Error{ErrorKind::input,
                 Message(BW_MESSAGE("runtime.ids_beyond_tables",
                                    "the data hold ids up to %1 and the model's largest table has %2 rows"),
                         {static_cast<std::int64_t>(highest), mostRows_}),
                 session_.file(), fmt::format("input {}", input.slot.name),
                 BW_MESSAGE("runtime.ids_beyond_tables.remedy",
                            "make the ids by this model's own tokenizer: --tokenizer, in the window under Data")};
  }
  return std::nullopt;
}

std::vector<std::string> PlanAttempts::guessedInputs() const {
  std::vector<std::string> names;
  for (std::size_t index = 0; plan_ && index < plan_->inputs.size(); ++index) {
    const auto& input = plan_->inputs[index];
    const auto& declared = session_.inputs()[index];
    const auto& shape = declared.shape;
    const bool sized =
        declared.hasShape && std::none_of(shape.begin(), shape.end(), [](std::int64_t size) { return size < 0; });
    const bool real = declared.form == InputSlot::Form::tensor && isFloatingWeight(declared.type);
    if (!input.fed && !(sized && real)) names.push_back(declared.name);
  }
  return names;
}

Error PlanAttempts::blamingInputs(Error error) const {
  if (inputsNotMadeUp(error)) {
    error.remedy = BW_MESSAGE("runtime.give_inputs", "give data that hold it with --data");
    return error;
  }
  auto names = guessedInputs();
  if (names.empty() || error.what.id() == "runtime.out_of_memory") return error;
  if (const auto node = nameIn(error.where); !node.empty() && names.size() > 1) {
    if (const auto model = Model::open(model_, job_)) {
      // Those that reach the node that failed, nearest first.
      std::vector<std::string> reaching;
      for (auto& name : inputsBehind(**model, node)) {
        if (std::find(names.begin(), names.end(), name) != names.end()) reaching.push_back(std::move(name));
      }
      if (!reaching.empty()) names = std::move(reaching);
    }
  }
  const bool more = names.size() > kMostNamed;
  if (more) names.resize(kMostNamed);
  auto why = error.what.text();
  if (!error.where.empty()) why += fmt::format(" [{}]", error.where);
  error.what = Message(BW_MESSAGE("runtime.inputs_not_made_up", "made-up values do not fit: %1"), {std::move(why)});
  error.where =
      fmt::format("{} {}{}", names.size() > 1 ? "inputs" : "input", fmt::join(names, ", "), more ? ", …" : "");
  error.remedy = BW_MESSAGE("runtime.give_inputs", "give data that hold it with --data");
  return error;
}

}  // namespace bitwright
