import { CARDS } from './cards.ts'
import { COLOURS } from './colours.ts'
import { FRAME } from './frame.ts'
import { VIEWER } from './viewer.ts'

/** The style sheet of the gallery. */
export const STYLE: string = [COLOURS, FRAME, CARDS, VIEWER].join('')
