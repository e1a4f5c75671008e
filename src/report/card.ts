import { writeBytes, writeTime } from '../markup/figures.ts'
import { type Html, html } from '../markup/html.ts'
import { type Mention, type PictureFacts, type ReportEntry, STATUSES } from './entry.ts'
import type { Thumbnails } from './thumbnails.ts'

/** What a card is written from. */
export interface CardFacts {
  readonly entry: ReportEntry
  readonly thumbnails: Thumbnails | undefined
  /** What the picture cost, as people read it. */
  readonly cost: string | undefined
}

/** Writes a picture of the report. What it can be chosen and sorted by is in its data attributes. */
export function writeCard({ entry, thumbnails, cost }: CardFacts): Html {
  const { id, name, photo, directives, status, picture, note, ms } = entry
  return html`<article
    class="card"
    id="card-${id}"
    aria-labelledby="name-${id}"
    data-status="${status}"
    data-engine="${picture?.engine ?? ''}"
    data-look="${picture?.doubt === undefined ? '' : 'doubtful'}"
    data-bytes="${picture?.bytes ?? 0}"
    data-ms="${ms ?? 0}"
    data-confidence="${picture?.confidence ?? 2}"
  >
    ${writeFrame(entry, thumbnails)}
    <header>
      <h2 id="name-${id}" title="${photo}">${name}</h2>
      <code class="directives">${directives}</code>
      <span class="status ${status}">${STATUSES[status]}</span>
    </header>
    ${picture?.doubt === undefined ? undefined : html`<p class="doubt"><b>Look at it:</b> ${picture.doubt}.</p>`}
    ${note === undefined ? undefined : html`<p class="note">${note}</p>`}
    <dl>
      ${writeFacts({ ...picture, Time: ms, Cost: cost })} ${writeWide('Photo', html`${photo}`)}
      ${writeWide('Imported by', writeMentions(entry.mentions))}
    </dl>
  </article>`
}

function writeFrame({ id, name }: ReportEntry, thumbnails: Thumbnails | undefined): Html {
  if (thumbnails === undefined) return html`<div class="frame none">No picture</div>`
  const { photo, picture, size } = thumbnails
  const after = picture ? writeImage(picture, `Cut-out of ${name}`, size) : html`<i>It can’t be shown</i>`
  if (photo === undefined) {
    return html`<div class="frame alone">
      <span class="cut">${after}</span>
      <span class="end">The photo can’t be shown</span>
    </div>`
  }
  return html`<div class="frame">
    <span class="photo">${writeImage(photo, `Photo ${name}`, size)}</span>
    <span class="cut">${after}</span>
    <input
      class="curtain"
      id="curtain-${id}"
      type="range"
      min="0"
      max="100"
      step="5"
      value="50"
      aria-label="Share of the photo, ${name}"
    />
    <span class="rail" aria-hidden="true"></span>
    <span class="end" aria-hidden="true">Photo</span>
    <span class="end" aria-hidden="true">Cut-out</span>
  </div>`
}

function writeImage(bytes: Uint8Array, alt: string, { width, height }: Thumbnails['size']): Html {
  const data = Buffer.from(bytes).toString('base64')
  return html`<img
    alt="${alt}"
    width="${width}"
    height="${height}"
    loading="lazy"
    decoding="async"
    draggable="false"
    src="data:image/webp;base64,${data}"
  />`
}

type Known = Partial<PictureFacts> & { readonly Time: number | undefined; readonly Cost: string | undefined }

function writeFacts({ width, height, format, bytes, engine, confidence, Time, Cost }: Known): Html[] {
  const facts = {
    Size: width === undefined ? undefined : `${width} × ${height}`,
    File: bytes === undefined ? undefined : `${format?.toUpperCase()}, ${writeBytes(bytes)}`,
    Engine: engine,
    Time: Time === undefined ? undefined : writeTime(Time),
    Confidence: confidence?.toFixed(2),
    Cost,
  }
  return Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [writeFact(name, value)]))
}

function writeFact(name: string, value: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`
}

function writeWide(name: string, value: Html | readonly Html[]): Html {
  return html`<div class="wide">
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`
}

/** Importers that are shown; a logo may be imported everywhere. */
const MOST_MENTIONS = 6

function writeMentions(mentions: readonly Mention[]): Html[] {
  const shown = mentions
    .slice(0, MOST_MENTIONS)
    .map(
      ({ specifier, importer }) =>
        html`<div class="mention"><span>${importer ?? 'the lockfile'}</span> <code>${specifier}</code></div>`,
    )
  const left = mentions.length - shown.length
  return left > 0 ? [...shown, html`<div class="mention">and ${left} more</div>`] : shown
}
