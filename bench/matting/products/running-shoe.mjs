import { darken, lighten } from '../scenes/colours.mjs'
import { group, path, repeat, stroke } from './shapes.mjs'

const UPPER =
  'M95 655C80 540 105 420 140 350C170 325 215 340 245 380C280 425 340 430 395 395L455 325C480 305 515 330 545 370C620 470 720 520 840 560C910 585 945 620 935 665L600 680L150 665Z'
const SOLE =
  'M70 690C55 640 95 635 150 650L600 670C750 680 860 640 930 650C965 660 955 715 905 735C700 765 300 755 120 748C85 745 75 725 70 690Z'

/** Seen from its side: mesh upper, rubber sole, laces and a pull loop that shows what is behind. */
export function drawRunningShoe({ finish, clip, random, palette }) {
  const { main, second, accent, dark, pale } = palette
  const bars = repeat(random.int(2, 4), (i) =>
    stroke(`M${330 + i * 70} 640Q${390 + i * 70} 540 ${430 + i * 75} 420`, accent, 20),
  )
  const laces = repeat(6, (i) => stroke(`M${385 + i * 26} ${400 - i * 8}q38 -16 ${70 + i * 3} ${18 + i * 9}`, pale, 13))
  const grooves = repeat(14, (i) => stroke(`M${120 + i * 57} 742l12 -28`, darken(pale, 0.35), 6))
  return [
    group(finish({ bulge: 6 }), stroke('M150 372C95 340 105 285 160 300C185 310 180 340 172 360', second, 15)),
    group(finish({ bulge: 10 }), path('M392 410L425 268C440 240 500 250 512 285L530 372Z', lighten(main, 0.15))),
    path(
      'M150 350C190 325 235 355 262 395C310 430 360 420 398 392L380 380C330 380 290 345 250 345C215 325 180 325 150 350Z',
      darken(dark, 0.3),
    ),
    group(
      finish({ bulge: 24, relief: 16, gloss: 0.12, grain: 0.12, fineness: 0.16 }),
      path(UPPER, main),
      group(
        clip(path(UPPER, main)),
        ...bars,
        path('M840 540Q760 620 770 700H960V540Z', second),
        path('M60 420Q210 480 200 700H60Z', second),
      ),
    ),
    group(finish({ bulge: 4, relief: 6 }), ...laces),
    group(finish({ bulge: 12, gloss: 0.2 }), path(SOLE, pale), ...grooves),
    stroke('M82 728C300 745 700 750 900 722', dark, 16),
  ].join('')
}
