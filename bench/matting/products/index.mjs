import { drawBackpack } from './backpack.mjs'
import { drawBicycle } from './bicycle.mjs'
import { drawBook } from './book.mjs'
import { drawBowl } from './bowl.mjs'
import { drawCable } from './cable.mjs'
import { drawCamera } from './camera.mjs'
import { drawDeskLamp } from './desk-lamp.mjs'
import { drawEyeglasses } from './eyeglasses.mjs'
import { drawFeatherDuster } from './feather-duster.mjs'
import { drawFern } from './fern.mjs'
import { drawHairbrush } from './hairbrush.mjs'
import { drawPerfume } from './perfume.mjs'
import { drawPlushBear } from './plush-bear.mjs'
import { drawRacket } from './racket.mjs'
import { drawRing } from './ring.mjs'
import { drawRunningShoe } from './running-shoe.mjs'
import { drawScissors } from './scissors.mjs'
import { drawSlatChair } from './slat-chair.mjs'
import { drawSprayBottle } from './spray-bottle.mjs'
import { drawTShirt } from './t-shirt.mjs'
import { drawTeacup } from './teacup.mjs'
import { drawToyTruck } from './toy-truck.mjs'
import { drawWig } from './wig.mjs'
import { drawWineGlass } from './wine-glass.mjs'
import { drawWireBasket } from './wire-basket.mjs'
import { drawWristwatch } from './wristwatch.mjs'

/**
 * Every product: how it is drawn, and whether it stands on a table or lies on one, seen from above.
 *
 * @type {Record<string, { draw: (sketch: import('../scenes/sketch.mjs').Sketch) => string, lies: boolean }>}
 */
export const PRODUCTS = {
  backpack: { draw: drawBackpack, lies: false },
  bicycle: { draw: drawBicycle, lies: false },
  book: { draw: drawBook, lies: false },
  bowl: { draw: drawBowl, lies: false },
  cable: { draw: drawCable, lies: true },
  camera: { draw: drawCamera, lies: false },
  'desk-lamp': { draw: drawDeskLamp, lies: false },
  eyeglasses: { draw: drawEyeglasses, lies: true },
  'feather-duster': { draw: drawFeatherDuster, lies: true },
  fern: { draw: drawFern, lies: false },
  hairbrush: { draw: drawHairbrush, lies: true },
  perfume: { draw: drawPerfume, lies: false },
  'plush-bear': { draw: drawPlushBear, lies: false },
  racket: { draw: drawRacket, lies: true },
  ring: { draw: drawRing, lies: false },
  'running-shoe': { draw: drawRunningShoe, lies: false },
  scissors: { draw: drawScissors, lies: true },
  'slat-chair': { draw: drawSlatChair, lies: false },
  'spray-bottle': { draw: drawSprayBottle, lies: false },
  't-shirt': { draw: drawTShirt, lies: true },
  teacup: { draw: drawTeacup, lies: false },
  'toy-truck': { draw: drawToyTruck, lies: false },
  wig: { draw: drawWig, lies: false },
  'wine-glass': { draw: drawWineGlass, lies: false },
  'wire-basket': { draw: drawWireBasket, lies: false },
  wristwatch: { draw: drawWristwatch, lies: true },
}
