import { FOREIGN_HUE } from '../backdrop/likeness.ts'
import { findComponents } from '../planes/components.ts'
import { measureDistance } from '../planes/distance.ts'
import { invertMask, type BitMask, type Field } from '../planes/field.ts'
import { median } from '../planes/statistics.ts'
import type { OutlineInput } from './outline.ts'

/** An area of background that the product encloses, by its core: at the outline nothing is ever sure. */
export interface EnclosedArea {
  /** Number of its region among those of the background. */
  readonly label: number
  /** Pixels. */
  readonly area: number
  /** The network's probability that it is product. */
  readonly probability: number
  /** How much lighter it is than the backdrop (darker where below 0), in L*a*b* units. */
  readonly lighter: number
  /** How far its hue is from that of the backdrop, in L*a*b* units. */
  readonly hue: number
  /** Whether it is nearly white, as labels and bowls are too. */
  readonly isWhite: boolean
  /** Distance to the background outside, as a share of the longer side: the width of what encloses it. */
  readonly ring: number
  /** Share of the sure product that has its colour. */
  readonly alike: number
}

/** The core of an area: pixels at least this share of its greatest depth inside. */
const CORE_SHARE = 0.4
/** An area is a hole where half of its core is less probable than this, whatever else it looks like … */
const PROBABLE_HOLE = 0.4
/** … but for a hue that the backdrop has not. Edges bleed: if it is less probable than this, its hue may be this many times as far off. */
const SURE_HOLE = 0.25
const BLEEDING = 2
/** A smaller area tells too little. */
const MIN_AREA = 20
/** Less probable than this, an area that looks like the backdrop is a hole; a white one must be surer. */
const LIKELY_HOLE = 0.7
const LIKELY_WHITE_HOLE = 0.4
/** How far lightness and hue of a hole may be from the backdrop's: edges bleed into small ones. */
const SAME_LIGHTNESS = 3
const SAME_HUE = 4.5
/** A loop, strap or handle is at most this wide, as a share of the longer side. */
const THIN_RING = 0.042
/** The product may have a hole's colour on this share of it, by chance. */
const CHANCE = 0.045
/** From this probability on a pixel is surely product. */
const SURE_PRODUCT = 0.9
/** Colours nearer than this are the same, in L*a*b* units. */
const SAME_COLOUR = 6
/** White: light, and of little chroma. */
const WHITE_LIGHTNESS = 92
const WHITE_CHROMA = 8

/** Fills the areas that the product encloses but for real holes, such as a handle's. */
export function fillFalseHoles(mask: BitMask, input: OutlineInput): BitMask {
  const isFalse = new Set<number>()
  const regions = findRegions(mask)
  for (const area of describeAreas(regions, input)) if (!isHole(area, input.backdrop.isSmooth)) isFalse.add(area.label)
  if (isFalse.size === 0) return mask
  return { ...mask, data: mask.data.map((bit, i) => (isFalse.has(regions.labels[i] ?? 0) ? 1 : bit)) }
}

/**
 * A hole shows the backdrop: the network thinks so, or it continues the backdrop outside of a thin ring in a colour
 * that the product hardly has. Labels and dials lie farther inside, bowls have their colour outside too.
 */
export function isHole(area: EnclosedArea, isSmooth: boolean): boolean {
  const farthest = FOREIGN_HUE * (area.probability < SURE_HOLE ? BLEEDING : 1)
  if (area.probability < PROBABLE_HOLE && (!isSmooth || area.hue < farthest)) return true
  if (!isSmooth || area.area < MIN_AREA || area.ring > THIN_RING || area.alike > CHANCE) return false
  const looksLikeBackdrop = Math.abs(area.lighter) < SAME_LIGHTNESS && area.hue < SAME_HUE
  return looksLikeBackdrop && area.probability < (area.isWhite ? LIKELY_WHITE_HOLE : LIKELY_HOLE)
}

