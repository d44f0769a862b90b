import { expect, test } from 'vitest'
import { csv, portions, readLines, taken, type Match } from './lines'

test('cells of a spreadsheet and texts with commas are lines, empty ones are none', () => {
  expect(readLines('L-1\t4006381333931\tBlue pen\n\n L-2 \t 123 \n')).toEqual([
    { code: 'L-1', number: '4006381333931', name: 'Blue pen' },
    { code: 'L-2', number: '123', name: '' },
  ])
  expect(readLines('L-1, A-9 , Pen, blue\r\nL-2;A-8\rL-3,A-7\n , \nL-4')).toEqual([
    { code: 'L-1', number: 'A-9', name: 'Pen blue' },
    { code: 'L-2', number: 'A-8', name: '' },
    { code: 'L-3', number: 'A-7', name: '' },
    { code: 'L-4', number: '', name: '' },
  ])
  expect(readLines('  \n')).toEqual([])
})

const candidate = (item: string) => ({ supplier: 'com_1', supplier_name: 'S', item, sku: item, name: item, by: 'sku' as const })
const match = (outcome: Match['outcome'], ...items: string[]): Match => ({ line: 0, outcome, candidates: items.map(candidate) })

test('what is clear is taken, and of questions what was chosen', () => {
  const lines = ['a', 'b', 'c', 'd', 'e'].map((code) => ({ code, number: '1', name: '' }))
  const matches = [match('matched', '1', '2'), match('several', '3', '4'), match('several', '5', '6'), match('several', '7', '8'), match('none')]
  expect(taken(lines, matches, { 1: 1, 2: 'all' }).map((l) => `${l.code}${l.item}`)).toEqual(['a1', 'a2', 'b4', 'c5', 'c6'])
})

test('a long list goes in portions', () => {
  expect(portions(Array.from({ length: 1001 }, (_, i) => i)).map((p) => p.length)).toEqual([500, 500, 1])
  expect(portions([])).toEqual([])
})

test('no cell of a file is a formula', () => {
  expect(csv([['=1+1', '-2', 'a,"b"', '中文']])).toBe('\ufeff\'=1+1,\'-2,"a,""b""",中文\r\n')
})
