// The entry for esbuild and Farm, which ask no plugin about `new URL()`.
import care from '../photos/hand-wash-bottle.jpg?matting&padding=40'
import { showPage } from './page.js'

showPage({ url: care, code: "import url from '…?matting'" })
