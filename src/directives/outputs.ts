/** One picture to be made of another: directives of imagetools by name; a flag that is set has the value `''`. */
export type Output = Readonly<Record<string, string>>

/** Values of output directives as they were said, by name: a list makes several pictures. */
export type OutputLists = Readonly<Record<string, readonly string[]>>

/** One row of the table of output directives. */
interface OutputSpec {
  /** How it is written, for the README. */
  readonly syntax: string
  readonly meaning: string
  /** For messages: what a value has to be. */
  readonly expected: string
  accepts(value: string): boolean
  /** Whether it has no value but itself. */
  readonly flag?: true
}

/** Longest edge that is made, in pixels: WebP's own bound. */
const MAX_EDGE = 16_383
const FITS = ['cover', 'contain', 'fill', 'inside', 'outside'] as const
const POSITIONS = [
  ...['top', 'right top', 'right', 'right bottom', 'bottom', 'left bottom', 'left', 'left top', 'center', 'centre'],
  ...['north', 'northeast', 'east', 'southeast', 'south', 'southwest', 'west', 'northwest', 'entropy', 'attention'],
] as const
const KERNELS = ['nearest', 'cubic', 'mitchell', 'lanczos2', 'lanczos3'] as const
const FORMATS = ['png', 'webp', 'avif', 'jpeg', 'jpg', 'gif', 'tiff'] as const
const COLOUR_RE = /^(?:#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})|[a-z]+|(?:rgb|hsl)a?\([\d.,%/\s]+\))$/i
const ASPECT_RE = /^(?:[1-9]\d{0,4}:[1-9]\d{0,4}|\d{1,3}(?:\.\d{1,6})?)$/

/**
 * Output directives, with the names and the meaning of imagetools, whose core does the work. Their order here is the
 * order of the pictures that lists make: formats first, since `as=picture` takes the last one for its fallback.
 */
export const OUTPUTS: Readonly<Record<string, OutputSpec>> = {
  format: { ...oneOf(FORMATS), syntax: 'format=webp', meaning: 'format of the file' },
  w: { ...whole(1, MAX_EDGE), syntax: 'w=400', meaning: 'width in pixels; never more than the picture has' },
  h: { ...whole(1, MAX_EDGE), syntax: 'h=300', meaning: 'height in pixels; never more than the picture has' },
  aspect: {
    syntax: 'aspect=16:9',
    meaning: 'aspect ratio; what stands out is cut off',
    expected: '`<w>:<h>` or a number',
    accepts: (value) => ASPECT_RE.test(value) && Number.parseFloat(value) > 0,
  },
  fit: { ...oneOf(FITS), syntax: 'fit=inside', meaning: 'how a picture goes into `w` and `h`' },
  position: { ...oneOf(POSITIONS), syntax: 'position=top', meaning: 'what stays where something is cut off' },
  kernel: { ...oneOf(KERNELS), syntax: 'kernel=lanczos3', meaning: 'how pixels are interpolated' },
  allowUpscale: flag('allowUpscale', 'also makes pictures larger'),
  basePixels: { ...whole(1, MAX_EDGE), syntax: 'basePixels=400', meaning: 'width of `1x`: `srcset` names densities' },
  background: {
    syntax: 'background=%23fff',
    meaning: 'colour behind the picture',
    expected: 'a CSS colour, with `%23` for `#`',
    accepts: (value) => COLOUR_RE.test(value),
  },
  flatten: flag('flatten', 'puts the picture on its `background`'),
  quality: { ...whole(1, 100), syntax: 'quality=80', meaning: 'quality of the encoder' },
  effort: {
    syntax: 'effort=max',
    meaning: 'time the encoder takes',
    expected: '`min`, `max` or a whole number, 0 to 10',
    accepts: (value) => value === 'min' || value === 'max' || isWhole(value, 0, 10),
  },
  lossless: flag('lossless', 'loses nothing (WebP, AVIF)'),
  progressive: flag('progressive', 'progressive scan (PNG, JPEG)'),
  rotate: { ...whole(-360, 360), syntax: 'rotate=90', meaning: 'turns by degrees' },
  flip: flag('flip', 'mirrors top and bottom'),
  flop: flag('flop', 'mirrors left and right'),
  blur: { ...decimal(0.3, 1000), syntax: 'blur=5', meaning: 'Gaussian blur' },
  median: { ...whole(1, 100), syntax: 'median=3', meaning: 'median filter' },
  grayscale: flag('grayscale', 'takes the colour away'),
  invert: flag('invert', 'inverts the colours'),
  normalize: flag('normalize', 'stretches the contrast'),
  hue: { ...whole(-360, 360), syntax: 'hue=120', meaning: 'turns the hue by degrees' },
  saturation: { ...decimal(0.01, 100), syntax: 'saturation=0.5', meaning: 'multiplies the saturation' },
  brightness: { ...decimal(0.01, 100), syntax: 'brightness=1.2', meaning: 'multiplies the brightness' },
  tint: {
    syntax: 'tint=ffaa22',
    meaning: 'tints the picture',
    expected: 'a colour of 3 or 6 hexadecimal digits',
    accepts: (value) => /^(?:[\da-f]{3}|[\da-f]{6})$/i.test(value),
  },
}

/** What can't be read of a list of values. */
export interface OutputProblem {
  readonly expected: string
}

/** Reads the values of an output directive: `;` parts a list, where a colour holds none. */
export function readOutput(name: string, text: string): readonly string[] | OutputProblem {
  const { accepts, expected } = OUTPUTS[name] ?? { accepts: () => false, expected: 'a known name' }
  const values = [...new Set(text.split(';').map((value) => value.trim()))]
  return values.every(accepts) ? values : { expected: `${expected}; lists are parted by \`;\`` }
}

/** Every picture that the lists ask for; none where nothing is asked for, so that a picture stays as it was made. */
export function listOutputs(lists: OutputLists): readonly Output[] {
  const names = Object.keys(OUTPUTS).filter((name) => (lists[name] ?? []).length > 0)
  const outputs = names.reduce<readonly Output[]>(
    (made, name) => made.flatMap((output) => (lists[name] ?? []).map((value) => addValue(output, name, value))),
    [{}],
  )
  const distinct = [...new Map(outputs.map((output) => [writeOutput(output), output])).values()]
  return distinct.length === 1 && writeOutput(distinct[0] ?? {}) === '' ? [] : distinct
}

/** The one spelling of an output: sorted by name. */
export function writeOutput(output: Output): string {
  const names = Object.keys(output).sort()
  return names.map((name) => (output[name] === '' ? name : `${name}=${output[name]}`)).join('&')
}

/** A flag that is not set says nothing. */
function addValue(output: Output, name: string, value: string): Output {
  if (!isFlag(name)) return { ...output, [name]: value }
  return value === 'false' ? output : { ...output, [name]: '' }
}

function isFlag(name: string): boolean {
  return OUTPUTS[name]?.flag === true
}

function flag(syntax: string, meaning: string): OutputSpec {
  const accepts = (value: string): boolean => /^(?:true|false)?$/.test(value)
  return { syntax, meaning, expected: 'nothing, `true` or `false`', accepts, flag: true }
}

function oneOf(values: readonly string[]): Pick<OutputSpec, 'expected' | 'accepts'> {
  const expected = `one of ${values.map((value) => `\`${value}\``).join(', ')}`
  return { expected, accepts: (value) => values.includes(value) }
}

function whole(least: number, most: number): Pick<OutputSpec, 'expected' | 'accepts'> {
  return { expected: `a whole number, ${least} to ${most}`, accepts: (value) => isWhole(value, least, most) }
}

function decimal(least: number, most: number): Pick<OutputSpec, 'expected' | 'accepts'> {
  const accepts = (value: string): boolean =>
    /^\d+(?:\.\d+)?$/.test(value) && Number(value) >= least && Number(value) <= most
  return { expected: `a number, ${least} to ${most}`, accepts }
}

function isWhole(value: string, least: number, most: number): boolean {
  return /^-?\d{1,5}$/.test(value) && Number(value) >= least && Number(value) <= most
}
