import { expect, test } from 'vitest'
import { addMonths, dayOf, formatAgo, formatDay, formatInstant, monthGrid, parseDay, weekStart } from './dates'

const at = '2026-11-21T18:05:00Z'

test('a day is that of the time zone at work', () => {
  expect(dayOf(at, 'Asia/Shanghai')).toBe('2026-11-22')
  expect(dayOf(at, 'Europe/London')).toBe('2026-11-21')
  expect(formatInstant(at, 'Asia/Shanghai')).toBe('2026-11-22 02:05')
})

test('days in words', () => {
  expect(formatDay('zh-CN', at, 'Europe/London')).toBe('11月21日周六')
  expect(formatDay('en', at, 'Europe/London')).toBe('Sat 21 Nov')
})

test('how long ago', () => {
  const now = new Date('2026-11-21T21:00:00Z')
  expect(formatAgo('en', at, now)).toBe('2 hours ago')
  expect(formatAgo('zh-CN', '2026-11-20T20:00:00Z', now)).toBe('昨天')
  expect(formatAgo('en', '2026-11-21T20:59:40Z', now)).toBe('now')
})

test('months end where they end', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
  expect(addMonths('2024-02-29', 12)).toBe('2025-02-28')
  expect(addMonths('2026-01-15', -1)).toBe('2025-12-15')
})

test('the week starts where the person lives', () => {
  expect(weekStart('zh-CN', ['zh-CN'])).toBe(1)
  expect(weekStart('en', ['en-US', 'en'])).toBe(0)
  expect(weekStart('en', ['en-GB'])).toBe(1)
  expect(weekStart('en', ['zh-CN'])).toBe(1)
  const grid = monthGrid('2026-11-21', 0)
  expect([grid[0]?.[0], grid[5]?.[6]]).toEqual(['2026-11-01', '2026-12-12'])
  expect(monthGrid('2026-11-21', 1)[0]?.[0]).toBe('2026-10-26')
})

test.each([
  ['2026-11-21', '2026-11-21'],
  ['２０２６／１１／２１', '2026-11-21'],
  ['20261121', '2026-11-21'],
  ['2026年1月2日', '2026-01-02'],
  ['1-2', '2026-01-02'],
  ['2026-02-30', null],
  ['2026-13-01', null],
  ['tomorrow', null],
])('%s is read as %s', (typed, want) => {
  expect(parseDay(typed, '2026-11-22')).toBe(want)
})
