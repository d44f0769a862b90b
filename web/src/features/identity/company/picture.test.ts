import { expect, test } from 'vitest'
import { logoBytes, logoFault } from './picture'

const file = (type: string, size = 10) => new Blob([new Uint8Array(size)], { type })
const measured = (width: number, height: number) => () => Promise.resolve({ width, height })

test.each([
  ['type', file('image/gif'), measured(1, 1)],
  ['size', file('image/png', logoBytes + 1), measured(1, 1)],
  ['pixels', file('image/png'), measured(4097, 10)],
  ['broken', file('image/webp'), () => Promise.reject(new Error('no picture'))],
  [null, file('image/jpeg', logoBytes), measured(4096, 4096)],
] as const)('%s', async (fault, blob, measure) => {
  expect(await logoFault(blob, measure)).toBe(fault)
})
