import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { safePath, tokenOf } from './address'
import { email, freshPassword, length, login } from './check'
import { codes, countryItem, countryItems, guessCountry } from './countries'

test.each([
  ['/team', '/team'],
  ['/team?tab=2#x', '/team?tab=2#x'],
  ['/a/../team', '/team'],
  [undefined, '/home'],
  [7, '/home'],
  ['', '/home'],
  ['team', '/home'],
  ['//evil.example', '/home'],
  ['/\\evil.example', '/home'],
  ['/\t/evil.example', '/home'],
  ['/.//evil.example', '/home'],
  ['https://evil.example/', '/home'],
  ['javascript:alert(1)', '/home'],
  ['/', '/home'],
  ['/login', '/home'],
  ['/login?to=/login', '/home'],
])('after signing in, %s leads to %s', (to, path) => {
  expect(safePath(to, 'https://hub.example')).toBe(path)
})

test.each([
  ['#' + 'a'.repeat(32), 'a'.repeat(32)],
  ['a'.repeat(32), 'a'.repeat(32)],
  ['#' + 'a%2Db'.repeat(10), 'a-b'.repeat(10)],
  ['', null],
  ['#short', null],
  ['#' + 'a'.repeat(201), null],
  ['#%E0%' + 'x'.repeat(32), null],
])('the token of %s', (hash, token) => {
  expect(tokenOf(hash)).toBe(token)
})

test('addresses, numbers and passwords are judged before they are sent', () => {
  expect([email(''), email(' '), email('wang'), email('wang@shop'), email('wang@shop.cn'), email(' WANG@SHOP.CN ')]).toEqual(['required', 'required', 'email', 'email', null, null])
  expect([login(''), login('wang'), login('138 0000 0000'), login('+86-138-0000-0000'), login('13800000000'), login('a@b.cn')]).toEqual(['required', 'login', null, null, null, null])
  expect([freshPassword(''), freshPassword('1234567'), freshPassword('12345678'), freshPassword('x'.repeat(129))]).toEqual(['required', 'password_short', null, 'password_long'])
  expect(length('万汇😀')).toBe(3)
})

test('the countries are those of the hub', () => {
  const go = /countries = strings\.Fields\(`([^`]+)`/.exec(readFileSync('../internal/identity/company.go', 'utf8'))?.[1]
  expect(codes).toEqual(go?.split(/\s/))
})

test('a country has a name in both languages and is guessed from the browser', () => {
  expect(countryItem('zh-CN', 'DE')).toMatchObject({ value: 'DE', label: '德国', words: 'Germany' })
  expect(countryItems('en').map((c) => c.label)).toContain('France')
  expect(countryItems('en').every((c) => c.label !== c.value && c.words !== c.value)).toBe(true)
  expect([guessCountry('zh-CN', ['zh']), guessCountry('zh-CN', ['zh-CN']), guessCountry('en', ['en', 'en-GB']), guessCountry('en', ['en'])]).toEqual(['CN', 'CN', 'GB', ''])
})
