import { scriptDigest } from '../contentSecurityPolicy.ts';
import { html, trustedHtml } from '../html.ts';

/** Where modules find what they import, which a browser cannot know by itself. */
const IMPORT_MAP = JSON.stringify({
  imports: {
    idiomorph: './idiomorph.js',
    'vega-interpreter': './vega-interpreter.js',
    'vega-util': './vega-util.js',
  },
});

/** What the page may do, as its `Content-Security-Policy`: use what is served beside it, and nothing else. */
export const LIVE_POLICY = [
  "default-src 'none'",
  `script-src 'self' ${scriptDigest(IMPORT_MAP)}`,
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const END_OF_SCRIPT = trustedHtml('</script>');

/** The page that a comparison is watched on; all that changes comes in as events. */
export function livePage(title: string): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="./page.css">
<script type="importmap">${trustedHtml(IMPORT_MAP)}${END_OF_SCRIPT}
<script defer src="./vega.js">${END_OF_SCRIPT}
<script defer src="./vega-lite.js">${END_OF_SCRIPT}
<script type="module" src="./live/client.js">${END_OF_SCRIPT}
</head>
<body>
<header>
<h1>${title}</h1>
<p class="subtitle"><span id="folder"></span><span id="over" hidden>. <a href="./report" target="_blank">Open the report</a></span></p>
</header>
<div class="bar" role="region" aria-label="Progress">
<div class="state">
<p><span class="phase" id="phase">Connecting</span></p>
<p id="runs"></p>
<div class="actions">
<button type="button" id="stop" hidden>Stop</button>
<button type="button" id="resume" hidden>Resume</button>
<button type="button" id="end" hidden>End losskit</button>
</div>
</div>
<progress id="progress" max="1" value="0" aria-label="Part of the work that is done"></progress>
<p class="connection" id="connection" role="alert" hidden></p>
<p class="connection" id="problem" hidden></p>
<p id="announcement" role="status" class="visually-hidden"></p>
</div>
<main id="sections"></main>
<dialog id="opened" aria-labelledby="opened-title"><button type="button" class="close" id="close">Close</button><div id="opened-content"></div></dialog>
<noscript><p>This page needs scripts. The report that the comparison writes at its end does not.</p></noscript>
</body>
</html>
`.markup;
}
