import './style.css'
import { hero, products } from './catalogue.js'

/**
 * Fills the page.
 *
 * @param {{ url: string, code: string }} care picture of the section on care, and the code that gives its URL
 */
export function showPage(care) {
  document.getElementById('care-code').textContent = care.code
  show('hero', picture(hero.picture, hero.name))
  show('grid', ...products.map(createTile))
  show('care-picture', picture(care.url, 'A bottle of hand wash'))
  document.getElementById('more').addEventListener('click', showMore)
}

async function showMore({ currentTarget }) {
  currentTarget.disabled = true
  const { default: url } = await import('./one-more.js')
  show('more-picture', picture(url, 'A stoneware mug'))
}

function show(id, ...elements) {
  document.getElementById(id).replaceChildren(...elements)
}

function picture(url, name) {
  const image = document.createElement('img')
  image.src = url
  image.alt = name
  return image
}

function createTile({ name, price, blurb, tint, picture: url }) {
  const tile = document.createElement('article')
  tile.className = 'tile'
  tile.style.setProperty('--tint', tint)
  const frame = document.createElement('div')
  frame.className = 'frame'
  frame.append(picture(url, name))
  const [title, cost, text] = ['h3', 'span', 'p'].map((tag) => document.createElement(tag))
  title.textContent = name
  cost.textContent = price
  text.textContent = blurb
  tile.append(frame, title, cost, text)
  return tile
}
