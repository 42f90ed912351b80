import { type Html, html } from './html.ts';

// Anything but an embedded PNG could make the page ask the network.
const PNG_DATA_URI = /^data:image\/png;base64,[A-Za-z0-9+/]+=*$/;

/** A picture that stands in the page itself; an empty place where it is anything else. */
export function embeddedPicture(source: string, alternative: string): Html {
  if (!PNG_DATA_URI.test(source))
    return html`<span class="picture" role="img" aria-label="${alternative}"></span>`;
  return html`<img class="picture" src="${source}" alt="${alternative}">`;
}
