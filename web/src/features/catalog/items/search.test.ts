import { expect, test } from 'vitest'
import { filterOf, isNarrowed, searchOf } from './search'

test('an address is read as far as it makes sense, and usual choices are left out of it', () => {
  expect(searchOf({ state: 'gone', sort: 'price', view: 'tree', without: 'picture,soul' })).toEqual({ without: 'picture' })
  expect(searchOf({ state: 'active', sort: 'sku', q: '' })).toEqual({})
  expect(searchOf({ state: 'withdrawn', sort: 'updated', view: 'grid' })).toEqual({ state: 'withdrawn', sort: 'updated', view: 'grid' })
})

test('how a list is shown does not narrow it', () => {
  expect(isNarrowed(searchOf({ sort: 'name', view: 'grid' }))).toBe(false)
  expect(isNarrowed(searchOf({ without: 'barcode' }))).toBe(true)
  expect(filterOf(searchOf({ q: 'bolt', without: 'brand,picture' }))).toEqual({ q: 'bolt', without: ['picture', 'brand'] })
})
