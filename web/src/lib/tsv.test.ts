import { expect, test } from 'vitest'
import { readBlock, writeBlock } from './tsv'

test('cells and rows, without a row for the last break', () => {
  expect(readBlock('a\tb\r\nc\td\r\n')).toEqual([['a', 'b'], ['c', 'd']])
  expect(readBlock('a\t\n\tb')).toEqual([['a', ''], ['', 'b']])
  expect(readBlock('one')).toEqual([['one']])
})

test('an empty row in the middle stays', () => {
  expect(readBlock('a\n\nb\n')).toEqual([['a'], [''], ['b']])
})

test('a quoted cell holds tabs, breaks and quotes; a quote inside a plain cell is a quote', () => {
  expect(readBlock('"a\tb"\t"line 1\nline 2"\t"say ""hi"""')).toEqual([['a\tb', 'line 1\nline 2', 'say "hi"']])
  expect(readBlock('5" pipe\t2')).toEqual([['5" pipe', '2']])
})

test('what is written reads back the same', () => {
  const block = [['a\tb', 'c'], ['say "hi"', 'two\nlines'], ['', 'x']]
  expect(readBlock(writeBlock(block))).toEqual(block)
})
