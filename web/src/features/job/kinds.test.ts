import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const sources = new Map(
  readdirSync('../internal', { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.go') && !f.endsWith('_test.go'))
    .map((f) => [f, readFileSync(join('../internal', f), 'utf8')] as const),
)

/** Names of long jobs that a Go file starts: given as text, or as a constant of the same folder. */
function started([file, text]: readonly [string, string]): string[] {
  return [...text.matchAll(/job\.Start\(ctx, tx, (?:"(\w+)"|(\w+))/g)].flatMap(([, given, name]) => {
    if (given) return [given]
    const folder = [...sources].filter(([f]) => dirname(f) === dirname(file)).map(([, t]) => t).join('\n')
    const value = new RegExp(`\\b${name}\\s*=\\s*"(\\w+)"`).exec(folder)?.[1]
    return value ? [value] : []
  })
}

test('every long job that the hub starts has a name in words', () => {
  const card = readFileSync('src/features/job/JobCard.tsx', 'utf8')
  const names = [...new Set([...sources].flatMap(started))]
  expect(names).toContain('comparison_basket_export')
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((n) => !card.includes(`'${n}'`))).toEqual([])
})
