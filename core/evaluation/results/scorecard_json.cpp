// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/results/scorecard_json.h"

#include <cmath>
#include <concepts>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "core/export/export_result.h"
#include "core/runtime/values/wire.h"

namespace bitwright {

namespace {

using nlohmann::json;

// One list of fields a type, for both directions. Each names every member in its structured binding: a member that is
// added does not compile until it is stored too.
template <class T>
struct Fields {
  static constexpr bool none = true;
};
template <class T>
concept Listed = !requires {
  Fields<T>::none;
};

template <>
struct Fields<Interval> {
  static void visit(auto& field, auto& item) {
    auto& [value, low, high] = item;
    field("value", value), field("low", low), field("high", high);
  }
};
template <>
struct Fields<SizeLedger> {
  static void visit(auto& field, auto& item) {
    auto& [payload, scales, codebooks, positions, decode, rest] = item;
    field("payload", payload), field("scales", scales), field("codebooks", codebooks), field("positions", positions);
    field("decode", decode), field("rest", rest);
  }
};
template <>
struct Fields<SizeStage> {
  static void visit(auto& field, auto& item) {
    auto& [kind, fileBytes] = item;
    field("kind", kind), field("file_bytes", fileBytes);
  }
};
template <>
struct Fields<SizeResult> {
  static void visit(auto& field, auto& item) {
    auto& [fileBytes, ratio, payloadBytes, overheadBytes, archiveBytes, ledger, stages] = item;
    field("file_bytes", fileBytes), field("ratio", ratio), field("payload_bytes", payloadBytes),
        field("overhead_bytes", overheadBytes);
    field("archive_bytes", archiveBytes), field("ledger", ledger), field("stages", stages);
  }
};
template <>
struct Fields<BatchSpeed> {
  static void visit(auto& field, auto& item) {
    auto& [batch, medianMs, throughput] = item;
    field("batch", batch), field("median_ms", medianMs), field("throughput", throughput);
  }
};
template <>
struct Fields<ModelTiming> {
  static void visit(auto& field, auto& item) {
    auto& [loadMs, loads, firstRunMs, firstRuns, blockMedians, samples, every, inferences, switches, energyMj] = item;
    field("load_ms", loadMs), field("load_samples_ms", loads), field("first_run_ms", firstRunMs),
        field("first_run_samples_ms", firstRuns);
    field("block_medians_ms", blockMedians), field("samples_ms", samples), field("samples_every", every),
        field("inferences", inferences);
    field("switches", switches), field("energy_mj", energyMj);
  }
};
template <>
struct Fields<MachineState> {
  static void visit(auto& field, auto& item) {
    auto& [otherWork, loadAverage, governor, throttled, noEnergy] = item;
    field("other_work", otherWork), field("load_average", loadAverage), field("governor", governor),
        field("throttled", throttled);
    field("no_energy", noEnergy);
  }
};
template <>
struct Fields<Speed> {
  static void visit(auto& field, auto& item) {
    auto& [loadMs, medianMs, p95Ms, speedup, verdict, threads, batches, firstRunMs, raw, machine, findings] = item;
    field("load_ms", loadMs), field("first_run_ms", firstRunMs), field("median_ms", medianMs), field("p95_ms", p95Ms),
        field("speedup", speedup);
    field("verdict", verdict), field("threads", threads), field("batches", batches), field("raw", raw),
        field("machine", machine);
    field("findings", findings);
  }
};
template <>
struct Fields<MemoryResult> {
  static void visit(auto& field, auto& item) {
    auto& [loadPeakBytes, residentBytes] = item;
    field("load_peak_bytes", loadPeakBytes), field("resident_bytes", residentBytes);
  }
};
template <>
struct Fields<Accuracy> {
  static void visit(auto& field, auto& item) {
    auto& [top1, top5, low, high, drop, samples, flipped, top5Low, top5High, pValue] = item;
    field("top1", top1), field("top5", top5), field("low", low), field("high", high), field("drop", drop),
        field("samples", samples);
    field("flipped", flipped), field("top5_low", top5Low), field("top5_high", top5High), field("p_value", pValue);
  }
};
template <>
struct Fields<Fidelity> {
  static void visit(auto& field, auto& item) {
    auto& [agreement, sqnrDb, cosine, kl, maxAbsDifference] = item;
    field("agreement", agreement), field("sqnr_db", sqnrDb), field("cosine", cosine), field("kl", kl),
        field("max_abs_diff", maxAbsDifference);
  }
};
template <>
struct Fields<OutputFidelity> {
  static void visit(auto& field, auto& item) {
    auto& [name, shape, sqnrDb, cosine, maxAbsDifference, meanAbsDifference, psnrDb, agreement, kl] = item;
    field("name", name), field("shape", shape), field("sqnr_db", sqnrDb), field("cosine", cosine),
        field("max_abs_diff", maxAbsDifference);
    field("mae", meanAbsDifference), field("psnr_db", psnrDb), field("agreement", agreement), field("kl", kl);
  }
};
template <>
struct Fields<ConfusionCell> {
  static void visit(auto& field, auto& item) {
    auto& [label, predicted, samples] = item;
    field("label", label), field("predicted", predicted), field("samples", samples);
  }
};
template <>
struct Fields<ClassResults> {
  static void visit(auto& field, auto& item) {
    auto& [classes, cells] = item;
    field("classes", classes), field("cells", cells);
  }
};
template <>
struct Fields<Perplexity> {
  static void visit(auto& field, auto& item) {
    auto& [perplexity, nats, increase, tokens, synthesised, ids, logits] = item;
    field("perplexity", perplexity), field("nats", nats), field("increase", increase), field("tokens", tokens),
        field("synthesised", synthesised);
    field("ids", ids), field("logits", logits);
  }
};
template <>
struct Fields<SequenceLosses> {
  static void visit(auto& field, auto& item) {
    auto& [nats, tokens] = item;
    field("nats", nats), field("tokens", tokens);
  }
};
template <>
struct Fields<LayerSize> {
  static void visit(auto& field, auto& item) {
    auto& [id, tensor, spec, weights, originalBytes, bytes, bitsPerWeight, sqnrDb] = item;
    field("id", id), field("tensor", tensor), field("spec", spec), field("weights", weights),
        field("original_bytes", originalBytes);
    field("bytes", bytes), field("bits_per_weight", bitsPerWeight), field("sqnr_db", sqnrDb);
  }
};
template <>
struct Fields<LayerArithmetic> {
  static void visit(auto& field, auto& item) {
    auto& [id, op, multiplies, integer, reason] = item;
    field("id", id), field("op", op), field("multiply_accumulates", multiplies), field("integer", integer),
        field("reason", reason);
  }
};
template <>
struct Fields<FarthestPlace> {
  static void visit(auto& field, auto& item) {
    auto& [output, axis, channel, sqnrDb] = item;
    field("output", output), field("axis", axis), field("channel", channel), field("sqnr_db", sqnrDb);
  }
};
template <>
struct Fields<VerificationCheck> {
  static void visit(auto& field, auto& item) {
    auto& [done, holds, sqnrDb, maxRel, tolerance, worst, reason] = item;
    field("done", done), field("holds", holds), field("sqnr_db", sqnrDb), field("max_rel_diff", maxRel),
        field("tolerance", tolerance);
    field("worst", worst), field("reason", reason);
  }
};
template <>
struct Fields<Verification> {
  static void visit(auto& field, auto& item) {
    auto& [verified, tensors, differing, ran, maxAbs, maxRel, tolerance, optimizedRel, quantizedActivations, sqnrDb,
           reason, decodes, means, runs, onData, samples] = item;
    field("decodes", decodes), field("means", means), field("runs", runs), field("on_data", onData),
        field("samples", samples);
    field("verified", verified), field("tensors", tensors), field("differing", differing), field("run", ran),
        field("max_abs_diff", maxAbs);
    field("max_rel_diff", maxRel), field("tolerance", tolerance), field("optimized_max_rel_diff", optimizedRel),
        field("quantized_activations", quantizedActivations), field("sqnr_db", sqnrDb), field("reason", reason);
  }
};
template <>
struct Fields<Scorecard> {
  static void visit(auto& field, auto& item) {
    [[maybe_unused]] auto& [name, spec, size, speed, memory, accuracy, fidelity, outputs, classes, agrees, right,
                            perplexity, losses, layers, integerShare, arithmetic, verification, file, notes, stored] =
        item;
    field("size", size), field("speed", speed), field("memory", memory), field("accuracy", accuracy),
        field("fidelity", fidelity);
    field("outputs", outputs), field("classes", classes), field("agrees", agrees), field("right", right),
        field("perplexity", perplexity), field("losses", losses);
    field("layers", layers);
    field("integer_share", integerShare), field("arithmetic", arithmetic), field("verification", verification),
        field("notes", notes);
  }
};

json toStored(bool value) {
  return value;
}
json toStored(std::integral auto value) {
  return value;
}
json toStored(double value) {  // JSON has no infinity
  if (std::isfinite(value)) return value;
  return std::isnan(value) ? "nan" : value > 0.0 ? "inf" : "-inf";
}
json toStored(const std::string& value) {
  return value;
}
json toStored(const Message& value) {
  return messageToWire(value);
}
template <class T>
requires std::is_enum_v<T> json toStored(T value) {
  return static_cast<int>(value);
}
template <Listed T>
json toStored(const T& item);
template <class T>
json toStored(const std::optional<T>& value) {
  return value ? toStored(*value) : json();
}
template <class T>
json toStored(const std::vector<T>& list) {
  json stored = json::array();
  for (const auto& item : list) stored.push_back(toStored(item));
  return stored;
}
json toStored(const std::vector<bool>& bits) {
  std::string text;
  for (const bool bit : bits) text.push_back(bit ? '1' : '0');
  return text;
}
template <class T>
json toStored(const std::shared_ptr<const T>& value) {
  return value ? toStored(*value) : json();
}
template <Listed T>
json toStored(const T& item) {
  json stored = json::object();
  auto write = [&stored](const char* key, const auto& value) { stored[key] = toStored(value); };
  Fields<T>::visit(write, item);
  return stored;
}

void fromStored(const json& stored, std::integral auto& value) {
  stored.get_to(value);
}
void fromStored(const json& stored, double& value) {
  if (stored.is_string()) {
    const auto word = stored.get<std::string>();
    value = word == "nan" ? std::numeric_limits<double>::quiet_NaN() : word == "inf" ? HUGE_VAL : -HUGE_VAL;
  } else {
    stored.get_to(value);
  }
}
void fromStored(const json& stored, std::string& value) {
  stored.get_to(value);
}
void fromStored(const json& stored, Message& value) {
  value = messageFromWire(stored);
}
template <class T>
requires std::is_enum_v<T>
void fromStored(const json& stored, T& value) {
  value = static_cast<T>(stored.get<int>());
}
template <Listed T>
void fromStored(const json& stored, T& item);
template <class T>
void fromStored(const json& stored, std::optional<T>& value) {
  if (stored.is_null())
    value.reset();
  else
    fromStored(stored, value.emplace());
}
template <class T>
void fromStored(const json& stored, std::vector<T>& list) {
  list.clear();
  for (const auto& entry : stored) {
    T item{};
    fromStored(entry, item);
    list.push_back(std::move(item));
  }
}
void fromStored(const json& stored, std::vector<bool>& bits) {
  const auto text = stored.get<std::string>();
  bits.clear();
  for (const char bit : text) bits.push_back(bit == '1');
}
template <class T>
void fromStored(const json& stored, std::shared_ptr<const T>& value) {
  value.reset();
  if (stored.is_null()) return;
  T item{};
  fromStored(stored, item);
  value = std::make_shared<const T>(std::move(item));
}
template <Listed T>
void fromStored(const json& stored, T& item) {
  auto read = [&stored](const char* key, auto& value) { fromStored(stored.at(key), value); };
  Fields<T>::visit(read, item);
}

}  // namespace

json scorecardToJson(const Scorecard& card) {
  return toStored(card);
}

Scorecard scorecardFromJson(const json& stored) {
  Scorecard card;
  fromStored(stored, card);
  return card;
}

}  // namespace bitwright
