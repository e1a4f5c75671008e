import { drawBricks, drawGarden, drawRug, drawShelves, drawWallpaper } from './clutter.mjs'
import { drawGlossyTable, drawGradient, drawPlain, drawSpot, drawSweep } from './studio.mjs'
import { drawCloth, drawMarble, drawTableAndWall, drawWood } from './tables.mjs'

/** Backdrops with a horizon, or none in sight, for what stands. @type {Record<string, import('./paint.mjs').DrawBackdrop>} */
export const BEHIND = {
  plain: drawPlain,
  sweep: drawSweep,
  glossy: drawGlossyTable,
  gradient: drawGradient,
  spot: drawSpot,
  table: drawTableAndWall,
}

/** Backdrops seen from above, for what lies. @type {Record<string, import('./paint.mjs').DrawBackdrop>} */
export const BELOW = {
  plain: drawPlain,
  cloth: drawCloth,
  gradient: drawGradient,
  wood: drawWood,
  spot: drawSpot,
  marble: drawMarble,
}

/** Rooms and patterns. @type {Record<string, import('./paint.mjs').DrawBackdrop>} */
export const CLUTTERED = { shelves: drawShelves, garden: drawGarden, bricks: drawBricks, wallpaper: drawWallpaper }

/** Patterns seen from above. @type {Record<string, import('./paint.mjs').DrawBackdrop>} */
export const CLUTTERED_BELOW = { rug: drawRug }
