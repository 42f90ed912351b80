/**
 * The report's look: system fonts, one column of text, figures in a grid that becomes one column on a phone.
 */
export const STYLESHEET = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #1d2024; --quiet: #5a6068; --line: #d9dce0; --wash: #f4f5f7; --accent: #005a8f;
  --good: #00694c; --fair: #7a5400; --bad: #a33f00; --shade: #00000030;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #15171a; --ink: #e4e6e9; --quiet: #a0a6ae; --line: #363a40; --wash: #1e2125; --accent: #6cb8e6;
    --good: #4cc29b; --fair: #d9a441; --bad: #f08a4b; --shade: #ffffff2e;
  }
}
@media (prefers-color-scheme: dark) {
  figure > svg, .mark, .line { filter: brightness(1.3); }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2.5rem clamp(1rem, 4vw, 3rem) 4rem; max-width: 78rem;
  background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: break-word;
}
html:lang(zh-CN) { text-autospace: normal; }
html:lang(zh-CN) th { word-break: keep-all; }
html:lang(zh-CN) body {
  font-family: system-ui, -apple-system, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
  line-height: 1.75;
}
h1, h2, h3, h4 { line-height: 1.2; text-wrap: balance; }
h1, h2, .answer { font-family: "Iowan Old Style", Charter, "Palatino Linotype", Palatino, Georgia, serif; }
html:lang(zh-CN) :is(h1, h2, .answer) { font-family: "Songti SC", "Noto Serif CJK SC", "Noto Serif SC", SimSun, serif; }
h1 { font-size: clamp(1.8rem, 1.3rem + 2.2vw, 2.7rem); font-weight: 600; margin: 0; letter-spacing: -.01em; }
h2 { font-size: 1.8rem; font-weight: 600; margin: 4rem 0 1rem; padding-top: 1.2rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.1rem; margin: 2.8rem 0 .6rem; }
h4 { font-size: .95rem; margin: 1.6rem 0 .6rem; }
p, ul, dl { margin: 0 0 1rem; }
a { color: var(--accent); }
.subtitle, .lead, .note, figcaption, .kind, .direction, .interval, .file { color: var(--quiet); }
.subtitle { margin: .6rem 0 1.2rem; }
.kind { font: 400 .95rem system-ui, sans-serif; margin-left: .4rem; }
.answer { font-size: clamp(1.25rem, 1.05rem + .9vw, 1.75rem); line-height: 1.35; max-width: 40em; margin: 0 0 .9rem; }
.summary { max-width: 52em; margin-bottom: 1.8rem; }
.lead, .note { max-width: 46em; }
.lead { font-size: .92rem; margin-bottom: 1.2rem; }
.note { font-size: .85rem; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; margin: 0; }
.scroll {
  overflow-x: auto; margin: 0 0 .7rem; max-width: 100%;
  /* A shadow at the right edge for as long as columns are hidden there. */
  background: linear-gradient(to left, var(--page) 40%, transparent) right / 3.5rem 100% no-repeat local,
    linear-gradient(to left, var(--shade), transparent) right / 1.6rem 100% no-repeat scroll;
}
.scroll:focus-visible, pre:focus-visible, thead button:focus-visible, .copy:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; line-height: 1.35; }
.ranking { width: 100%; }
caption { text-align: left; color: var(--quiet); font-size: .85rem; padding: .8rem 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .65rem; border-bottom: 1px solid var(--line); }
thead th { vertical-align: bottom; border-bottom: 1.5px solid var(--ink); font-weight: 600; }
tbody th { font-weight: 500; }
tbody tr:hover > * { background: var(--wash); }
thead button { all: unset; cursor: pointer; }
thead button:hover { text-decoration: underline; }
th[aria-sort] button::after { content: " ↑"; }
th[aria-sort="descending"] button::after { content: " ↓"; }
tr.best th.name { font-weight: 700; }
th.number, td.number { text-align: right; white-space: nowrap; }
thead th.number { white-space: normal; }
th.name { position: sticky; left: 0; background: var(--page); min-width: 10rem; z-index: 1; }
.ranking .primary { background: var(--wash); }
td.primary { font-weight: 600; }
.direction, .interval { display: block; font-size: .89em; font-weight: 400; white-space: nowrap; }
.verdict { display: inline-flex; align-items: center; gap: .45em; white-space: nowrap; font-weight: 400; }
.verdict .mark { width: .95em; height: .95em; overflow: visible; }
.verdict.best { color: var(--good); font-weight: 700; }
.verdict.as-good { color: var(--accent); font-weight: 500; }
.against.better { color: var(--good); font-weight: 500; }
.verdict.slightly-worse { color: var(--fair); }
.verdict.worse, .verdict.failed, .against.worse, .failures, .failed-note, .problems p { color: var(--bad); }
.verdict.undecided, .verdict.not-converged { color: var(--quiet); font-style: italic; border: 1px dashed; border-radius: 1em; padding: 0 .55em 0 .4em; margin-left: -.4em; }
.problems { margin-top: 1.2rem; padding: .7rem 1rem; background: var(--wash); font-size: .92rem; max-width: 60em; }
.problems p, .problems ul { margin: 0; }
tfoot th, tfoot td, .ranking tfoot .primary { color: var(--quiet); font-weight: 400; border-bottom: 0; }
.loss { display: inline-flex; align-items: baseline; gap: .5em; overflow-wrap: anywhere; }
.mark { flex: none; width: .75em; height: .75em; }
figure { margin: 0; min-width: 0; }
figure > svg { display: block; max-width: 100%; height: auto; overflow: visible; }
figcaption { font-size: .85rem; margin-top: .3rem; }
.lines { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; font-size: .9rem; }
.lines .line { vertical-align: middle; }
figcaption strong { color: var(--ink); }
figcaption .direction { white-space: normal; }
.looks { margin: .5rem 0 0; padding-left: 1.2em; }
.beside { display: grid; grid-template-columns: minmax(0, 31rem) minmax(14rem, 24rem); gap: .3rem 2.4rem; align-items: start; margin-bottom: 2.2rem; }
.beside > svg, .grid > figure > svg { width: 100%; }
.grid.small > figure > svg { max-width: 22rem; }
.grid { display: grid; gap: 1.8rem 1.5rem; }
.grid + .grid { margin-top: 2rem; }
.grid.pair { grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); align-items: start; }
.grid.pair > figure > svg { width: auto; }
.grid.intervals { grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); }
.grid.small { grid-template-columns: repeat(auto-fill, minmax(min(100%, 16.2rem), 1fr)); }
.titled { display: grid; grid-template-rows: subgrid; grid-row: span 2; row-gap: 0; align-content: start; }
.titled figcaption { order: -1; color: var(--ink); font-weight: 600; margin: 0 0 .2rem; }
.failed-note { display: block; font-size: .78rem; font-weight: 400; }
details { margin: .6rem 0 1.2rem; }
summary { cursor: pointer; color: var(--accent); font-size: .92rem; }
.verdicts > div, .facts > div, .reading > div, .samples > div { display: grid; grid-template-columns: minmax(9rem, 16rem) 1fr; gap: .1rem 1.5rem; padding: .4rem 0; border-bottom: 1px solid var(--line); }
.verdicts, .facts { font-size: .9rem; }
.verdicts { margin-top: .6rem; }
dt { font-weight: 600; }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
section > ul, .reading { max-width: 56em; }
section > ul li { margin-bottom: .4rem; }
.hint { display: none; color: var(--quiet); font-size: .85rem; margin: 0 0 .3rem; }
pre { overflow-x: auto; background: var(--wash); padding: .7rem .9rem; border-radius: 4px; font-size: .85rem; }
.copy { font: inherit; font-size: .85rem; margin: -.6rem 0 1rem; padding: .2rem .7rem; cursor: pointer; color: var(--accent); background: none; border: 1px solid currentColor; border-radius: 4px; }
pre.command { white-space: pre-wrap; user-select: all; }
code { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.gallery { list-style: none; padding: 0; display: grid; gap: 1.1rem; grid-template-columns: repeat(auto-fill, minmax(8.2rem, 1fr)); }
.gallery .picture { width: 100%; max-width: 8.2rem; aspect-ratio: 1; object-fit: contain; }
.gallery figcaption { font-size: .8rem; line-height: 1.35; overflow-wrap: anywhere; }
.file { display: block; font-size: .72rem; }
.picture { display: inline-block; background: var(--wash); border-radius: 3px; image-rendering: pixelated; }
.samples dd { display: flex; flex-wrap: wrap; gap: .4rem; }
.samples .picture { width: 4rem; height: 4rem; object-fit: contain; }
@media (max-width: 40rem) {
  body { padding-top: 1.5rem; }
  h2 { margin-top: 3rem; }
  table { font-size: .8rem; }
  .hint { display: block; }
  th, td { padding: .45rem .4rem; }
  th.name { min-width: 7.2rem; max-width: 9.5rem; }
  .ranking td:nth-child(3) { min-width: 6.4rem; }
  .verdicts > div, .facts > div, .reading > div, .samples > div { grid-template-columns: 1fr; }
  .beside { grid-template-columns: minmax(0, 1fr); }
  .verdict, .ranking td:nth-child(3) .interval { white-space: normal; }
  .ranking td:first-child, .ranking th:first-child { padding-left: 0; padding-right: .2rem; white-space: nowrap; }
  .gallery { grid-template-columns: repeat(auto-fill, minmax(6.4rem, 1fr)); }
}
@media print {
  :root { --page: #fff; --ink: #000; --quiet: #444; --line: #bbb; --wash: #f2f2f2; --accent: #000; --good: #000; --bad: #000; }
  html { font-size: 9.5pt; }
  body { max-width: none; padding: 0; }
  nav, summary { display: none; }
  h2 { break-before: page; }
  h2, h3, h4 { break-after: avoid; }
  figure, tr, .facts > div { break-inside: avoid; }
  .scroll { overflow: visible; }
  th.name { position: static; min-width: 0; }
  table { font-size: 7pt; }
  thead th .direction { white-space: normal; }
  th, td { padding: 2pt 4pt; }
}
`;
