import { expect, test } from 'vitest'
import { find, idKind, rank, type Command } from './commands'

const command = (c: Partial<Command>): Command => ({ id: c.label ?? '', group: 'pages', label: '', run: () => undefined, ...c })

test('the start of a name counts more than its middle, and that more than a hidden word', () => {
  const words = 'td tuandui'
  expect(rank({ label: 'Team' }, 'te')).toBe(0)
  expect(rank({ label: 'My team' }, 'te')).toBe(1)
  expect(rank({ label: '团队', words }, 'td')).toBe(2)
  expect(rank({ label: '团队', words }, 'andui')).toBe(3)
  expect(rank({ label: '团队', words }, 'audit')).toBeNull()
})

test('every typed word must fit; width and case do not matter', () => {
  expect(rank({ label: 'Invite a colleague' }, 'COLL inv')).not.toBeNull()
  expect(rank({ label: 'Invite a colleague' }, 'coll remove')).toBeNull()
  expect(rank({ label: 'Team' }, 'ＴＥＡＭ')).toBe(0)
  expect(rank({ label: 'Team' }, '  ')).toBe(0)
})

test('groups keep their order, the best stands first in each, and what the hub found is not judged again', () => {
  const list = [
    command({ label: 'Statement', group: 'pages' }),
    command({ label: 'Team', group: 'pages' }),
    command({ label: '王芳', group: 'people' }),
    command({ label: 'Teapots Ltd', group: 'companies' }),
  ]
  expect(find(list, 'tea').map((c) => c.label)).toEqual(['Team', '王芳', 'Teapots Ltd'])
  expect(find([command({ label: 'My team' }), command({ label: 'Team' })], 'team').map((c) => c.label)).toEqual(['Team', 'My team'])
})

test('an id is known by its form', () => {
  expect(idKind('com_06evk3q2b5vt8h0000000000a0')).toBe('company')
  expect(idKind(' SEA_06evk3q2b5vt8h0000000000a0 ')).toBe('seat')
  expect(idKind('job_06evk3q2b5vt8h0000000000a0')).toBe('job')
  expect(idKind('com_short')).toBeNull()
  expect(idKind('per_06evk3q2b5vt8h0000000000a0')).toBeNull()
})
