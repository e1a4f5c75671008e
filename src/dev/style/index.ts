import { COLOURS } from '../../markup/style/colours.ts'
import { CONTROLS } from '../../markup/style/controls.ts'
import { CURTAIN } from '../../markup/style/curtain.ts'
import { CARDS } from './cards.ts'
import { FRAME } from './frame.ts'
import { VIEWER } from './viewer.ts'

/** The style sheet of the gallery. */
export const STYLE: string = [COLOURS, CONTROLS, FRAME, CARDS, CURTAIN, VIEWER].join('')
