import { expect, test } from 'vitest'
import type { CustomerRow } from '../supplierQueries'
import { undoing } from './bulk'

const row = (id: string, change: Partial<CustomerRow> = {}): CustomerRow => ({
  id, code: id, name: id, state: 'unclaimed', tags: [], source: 'manual', created_at: '2026-11-22T00:00:00Z', updated_at: '2026-11-22T00:00:00Z', ...change,
})

test('a group is given back to each as it was', () => {
  const rows = [row('a', { group: { id: 'g1', name: 'One' } }), row('b'), row('c', { group: { id: 'g1', name: 'One' } })]
  expect(undoing({ action: 'set_group', group: 'g2' }, rows)).toEqual([
    { action: 'set_group', customers: ['a', 'c'], group: 'g1' },
    { action: 'set_group', customers: ['b'], group: '' },
  ])
})

test('a region and a salesperson too', () => {
  expect(undoing({ action: 'set_region', region: 'GB' }, [row('a', { region: 'CN-44' })])).toEqual([{ action: 'set_region', customers: ['a'], region: 'CN-44' }])
  expect(undoing({ action: 'set_salesperson' }, [row('a')])).toEqual([{ action: 'set_salesperson', customers: ['a'], salesperson: '' }])
})

test('blocking is undone by unblocking; what was deleted does not come back', () => {
  expect(undoing({ action: 'block', reason: 'x' }, [row('a')])).toEqual([{ action: 'unblock', customers: ['a'] }])
  expect(undoing({ action: 'delete' }, [row('a')])).toEqual([])
})
