// Prints what each page loads before it can be used, compressed with gzip, and fails above the bars of the interface design.
// A page is a chunk that routes.tsx imports lazily; its cost is the entry, the chunk, what both import, and the texts of one language.
import { readFileSync, readdirSync, existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist')
if (!existsSync(join(dist, '.vite/manifest.json'))) {
  console.error('There is no build to measure: run `npm run build` first.')
  process.exit(1)
}
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
const kB = (bytes) => bytes / 1000
const gz = (file) => kB(gzipSync(readFileSync(join(dist, file)), { level: 9 }).length)

/** The chunk and all it imports at once. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const i of manifest[key].imports ?? []) closure(i, seen)
  return seen
}

const weigh = (keys) => [...new Set([...keys].map((k) => manifest[k].file))].reduce((sum, file) => sum + gz(file), 0)
const [entry] = Object.entries(manifest).find(([, m]) => m.isEntry)
const isText = (key) => /\/i18n\/.*\.json$/.test(key)
const core = closure(entry)
for (const key of Object.keys(manifest)) if (/^src\/lib\/i18n\/zh-CN\.json$/.test(key)) core.add(key)

/** A frame is lazy too: what it imports lazily is a page inside it. */
const bars = { login: 110, first: 160, lazy: 45, css: 15, fonts: 35 }
const rows = []
const fail = []
const row = (name, value, bar) => {
  rows.push([name, value.toFixed(1), bar === undefined ? '' : `≤ ${bar}`])
  if (bar !== undefined && value > bar) fail.push(name)
}

row('entry and texts', weigh(core))
const pages = new Set((manifest[entry].dynamicImports ?? []).filter((k) => !isText(k)))
for (const key of [...pages].sort()) {
  const feature = key.split('/')[2]
  const keys = closure(key, new Set(core))
  for (const text of Object.keys(manifest)) if (text === `src/features/${feature}/i18n/zh-CN.json`) keys.add(text)
  const name = key.replace(/^src\/(features\/)?/, '').replace(/\.tsx$/, '')
  const loginRoute = /Login|Landing|SignUp|Reset/.test(name)
  row(name, weigh(keys), loginRoute ? bars.login : bars.first)
  row(`  its own part`, weigh([...keys].filter((k) => !core.has(k))), loginRoute ? undefined : bars.lazy)
}
const assets = readdirSync(join(dist, 'assets'))
row('css', assets.filter((f) => f.endsWith('.css')).reduce((s, f) => s + gz('assets/' + f), 0), bars.css)
row('fonts', assets.filter((f) => f.endsWith('.woff2')).reduce((s, f) => s + kB(readFileSync(join(dist, 'assets', f)).length), 0), bars.fonts)

const width = Math.max(...rows.map(([name]) => name.length))
for (const [name, value, bar] of rows) console.log(name.padEnd(width), value.padStart(7), 'kB', bar)
if (fail.length) {
  console.error(`above the bar: ${fail.join(', ')}`)
  process.exit(1)
}
