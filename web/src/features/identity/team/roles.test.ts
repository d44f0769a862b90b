import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Part, Role } from '../../../shell/session'
import { rolesOf, sortRoles } from './roles'

test('only roles of the parts of the company are offered', () => {
  expect(rolesOf(['buyer'])).toEqual(['owner', 'admin', 'buyer', 'approver', 'warehouse', 'finance'])
  expect(rolesOf(['brand'])).toEqual(['owner', 'admin', 'finance', 'marketing'])
  expect(new Set(rolesOf(['buyer', 'supplier'])).size).toBe(rolesOf(['buyer', 'supplier']).length)
})

test('roles stand in one order', () => {
  expect(sortRoles(['finance', 'owner', 'buyer'])).toEqual(['owner', 'buyer', 'finance'])
})

test('the hub has the same table', () => {
  const go = readFileSync('../internal/identity/seat.go', 'utf8')
  const table = /rolesOfPart = map[^{]*\{([\s\S]*?)\n\}/.exec(go)?.[1] ?? ''
  const lines = [...table.matchAll(/part(\w+):\s*\{([^}]*)\}/g)]
  expect(lines).toHaveLength(4)
  for (const [, part = '', roles = ''] of lines) {
    const theirs = [...roles.matchAll(/authz\.(\w+)/g)].map((m) => (m[1] ?? '').toLowerCase() as Role)
    expect(rolesOf([part.toLowerCase() as Part])).toEqual(sortRoles([...theirs, 'owner', 'admin', 'finance']))
  }
})
