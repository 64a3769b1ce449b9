#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
# The library, the command line and the worker together, on the bundled sample; needs no Qt.
set -euo pipefail
cli=$1
model="$BITWRIGHT_RESOURCES/sample/resnet8_fashion.onnx"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() { echo "smoke: $1" >&2; exit 1; }
expect() { grep -q -- "$2" "$1" || { cat "$1" >&2; fail "$1 lacks $2"; }; }

"$cli" inspect "$model" --json >"$folder/inspect.json"
expect "$folder/inspect.json" '"parameters": 77072'
"$cli" schemes >"$folder/schemes.txt"
expect "$folder/schemes.txt" '^kmeans'

"$cli" compress "$model" -o "$folder/out.onnx" --all kmeans:bits=4,scale=channel --json --quiet >"$folder/compress.json"
expect "$folder/compress.json" '"verified": true'
expect "$folder/compress.json" '"differing": 0'
[ "$(stat -c %s "$folder/out.onnx")" -lt 60000 ] || fail "the exported file is too large"

"$cli" compare "$model" --variant "four=$folder/out.onnx" --data sample --limit 100 --rounds 3 --json --quiet >"$folder/compare.json"
expect "$folder/compare.json" '"samples": 100'

status=0
"$cli" inspect "$cli" >"$folder/out.txt" 2>"$folder/err.txt" || status=$?
[ "$status" -eq 1 ] || fail "not an ONNX model gave exit $status"
expect "$folder/err.txt" '^error: '
echo "smoke: passed"
