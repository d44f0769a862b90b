import { readFileSync } from 'node:fs'
import compile from 'icu-minify/compile'
import { expect, test } from 'vitest'
import { catalogue, locales, messagesTypes, pseudo, walk } from '../../../scripts/messages.mjs'

function texts(locale: string) {
  const found = new Map<string, string>()
  walk(catalogue('.', locale), (path, text) => found.set(path, text))
  return found
}

type Node = string | number | Node[] | { [branch: string]: Node }

/** Names of arguments and tags, from the compiled form. */
function args(node: Node, found = new Set<string>()): Set<string> {
  if (Array.isArray(node)) {
    if (typeof node[0] === 'string' && (node.length === 1 || typeof node[1] === 'number' || Array.isArray(node[1]))) found.add(node[0])
    for (const n of node) args(n, found)
  } else if (typeof node === 'object') for (const n of Object.values(node)) args(n, found)
  return found
}

/** One part of a text is the text itself or a list of parts; a list that starts with a name is an argument. */
const argsOf = (text: string) => {
  const compiled = compile(text) as Node
  return [...(Array.isArray(compiled) ? args(['', ...compiled].slice(1) as Node) : new Set<string>())].filter((a) => [`{${a},`, `{${a}}`, `<${a}>`].some((form) => text.includes(form))).toSorted()
}

const [en, zh] = [texts('en'), texts('zh-CN')]

test('both languages have the same keys', () => {
  expect([...zh.keys()].toSorted()).toEqual([...en.keys()].toSorted())
})

test.each([...en])('%s takes the same arguments in both languages', (key, text) => {
  expect(argsOf(zh.get(key) ?? '')).toEqual(argsOf(text))
})

test.each(locales.flatMap((l) => [...texts(l)].map(([key, text]) => [l, key, text] as const)))('%s %s has words in every branch', (_, __, text) => {
  expect(text.trim()).not.toBe('')
  expect(text).not.toMatch(/\{\s*\}/)
})

test('Chinese is not left in English', () => {
  const same = [...zh].filter(([key, text]) => text === en.get(key) && /[a-z]{3}/i.test(text.replace(/\{\w+\}/g, '')))
  expect(same).toEqual([])
})

/** A Latin mark that touches a Chinese character, or stands between one and a tag or an argument; what ICU itself says is not looked at. */
const latinMark = /\p{Script=Han}[,:;!?(]|[,:;!?)]\p{Script=Han}|[}>][,:;!?] ?\p{Script=Han}/u

test('Chinese has Chinese punctuation', () => {
  expect([...zh].filter(([, text]) => latinMark.test(text))).toEqual([])
  for (const wrong of ['好,了', '共:{n}', '件(箱)', '{name},已发', '<to></to>,打开', '真的?']) expect(wrong).toMatch(latinMark)
  for (const right of ['好，了', '{n, plural, other {# 件}}', '条码 (GTIN)', '{a, select, b {甲} other {乙}}', '链接 https://x.example']) expect(right).not.toMatch(latinMark)
})

test('the types of the texts are what `npm run gen` writes', () => {
  expect(readFileSync('src/lib/i18n/messages.gen.ts', 'utf8')).toBe(messagesTypes('.'))
})

test('pseudo texts are four tenths longer and keep their arguments', () => {
  for (const [, text] of en) {
    expect(argsOf(pseudo(text))).toEqual(argsOf(text))
    expect(pseudo(text).length).toBeGreaterThan(text.length)
  }
  expect(pseudo('Try again').length).toBe(9 + 4)
})

test('an argument that is missing is noticed', () => {
  expect(argsOf('{a} of {b, number}')).toEqual(['a', 'b'])
  expect(argsOf('{n, plural, one {# of {all}} other {# x}}')).toEqual(['all', 'n'])
  expect(argsOf('plain')).toEqual([])
})
