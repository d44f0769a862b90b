import { expect, test } from 'vitest'
import { alike, compareTexts } from './texts'

const of = (mark: string, pieces: { text: string; mark: string }[]) => pieces.filter((p) => p.mark === mark).map((p) => p.text)

test('words of both are the same whatever their case, and what only one says is only there', () => {
  const { left, right } = compareTexts('Yageo Chip Resistor, white', 'CHIP resistor by Yageo')
  expect(of('same', left)).toEqual(['Yageo Chip Resistor'])
  expect(of('only', left)).toEqual(['white'])
  expect(of('same', right)).toEqual(['CHIP resistor', 'Yageo'])
  expect(of('only', right)).toEqual(['by'])
})

test('measures are compared by what they measure, in one unit', () => {
  const { left, right } = compareTexts('Cola 0.33 l, 6 pcs', 'Cola 330ml 12pcs')
  expect(of('same', left)).toEqual(['Cola 0.33 l'])
  expect(of('differs', left)).toEqual(['6 pcs'])
  expect(of('same', right)).toEqual(['Cola 330ml'])
  expect(of('differs', right)).toEqual(['12pcs'])
})

test('a measure that the other side does not give contradicts nothing', () => {
  const { left } = compareTexts('Rope 12 mm', 'Rope, red')
  expect(of('differs', left)).toEqual([])
  expect(of('only', left)).toEqual(['12 mm'])
})

test('a decimal number with a unit that is not known is not cut in two, and contradicts nothing', () => {
  const { left, right } = compareTexts('Switch type 29 AB-123', 'Switch 0.98N')
  expect(of('only', right)).toEqual(['0.98N'])
  expect(of('differs', left)).toEqual([])
})

test('part numbers are the same with and without dashes, and two of them contradict', () => {
  expect(of('same', compareTexts('CRCW0603-10K', 'res CRCW060310K').left)).toEqual(['CRCW0603-10K'])
  const two = compareTexts('BAV99-7-F diode', 'BAV70-7-F diode')
  expect(of('differs', two.left)).toEqual(['BAV99-7-F'])
  expect(of('differs', two.right)).toEqual(['BAV70-7-F'])
})

test('a part number is found inside a longer one', () => {
  const { left, right } = compareTexts('LM358', 'LM358DR amplifier')
  expect(of('same', left)).toEqual(['LM358'])
  expect(of('same', right)).toEqual(['LM358DR'])
})

test.each([['7290003029372', '7290003029389'], ['4711.0815001', '4711.0815002'], ['123456789012345678', '123456789012345679']])('numbers that differ in their last digits differ: %s, %s', (a, b) => {
  const { left, right } = compareTexts(a, b)
  expect([of('differs', left), of('differs', right)]).toEqual([[a], [b]])
})

test('Chinese is read by its words and its units', () => {
  const { left, right } = compareTexts('农夫山泉矿泉水550毫升', '农夫山泉 矿泉水 1.5升')
  expect(of('same', left).join('')).toBe('农夫山泉矿泉水')
  expect(of('differs', left)).toEqual(['550毫升'])
  expect(of('differs', right)).toEqual(['1.5升'])
})

test('commas of thousands and of decimals are told apart', () => {
  expect(of('same', compareTexts('1,000 g', '1 kg').left)).toEqual(['1,000 g'])
  expect(of('same', compareTexts('1,5 l', '1500 ml').left)).toEqual(['1,5 l'])
})

test.each([
  ['', ''], ['a  b', 'b'], ['—«10»—', '10'], ['שוקולד 100 גרם', 'שוקולד מריר 100 גרם'], ['10K Ω 1% 0603', '10 kΩ'], ['品牌ABC-12型', 'ABC12'],
])('joined, the pieces are the texts: %s | %s', (a, b) => {
  const { left, right } = compareTexts(a, b)
  expect(left.map((p) => p.text).join('')).toBe(a)
  expect(right.map((p) => p.text).join('')).toBe(b)
  // What is the same is the same from either side.
  const back = compareTexts(b, a)
  expect(back.left).toEqual(right)
  expect(back.right).toEqual(left)
})

test('values are alike however they are written', () => {
  expect(alike('Vishay-Dale', 'VISHAY DALE')).toBe(true)
  expect(alike('10 pcs', '12 pcs')).toBe(false)
})
