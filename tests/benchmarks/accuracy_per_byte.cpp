// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// What a byte buys: every scheme × bits 2–8 × granularities × scales × ranges on the networks it is given, exact file
// bytes against measured accuracy.
//   accuracy_per_byte FOLDER [--data DATA] [--limit N] MODEL.onnx...
// writes FOLDER/NAME.csv and FOLDER/NAME.svg for each network, FOLDER/best_buys.md and FOLDER/sharing.md, and prints
// the best buys. Without --data the bundled test images are used; the committed results (tests/benchmarks/results) are
// of all 10,000 Fashion-MNIST test images. NAME.right has which images each variant is right for; what it and NAME.csv
// or, of a run that was broken off, NAME.csv.part hold is not measured again: remove them where the code has changed
// since.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "core/base/files/temporary_folder.h"
#include "core/compress/compress.h"
#include "core/evaluation/quality/quality.h"
#include "core/export/export.h"
#include "core/recipe/spec.h"
#include "core/runtime/worker_client.h"
#include "tests/benchmarks/accuracy_plot.h"
#include "tests/benchmarks/best_buys.h"

namespace {

using namespace bitwright;

constexpr std::int64_t kLowestBits = 2;
constexpr std::int64_t kHighestBits = 8;
constexpr std::int64_t kMostBlockTableBits = 3;  // a table for each block of 32 takes more than it saves beyond

std::vector<std::string> valuesOf(const Parameter& parameter) {
  const auto numbers = [](std::vector<std::int64_t> list) {
    std::vector<std::string> texts;
    for (const auto number : list) texts.push_back(std::to_string(number));
    return texts;
  };
  if (parameter.id == "bits") return numbers({2, 3, 4, 5, 6, 7, 8});
  if (parameter.id == "clusters") return numbers({3, 4, 8, 16, 17, 32, 64, 128, 200, 256, 1000});
  if (parameter.id == "table" || parameter.id == "scales") return {parameter.defaultText()};
  if (parameter.type == Parameter::Type::choice) return parameter.choices;
  if (parameter.type == Parameter::Type::boolean) return {"true", "false"};
  return {parameter.defaultText()};
}

/// Every combination that means something, as specs.
std::vector<std::string> specsOf(const Scheme& scheme) {
  std::vector<ParameterValues> grid{{}};
  for (const Parameter& parameter : scheme.parameters()) {
    std::vector<ParameterValues> wider;
    for (const auto& values : grid) {
      for (const auto& text : valuesOf(parameter)) {
        wider.push_back(values);
        wider.back()[parameter.id] = parameter.parse(text).value();
      }
    }
    grid.swap(wider);
  }
  std::vector<std::string> specs;
  for (const auto& values : grid) {
    ParameterValues written;
    bool meaningful = true;
    for (const Parameter& parameter : scheme.parameters()) {
      const bool standard = values.at(parameter.id) == parameter.standard;
      if (!parameterApplies(parameter, values)) {
        meaningful = meaningful && standard;
      } else if (!standard || parameter.id == "bits" || parameter.type == Parameter::Type::choice) {
        if (parameter.id != "table" && parameter.id != "scales") written[parameter.id] = values.at(parameter.id);
      }
    }
    const auto bits = values.find("bits");
    const auto granularity = values.find("granularity");
    if (scheme.id() == "kmeans" && parameterText(granularity->second) == "block" &&
        std::get<std::int64_t>(bits->second) > kMostBlockTableBits) {
      meaningful = false;
    }
    if (meaningful) specs.push_back(SchemeSpec{{{std::string(scheme.id()), written}}}.text());
  }
  return specs;
}

std::vector<std::string> allSpecs() {
  std::vector<std::string> specs;
  for (const Scheme* scheme : allSchemes()) {
    if (scheme->leavesUntouched()) continue;
    const auto own = specsOf(*scheme);
    specs.insert(specs.end(), own.begin(), own.end());
  }
  for (const char* pruning :
       {"prune:density=0.1", "prune:density=0.2", "prune:density=0.3", "prune:density=0.5", "prune:nm=2of4"}) {
    for (const char* storage : {"kmeans:bits=3", "kmeans:bits=4", "uniform:bits=4"})
      specs.push_back(fmt::format("{}+{}", pruning, storage));
  }
  return specs;
}

[[noreturn]] void stop(const Error& error) {
  std::fprintf(stderr, "error: %s\n", error.line().c_str());
  std::exit(1);
}

template <class T>
T taken(Result<T> result) {
  if (!result) stop(result.error());
  return std::move(*result);
}

/// Which images a variant is right for, as text: a character an image.
std::string textOf(const std::vector<bool>& right) {
  std::string text;
  for (const bool each : right) text += each ? '1' : '0';
  return text;
}

/// What an earlier run wrote of that, by spec.
std::map<std::string, std::vector<bool>> earlierRight(const std::filesystem::path& path) {
  std::map<std::string, std::vector<bool>> all;
  std::ifstream file(path);
  std::string line;
  while (std::getline(file, line)) {
    const auto space = line.find(' ');
    if (space == std::string::npos) continue;
    auto& right = all[line.substr(0, space)];
    for (const char c : line.substr(space + 1)) right.push_back(c == '1');
  }
  return all;
}

/// The lines of an earlier run by spec.
std::map<std::string, Buy> earlier(const std::filesystem::path& csv) {
  std::map<std::string, Buy> buys;
  std::ifstream file(csv);
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto quote = line.rfind('"');
    if (quote == std::string::npos || quote == 0) continue;
    Buy buy;
    buy.spec = line.substr(1, quote - 1);
    if (std::sscanf(line.c_str() + quote + 1, ",%lf,%lu,%lf,%lf,%lf", &buy.bitsPerWeight, &buy.fileBytes, &buy.top1,
                    &buy.low, &buy.high) == 5) {
      buys[buy.spec] = buy;
    }
  }
  return buys;
}

