import { expect, test } from 'vitest'
import { bodyOf, choicesOf, draftOf, freshDraft, keyOf, moved, wrongWith } from './definitions'

test('a key comes from the Latin letters of a name, and is there once', () => {
  expect(keyOf('Thread (mm)', [])).toBe('thread_mm')
  expect(keyOf('Höhe', [])).toBe('hohe')
  expect(keyOf('颜色', ['attribute_1'])).toBe('attribute_2')
  expect(keyOf('Length', ['length'])).toBe('length_2')
})

test('choices are typed one per line or with any comma, each once', () => {
  expect(choicesOf('red\nblue、green, red;')).toEqual(['red', 'blue', 'green'])
})

test('an attribute keeps its key when its name changes; a new one gets its own', () => {
  const drafts = [{ ...draftOf({ key: 'length', name: 'Length', kind: 'number', unit: 'MMT', required: true }), name: '长度' }, { ...freshDraft(), name: 'Length', kind: 'choice' as const, choices: 'short\nlong', unit: 'MMT' }]
  expect(bodyOf(drafts)).toEqual([
    { key: 'length', name: '长度', kind: 'number', unit: 'MMT', required: true },
    { key: 'length_2', name: 'Length', kind: 'choice', choices: ['short', 'long'] },
  ])
})

test('what is surely wrong is said at the attribute', () => {
  const [a, b, c] = [{ ...freshDraft(), name: 'Colour' }, { ...freshDraft(), name: 'colour ' }, { ...freshDraft(), name: 'Grade', kind: 'choice' as const }]
  expect([wrongWith([a, b, c], a), wrongWith([a, b, c], c), wrongWith([a], { ...freshDraft() }), wrongWith([a, c], a)]).toEqual(['twice', 'choices', 'name', null])
  expect(moved([a, b, c], 2, 0)).toEqual([c, a, b])
  expect(moved([a, b], 1, 2)).toEqual([a, b])
})
