import { expect, test } from 'vitest'
import { added, readBasket } from './paste'

const plain = (text: string) => readBasket(text).lines.map((l) => [l.text, l.quantity, ...(l.name ? [l.name] : [])])

test('a block of a spreadsheet: code, name, quantity, in any order; the last break makes no line', () => {
  expect(plain('A-1\tBolt\t12\r\nA-2\tNut\t3\r\n')).toEqual([['A-1', '12', 'Bolt'], ['A-2', '3', 'Nut']])
  expect(plain('12\tA-1\n3\tA-2')).toEqual([['A-1', '12'], ['A-2', '3']])
  expect(plain('可乐 330ml×24\t6901028001915\t20\n矿泉水 550ml×24\t6921168509256\t12')).toEqual([['6901028001915', '20', '可乐 330ml×24'], ['6921168509256', '12', '矿泉水 550ml×24']])
})

test('quoted cells hold tabs, breaks and commas', () => {
  expect(plain('"Bolt\nM8"\t5\nNut\t2\n')).toEqual([['Bolt M8', '5'], ['Nut', '2']])
  expect(plain('"Bolt, M8",5\n"Nut, M8",2')).toEqual([['Bolt, M8', '5'], ['Nut, M8', '2']])
})

test('full-width digits, thousands and Chinese commas', () => {
  expect(plain('螺栓\t１２\n螺母\t1,200')).toEqual([['螺栓', '12'], ['螺母', '1200']])
  expect(plain('螺栓,12\n螺母;3')).toEqual([['螺栓', '12'], ['螺母', '3']])
  expect(plain('bolt,1,200\nnut,30')).toEqual([['bolt', '1200'], ['nut', '30']])
})

test('a head says what the columns are, in both languages, and titles may stand above it', () => {
  expect(plain('采购单\t\t\n序号\t货号\t数量\t单价\n1\tA-1\t5\t9\n2\tA-2\t7\t8')).toEqual([['A-1', '5'], ['A-2', '7']])
  expect(plain('Price,Qty,Part number,Description\n3,10,LM358,Op amp\n4,20,NE555,Timer')).toEqual([['LM358', '10', 'Op amp'], ['NE555', '20', 'Timer']])
  expect(plain('manf#,\nZLLS350TA,\nZHCS1000,\n')).toEqual([['ZLLS350TA', '1'], ['ZHCS1000', '1']])
})

test('goods whose names begin like a head are goods', () => {
  expect(plain('Code 1\nName tags\nitem')).toEqual([['Code', '1'], ['Name tags', '1'], ['item', '1']])
  expect(plain('SKU\nA-1')).toEqual([['A-1', '1']])
  expect(plain('Code 7 lamp\tblue\nA-2\tred')).toEqual([['Code 7 lamp', '1', 'blue'], ['A-2', '1', 'red']])
  expect(plain('Part no.\tQty (pcs)\nA-1\t5')).toEqual([['A-1', '5']])
})

test('numbers of lines, prices and barcodes are no quantities', () => {
  expect(plain('1\tA-1\t4\n2\tA-2\t4\n3\tA-3\t9')).toEqual([['A-1', '4'], ['A-2', '4'], ['A-3', '9']])
  expect(plain('A-1\t2.50\t4\nA-2\t3.10\t4')).toEqual([['A-1', '4'], ['A-2', '4']])
  expect(plain('7290000419107\n4061445096689')).toEqual([['7290000419107', '1'], ['4061445096689', '1']])
  expect(plain('7290000419107\t3\n4061445096689\t2')).toEqual([['7290000419107', '3'], ['4061445096689', '2']])
})

test('marks of a circuit are no quantities: a bill of materials without a head', () => {
  expect(plain('A759MW157M1JAAE048, A1\nZLLS350TA, Z1')).toEqual([['A759MW157M1JAAE048', '1', 'A1'], ['ZLLS350TA', '1', 'Z1']])
})

test('lines of words: the number before, after with its word, or after a code; a pack stays in its name', () => {
  expect(plain('12 x cola\n3箱 矿泉水\n可乐 330ml×24\nmilk 4 cases\nABC-1 12\nhex bolt M8')).toEqual([
    ['cola', '12'], ['矿泉水', '3'], ['可乐 330ml×24', '1'], ['milk', '4'], ['ABC-1', '12'], ['hex bolt M8', '1'],
  ])
})

test('equal lines are added up and counted: none is lost', () => {
  const read = readBasket('UWX1C220MCL1GB,2\nZHCS1000,1\nuwx1c220mcl1gb,3\n')
  expect(read).toEqual({ lines: [{ text: 'UWX1C220MCL1GB', name: '', quantity: '5' }, { text: 'ZHCS1000', name: '', quantity: '1' }], joined: 1, numbers: 0 })
  expect(added('0.1', '0.2')).toBe('0.3')
})

test('nothing is nothing; a zero or a blank is asked for once, not taken for more', () => {
  expect(readBasket(' \n\t\n').lines).toEqual([])
  expect(plain('A-1\t0\nA-2\t\nA-3\t5\nA-4\t6\nA-5\t7')).toEqual([['A-1', '1'], ['A-2', '1'], ['A-3', '5'], ['A-4', '6'], ['A-5', '7']])
})
