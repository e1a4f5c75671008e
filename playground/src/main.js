import './style.css'
import { hero, products } from './catalogue.js'

const care = new URL('../photos/hand-wash-bottle.jpg?matting&padding=40', import.meta.url)

show('hero', picture(hero.picture, hero.name))
show('grid', ...products.map(createTile))
show('care-picture', picture(care.href, 'A bottle of hand wash'))

document.getElementById('more').addEventListener('click', async ({ currentTarget }) => {
  currentTarget.disabled = true
  const { default: url } = await import('./one-more.js')
  show('more-picture', picture(url, 'A stoneware mug'))
})

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
