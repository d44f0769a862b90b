// The catalogue of texts: where its files lie, how they are compiled, how their keys become types.
import { readFileSync, readdirSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import compile from 'icu-minify/compile'

export const locales = ['en', 'zh-CN']

const foldersIn = (dir) => readdirSync(dir, { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name).sort()

/**
 * Namespaces and their files: the core is the root of the catalogue; faults, the shell, the words of the command box, each feature and each page folder inside a feature
 * that has texts have a namespace of their own, named after their folder.
 */
export function sources(root) {
  const found = [{ namespace: null, dir: 'src/lib/i18n' }, { namespace: 'fault', dir: 'src/lib/i18n/fault' }, { namespace: 'shell', dir: 'src/shell/i18n' }, { namespace: 'commands', dir: 'src/shell/commands' }]
  const add = (namespace, dir) => {
    if (!existsSync(join(root, dir, 'i18n'))) return
    if (found.some((f) => f.namespace === namespace)) throw new Error(`two folders of texts are called ${namespace}`)
    found.push({ namespace, dir: `${dir}/i18n` })
  }
  for (const feature of foldersIn(join(root, 'src/features'))) {
    add(feature, `src/features/${feature}`)
    for (const page of foldersIn(join(root, 'src/features', feature))) add(page, `src/features/${feature}/${page}`)
  }
  return found
}

/** The whole catalogue of one language as one object. */
export function catalogue(root, locale) {
  const all = {}
  for (const { namespace, dir } of sources(root)) {
    const texts = JSON.parse(readFileSync(join(root, dir, `${locale}.json`), 'utf8'))
    if (namespace) all[namespace] = texts
    else Object.assign(all, texts)
  }
  return all
}

/** Calls fn(path, text) for every text. */
export function walk(tree, fn, path = []) {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') fn([...path, key].join('.'), value)
    else walk(value, fn, [...path, key])
  }
}

const map = (tree, fn) => Object.fromEntries(Object.entries(tree).map(([k, v]) => [k, typeof v === 'string' ? fn(v) : map(v, fn)]))

/** What a branch that compiles to nothing does at run time is throw; so it is refused here, with its text. */
function compileText(text) {
  if (/\{\s*\}/.test(text)) throw new Error(`a branch without words: ${text}`)
  return compile(text)
}

/** Four letters in ten more, accents on, arguments and tags untouched: shows what does not fit and what is not translated. */
export function pseudo(text) {
  const accents = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', n: 'ñ', c: 'ç', A: 'Á', E: 'É', O: 'Ó' }
  if (/[{<]/.test(text)) return text + '~'.repeat(Math.ceil(text.replace(/[{<][^}>]*[}>]/g, '').length * 0.4))
  return text.replace(/[aeiouncAEO]/g, (c) => accents[c]) + '~'.repeat(Math.ceil(text.length * 0.4))
}

/** Vite plugin: catalogue files leave the build compiled, so no message parser is shipped. `virtual:pseudo` is the stretched language, for tests. */
export function messagesPlugin() {
  let root = '.'
  return {
    name: 'messages',
    enforce: 'pre',
    configResolved(config) { root = config.root },
    resolveId: (id) => (id === 'virtual:pseudo' ? '\0pseudo' : null),
    load: (id) => (id === '\0pseudo' ? `export default ${JSON.stringify(map(catalogue(root, 'en'), (text) => compileText(pseudo(text))))}` : null),
    transform(code, id) {
      if (!/\/(i18n|i18n\/fault|shell\/commands)\/(en|zh-CN)\.json$/.test(id)) return null
      return { code: JSON.stringify(map(JSON.parse(code), compileText)), map: null }
    },
  }
}

/** The types of all texts, so that a wrong key or a missing argument does not compile. JSON is a TypeScript type as it stands. */
export function messagesTypes(root) {
  return `// Written by \`npm run gen\` from the English catalogue. Do not edit.\nexport type Messages = ${JSON.stringify(catalogue(root, 'en'), null, 2)}\n`
}
