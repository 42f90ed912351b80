import { expect, test } from 'vitest';

import { html, trustedHtml } from './html.ts';

test('placeholders are escaped, in text and in attributes', () => {
  expect(html`<p title="${`"'`}">${'<b>&'}</p>`.markup).toBe('<p title="&quot;&#39;">&lt;b&gt;&amp;</p>');
});

test('markup made by the tag is not escaped again', () => {
  expect(html`<ul>${['a', '<'].map((item) => html`<li>${item}</li>`)}</ul>`.markup).toBe(
    '<ul><li>a</li><li>&lt;</li></ul>',
  );
  expect(html`${trustedHtml('<svg/>')}`.markup).toBe('<svg/>');
});

test('nothing stands for null, undefined and false, but zero is a number', () => {
  expect(html`[${null}${undefined}${false}${0}]`.markup).toBe('[0]');
});

test('what is invisible is shown as an escape, and lines stay', () => {
  expect(html`<td>${'a\u202eb\nc\u001b'}</td>`.markup).toBe('<td>a\\u202eb\nc\\u001b</td>');
});
