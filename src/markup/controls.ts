import { type Html, html } from './html.ts'

/** Writes a set of choices of which one is made; the first is, to begin with. Values and what they are called. */
export function writeRadios(
  legend: string,
  name: string,
  choices: Readonly<Record<string, string>>,
  more?: Html,
): Html {
  const [first] = Object.keys(choices)
  const radios = Object.entries(choices).map(
    ([value, label]) =>
      html`<label
        ><input type="radio" name="${name}" value="${value}" ${value === first ? CHECKED : undefined} /><span
          >${label}</span
        ></label
      >`,
  )
  return writeGroup(legend, name, [...radios, ...(more ? [more] : [])])
}

/** Writes a set of things each of which may be ticked; none is, to begin with. Values and what they are called. */
export function writeTicks(legend: string, name: string, choices: Readonly<Record<string, string>>): Html {
  const ticks = Object.entries(choices).map(
    ([value, label]) =>
      html`<label><input type="checkbox" name="${name}" value="${value}" /><span>${label}</span></label>`,
  )
  return writeGroup(legend, name, ticks)
}

function writeGroup(legend: string, name: string, fields: readonly Html[]): Html {
  return html`<fieldset class="${name}">
    <legend>${legend}</legend>
    ${fields}
  </fieldset>`
}

const CHECKED: Html = html`checked`
