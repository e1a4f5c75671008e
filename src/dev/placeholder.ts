import { html } from '../markup/html.ts'

const WIDTH = 480
const HEIGHT = 320
/** Characters that fit into a line, and lines that fit below the heading. */
const BOUNDS = { columns: 46, lines: 5 }

/** What a placeholder says. */
export interface Notice {
  /** A few words. */
  readonly heading: string
  /** What went wrong, in a sentence or two; cut short where it does not fit. */
  readonly reason: string
  /** All there is to say, for those who open the picture by itself. */
  readonly message: string
}

/** Draws an SVG that stands where a picture could not be made, and says why. */
export function drawPlaceholder({ heading, reason, message }: Notice): string {
  const lines = wrapText(reason).map((line, index) => html`<text x="32" y="${136 + index * 24}">${line}</text>`)
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${WIDTH}"
    height="${HEIGHT}"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    font-family="system-ui, sans-serif"
    font-size="16"
    fill="#5b2a26"
  >
    <title>${heading}</title>
    <desc>${message}</desc>
    <defs>
      <pattern id="stripes" width="16" height="16" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="16" height="16" fill="#fdf3f1" />
        <rect width="8" height="16" fill="#fbe9e5" />
      </pattern>
    </defs>
    <rect
      x="1"
      y="1"
      width="${WIDTH - 2}"
      height="${HEIGHT - 2}"
      rx="12"
      fill="url(#stripes)"
      stroke="#d9776a"
      stroke-width="2"
      stroke-dasharray="8 6"
    />
    <circle cx="48" cy="64" r="16" fill="#c2402f" />
    <path d="M48 55v11M48 70.500v2.500" stroke="#fff" stroke-width="3" stroke-linecap="round" />
    <text x="76" y="70" font-size="20" font-weight="600" fill="#8f2417">${heading}</text>
    ${lines}
    <text x="32" y="${HEIGHT - 28}" font-size="13" fill="#8a5a53">
      The terminal has the whole message, and how to mend it.
    </text>
  </svg>`.markup
}

/** Breaks a text into lines, at spaces where there are any; what is too much is left out. */
function wrapText(text: string): string[] {
  const { columns, lines: most } = BOUNDS
  const lines =
    text
      .trim()
      .replace(/\s+/g, ' ')
      .match(new RegExp(`\\S.{0,${columns - 1}}(?=\\s|$)|\\S{${columns}}`, 'g')) ?? []
  return lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1]?.slice(0, columns - 1)}…`] : lines
}
