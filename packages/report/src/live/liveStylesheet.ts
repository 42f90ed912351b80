/** What a live page has beyond the look of the report. */
export const LIVE_STYLESHEET = `
html { scroll-padding-top: 8rem; }
.plot > svg { display: block; max-width: 100%; height: auto; overflow: visible; }
@media (prefers-color-scheme: dark) { .plot > svg { filter: brightness(1.3); } }
.beside > .plot > svg, .grid > figure > .plot > svg { width: 100%; }
.grid.small > figure > .plot > svg { max-width: 22rem; }
.grid.pair > figure > .plot > svg { width: auto; }
.plot { min-height: 4rem; min-width: 0; }
.plot:empty { min-height: 16rem; }
.plot [role="graphics-symbol"] { cursor: default; }
.bar { position: sticky; top: 0; z-index: 3; background: var(--page); padding: .7rem 0; margin-top: 1rem; border-bottom: 1px solid var(--line); }
.bar .state { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem 1rem; }
.bar .state > p { margin: 0; }
.bar progress { width: 100%; height: .6rem; margin-top: .5rem; accent-color: var(--accent); display: block; }
.phase { font-weight: 600; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; margin-left: auto; }
button { font: inherit; color: inherit; }
.actions button, dialog .close {
  padding: .3rem .9rem; border: 1px solid var(--quiet); border-radius: 4px; background: var(--wash); cursor: pointer;
}
.actions button:disabled { opacity: .5; cursor: default; }
button:focus-visible, input:focus-visible, summary:focus-visible, dialog:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }
.connection { margin: .5rem 0 0; padding: .4rem .8rem; background: var(--wash); color: var(--bad); border-left: 3px solid; }
.badge { font: 400 .85rem system-ui, sans-serif; color: var(--quiet); border: 1px solid; border-radius: 1em; padding: .1em .7em; margin-left: .4rem; white-space: nowrap; vertical-align: middle; }
.interim-note { max-width: 52em; padding: .6rem .9rem; background: var(--wash); border-left: 3px solid var(--fair); font-size: .92rem; }
.so-far { color: var(--fair); }
.runs button, dialog table button { border: 0; background: none; color: var(--accent); text-decoration: underline; cursor: pointer; padding: .15rem .2rem; font-variant-numeric: tabular-nums; }
.pending { color: var(--quiet); font-size: .85em; }
.losses { border: 1px solid var(--line); border-radius: 4px; margin: 1.4rem 0 0; padding: .5rem .9rem .7rem; }
.losses ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; }
.losses label { display: inline-flex; gap: .5em; align-items: baseline; }
dialog { width: min(46rem, 100% - 2rem); max-height: calc(100% - 3rem); overflow: auto; border: 1px solid var(--line); border-radius: 6px; padding: 1.2rem 1.4rem; background: var(--page); color: var(--ink); }
dialog::backdrop { background: #0007; }
dialog h2 { margin: 0 3.5rem 1rem 0; padding: 0; border: 0; font-size: 1.3rem; overflow-wrap: anywhere; }
dialog .close { position: absolute; top: 1rem; right: 1rem; }
.tip { position: fixed; z-index: 5; max-width: 22rem; padding: .25rem .6rem; background: var(--ink); color: var(--page); border-radius: 4px; font-size: .8rem; pointer-events: none; }
@media (max-width: 40rem) { .badge { margin-left: 0; } .actions { margin-left: 0; } }
`;
