import { expect, test } from 'vitest'
import { moved, winner } from './example'

test('the lowest wins, or the first in the order', () => {
  expect(winner('best', ['contract', 'group', 'base'])).toEqual({ kind: 'group', cents: 920 })
  expect(winner('priority', ['contract', 'own', 'customer', 'group', 'channel', 'region', 'base'])).toEqual({ kind: 'contract', cents: 950 })
  expect(winner('priority', ['base', 'contract', 'group'])?.kind).toBe('base')
  expect(winner('priority', [])?.kind).toBe('base')
})

test('a kind is moved by one, not past the ends', () => {
  expect(moved(['contract', 'group', 'base'], 0, 1)).toEqual(['group', 'contract', 'base'])
  expect(moved(['contract', 'group', 'base'], 0, -1)).toEqual(['contract', 'group', 'base'])
  expect(moved(['contract', 'group', 'base'], 2, 1)).toEqual(['contract', 'group', 'base'])
})
