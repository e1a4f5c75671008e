import { writeCard } from './card.ts'
import type { Exhibition } from './exhibition.ts'
import { writeRadios } from '../markup/controls.ts'
import { type Html, html } from '../markup/html.ts'
import { summarizeExhibits } from './summary.ts'

/** Names of the backdrops, and how they are called. */
const BACKDROPS = { checks: 'Checks', light: 'Light', dark: 'Dark', custom: 'Custom' }

/** What cards can be chosen by: states of cards, and how they are called. */
const CHOICES = { all: 'All', doubtful: 'To look at', failed: 'Failed' }

/** What of an exhibition changed: sent to a gallery that is open. */
export interface Changes {
  /** Where to go on from: see {@link readMark}. */
  readonly mark: string
  readonly summary: string
  /** Whether these are all cards: the gallery is of another server. */
  readonly all: boolean
  readonly cards: readonly { readonly id: string; readonly markup: string }[]
}

/** Lists the cards that changed since a mark. */
export function listChanges(exhibition: Exhibition, mark: string, root: string): Changes {
  const since = readMark(exhibition, mark)
  const cards = exhibition.listSince(since ?? 0).map((exhibit) => ({
    id: exhibit.id,
    markup: writeCard(exhibit, root).markup,
  }))
  const summary = summarizeExhibits(exhibition.listSince(0))
  return { mark: writeMark(exhibition), summary, all: since === undefined, cards }
}

/** Writes the gallery. It works without its script, too: only comparing and what comes later need that. */
export function writePage(exhibition: Exhibition, root: string): string {
  const exhibits = exhibition.listSince(0)
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Cut-outs</title>
        <link rel="icon" href="icon.svg" />
        <link rel="stylesheet" href="gallery.css" />
        <script type="module" src="gallery.js"></script>
      </head>
      <body data-mark="${writeMark(exhibition)}">
        <header class="bar">
          <div class="title">
            <h1>Cut-outs</h1>
            <p id="summary" role="status">${summarizeExhibits(exhibits)}</p>
          </div>
          <form class="tools">
            <input
              type="search"
              id="search"
              placeholder="Name or directive"
              aria-label="Search names, directives and importers"
            />
            ${writeRadios('Show', 'show', CHOICES)} ${writeRadios('Backdrop', 'backdrop', BACKDROPS, COLOUR)}
          </form>
        </header>
        <main id="cards">${exhibits.reverse().map((exhibit) => writeCard(exhibit, root))}</main>
        <p class="empty">
          Nothing was cut out since the server started. Open a page that shows a cut-out: it appears here by itself.
        </p>
        <p class="empty-choice">No card is like that.</p>
        ${VIEWER}
      </body>
    </html> `.markup
}

const VIEWER: Html = html`<dialog id="viewer" aria-labelledby="viewer-name">
  <header>
    <div>
      <h2 id="viewer-name"></h2>
      <code class="directives"></code>
    </div>
    <button type="button" id="previous" aria-label="Previous picture">←</button>
    <button type="button" id="next" aria-label="Next picture">→</button>
    <button type="button" id="close" aria-label="Close">✕</button>
  </header>
  <div class="stage">
    <div class="frame">
      <img class="cut" alt="The cut-out" />
      <img class="photo" alt="The photo" />
      <input
        type="range"
        class="curtain"
        id="curtain"
        min="0"
        max="100"
        step="1"
        value="50"
        autofocus
        aria-label="Share of the photo"
      />
      <span class="rail" aria-hidden="true"></span>
      <span class="end" aria-hidden="true">Photo</span>
      <span class="end" aria-hidden="true">Cut-out</span>
    </div>
  </div>
  <dl></dl>
</dialog>`

const COLOUR: Html = html`<input type="color" id="colour" value="#f2c14e" aria-label="Colour of the custom backdrop" />`

function writeMark({ epoch, revision }: Exhibition): string {
  return `${epoch}.${revision}`
}

/** The revision that a gallery has seen; undefined where it is of another server. */
function readMark({ epoch }: Exhibition, mark: string): number | undefined {
  const at = mark.lastIndexOf('.')
  const revision = Number(mark.slice(at + 1))
  return mark.slice(0, at) === epoch && Number.isSafeInteger(revision) && revision >= 0 ? revision : undefined
}
