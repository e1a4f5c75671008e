/** Chooses and sorts the cards that are shown, what is behind them, and the colours of the page. */
const TOOLS: string = String.raw`
const find = (selector) => document.querySelector(selector)
const form = find('.tools')
const main = find('#cards')
const count = find('#count')
const root = document.documentElement
const cards = [...main.children].map((card, place) => ({ card, place, text: card.textContent.toLowerCase() }))
const number = new Intl.NumberFormat('en')
let order = 'name'

const readTicks = (name) => new FormData(form).getAll(name)

function choose() {
  const words = find('#search').value.toLowerCase().split(/\s+/).filter(Boolean)
  const ticks = ['status', 'engine', 'look'].map((name) => [name, readTicks(name)]).filter(([, ticked]) => ticked.length > 0)
  let shown = 0
  for (const { card, text } of cards) {
    const fits = ticks.every(([name, ticked]) => ticked.includes(card.dataset[name]))
    card.hidden = !(fits && words.every((word) => text.includes(word)))
    if (!card.hidden) shown++
  }
  const told = number.format(shown) + ' of ' + number.format(cards.length) + ' shown'
  if (count.textContent !== told) count.textContent = told
}

/** What matters comes first: what cost most, took longest, is least sure. */
const RANKS = {
  name: () => 0,
  bytes: ({ dataset }) => -dataset.bytes,
  ms: ({ dataset }) => -dataset.ms,
  confidence: ({ dataset }) => Number(dataset.confidence),
  status: ({ dataset }) => ['missing', 'paid', 'found', 'local', 'cached'].indexOf(dataset.status),
}

function sort() {
  if (order === find('#order').value) return
  order = find('#order').value
  const rank = RANKS[order]
  cards.sort((one, other) => rank(one.card) - rank(other.card) || one.place - other.place)
  main.append(...cards.map(({ card }) => card))
}

function dress() {
  const { backdrop, scheme } = Object.fromEntries(new FormData(form))
  root.dataset.backdrop = backdrop
  root.dataset.scheme = scheme
}

form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('input', ({ target }) => {
  if (target.id === 'all') return
  choose()
  sort()
  dress()
})
// Browsers keep what was chosen when the page is loaded again.
choose()
sort()
dress()
`

/** Moves the curtains, one or all. */
const CURTAINS: string = String.raw`
const all = find('#all')

function draw(curtain, share) {
  curtain.parentElement.style.setProperty('--at', share + '%')
  curtain.setAttribute('aria-valuetext', share + ' % photo')
}

main.addEventListener('input', ({ target }) => {
  if (target.matches('.curtain')) draw(target, target.value)
})

function drawAll() {
  for (const curtain of main.querySelectorAll('.curtain')) {
    curtain.value = all.value
    draw(curtain, all.value)
  }
}

all.addEventListener('input', drawAll)
drawAll()
`

/** The script of the report, a module. */
export const SCRIPT: string = [TOOLS, CURTAINS].join('')
