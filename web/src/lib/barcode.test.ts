import { expect, test } from 'vitest'
import { mistypedBarcode } from './barcode'

test.each([
  ['4006381333931', false],
  [' 4006381333931 ', false],
  ['4006381333932', true],
  ['4006381339331', true],
  ['73513537', false],
  ['73513536', true],
  ['036000291452', false],
  ['036000291453', true],
  ['10614141000415', false],
  ['10614141000416', true],
  ['400638133393', true],
  ['123456789', false],
  ['40063813339AA', false],
  ['', false],
])('%j is mistyped: %s', (text, mistyped) => {
  expect(mistypedBarcode(text)).toBe(mistyped)
})
