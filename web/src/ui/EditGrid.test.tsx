import { createRef, useState, type Ref } from 'react'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { clean, compose, composingKey, draw } from '../testing/screen'
import { EditGrid, type CellChange, type EditGridHandle, type EditGridProps, type GridColumn } from './EditGrid'

type Row = { id: string; name: string; price: string; note: string }
const rowsOf = (n: number): Row[] => Array.from({ length: n }, (_, i) => ({ id: `r${i}`, name: `Item ${i + 1}`, price: String(i + 1), note: '' }))

const columns: GridColumn<Row>[] = [
  { key: 'name', title: 'Name', width: 12, main: true, text: (r) => r.name },
  { key: 'price', title: 'Price', width: 8, num: true, edit: true, text: (r) => r.price, wrong: (r) => (r.price === 'x' ? 'No number' : undefined) },
  { key: 'note', title: 'Note', width: 12, edit: true, text: (r) => r.note },
]

type SheetProps = { count: number; anew?: EditGridProps<Row>['count']; beyond?: (rows: string[][], column: string) => void; lost?: (cells: number) => void; submit?: () => void; grid?: Ref<EditGridHandle> }
function Sheet({ count, anew, beyond, lost, submit, grid }: SheetProps) {
  const [rows, setRows] = useState(() => rowsOf(count))
  const take = (changes: CellChange[]) =>
    setRows((old) => old.map((r) => ({ ...r, ...Object.fromEntries(changes.filter((c) => c.row === r.id).map((c) => [c.column, c.text])) })))
  return <EditGrid label="Sheet" columns={columns} rows={rows} rowKey={(r) => r.id} rowName={(r) => r.name} onChange={take} onBeyond={beyond} onLost={lost} onSubmit={submit} count={anew} ref={grid} />
}

const cell = (name: string) => page.getByRole('textbox', { name })
const paste = (text: string) => {
  const data = new DataTransfer()
  data.setData('text/plain', text)
  document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}
const rowTexts = () => page.getByRole('row').elements().slice(1).map((r) => [...r.children].map((c) => c.querySelector('input')?.value ?? c.textContent))

test('typing replaces, Enter goes down, arrows move, Escape gives back, Ctrl+Z undoes', async () => {
  await draw(<Sheet count={3} />)
  await cell('Item 1 · Price').click()
  await userEvent.keyboard('21.5{Enter}7{ArrowDown}9{Escape}{ArrowRight}soon{Enter}')
  expect(rowTexts()).toEqual([['Item 1', '21.5', ''], ['Item 2', '7', ''], ['Item 3', '3', 'soon']])
  await userEvent.keyboard('{Control>}z{/Control}{Control>}z{/Control}')
  expect(rowTexts()[1]).toEqual(['Item 2', '2', ''])
  await clean()
})

test('F2 goes on with what stands there; Tab while typing goes to the next cell', async () => {
  await draw(<Sheet count={2} />)
  await cell('Item 1 · Price').click()
  await userEvent.keyboard('{F2}5{Tab}ok{Tab}')
  expect(rowTexts()[0]).toEqual(['Item 1', '15', 'ok'])
})

test('a pasted block fills cells, and what lies beyond the last row is handed over', async () => {
  const beyond = vi.fn<(rows: string[][], column: string) => void>()
  await draw(<Sheet count={2} beyond={beyond} />)
  await cell('Item 1 · Price').click()
  paste('10\tred\r\n20\tgreen\r\n30\tblue\r\n')
  await expect.poll(rowTexts).toEqual([['Item 1', '10', 'red'], ['Item 2', '20', 'green']])
  expect(beyond).toHaveBeenCalledWith([['30', 'blue']], 'price')
  await userEvent.keyboard('{Control>}z{/Control}')
  expect(rowTexts()).toEqual([['Item 1', '1', ''], ['Item 2', '2', '']])
})

test('a range is filled down and emptied', async () => {
  await draw(<Sheet count={4} />)
  await cell('Item 1 · Price').click()
  await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}{Control>}d{/Control}')
  expect(rowTexts().map((r) => r[1])).toEqual(['1', '1', '1', '4'])
  await userEvent.keyboard('{Delete}')
  expect(rowTexts().map((r) => r[1])).toEqual(['', '', '', '4'])
})

test('Chinese is composed into the cell, and Enter of the input method moves nothing', async () => {
  await draw(<Sheet count={2} />)
  await cell('Item 1 · Price').click()
  await userEvent.keyboard('{ArrowRight}')
  await compose(['x', 'xian', '现huo'], '现货')
  const input = cell('Item 1 · Note').element()
  composingKey(input, 'Enter')
  expect(document.activeElement).toBe(input)
  await userEvent.keyboard('{Enter}')
  expect(rowTexts()[0]).toEqual(['Item 1', '1', '现货'])
})

test('a thousand rows: few are drawn, the last is reached by keyboard', async () => {
  await draw(<Sheet count={1000} />)
  expect(page.getByRole('row').elements().length).toBeLessThan(60)
  await cell('Item 1 · Price').click()
  await userEvent.keyboard('{Control>}{End}{/Control}')
  await expect.element(cell('Item 1000 · Price')).toHaveFocus()
})

test('a wrong cell says why, and Ctrl+Enter hands in', async () => {
  const submit = vi.fn<() => void>()
  await draw(<Sheet count={1} submit={submit} />)
  await cell('Item 1 · Price').click()
  await userEvent.keyboard('x{Enter}')
  await expect.element(cell('Item 1 · Price')).toHaveAccessibleDescription('No number')
  await userEvent.keyboard('5{Control>}{Enter}{/Control}')
  expect(submit).toHaveBeenCalledOnce()
  expect(rowTexts()[0]?.[1]).toBe('5')
})

