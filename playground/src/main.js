import { showPage } from './page.js'

const care = new URL('../photos/hand-wash-bottle.jpg?matting&padding=40', import.meta.url)

showPage({ url: care.href, code: "new URL('…?matting', import.meta.url)" })
