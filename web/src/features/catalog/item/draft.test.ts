import { expect, test } from 'vitest'
import type { Item } from '../queries'
import { bodyOf, changed, clashes, draftOf, merged, partOfPath, unitsOf } from './draft'

const item: Item = {
  id: 'itm_1', sku: 'A1', name: 'Bolt', category: 'fasteners', unit: 'H87', minimum: '10.000000', multiple: '1', state: 'active', catch_weight: false, media: [], axes: [], variants: [], updated_at: '2026-11-22T00:00:00Z',
  attributes: [{ key: 'length', value: '20', unit: 'MMT' }, { key: 'colour', value: 'zinc' }], packs: [{ level: 'case', contains: '144.000000', unit: 'XCS' }],
}
const base = draftOf(item)
const definitions = [{ key: 'colour', name: 'Colour', kind: 'text' }, { key: 'length', name: 'Length', kind: 'number', unit: 'MMT' }] as const

test('an item that was only read is sent back as it is', () => {
  expect(bodyOf(base, definitions)).toEqual({
    sku: 'A1', name: 'Bolt', category: 'fasteners', unit: 'H87', minimum: '10', multiple: '1', catch_weight: false,
    attributes: [{ key: 'colour', value: 'zinc' }, { key: 'length', value: '20' }], packs: [{ level: 'case', contains: '144', unit: 'XCS' }],
  })
  expect(bodyOf(base, definitions, unitsOf(item, definitions)).attributes?.[1]).toEqual({ key: 'length', value: '20', unit: 'MMT' })
  expect(changed(base, { ...base, name: ' Bolt ' })).toEqual([])
})

test('what was changed is named part by part', () => {
  const mine = { ...base, brand: 'Acme', attributes: { ...base.attributes, colour: '', grade: '8.8' }, packs: [] }
  expect(changed(base, mine)).toEqual(['brand', 'packs', 'attributes/colour', 'attributes/grade'])
})

test('two people meet only where both changed, and not to the same', () => {
  const mine = { ...base, name: 'Hex bolt', brand: 'Acme', attributes: { ...base.attributes, length: '25' } }
  const theirs = { ...base, name: 'Bolt M8', brand: 'Acme', description: 'Strong', attributes: { ...base.attributes, length: '30' } }
  expect(clashes(base, mine, theirs)).toEqual(['name', 'attributes/length'])
  const both = merged(theirs, mine, ['name'])
  expect([both.name, both.description, both.attributes.length]).toEqual(['Hex bolt', 'Strong', '30'])
})

test('a weight of a piece is sent only where pieces are weighed', () => {
  const odd = { ...base, nominal_weight: '1.2' }
  expect(bodyOf(odd, []).nominal_weight).toBeUndefined()
  expect(bodyOf({ ...odd, catch_weight: true }, []).nominal_weight).toBe('1.2')
})

test('what the hub says of the second attribute or a pack finds its field', () => {
  const body = bodyOf(base, definitions)
  expect(partOfPath('/attributes/1/value', body)).toBe('/attributes/length')
  expect(partOfPath('/packs/0/gtin', body)).toBe('/packs/case/gtin')
  expect(partOfPath('/gtin', body)).toBe('/gtin')
})
