import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { tokensCSS } from '../../scripts/tokens.mjs'
import tokens from './tokens.json'

test('tokens.css is what `npm run gen` writes', () => {
  expect(readFileSync('src/ui/tokens.css', 'utf8')).toBe(tokensCSS(tokens))
})

/** WCAG 2 relative luminance. */
function luminance(hex: string) {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const c = parseInt(hex.slice(i, i + 2), 16) / 255
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string) {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  const palette: Record<string, string> = tokens.color[theme]
  test.each(tokens.pairs as [string, string, number][])('%s on %s is at least %d', (front, back, need) => {
    expect(contrast(palette[front] ?? '', palette[back] ?? '')).toBeGreaterThanOrEqual(need)
  })
})
