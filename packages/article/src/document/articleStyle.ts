/** What a text to be read has beyond the style of the comparison's report. */
export const articleStyle = `
body { max-width: 54rem; }
nav { margin-bottom: 2rem; }
h1, h2, h3 { word-break: keep-all; overflow-wrap: anywhere; }
.tied { white-space: nowrap; }
main > p, main > ul { max-width: 44rem; }
h2 { font-size: 1.6rem; margin-top: 3.4rem; }
math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", "DejaVu Math TeX Gyre", math; }
.long { display: inline-block; max-width: 100%; overflow-x: auto; overflow-y: hidden; vertical-align: middle; }
.long:focus-visible { outline: 2px solid var(--accent); }
.formula { padding: .6rem 0; text-align: center; overflow-y: hidden; }
.plate { margin: 1.8rem 0; }
.plate > svg { display: block; max-width: 100%; height: auto; margin: 0 auto; overflow: visible; }
.plate .picture { margin-right: .5rem; }
.claims { padding-left: 2.2rem; margin: 0; font-size: .95rem; }
.claim { padding: 1rem 0 1rem .3rem; border-bottom: 1px solid var(--line); }
.claim::marker { color: var(--quiet); font-variant-numeric: tabular-nums; }
.claim p { margin: .25rem 0; }
.claim blockquote { margin: 0; }
.claim .statement { font-style: italic; color: var(--quiet); }
.claim .method { font-size: .86rem; color: var(--quiet); }
.claim .method > span { font-weight: 600; }
.outcome-name { border: 1px solid currentColor; border-radius: 3px; padding: 0 .4em; font-size: .86em; white-space: nowrap; margin-right: .3em; }
.outcome-name.holds { color: var(--good); }
.outcome-name.holds-with-a-condition { color: var(--accent); }
.outcome-name.does-not-hold, .outcome-name.misprint { color: var(--bad); }
.outcome-name.undecided, .outcome-name.not-measurable-here { color: var(--quiet); }
.measured { display: flex; flex-wrap: wrap; gap: .1rem 1.4rem; margin: .3rem 0 0; font-size: .84rem; font-variant-numeric: tabular-nums; }
.measured > div { display: flex; gap: .45em; }
.measured dt { font-weight: 400; color: var(--quiet); }
.measured dt::after { content: " ="; }
@media print { .claim { break-inside: avoid; } pre { white-space: pre-wrap; } }
`;
