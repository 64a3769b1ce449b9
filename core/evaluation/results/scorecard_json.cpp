// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/results/scorecard_json.h"

#include "core/export/export_result.h"
#include "core/runtime/values/json_fields.h"

namespace bitwright {

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
    auto& [fileBytes, ratio, payloadBytes, overheadBytes, archiveBytes, archiveLevel, ledger, stages] = item;
    field("file_bytes", fileBytes), field("ratio", ratio), field("payload_bytes", payloadBytes),
        field("overhead_bytes", overheadBytes);
    field("archive_bytes", archiveBytes), field("archive_level", archiveLevel), field("ledger", ledger),
        field("stages", stages);
  }
};
template <>
struct Fields<SizedSpeed> {
  static void visit(auto& field, auto& item) {
    auto& [batch, medianMs, throughput, shapes, loadMs, speedup, verdict] = item;
    field("batch", batch), field("median_ms", medianMs), field("throughput", throughput), field("shapes", shapes);
    field("load_ms", loadMs), field("speedup", speedup), field("verdict", verdict);
  }
};
template <>
struct Fields<Speed> {
  static void visit(auto& field, auto& item) {
    auto& [loadMs, medianMs, p95Ms, speedup, verdict, threads, sizes, firstRunMs, raw, machine, findings] = item;
    field("load_ms", loadMs), field("first_run_ms", firstRunMs), field("median_ms", medianMs), field("p95_ms", p95Ms),
        field("speedup", speedup);
    field("verdict", verdict), field("threads", threads), field("sizes", sizes), field("raw", raw),
        field("machine", machine);
    field("findings", findings);
  }
};
template <>
struct Fields<ShapeMemory> {
  static void visit(auto& field, auto& item) {
    auto& [shapes, memory] = item;
    field("shapes", shapes), field("memory", memory);
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
    auto& [perplexity, nats, increase, tokens, synthesised, ids, logits, kl, kl999, agreement] = item;
    field("perplexity", perplexity), field("nats", nats), field("increase", increase), field("tokens", tokens),
        field("synthesised", synthesised);
    field("ids", ids), field("logits", logits);
    field("kl", kl), field("kl_999", kl999), field("agreement", agreement);
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
    [[maybe_unused]] auto& [name, spec, size, speed, memory, shapeMemory, accuracy, fidelity, outputs, classes, agrees,
                            right, perplexity, losses, layers, integerShare, arithmetic, verification, file, notes,
                            stored] = item;
    field("size", size), field("speed", speed), field("memory", memory), field("shape_memory", shapeMemory),
        field("accuracy", accuracy), field("fidelity", fidelity);
    field("outputs", outputs), field("classes", classes), field("agrees", agrees), field("right", right),
        field("perplexity", perplexity), field("losses", losses);
    field("layers", layers);
    field("integer_share", integerShare), field("arithmetic", arithmetic), field("verification", verification),
        field("notes", notes);
  }
};

nlohmann::json scorecardToJson(const Scorecard& card) {
  return jsonOf(card);
}

Scorecard scorecardFromJson(const nlohmann::json& stored) {
  return readJson<Scorecard>(stored);
}

}  // namespace bitwright
