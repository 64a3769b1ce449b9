// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace bitwright {

/// The report's style sheet: the window's light and dark tokens; print is always light.
inline constexpr std::string_view kReportStyle = R"css(
:root{--background:#f6f7f9;--panel:#fff;--line:#e3e6eb;--grid:#edf0f4;--text:#1b2330;--dim:#667085;
--s0:#9aa7b8;--s1:#2f6fed;--s2:#0f9d8a;--s3:#c2410c;--s4:#8b5cf6;--s5:#b7791f}
@media screen and (prefers-color-scheme:dark){:root{--background:#14171c;--panel:#1b1f26;--line:#2b313b;--grid:#262c35;--text:#e6eaf0;
--dim:#9aa5b5;--s0:#7d8a9c;--s1:#6ea0ff;--s2:#3ec7b2;--s3:#f08a5d;--s4:#b69cff;--s5:#e0b252}}
*{box-sizing:border-box}
body{margin:0;background:var(--background);color:var(--text);font:14px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;
font-variant-numeric:tabular-nums}
main{max-width:1120px;margin:0 auto;padding:24px 16px 48px}
h1{font-size:22px;font-weight:600;margin:0 0 8px;overflow-wrap:anywhere}
h2{font-size:15px;font-weight:600;margin:0 0 12px}
h3{font-size:13px;font-weight:600;margin:20px 0 4px}
.lead{font-size:15px;margin:0 0 16px;max-width:72ch}
.dim{color:var(--dim);font-size:12px;margin:12px 0 0}
section{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:16px;margin:16px 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{padding:8px 12px;text-align:left;white-space:nowrap;border-bottom:1px solid var(--line);font-weight:400}
thead th{color:var(--dim);font-size:12px;white-space:normal;vertical-align:bottom}
tbody th{font-weight:600}
tbody tr:last-child>*{border-bottom:0}
.n{text-align:right}
.key{width:16px;height:16px;margin-right:8px;vertical-align:-3px}
figure{margin:20px 0 24px}
h2+figure{margin-top:0}
figure:last-child{margin-bottom:0}
figcaption{font-size:13px;margin-bottom:8px}
figure>svg{display:block;width:100%;max-width:860px;height:auto}
svg text{font-size:12px;fill:var(--text);paint-order:stroke;stroke:var(--panel);stroke-width:3px;stroke-linejoin:round}
svg text.dim{fill:var(--dim);font-size:11.5px}
.grid{stroke:var(--grid)}
.reference{stroke:var(--dim);stroke-dasharray:4 3}
.front{fill:none;stroke:var(--dim);stroke-width:1.5;stroke-dasharray:2 3}
.whisker{stroke-width:1.5}
.s0{fill:var(--s0);stroke:var(--s0)}.s1{fill:var(--s1);stroke:var(--s1)}.s2{fill:var(--s2);stroke:var(--s2)}
.s3{fill:var(--s3);stroke:var(--s3)}.s4{fill:var(--s4);stroke:var(--s4)}.s5{fill:var(--s5);stroke:var(--s5)}
.pale{fill-opacity:.4}
.rest{fill-opacity:0}
.heat{text-align:right;background:color-mix(in srgb,var(--s1) var(--heat,0%),transparent)}
details{margin:8px 0 0}
summary{cursor:pointer;color:var(--dim);font-size:13px}
section>details>summary{color:var(--text)}
ul{margin:0;padding-left:20px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:0}
dt{color:var(--dim)}
dd{margin:0;overflow-wrap:anywhere}
pre{background:var(--background);border:1px solid var(--line);border-radius:6px;padding:12px;margin:8px 0 0;white-space:pre-wrap;overflow-wrap:anywhere}
@media print{body{background:#fff}main{max-width:none;padding:0}section{border:0;padding:8px 0;margin:8px 0}.scroll{overflow:visible}
th,td,thead th{white-space:normal;padding:3px 6px;font-size:9px}thead{display:table-header-group}tr,figure,pre{break-inside:avoid}
h2,h3,summary,figcaption{break-after:avoid}section{border-top:1px solid var(--line);border-radius:0}h1{font-size:18px}body{font-size:11px}
figure>svg{max-width:620px}details::details-content{content-visibility:visible;block-size:auto}summary{list-style:none}td.n{white-space:nowrap}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)css";

}  // namespace bitwright
