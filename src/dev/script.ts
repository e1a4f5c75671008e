/** Chooses the backdrop and the cards that are shown; what is chosen stays in the address, so it outlives a reload. */
const TOOLS: string = String.raw`
const find = (selector, within = document) => within.querySelector(selector)
const list = () => [...document.querySelectorAll('.card')]
const form = find('.tools')
const colour = find('#colour')
const search = find('#search')

function applyTools() {
  const { backdrop, show } = Object.fromEntries(new FormData(form))
  document.documentElement.dataset.backdrop = backdrop
  document.documentElement.style.setProperty('--custom', colour.value)
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
  for (const card of list()) {
    const text = card.textContent.toLowerCase()
    card.hidden = (show !== 'all' && card.dataset.state !== show) || !words.every((word) => text.includes(word))
  }
}

function keepTools() {
  const { backdrop, show } = Object.fromEntries(new FormData(form))
  history.replaceState(null, '', '#' + new URLSearchParams({ backdrop, show, colour: colour.value }))
}

function restoreTools() {
  const kept = new URLSearchParams(location.hash.slice(1))
  for (const name of ['backdrop', 'show']) {
    const radio = [...form.elements[name]].find(({ value }) => value === kept.get(name))
    if (radio) radio.checked = true
  }
  if (/^#[\da-f]{6}$/i.test(kept.get('colour') ?? '')) colour.value = kept.get('colour')
  applyTools()
}

colour.addEventListener('input', () => (find('[name=backdrop][value=custom]').checked = true))
form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('input', () => {
  applyTools()
  keepTools()
})
`

/** Compares a picture with its photo: a curtain between both, moved by mouse, finger or arrow keys. */
const VIEWER: string = String.raw`
const viewer = find('#viewer')
const frame = find('.frame')
const curtain = find('#curtain')
const [cut, photo] = [find('img.cut', frame), find('img.photo', frame)]
let shown

const listShown = () => list().filter((card) => !card.hidden && find('button.panes', card))

function view(card) {
  const picture = find('.cut img', card)
  const source = find('.photo img', card)
  shown = card.dataset.id
  find('#viewer-name').textContent = find('h2', card).textContent
  find('#viewer .directives').textContent = find('.directives', card).textContent
  find('#viewer dl').replaceChildren(...find('dl', card).cloneNode(true).children)
  frame.style.setProperty('--ratio', picture.getAttribute('width') / picture.getAttribute('height'))
  cut.src = picture.src
  photo.hidden = !source
  photo.removeAttribute('src')
  if (source) photo.src = source.src
  const cards = listShown()
  const at = cards.indexOf(card)
  find('#previous').disabled = at <= 0
  find('#next').disabled = at < 0 || at === cards.length - 1
  if (!viewer.open) viewer.showModal()
  if (document.activeElement?.disabled !== false) curtain.focus()
}

/** Padding is no part of the photo; where it is known, both lie on each other. */
function layPhoto() {
  const { dx, dy } = find('#card-' + shown)?.dataset ?? { dx: 0, dy: 0 }
  const [width, height] = [photo.naturalWidth + 2 * dx, photo.naturalHeight + 2 * dy]
  const [x, y] = [(100 * dx) / width, (100 * dy) / height]
  Object.assign(photo.style, { left: x + '%', top: y + '%', width: 100 - 2 * x + '%', height: 100 - 2 * y + '%' })
  drawCurtain()
}

/** Where the photo ends, in percent of its own width: it may be narrower than the frame. */
function drawCurtain() {
  const at = Number(curtain.value)
  frame.style.setProperty('--at', at + '%')
  const [left, width] = [parseFloat(photo.style.left) || 0, parseFloat(photo.style.width) || 100]
  const share = Math.min(100, Math.max(0, ((at - left) / width) * 100))
  photo.style.clipPath = 'inset(0 ' + (100 - share) + '% 0 0)'
  curtain.setAttribute('aria-valuetext', at + ' % photo')
}

function step(by) {
  const cards = listShown()
  const next = cards[cards.findIndex((card) => card.dataset.id === shown) + by]
  if (next) view(next)
}

photo.addEventListener('load', layPhoto)
curtain.addEventListener('input', drawCurtain)
find('#previous').addEventListener('click', () => step(-1))
find('#next').addEventListener('click', () => step(1))
find('#close').addEventListener('click', () => viewer.close())
viewer.addEventListener('click', (event) => event.target === viewer && viewer.close())
viewer.addEventListener('close', () => find('#card-' + shown + ' button.panes')?.focus())
document.addEventListener('click', (event) => {
  const card = event.target.closest('button.panes')?.closest('.card')
  if (card) view(card)
})

const tellBroken = (image) => image.closest?.('.pane')?.classList.add('broken')
document.addEventListener('error', ({ target }) => tellBroken(target), true)
for (const image of document.images) if (image.complete && image.src && image.naturalWidth === 0) tellBroken(image)
`

/** Asks for changes once a second, while somebody looks. */
const LIVE: string = String.raw`
const PAUSE = { usual: 1000, lost: 3000 }
const summary = find('#summary')

function readCard(markup) {
  const template = document.createElement('template')
  template.innerHTML = markup
  return template.content.firstElementChild
}

function putCard({ id, markup }) {
  const [card, old] = [readCard(markup), find('#card-' + id)]
  const focused = old?.contains(document.activeElement)
  card.classList.add('fresh')
  if (old) old.replaceWith(card)
  else find('#cards').prepend(card)
  if (focused) find('button.panes', card)?.focus()
}

function applyChanges({ mark, all, cards, summary: text }) {
  if (all) find('#cards').replaceChildren()
  cards.forEach(putCard)
  document.body.dataset.mark = mark
  // Said anew, a line would be read out anew.
  if (summary.textContent !== text) summary.textContent = text
  if (cards.length === 0) return
  applyTools()
  const changed = cards.some(({ id }) => id === shown) && find('#card-' + shown)
  if (viewer.open && changed && find('button.panes', changed)) view(changed)
}

async function poll() {
  let pause = PAUSE.usual
  try {
    if (!document.hidden) {
      const answer = await fetch('changes?since=' + encodeURIComponent(document.body.dataset.mark))
      if (!answer.ok) throw new Error(answer.statusText)
      applyChanges(await answer.json())
    }
  } catch {
    pause = PAUSE.lost
    summary.textContent = 'The server does not answer; asking again …'
  }
  setTimeout(poll, pause)
}

restoreTools()
poll()
`

/** The script of the gallery, a module. */
export const SCRIPT: string = [TOOLS, VIEWER, LIVE].join('')
