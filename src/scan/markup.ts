import { MARKED_TEXT_RE } from '../directives/query.ts'
import { blank } from './comments.ts'
import { isSpecifier } from './literals.ts'
import { type Mention, shiftMentions } from './mention.ts'
import { findInScript } from './script.ts'
import { findInStyle } from './style.ts'

/** Comments; the code at the top of an Astro component; scripts and styles. */
const BLOCK_RE = /<!--[\s\S]*?-->|^\s*---\r?\n([\s\S]*?)\r?\n---|<(script|style)\b[^>]*>([\s\S]*?)<\/\2\s*>/gi

const MARK = MARKED_TEXT_RE.source
const ATTRIBUTE_RE = new RegExp(
  `([^\\s"'<>/={}]+)\\s*=\\s*("[^"]*${MARK}[^"]*"|'[^']*${MARK}[^']*'|\\{[^{}]*${MARK}[^{}]*\\}|[^\\s"'<>\`{}]*${MARK}[^\\s"'<>\`{}]*)`,
  'g',
)
/** URLs of a list, each with what is said of it; a comma ends one only at its end. */
const CANDIDATE_RE = /([^\s,](?:\S*[^\s,])?)(?:\s+[^\s,][^,]*)?\s*(?:,|$)/g
/** Attributes of components that hold code: `:src`, `v-bind:src`, `@error`. */
const CODE_RE = /^(?:[:@#]|v-)/

/** Finds the specifiers with a marker in a page or a component: in its code, its styles, and its attributes. */
export function findInMarkup(text: string): Mention[] {
  const blocks = [...text.matchAll(BLOCK_RE)].flatMap(({ index, 0: whole, 1: front, 2: tag, 3: content }) => {
    const code = front ?? content ?? ''
    const find = tag?.toLowerCase() === 'style' ? findInStyle : findInScript
    return shiftMentions(find(code), index + whole.lastIndexOf(code))
  })
  return [...blocks, ...findInAttributes(text.replace(BLOCK_RE, blank))]
}

function findInAttributes(text: string): Mention[] {
  return [...text.matchAll(ATTRIBUTE_RE)].flatMap(({ index, 0: whole, 1: name = '', 2: value = '' }) => {
    const quote = /^["'{]/.test(value) ? 1 : 0
    const inner = value.slice(quote, value.length - quote)
    const mentions = findInValue(name.toLowerCase(), inner, value.startsWith('{'))
    return shiftMentions(mentions.map(decode), index + whole.length - value.length + quote)
  })
}

function findInValue(name: string, value: string, isExpression: boolean): Mention[] {
  if (isExpression || CODE_RE.test(name)) return findInScript(value).map(ofMarkup)
  if (name === 'style') return findInStyle(value).map(ofMarkup)
  if (name.endsWith('srcset')) return findUrls(value, CANDIDATE_RE)
  return findUrls(value, /(\S(?:.*\S)?)/gs)
}

function findUrls(value: string, pattern: RegExp): Mention[] {
  return [...value.matchAll(pattern)].flatMap(({ index, 1: url = '' }) =>
    isSpecifier(decodeEntities(url)) ? [ofMarkup({ specifier: url, at: index, place: 'markup' })] : [],
  )
}

function ofMarkup(mention: Mention): Mention {
  return { ...mention, place: 'markup' }
}

function decode(mention: Mention): Mention {
  return { ...mention, specifier: decodeEntities(mention.specifier) }
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:amp|#38|#x26);/gi, '&')
}
