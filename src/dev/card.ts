import { basename, relative } from 'node:path'
import type { Asset } from '../core/asset.ts'
import { writeDirectives } from '../directives/describe.ts'
import { isRemote } from '../directives/query.ts'
import type { Exhibit, Failure } from './exhibition.ts'
import { writeBytes, writeTime } from '../markup/figures.ts'
import { type Html, html } from '../markup/html.ts'

/** Writes an exhibit as a card of the gallery; addresses in it are relative to the gallery. */
export function writeCard(exhibit: Exhibit, root: string): Html {
  const { id, request, photo, importers, state } = exhibit
  const { task } = request.directives
  const padding = task.kind === 'matting' ? task.layout.padding : { dx: 0, dy: 0 }
  const doubtful = state.kind === 'done' && state.asset.doubt !== undefined
  return html`<article
    class="card"
    id="card-${id}"
    data-id="${id}"
    data-state="${doubtful ? 'doubtful' : state.kind}"
    data-dx="${padding.dx}"
    data-dy="${padding.dy}"
  >
    ${writePanes(exhibit)}
    <header>
      <h2 title="${showPhoto(photo, root)}">${nameOf(photo)}</h2>
      <code class="directives">${writeDirectives(request.directives)}</code>
      ${state.kind === 'done' ? writeOrigin(state.asset) : undefined}
    </header>
    ${doubtful ? html`<p class="doubt"><b>Look at it:</b> ${state.asset.doubt}.</p>` : undefined}
    <dl>
      ${state.kind === 'done' ? writeFacts(state.asset) : undefined}
      <div class="wide">
        <dt>Imported by</dt>
        <dd>${[...importers].join(', ') || 'nothing that is known'}</dd>
      </div>
    </dl>
  </article>`
}

function writePanes(exhibit: Exhibit): Html {
  const { id, photo, state, request } = exhibit
  const name = nameOf(photo)
  const source = html`<span class="pane photo">${writePhoto(exhibit)}</span>`
  if (state.kind === 'failed') return html`<div class="panes">${source}${writeFailure(state.failure)}</div>`
  if (state.kind === 'working') {
    return html`<div class="panes">${source}<span class="pane none at-work">Being made …</span></div>`
  }
  const { sha256, width, height } = state.asset
  return html`<button
    class="panes"
    type="button"
    aria-label="Compare ${name}${writeDirectives(request.directives)} with its photo"
  >
    ${source}<span class="pane cut"
      ><img
        src="picture/${id}?v=${sha256.slice(0, 12)}"
        alt=""
        width="${width}"
        height="${height}"
        loading="lazy"
        decoding="async"
        draggable="false"
    /></span>
  </button>`
}

/** Nothing outside is asked for, so a remote photo is only named. */
function writePhoto({ id, photo, revision, state }: Exhibit): Html {
  if (isRemote(photo)) return html`<span class="absent">Remote photo</span>`
  const version = state.kind === 'done' ? state.asset.key.slice(0, 12) : revision
  return html`<img src="photo/${id}?v=${version}" alt="" loading="lazy" decoding="async" draggable="false" />`
}

function writeOrigin({ cached, paid }: Asset): Html {
  const origin = paid ? 'paid' : cached ? 'cached' : 'made'
  return html`<span class="origin ${origin}">${origin}</span>`
}

function writeFailure({ message, fix }: Failure): Html {
  const remedy = fix === undefined ? undefined : html`<p><b>Fix:</b> ${fix}</p>`
  return html`<div class="failure">
    <p>${message}</p>
    ${remedy}
  </div>`
}

function writeFacts({ width, height, bytes, format, engine, ms, confidence }: Asset): Html[] {
  const facts = {
    Size: `${width} × ${height}`,
    File: `${format.toUpperCase()}, ${writeBytes(bytes)}`,
    Engine: engine,
    Time: writeTime(ms),
    Confidence: confidence === undefined ? '–' : confidence.toFixed(2),
  }
  return Object.entries(facts).map(
    ([name, value]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`,
  )
}

function nameOf(photo: string): string {
  return basename(withoutQuery(photo))
}

/** An address may carry a signature in its query. */
function withoutQuery(photo: string): string {
  return isRemote(photo) ? photo.replace(/\?.*/s, '') : photo
}

function showPhoto(photo: string, root: string): string {
  return isRemote(photo) ? withoutQuery(photo) : relative(root, photo).replaceAll('\\', '/')
}