double meanBitsPerWeight(const CompressedModel& compressed) {
  double bits = 0.0;
  double weights = 0.0;
  for (const auto& layer : compressed.layers) {
    const auto& tensor = compressed.model->tensors()[layer.tensor];
    if (!tensor.compressible) continue;
    weights += static_cast<double>(tensor.elementCount());
    bits += layer.bitsPerWeight * static_cast<double>(tensor.elementCount());
  }
  return bits / weights;
}

MeasuredNet measure(const std::filesystem::path& path, const std::filesystem::path& folder, const DataRequest& data) {
  const auto model = taken(Model::open(path));
  const auto run = [&](const std::filesystem::path& file) {
    RunRequest request;
    request.model = file;
    request.data = data;
    return taken(runModel(request, Job()));
  };
  const auto original = run(path);
  const auto scores = classScores(original);
  if (!scores || original.labels.empty()) {
    std::fprintf(stderr, "error: %s: no classifier, or data without labels\n", path.c_str());
    std::exit(1);
  }
  const auto originalAccuracy = measureAccuracy(*scores, *scores, original.labels);
  const auto csv = folder / (path.stem().string() + ".csv");
  auto known = earlier(csv.string() + ".part");
  known.merge(earlier(csv));
  const auto rightPath = folder / (path.stem().string() + ".right");
  const auto knownRight = earlierRight(rightPath);
  MeasuredNet net{path.stem().string(), {}, {rightSamples(*scores, original.labels)}};
  const auto temporary = taken(TemporaryFolder::create());
  std::vector<Buy> buys{
      {"original", 32.0, model->fileBytes(), originalAccuracy.top1, originalAccuracy.low, originalAccuracy.high}};
  const auto specs = allSpecs();
  std::ofstream out(csv.string() + ".part");
  const auto write = [&](const Buy& buy) {
    out << fmt::format("\"{}\",{:.4f},{},{:.4f},{:.4f},{:.4f}\n", buy.spec, buy.bitsPerWeight, buy.fileBytes, buy.top1,
                       buy.low, buy.high)
        << std::flush;
  };
  out << "spec,bits_per_weight,file_bytes,top1,low,high\n";
  write(buys.front());
  for (std::size_t at = 0; at < specs.size(); ++at) {
    Buy buy;
    const auto hits = knownRight.find(specs[at]);
    if (const auto found = known.find(specs[at]);
        found != known.end() && hits != knownRight.end() && hits->second.size() == net.right.front().size()) {
      buy = found->second;
      net.right.push_back(hits->second);
    } else {
      const auto compressed = taken(compress(model, Recipe{"", taken(parseSpec(specs[at])), {}}, Job()));
      const auto exported = taken(exportModel(compressed, temporary.path() / "variant.onnx",
                                              ExportOptions{ExportFormat::weights, false}, Job()));
      const auto outputs = run(exported.path);
      const auto own = classScores(outputs).value();
      const auto accuracy = measureAccuracy(*scores, own, original.labels);
      net.right.push_back(rightSamples(own, original.labels));
      std::ofstream(rightPath, std::ios::app) << specs[at] << ' ' << textOf(net.right.back()) << '\n';
      buy = {specs[at], meanBitsPerWeight(compressed), exported.fileBytes, accuracy.top1, accuracy.low, accuracy.high};
    }
    buys.push_back(buy);
    write(buy);
    std::fprintf(stderr, "\r%s %zu/%zu ", path.stem().c_str(), at + 1, specs.size());
  }
  out.close();
  std::filesystem::rename(csv.string() + ".part", csv);
  std::ofstream(folder / (path.stem().string() + ".svg")) << plotOf(path.stem().string(), original.samples, buys);
  std::printf("\n%s: %zu variants, %ld images; nothing smaller is as accurate as:\n", path.stem().c_str(), specs.size(),
              static_cast<long>(original.samples));
  for (const Buy& buy : frontOf(buys)) {
    std::printf("  %8lu bytes  %5.2f bits  %6.2f %%  %s\n", static_cast<unsigned long>(buy.fileBytes),
                buy.bitsPerWeight, 100.0 * buy.top1, buy.spec.c_str());
  }
  net.buys = std::move(buys);
  return net;
}

}  // namespace

int main(int argc, char** argv) {
  DataRequest data;
  data.spec = "sample";
  std::vector<std::filesystem::path> positional;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--data" && i + 1 < argc) {
      data.spec = argv[++i];
    } else if (word == "--limit" && i + 1 < argc) {
      data.limit = std::stoll(argv[++i]);
    } else {
      positional.emplace_back(word);
    }
  }
  if (positional.size() < 2) {
    std::fprintf(stderr, "usage: accuracy_per_byte FOLDER [--data DATA] [--limit N] MODEL.onnx...\n");
    return 2;
  }
  std::filesystem::create_directories(positional.front());
  std::vector<MeasuredNet> nets;
  for (std::size_t i = 1; i < positional.size(); ++i) nets.push_back(measure(positional[i], positional.front(), data));
  std::ofstream(positional.front() / "best_buys.md") << bestBuys(nets);
  std::ofstream(positional.front() / "sharing.md") << sharingTable(nets);
  return 0;
}
