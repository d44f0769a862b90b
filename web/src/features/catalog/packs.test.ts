import { expect, test } from 'vitest'
import { below, bodyOf, chain, contains, costs, decimalOf, draftsOf, free, ratioOf, withLevel, withoutLevel, type PackDraft } from './packs'

const pack = (level: PackDraft['level'], count: string, of: PackDraft['of'] = 'unit'): PackDraft => ({ level, count, of, unit: '', gtin: '', gross_weight: '' })
const three = [pack('inner', '12'), pack('case', '12', 'inner'), pack('pallet', '40', 'case')]
const words = (packs: PackDraft[], level: PackDraft['level']) => chain(packs, level).map(({ of, count }) => `${decimalOf(count).text} ${of}`)

test('one case is twelve inner is a hundred and forty-four pieces', () => {
  expect(words(three, 'case')).toEqual(['12 inner', '144 unit'])
  expect(words(three, 'pallet')).toEqual(['40 case', '480 inner', '5760 unit'])
  expect(bodyOf(three).map((p) => p.contains)).toEqual(['12', '144', '5760'])
})

test('what the hub keeps in pieces is shown in the pack below, where that goes into it', () => {
  const kept = [{ level: 'inner', contains: '12.000000', unit: 'XBX' }, { level: 'case', contains: '144', unit: 'XCS' }, { level: 'pallet', contains: '1000', unit: 'XPX' }] as const
  expect(draftsOf(kept).map((p) => `${p.count} ${p.of}`)).toEqual(['12 unit', '12 inner', '1000 unit'])
})

test('figures are exact: full width, decimals, thirds', () => {
  expect(ratioOf('１２．５')).toEqual({ above: 25n, below: 2n })
  expect(ratioOf('a dozen')).toBeNull()
  expect(decimalOf({ above: 1n, below: 3n })).toEqual({ text: '0.333333', exact: false })
  expect(decimalOf({ above: 2n, below: 3n })).toEqual({ text: '0.666667', exact: false })
  expect(contains([pack('inner', '0.1'), pack('case', '3', 'inner')], 'case')).toEqual({ above: 3n, below: 10n })
})

test('a pack costs what it holds', () => {
  const cost = costs(three, 'case', '0.083333')
  expect(cost && decimalOf(cost)).toEqual({ text: '11.999952', exact: true })
  expect(costs(three, 'case', '')).toBeNull()
})

test('what is not clear has no figure, and goes to the hub as it was typed', () => {
  const odd = [pack('inner', '0'), pack('case', '12', 'inner')]
  expect([contains(odd, 'inner'), contains(odd, 'case'), chain(odd, 'case')]).toEqual([null, null, []])
  expect(bodyOf(odd).map((p) => p.contains)).toEqual(['0', '12'])
})

test('a level is added counted in the one below, and taken away without changing the others', () => {
  expect(free(three)).toEqual(['each'])
  expect(below(three, 'pallet')).toEqual(['case', 'inner', 'unit'])
  expect(withLevel([pack('inner', '12')], 'case').at(-1)).toMatchObject({ level: 'case', of: 'inner', count: '' })
  expect(withoutLevel(three, 'inner').map((p) => `${p.level} ${p.count} ${p.of}`)).toEqual(['case 144 unit', 'pallet 40 case'])
})