/** The background, divided. */
interface Regions {
  /** For every pixel the number of its region; 0 on the product. */
  readonly labels: Int32Array
  /** Numbers of the enclosed regions. */
  readonly enclosed: readonly number[]
  /** Pixels of each region. */
  readonly areas: readonly number[]
  /** Distance into the background. */
  readonly depth: Field
  /** The regions that reach the picture's rim. */
  readonly outside: BitMask
}

/** Divides what is not product into what lies around it and what it encloses. */
function findRegions(mask: BitMask): Regions {
  const { labels, areas } = findComponents(invertMask(mask))
  const isOutside = new Uint8Array(areas.length)
  forEachRimPixel(mask, (i) => (isOutside[labels[i] ?? 0] = 1))
  isOutside[0] = 0
  const enclosed = areas.map((_, label) => label).filter((label) => label > 0 && isOutside[label] === 0)
  const outside = { ...mask, data: Uint8Array.from(labels, (label) => isOutside[label] ?? 0) }
  return { labels, enclosed, areas, depth: measureDistance(mask), outside }
}

/** Measures every enclosed area. */
function describeAreas(regions: Regions, input: OutlineInput): readonly EnclosedArea[] {
  if (regions.enclosed.length === 0) return []
  const width = measureDistance(regions.outside)
  const pixels = groupPixels(regions)
  return regions.enclosed.map((label) => ({ label, ...describeArea(pixels[label] ?? [], regions, width, input) }))
}

function describeArea(
  pixels: readonly number[],
  regions: Regions,
  width: Field,
  input: OutlineInput,
): Omit<EnclosedArea, 'label'> {
  const { lab, probability, backdrop } = input
  const depth = (i: number): number => regions.depth.data[i] ?? 0
  const deepest = pixels.reduce((most, i) => Math.max(most, depth(i)), 0)
  const core = pixels.filter((i) => depth(i) >= CORE_SHARE * deepest)
  const middle = (read: (i: number) => number): number => median(core.map(read))
  const colour = [0, 1, 2].map((c) => middle((i) => lab.data[i * 3 + c] ?? 0))
  const [lighter = 0, redder = 0, yellower = 0] = [0, 1, 2].map((c) =>
    middle((i) => (lab.data[i * 3 + c] ?? 0) - (backdrop.colours.data[i * 3 + c] ?? 0)),
  )
  const edge = pixels.filter((i) => depth(i) < 1.5).map((i) => width.data[i] ?? 0)
  return {
    area: pixels.length,
    probability: middle((i) => probability.data[i] ?? 0),
    lighter,
    hue: Math.hypot(redder, yellower),
    isWhite: (colour[0] ?? 0) > WHITE_LIGHTNESS && Math.hypot(colour[1] ?? 0, colour[2] ?? 0) < WHITE_CHROMA,
    ring: median(edge) / Math.max(lab.width, lab.height),
    alike: measureAlike(input, colour),
  }
}

/** The pixels of each enclosed region, by its number. */
function groupPixels({ labels, enclosed, areas }: Regions): readonly number[][] {
  const groups = areas.map((): number[] => [])
  const isEnclosed = new Uint8Array(areas.length)
  for (const label of enclosed) isEnclosed[label] = 1
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? 0
    if (isEnclosed[label] === 1) groups[label]?.push(i)
  }
  return groups
}

/** Share of the sure product that has a colour. */
function measureAlike({ lab, probability }: OutlineInput, [l = 0, a = 0, b = 0]: readonly number[]): number {
  let [product, alike] = [0, 0]
  for (let i = 0; i < probability.data.length; i++) {
    if ((probability.data[i] ?? 0) < SURE_PRODUCT) continue
    product++
    const at = i * 3
    const dl = (lab.data[at] ?? 0) - l
    const da = (lab.data[at + 1] ?? 0) - a
    const db = (lab.data[at + 2] ?? 0) - b
    if (dl * dl + da * da + db * db < SAME_COLOUR ** 2) alike++
  }
  return product === 0 ? 0 : alike / product
}

function forEachRimPixel({ width, height }: BitMask, visit: (i: number) => void): void {
  for (let x = 0; x < width; x++) [x, (height - 1) * width + x].forEach(visit)
  for (let y = 0; y < height; y++) [y * width, y * width + width - 1].forEach(visit)
}