test('on a phone each row is a card with fields', async () => {
  await page.viewport(390, 800)
  try {
    await draw(<Sheet count={2} />)
    await page.getByRole('textbox', { name: 'Item 2 · Price' }).fill('8')
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('textbox', { name: 'Item 2 · Price' })).toHaveValue('8')
    await clean()
  } finally {
    await page.viewport(1000, 900)
  }
})

test('what was undone is done again, until something else is typed', async () => {
  await draw(<Sheet count={2} />)
  await cell('Item 1 · Price').click()
  await userEvent.keyboard('7{Enter}{Control>}z{/Control}')
  expect(rowTexts()[0]?.[1]).toBe('1')
  await userEvent.keyboard('{Control>}y{/Control}')
  expect(rowTexts()[0]?.[1]).toBe('7')
  await userEvent.keyboard('{Control>}z{/Control}{Control>}{Shift>}z{/Shift}{/Control}')
  expect(rowTexts()[0]?.[1]).toBe('7')
  await userEvent.keyboard('{Control>}z{/Control}8{Enter}{Control>}y{/Control}')
  expect(rowTexts().map((r) => r[1])).toEqual(['1', '8'])
})

test('a rectangle is chosen by keyboard, copied as a block, and one cell pasted over it fills it', async () => {
  await draw(<Sheet count={3} />)
  await cell('Item 1 · Price').click()
  await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowRight}{/Shift}')
  expect(document.querySelectorAll('[aria-selected=true]').length).toBe(4)
  const data = new DataTransfer()
  document.activeElement?.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }))
  expect(data.getData('text/plain')).toBe('1\t\n2\t')
  paste('5')
  await expect.poll(rowTexts).toEqual([['Item 1', '5', '5'], ['Item 2', '5', '5'], ['Item 3', '3', '']])
  await userEvent.keyboard('{Control>}{Shift>}{End}{/Shift}{/Control}')
  expect(document.querySelectorAll('[aria-selected=true]').length).toBe(6)
})

test('the handle draws a value out over the rows below, and a double click to the last', async () => {
  await draw(<Sheet count={5} />)
  await page.getByRole('gridcell', { name: '2' }).click()
  const handle = () => document.querySelector<HTMLElement>('[data-handle]') as HTMLElement
  const from = handle().getBoundingClientRect()
  const to = page.getByRole('row').elements()[4]?.getBoundingClientRect() as DOMRect
  const at = (y: number) => ({ pointerId: 1, button: 0, clientX: from.x, clientY: y, bubbles: true, cancelable: true })
  const grip = handle()
  grip.setPointerCapture = () => undefined
  grip.dispatchEvent(new PointerEvent('pointerdown', at(from.y)))
  grip.dispatchEvent(new PointerEvent('pointermove', at(to.y + 10)))
  await expect.poll(() => document.querySelectorAll('[aria-selected=true]').length).toBe(3)
  grip.dispatchEvent(new PointerEvent('pointerup', at(to.y + 10)))
  await expect.poll(() => rowTexts().map((r) => r[1])).toEqual(['1', '2', '2', '2', '5'])
  handle().dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))
  await expect.poll(() => rowTexts().map((r) => r[1])).toEqual(['1', '2', '2', '2', '2'])
})

test('pasted cells that find no place are counted', async () => {
  const lost = vi.fn<(cells: number) => void>()
  await draw(<Sheet count={1} lost={lost} />)
  await cell('Item 1 · Price').click()
  paste('10\tred\tfast\theavy')
  await expect.poll(rowTexts).toEqual([['Item 1', '10', 'red']])
  expect(lost).toHaveBeenCalledWith(2)
})

test('a screen puts the cursor into a cell, far away too', async () => {
  const grid = createRef<EditGridHandle>()
  await draw(<Sheet count={500} grid={grid} />)
  grid.current?.go('r400', 'note')
  await expect.element(cell('Item 401 · Note')).toHaveFocus()
})

test('a column is chosen by its title and counted anew, and all of it is one step back', async () => {
  const anew: EditGridProps<Row>['count'] = {
    read: (typed) => (typed.startsWith('*') ? (r, column) => (column === 'price' && r.price !== '3' ? String(Number(r.price) * Number(typed.slice(1))) : null) : null),
    choose: (title) => `Choose ${title}`,
  }
  await draw(<Sheet count={40} anew={anew} />)
  await page.getByRole('button', { name: 'Choose Price' }).click()
  await userEvent.keyboard('*2{Enter}')
  await expect.poll(() => rowTexts().slice(0, 4).map((r) => r[1])).toEqual(['2', '4', '3', '8'])
  await clean()
  await userEvent.keyboard('{Control>}z{/Control}')
  await expect.poll(() => rowTexts().slice(0, 2).map((r) => r[1])).toEqual(['1', '2'])
  await userEvent.keyboard('{ArrowDown}{Control>} {/Control}*3{Enter}')
  await expect.poll(() => rowTexts().slice(0, 2).map((r) => r[1])).toEqual(['3', '6'])
  await userEvent.keyboard('50{Enter}')
  await expect.poll(() => rowTexts().slice(0, 3).map((r) => r[1])).toEqual(['3', '50', '3'])
  expect(page.getByRole('button', { name: 'Choose Name' }).elements()).toEqual([])
})
