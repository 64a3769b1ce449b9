// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Runs ONNX files in onnxruntime-web, WebAssembly, one thread:  node run_models.mjs ONNXRUNTIME_WEB MANIFEST.json
//
// manifest  {"answer": FILE, "models": [{"file", "outputs": FILE, "runs": [{NAME: {"shape", "file"}, …}, …]}, …]}
// answer    {"version", "models": [{"outputs": [{"name", "type", "shape", "offset", "count"}, …]} or {"error"}, …]}
//
// Inputs are float32. Every output of every run is appended to the file `outputs` as float32, bool as 0 and 1; offset and count are in values,
// and outputs of one name follow in the order of the runs. All files of values are little-endian, as this machine and WebAssembly are.
import {closeSync, openSync, readFileSync, writeFileSync, writeSync} from 'node:fs';
import {endianness} from 'node:os';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const [root, manifestFile] = process.argv.slice(2);
if (!root || !manifestFile) throw new Error('usage: node run_models.mjs ONNXRUNTIME_WEB MANIFEST.json');
if (endianness() !== 'LE') throw new Error('files of values are little-endian');

// What runs here has no business on the network.
globalThis.fetch = (address) => {
  throw new Error(`no network: ${address}`);
};

const ort = await import(pathToFileURL(resolve(join(root, 'dist', 'ort.wasm.min.mjs'))).href);
ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmBinary = readFileSync(join(root, 'dist', 'ort-wasm-simd-threaded.wasm'));
ort.env.logLevel = 'error';

/** Whole float32 values of a file, in memory aligned for them. */
function readFloats(file) {
  const bytes = readFileSync(file);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function widened(tensor) {
  if (tensor.type === 'float32') return tensor.data;
  if (tensor.type === 'bool') return Float32Array.from(tensor.data);
  throw new Error(`output of type ${tensor.type}`);
}

async function runModel(model) {
  const session = await ort.InferenceSession.create(readFileSync(model.file), {executionProviders: ['wasm'], logSeverityLevel: 3});
  const target = openSync(model.outputs, 'w');
  const outputs = [];
  let written = 0;
  try {
    for (const run of model.runs) {
      const feeds = {};
      for (const [name, input] of Object.entries(run)) feeds[name] = new ort.Tensor('float32', readFloats(input.file), input.shape);
      const results = await session.run(feeds);
      for (const name of session.outputNames) {
        const values = widened(results[name]);
        writeSync(target, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
        outputs.push({name, type: results[name].type, shape: [...results[name].dims], offset: written, count: values.length});
        written += values.length;
      }
    }
  } finally {
    closeSync(target);
    await session.release();
  }
  return {outputs};
}

const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
const models = [];
for (const model of manifest.models) {
  try {
    models.push(await runModel(model));
  } catch (error) {
    models.push({error: String(error?.message ?? error)});
  }
}
writeFileSync(manifest.answer, JSON.stringify({version: ort.env.versions.web, models}));
