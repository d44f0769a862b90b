// Every fault that the hub can answer has words in the catalogue, and no words are left for a fault that is gone.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { walk } from '../../../scripts/messages.mjs'

/** The sources of the hub, without tests: the codes stand in them as they are sent. */
const go = ['../internal', '../tenants']
  .flatMap((dir) => readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((f) => join(dir, f)))
  .filter((f) => f.endsWith('.go') && !f.endsWith('_test.go'))
  .map((f) => readFileSync(f, 'utf8'))

const found = (form: RegExp, sources = go) => sources.flatMap((text) => [...text.matchAll(form)].map((m) => m[1] ?? ''))

const faults = new Set(found(/\bDefine\(\s*(?:fault\.)?Kind\w+,\s*"(\w+\.\w+)"/g))
/** Codes of fields: in a Field, or where one is made from them. */
const fields = new Set([
  ...found(/\bField\{[^}]*?Code:\s*"(\w+)"/g),
  ...found(/\bwrong\("(\w+)",/g),
  ...found(/\brefuse\([^\n]+?, "(\w+)", "/g),
  ...found(/^\t\treturn "(\w+)", /gm, go.flatMap((text) => /^func explain\([^]*?^}/m.exec(text)?.[0] ?? [])),
])

/** What only the browser says. */
const own = ['hub.unreachable', 'hub.page_broken', 'field.login']

const texts: string[] = []
walk(JSON.parse(readFileSync('src/lib/i18n/fault/en.json', 'utf8')), (path: string) => texts.push(path))

test('the sources were found', () => {
  expect(faults).toContain('hub.not_found')
  expect(faults).toContain('identity.wrong_login')
  expect(fields).toContain('password_leaked')
  expect(fields).toContain('too_short')
})

test('every fault has words', () => {
  expect([...faults].filter((code) => !texts.includes(code))).toEqual([])
})

test('every fault of a field has words', () => {
  expect([...fields].filter((code) => !texts.includes(`field.${code}`))).toEqual([])
})

test('there are no words for a fault that is gone', () => {
  expect(texts.filter((t) => !own.includes(t) && !faults.has(t) && !fields.has(t.replace('field.', '')))).toEqual([])
})
