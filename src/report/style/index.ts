import { COLOURS } from '../../markup/style/colours.ts'
import { CONTROLS } from '../../markup/style/controls.ts'
import { CURTAIN } from '../../markup/style/curtain.ts'
import { CARDS } from './cards.ts'
import { FRAME } from './frame.ts'
import { PRINT } from './print.ts'

/** The style sheet of the report. */
export const STYLE: string = [COLOURS, CONTROLS, CURTAIN, FRAME, CARDS, PRINT].join('')
