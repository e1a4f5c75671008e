import type { OnnxActivation, OnnxPreset } from '../../options/types.ts'

/** How a photo becomes what a model takes, and its output a probability. */
export interface Processing {
  /** Pixels of the input; photos of any shape are squeezed to it. */
  readonly width: number
  readonly height: number
  /** What becomes 1 before `mean` is subtracted: 255, or the brightest value of the picture. */
  readonly white: 'full' | 'brightest'
  /** Subtracted from red, green and blue. */
  readonly mean: readonly [number, number, number]
  /** What the difference is divided by. */
  readonly std: readonly [number, number, number]
  /** The output that is the mask, by name or number. */
  readonly output: string | number
  readonly activation: OnnxActivation
}

/** Means and deviations of the photos of ImageNet. */
const IMAGENET = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const
/** Centred on a middle grey. */
const CENTRED = { mean: [0.5, 0.5, 0.5], std: [1, 1, 1] } as const

/**
 * What each family's own code does before and after the network. The first output is the finest mask of each; where that code takes
 * its least and greatest value for 0 and 1, so does this.
 */
export const PRESETS: Readonly<Record<OnnxPreset, Processing>> = {
  /** U²-Net (Qin et al. 2020), also u2netp and silueta: `u2net_test.py` and its `ToTensorLab`. */
  u2net: { width: 320, height: 320, white: 'brightest', ...IMAGENET, output: 0, activation: 'minmax' },
  /** IS-Net of DIS (Qin et al. 2022): `IS-Net/Inference.py`. */
  isnet: { width: 1024, height: 1024, white: 'full', ...CENTRED, output: 0, activation: 'minmax' },
  /** BiRefNet (Zheng et al. 2024), exported with one output of logits: `inference.py`. */
  birefnet: { width: 1024, height: 1024, white: 'full', ...IMAGENET, output: 0, activation: 'sigmoid' },
  /** RMBG 1.4 of BRIA, an IS-Net: `utilities.py` beside the model. */
  rmbg: { width: 1024, height: 1024, white: 'full', ...CENTRED, output: 0, activation: 'minmax' },
}
